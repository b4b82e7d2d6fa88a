/** Choosing days in the calendar: which can be had, and what a tap, a drag or a typed date makes of the choice. */
import {
	addDays,
	type CalendarEntry,
	type Day,
	type DayRange,
	type HouseInfo,
	isDay,
	overlaps,
} from '@betzenstein/shared';
import { entryOn, neighbours, type Schedule } from './schedule.ts';
import { isChosen, type TypedDates } from './stayDraft.ts';

/** Nothing is chosen. */
export const NOTHING: TypedDates = { startDate: '', endDate: '' };

/** What decides about days. */
export interface Terms extends Pick<Schedule, 'entries'> {
	today: Day;
	/** The latest first day (BR-026). */
	latestStart: Day;
	/** The longest stay in days. */
	maxStayDays: number;
}

/** The terms on which this house gives its days. */
export const termsOf = ({ today, limits }: HouseInfo, { entries }: Schedule): Terms => ({
	today,
	latestStart: limits.latestStart,
	maxStayDays: limits.maxStayDays,
	entries,
});

/** Why no stay can begin on a day; undefined if one can. */
export function whyNot(terms: Terms, day: Day): 'taken' | 'past' | 'too-far' | undefined {
	if (entryOn(terms.entries, day)) return 'taken';
	if (day < terms.today) return 'past';
	return day > terms.latestStart ? 'too-far' : undefined;
}

/** The last day of the longest stay that begins on this free day. */
export function latestEnd({ entries, maxStayDays }: Terms, start: Day): Day {
	const longest = addDays(start, maxStayDays - 1);
	const { after } = neighbours(entries, start);
	return after && after.startDate <= longest ? addDays(after.startDate, -1) : longest;
}

/** Is the first day chosen, and can have a last one? */
export const isHalf = (terms: Terms, dates: TypedDates): dates is { startDate: Day; endDate: '' } =>
	dates.startDate !== '' && dates.endDate === '' && whyNot(terms, dates.startDate) === undefined;

/** The days to show as chosen, as far as they make a stay. */
export function chosenDays(terms: Terms, choice: TypedDates): DayRange | undefined {
	if (isHalf(terms, choice)) return { startDate: choice.startDate, endDate: choice.startDate };
	return isChosen(choice) ? choice : undefined;
}

/** What tapping this day makes of the choice: its last day, or the first of a new one; undefined if it cannot be had. */
export function tapped(terms: Terms, choice: TypedDates, day: Day): TypedDates | undefined {
	if (isHalf(terms, choice) && day >= choice.startDate && day <= latestEnd(terms, choice.startDate))
		return { startDate: choice.startDate, endDate: day };
	return whyNot(terms, day) === undefined ? { startDate: day, endDate: '' } : undefined;
}

/** The days from where a drag began to where it is now, in either direction, as far as they can be had in one stay. */
export function dragged(terms: Terms, from: Day, to: Day): TypedDates | undefined {
	if (whyNot(terms, from) !== undefined) return undefined;
	if (to >= from) {
		const last = latestEnd(terms, from);
		return { startDate: from, endDate: to < last ? to : last };
	}
	const { before } = neighbours(terms.entries, from);
	const first = [terms.today, addDays(from, 1 - terms.maxStayDays), before ? addDays(before.endDate, 1) : to]
		.sort()
		.at(-1) as Day;
	return { startDate: to > first ? to : first, endDate: from };
}

/** A stay in the way of typed days, and which of them it is in the way of. */
export interface Obstacle {
	entry: CalendarEntry;
	field: keyof DayRange;
}

/** The first stay in the way of these days, however incomplete they are. @param ownId the booking that they are for */
export function obstacleTo(entries: readonly CalendarEntry[], dates: TypedDates, ownId?: string): Obstacle | undefined {
	const [start, end] = [dates.startDate, dates.endDate].map((day) => (isDay(day) ? day : undefined));
	const first = start ?? end;
	const last = end ?? start;
	if (first === undefined || last === undefined || last < first) return undefined;
	const entry = entries.find(
		(stay) =>
			overlaps(stay, { startDate: first, endDate: last }) && !(stay.detail === 'full' && stay.bookingId === ownId),
	);
	if (!entry) return undefined;
	return { entry, field: start === undefined || entry.startDate > start ? 'endDate' : 'startDate' };
}
