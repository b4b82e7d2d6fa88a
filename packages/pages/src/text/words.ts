/** Words and phrases that more than one page needs. What is read is German, informal "du" (BR-011). */
import { type BookingStatus, type Day, type DayRange, formatRange, totalDays } from '@betzenstein/shared';

// Days have no hour: read as UTC midnights they fall on the same weekday and month wherever this runs.
const weekdays = new Intl.DateTimeFormat('de-DE', { weekday: 'long', timeZone: 'UTC' });
const months = new Intl.DateTimeFormat('de-DE', { month: 'long', year: 'numeric', timeZone: 'UTC' });

const midnight = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** `Samstag`. */
export const weekdayOf = (day: Day): string => weekdays.format(midnight(day));

/** `Mai 2027`, for any day of it. */
export const monthName = (day: Day): string => months.format(midnight(day));

/** `05.08.2025`. */
export const germanDay = (day: Day): string => formatRange({ startDate: day, endDate: day });

/** `Samstag bis Mittwoch, 5 Tage`; `Samstag, 1 Tag`. */
export function lengthOf(stay: DayRange): string {
	const days = totalDays(stay);
	const first = weekdayOf(stay.startDate);
	return days === 1 ? `${first}, 1 Tag` : `${first} bis ${weekdayOf(stay.endDate)}, ${days} Tage`;
}

/** Always `n Personen` (BR-011). */
export const people = (count: number): string => `${count} Personen`;

/** `Ingeborg`, `Ingeborg und Cornelia`, `Ingeborg, Cornelia und Angelika`. */
export function listed(names: readonly string[]): string {
	const last = names.at(-1) ?? '';
	return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} und ${last}`;
}

/** `03.03.2027 um 10:12 Uhr`, on the house's clocks. */
export function instant(at: Date, timeZone: string): string {
	const day = at.toLocaleDateString('de-DE', { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' });
	return `${day} um ${at.toLocaleTimeString('de-DE', { timeZone, hour: '2-digit', minute: '2-digit' })} Uhr`;
}

/** How full a month is. */
export function staysText(count: number): string {
	if (count === 0) return 'alles frei';
	return count === 1 ? 'ein Aufenthalt' : `${count} Aufenthalte`;
}

/** One word for a stay in the calendar. */
export const STATUS_WORDS: Record<BookingStatus, string> = {
	Pending: 'angefragt',
	Confirmed: 'bestätigt',
	Denied: 'abgelehnt',
	Canceled: 'storniert',
};

/** How a booking stands, for those whom it concerns; as in the mails. */
export const STATUS_TEXTS: Record<BookingStatus, string> = { ...STATUS_WORDS, Pending: 'wartet auf Zustimmung' };
