/** Words and phrases that more than one page needs. What is read is German, informal "du" (BR-011). */
import type { Day } from '@betzenstein/shared';

// Days have no hour: read as UTC midnights they fall on the same weekday and month wherever this runs.
const months = new Intl.DateTimeFormat('de-DE', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `Mai 2027`, for any day of it. */
export const monthName = (day: Day): string => months.format(new Date(`${day}T00:00:00Z`));

/** `03.03.2027 um 10:12 Uhr`, by the house's clock. */
export function instant(at: Date, timeZone: string): string {
	const day = at.toLocaleDateString('de-DE', { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' });
	return `${day} um ${at.toLocaleTimeString('de-DE', { timeZone, hour: '2-digit', minute: '2-digit' })} Uhr`;
}

/** How full a month is. */
export function staysText(count: number): string {
	if (count === 0) return 'alles frei';
	return count === 1 ? 'ein Aufenthalt' : `${count} Aufenthalte`;
}
