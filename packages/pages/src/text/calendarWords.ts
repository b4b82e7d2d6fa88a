/** What the calendar says. */
import {
	addDays,
	type CalendarEntry,
	type Day,
	type DayCell,
	type DayRange,
	formatRange,
	isolated,
	overlaps,
} from '@betzenstein/shared';
import { germanDay, lengthOf, people, STATUS_WORDS } from '@betzenstein/shared/german';
import { chosenDays, isHalf, latestEnd, obstacleTo, type Terms, whyNot } from '../model/choice.ts';
import type { Place } from '../model/place.ts';
import { entryOn, neighbours } from '../model/schedule.ts';
import type { TypedDates } from '../model/stayDraft.ts';
import { monthName, staysText } from './words.ts';

// Days have no hour: read as UTC midnights they fall on the same weekday and month wherever this runs.
const longDays = new Intl.DateTimeFormat('de-DE', {
	weekday: 'long',
	day: 'numeric',
	month: 'long',
	year: 'numeric',
	timeZone: 'UTC',
});

/** `Samstag, 1. Mai 2027`. */
export const longDay = (day: Day): string => longDays.format(new Date(`${day}T00:00:00Z`));

/** What a view is called: `Mai 2027`, `2027`. */
export const placeTitle = ({ view, month }: Place): string =>
	({ monat: monthName(month), jahr: month.slice(0, 4), liste: 'Was kommt' })[view];

/** What is said of days without a stay: what is over is not to be had. */
export const nobodyText = ({ endDate }: DayRange, today: Day): string =>
	endDate < today ? 'niemand war da' : 'alles frei';

/** `Anna, 4 Personen, bestätigt`. */
export const stayText = (entry: CalendarEntry): string =>
	entry.detail === 'full'
		? `${isolated(entry.firstName)}, ${people(entry.partySize)}, ${STATUS_WORDS[entry.status]}`
		: 'belegt';

/** More changes at once are counted, not listed. */
const MOST_NEWS = 3;

/** What others did meanwhile; empty if none of it is a stay. */
export function newsOf(before: readonly CalendarEntry[], now: readonly CalendarEntry[]): string {
	const known = new Set(before.map((entry) => JSON.stringify(entry)));
	const came = now.filter((entry) => !known.has(JSON.stringify(entry)));
	const freed = before.filter((entry) => !now.some((other) => overlaps(other, entry)));
	if (came.length + freed.length > MOST_NEWS) return `Im Kalender hat sich vieles geändert: ${staysText(now.length)}.`;
	return [
		...came.map((entry) => `Neu im Kalender: ${formatRange(entry)}, ${stayText(entry)}.`),
		...freed.map((entry) => `Wieder frei: ${formatRange(entry)}.`),
	].join(' ');
}

const nameOf = (entry: CalendarEntry): string => (entry.detail === 'full' ? isolated(entry.firstName) : 'jemand');

const WHY_NOT = { past: 'vorbei', 'too-far': 'noch nicht zu haben' } as const;

/** What a day of the grid is called: its date, and whether it can be had. */
export function dayLabel({ day, isToday, holiday, entry }: DayCell, terms: Terms): string {
	const why = whyNot(terms, day);
	const state = entry ? stayText(entry) : why === undefined || why === 'taken' ? 'frei' : WHY_NOT[why];
	return [longDay(day), isToday && 'heute', holiday, state].filter(Boolean).join(', ');
}

/** What to do next, or what is chosen. */
export function choiceSentence(terms: Terms, choice: TypedDates): string {
	if (isHalf(terms, choice))
		return `Erster Tag: ${longDay(choice.startDate)}. ${reachSentence(terms, choice.startDate)} Wähle jetzt den letzten Tag.`;
	const chosen = chosenDays(terms, choice);
	return chosen ? `${formatRange(chosen)}: ${lengthOf(chosen)}.` : 'Wähle den ersten und den letzten Tag.';
}

function reachSentence(terms: Terms, start: Day): string {
	const { before, after } = neighbours(terms.entries, start);
	const end = latestEnd(terms, start);
	const isNext = after?.startDate === addDays(end, 1);
	const next = isNext ? `, dann kommt ${nameOf(after)}` : '';
	const last = before?.endDate === addDays(start, -1) ? ` Bis zum Tag davor ist ${nameOf(before)} da.` : '';
	return `${isNext ? 'Frei' : 'Du kannst bleiben'} bis ${germanDay(end)}${next}.${last}`;
}

/** Why this day cannot be chosen. */
export function refusedDay(terms: Terms, day: Day): string {
	const entry = entryOn(terms.entries, day);
	if (entry) return `${formatRange(entry)}: ${stayText(entry)}.`;
	return day < terms.today
		? `${longDay(day)} ist vorbei.`
		: `${longDay(day)} ist noch nicht zu haben: Ein Aufenthalt beginnt spätestens am ${germanDay(terms.latestStart)}.`;
}

/**
 * Who is in the way of the days that are being typed, and what is free beside them; undefined if nobody is.
 * @param ownId the booking that the days are for
 */
export function inTheWay(terms: Terms, dates: TypedDates, ownId?: string): string | undefined {
	const obstacle = obstacleTo(terms.entries, dates, ownId);
	if (!obstacle) return undefined;
	const { entry, field } = obstacle;
	const [dayBefore, dayAfter] = [addDays(entry.startDate, -1), addDays(entry.endDate, 1)];
	const status = entry.detail === 'full' ? ` (${STATUS_WORDS[entry.status]})` : '';
	const taken = `${formatRange(entry)} ist ${nameOf(entry)} da${status}.`;
	if (field === 'endDate' && dayBefore >= terms.today) return `${taken} Frei bis ${germanDay(dayBefore)}.`;
	return entryOn(terms.entries, dayAfter) ? taken : `${taken} Wieder frei ab ${germanDay(dayAfter)}.`;
}
