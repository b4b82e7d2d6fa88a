/** German words that refusals, mails and pages share (BR-011). */
import type { BookingStatus } from './booking.ts';
import { type Day, type DayRange, formatRange, totalDays } from './day.ts';
import type { OpenRecord } from './open.ts';

// Days have no hour: read as UTC midnights they fall on the same weekday wherever this runs.
const weekdays = new Intl.DateTimeFormat('de-DE', { weekday: 'long', timeZone: 'UTC' });
const list = new Intl.ListFormat('de-DE', { type: 'conjunction' });

/** `05.08.2025`. */
export const germanDay = (day: Day): string => formatRange({ startDate: day, endDate: day });

/** `Samstag`. */
export const weekdayOf = (day: Day): string => weekdays.format(new Date(`${day}T00:00:00Z`));

/** `Samstag bis Mittwoch, 5 Tage`; `Samstag, 1 Tag`. */
export function lengthOf(stay: DayRange): string {
	const days = totalDays(stay);
	const first = weekdayOf(stay.startDate);
	return days === 1 ? `${first}, 1 Tag` : `${first} bis ${weekdayOf(stay.endDate)}, ${days} Tage`;
}

/** Always `n Personen` (BR-011). */
export const people = (count: number): string => `${count} Personen`;

/** `Ingeborg`, `Ingeborg und Cornelia`, `Ingeborg, Cornelia und Angelika`. */
export const listed = (names: readonly string[]): string => list.format(names);

/** One word for each status, for a calendar or in a sentence. */
export const STATUS_WORDS: OpenRecord<BookingStatus, string> = {
	Pending: 'angefragt',
	Confirmed: 'bestätigt',
	Denied: 'abgelehnt',
	Canceled: 'storniert',
};

/** A booking's status in words, for its requester and its approvers. */
export const STATUS_TEXTS: OpenRecord<BookingStatus, string> = { ...STATUS_WORDS, Pending: 'wartet auf Zustimmung' };
