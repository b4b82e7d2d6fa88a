/** Phrases that more than one mail needs. */
import { type BookingStatus, type Day, type DayRange, totalDays } from '@betzenstein/shared';

// Days have no hour (shared/day.ts): read as UTC midnights they fall on the same weekday wherever this runs.
const weekdays = new Intl.DateTimeFormat('de-DE', { weekday: 'long', timeZone: 'UTC' });
const list = new Intl.ListFormat('de-DE', { type: 'conjunction' });

/** `Freitag`. */
export const weekdayOf = (day: Day): string => weekdays.format(new Date(`${day}T00:00:00Z`));

/** `Freitag bis Dienstag, 5 Tage`; `Freitag, 1 Tag`. */
export function lengthOf(stay: DayRange): string {
	const days = totalDays(stay);
	const first = weekdayOf(stay.startDate);
	return days === 1 ? `${first}, 1 Tag` : `${first} bis ${weekdayOf(stay.endDate)}, ${days} Tage`;
}

/** Always `n Personen` (BR-011). */
export const people = (count: number): string => `${count} Personen`;

/** `Ingeborg, Cornelia und Angelika`. */
export const all = (names: readonly string[]): string => list.format(names);

export const STATUS_TEXTS: Record<BookingStatus, string> = {
	Pending: 'wartet auf Zustimmung',
	Confirmed: 'bestätigt',
	Denied: 'abgelehnt',
	Canceled: 'storniert',
};
