import { addDays, type Day, type DayRange, mergeRanges, totalDays } from '@betzenstein/client';

export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** What is looked for among the days that nobody holds. */
export interface Wish {
	/** First day, inclusive. */
	from: Day;
	/** Last day, inclusive. */
	to: Day;
	/** How long a stay is at least, both ends included; exactly so long with `startsOn`. */
	days: number;
	/** Only stays that begin on this weekday. */
	startsOn?: Weekday | undefined;
}

/** Free stretches that are long enough, or the stays in them that begin on the weekday; in order. */
export function freeDays(taken: readonly DayRange[], { from, to, days, startsOn }: Wish): DayRange[] {
	const stretches = freeStretches(taken, from, to).filter((stretch) => totalDays(stretch) >= days);
	if (startsOn === undefined) return stretches;
	return stretches.flatMap((stretch) =>
		Array.from({ length: totalDays(stretch) - days + 1 }, (_, index) => addDays(stretch.startDate, index))
			.filter((day) => weekdayOf(day) === startsOn)
			.map((day) => ({ startDate: day, endDate: addDays(day, days - 1) })),
	);
}

function freeStretches(taken: readonly DayRange[], from: Day, to: Day): DayRange[] {
	const stretches: DayRange[] = [];
	let next = from;
	for (const { startDate, endDate } of mergeRanges(taken)) {
		stretches.push({ startDate: next, endDate: addDays(startDate, -1) });
		next = addDays(endDate, 1);
	}
	return [...stretches, { startDate: next, endDate: to }].filter(({ startDate, endDate }) => startDate <= endDate);
}

const weekdayOf = (day: Day): Weekday | undefined => WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()];
