/** Who is in the house when, as callers are shown it. */
import {
	type CalendarRange,
	type CalendarRangeInput,
	type Day,
	type FullEntry,
	intersection,
	mergeRanges,
	totalDays,
} from '@betzenstein/shared';
import { type Caller, keptOut } from './caller.ts';
import { holidaysBetween } from './holidays.ts';
import type { House } from './house.ts';

/** A booking that stands in calendars, as everybody in the family may see it. */
export type CalendarStay = Omit<FullEntry, 'detail' | 'totalDays'>;

/** How much of the calendar this caller may read. @throws RefusedError `LINK_REQUIRED`, `ROLE_REQUIRED` if nothing */
export function calendarDetail(house: Pick<House, 'publicAvailability'>, caller: Caller): 'full' | 'busy' {
	if (caller.kind === 'viewer' || caller.kind === 'person') return 'full';
	if (house.publicAvailability) return 'busy';
	throw keptOut(caller);
}

/** @param stays those that share a day with the range, soonest first */
export function calendarOf(
	{ holidayRegion }: Pick<House, 'holidayRegion'>,
	detail: 'full' | 'busy',
	{ from, to }: CalendarRangeInput,
	stays: readonly CalendarStay[],
	today: Day,
): CalendarRange {
	const holidays = holidaysBetween(from, to, holidayRegion);
	if (detail === 'full')
		return { from, to, entries: stays.map((stay) => ({ detail, ...stay, totalDays: totalDays(stay) })), holidays };
	// Cut off at today and at the range, so that the bounds of single stays do not show.
	const asked = { startDate: from > today ? from : today, endDate: to };
	const taken = stays.flatMap((stay) => intersection(stay, asked) ?? []);
	return { from, to, entries: mergeRanges(taken).map((range) => ({ detail, ...range })), holidays };
}
