/** A month as weeks from Monday to Sunday, with the stays laid out in them. */
import { addDays, addMonths, type Day, type DayRange, totalDays } from './day.ts';
import type { CalendarEntry, Holiday } from './house.ts';

/** One day of the grid. */
export interface DayCell {
	/** `YYYY-MM-DD`. */
	day: Day;
	/** Day of the month, 1..31. */
	number: number;
	/** False for days of the neighbouring months, which fill up the first and the last week. */
	isInMonth: boolean;
	/** Whether it is the day that `monthGrid` was told is today. */
	isToday: boolean;
	/** The German name of the public holiday, if it is one. */
	holiday?: string | undefined;
	/** The stay on this day; at most one, since no two share a day (BR-002). */
	entry?: CalendarEntry | undefined;
	/** Set where a bar is to be drawn from: a stay's first day, and each Monday within it. */
	bar?: Bar | undefined;
}

/** The part of a stay that lies in one week. */
export interface Bar {
	/** How many days of this week it covers, from its cell on. */
	days: number;
	/** The stay begins with this bar. */
	isStart: boolean;
	/** The stay ends with this bar. */
	isEnd: boolean;
}

/** The first day of the month that `day` lies in. */
export const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01` as Day;

/** The first and the last day of the month that begins on `month`. */
export const daysOf = (month: Day): DayRange => ({ startDate: month, endDate: addDays(addMonths(month, 1), -1) });

/** The days that the grid of this month shows, from a Monday to a Sunday. */
export function gridRange(month: Day): DayRange {
	const { startDate, endDate } = daysOf(month);
	return {
		startDate: addDays(startDate, -weekdayIndex(startDate)),
		endDate: addDays(endDate, 6 - weekdayIndex(endDate)),
	};
}

/**
 * The month's weeks, each from Monday to Sunday.
 * @param month its first day, as `monthOf` returns it
 * @param entries and `holidays`: what `calendar.range` returns for `gridRange(month)`; more does no harm
 */
export function monthGrid(
	month: Day,
	today: Day,
	entries: readonly CalendarEntry[] = [],
	holidays: readonly Holiday[] = [],
): DayCell[][] {
	const { startDate, endDate } = gridRange(month);
	const weeks: DayCell[][] = [];
	for (let monday = startDate; monday <= endDate; monday = addDays(monday, 7)) {
		const sunday = addDays(monday, 6);
		weeks.push(Array.from({ length: 7 }, (_, index) => cell(addDays(monday, index), monday, sunday)));
	}
	return weeks;

	function cell(day: Day, monday: Day, sunday: Day): DayCell {
		const entry = entries.find((stay) => stay.startDate <= day && day <= stay.endDate);
		return {
			day,
			number: Number(day.slice(8)),
			isInMonth: monthOf(day) === month,
			isToday: day === today,
			holiday: holidays.find(({ date }) => date === day)?.name,
			entry,
			bar: entry && (entry.startDate === day || day === monday) ? barFrom(day, entry, sunday) : undefined,
		};
	}
}

function barFrom(day: Day, entry: DayRange, sunday: Day): Bar {
	const end = entry.endDate < sunday ? entry.endDate : sunday;
	const days = totalDays({ startDate: day, endDate: end });
	return { days, isStart: entry.startDate === day, isEnd: entry.endDate === end };
}

/** 0 for Monday. */
function weekdayIndex(day: Day): number {
	return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
