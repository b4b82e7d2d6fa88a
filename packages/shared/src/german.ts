/** German words that refusals, mails and pages share (BR-011). */
import type { BookingStatus } from './booking.ts';
import { type BookingContext, NEAR_DAYS, type Neighbour } from './context.ts';
import { type Day, type DayRange, formatRange, totalDays } from './day.ts';
import type { OpenRecord } from './open.ts';
import { isolated } from './text.ts';

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

/** More names than this are not read at a glance, and would make digests longer than 100 kB (BR-009). */
const MOST_NAMES = 5;

/** `Anna, Bea, Cleo, Doro und 3 weitere`: of many the first ones, and how many more. @param more as the sentence has it */
export const listedBriefly = (names: readonly string[], more: 'weitere' | 'weiteren'): string =>
	listed(
		names.length <= MOST_NAMES
			? names
			: [...names.slice(0, MOST_NAMES - 1), `${names.length - MOST_NAMES + 1} ${more}`],
	);

/** One word for each status, for a calendar or in a sentence. */
export const STATUS_WORDS: OpenRecord<BookingStatus, string> = {
	Pending: 'angefragt',
	Confirmed: 'bestätigt',
	Denied: 'abgelehnt',
	Canceled: 'storniert',
};

/** A booking's status in words, for its requester and its approvers. */
export const STATUS_TEXTS: OpenRecord<BookingStatus, string> = { ...STATUS_WORDS, Pending: 'wartet auf Zustimmung' };

/** `in 12 Tagen`, `morgen`, `heute`, `gestern`, `vor 3 Tagen`. */
export function beginsIn(startDate: Day, today: Day): string {
	const days = totalDays({ startDate: today, endDate: startDate }) - 1;
	if (days === 0) return 'heute';
	if (Math.abs(days) === 1) return days === 1 ? 'morgen' : 'gestern';
	return days > 0 ? `in ${days} Tagen` : `vor ${-days} Tagen`;
}

/** Who has approved, and whether the reader is the last one asked; undefined while nobody has. */
export function answersSoFar(approved: readonly string[], isLast: boolean): string | undefined {
	if (approved.length === 0) return undefined;
	const given = `${listedBriefly(approved.map(isolated), 'weitere')} ${approved.length === 1 ? 'hat' : 'haben'} zugestimmt`;
	return isLast ? `${given}, nur deine Antwort fehlt noch` : given;
}

/** `12 Tage, 3 Aufenthalte`. */
export function shareText({ days, stays }: { days: number; stays: number }): string {
	if (days === 0) return 'kein Tag';
	return `${days === 1 ? '1 Tag' : `${days} Tage`}, ${stays === 1 ? 'ein Aufenthalt' : `${stays} Aufenthalte`}`;
}

/** A label and what is said under it. */
export interface Fact {
	label: string;
	text: string;
}

/** A booking's context for a reader; a neighbour's name is null where the form may not be quoted. */
type ContextForReader = Pick<BookingContext, 'holidays' | 'year' | 'share'> & Record<'before' | 'after', Nearby | null>;
type Nearby = Omit<Neighbour, 'firstName'> & { firstName: string | null };

/** What lies around a booking, in words. */
export const contextFacts = ({ before, after, holidays, year, share }: ContextForReader): Fact[] => [
	{ label: 'Davor', text: neighbourText(before) },
	{ label: 'Danach', text: neighbourText(after) },
	...(holidays.length === 0
		? []
		: [
				{
					label: holidays.length === 1 ? 'Feiertag' : 'Feiertage',
					text: listed(holidays.map(({ date, name }) => `${name} (${weekdayOf(date)}, ${germanDay(date)})`)),
				},
			]),
	{ label: `${isolated(share.party)} ${year}`, text: `${shareText(share)} bestätigt` },
];

/** `Anna, 28.–30.04.2027 (bestätigt), 2 freie Tage dazwischen`. */
function neighbourText(stay: Nearby | null): string {
	if (!stay) return `mindestens ${NEAR_DAYS} Tage frei`;
	const { firstName, status, freeDays } = stay;
	const gap = ['direkt anschließend', '1 freier Tag dazwischen'][freeDays] ?? `${freeDays} freie Tage dazwischen`;
	return `${firstName === null ? 'Jemand' : isolated(firstName)}, ${formatRange(stay)} (${STATUS_WORDS[status]}), ${gap}`;
}
