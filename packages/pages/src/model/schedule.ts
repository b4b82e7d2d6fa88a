/** What is known of the house's days: everything that can be leafed to is read at once, a calendar year at a time. */
import {
	addDays,
	addMonths,
	type CalendarEntry,
	type CalendarRange,
	type Day,
	type DayRange,
	type Holiday,
	type HouseInfo,
	monthOf,
} from '@betzenstein/shared';

/** Stays and holidays, each sorted and told once. */
export interface Schedule {
	/** No two share a day (BR-002). */
	entries: readonly CalendarEntry[];
	holidays: readonly Holiday[];
}

/** The first and the last day of a calendar: from last January to where the latest stay that can be asked for ends. */
export function bounds({ today, limits }: Pick<HouseInfo, 'today' | 'limits'>): DayRange {
	const end = monthOf(addDays(limits.latestStart, limits.maxStayDays - 1));
	return { startDate: `${Number(today.slice(0, 4)) - 1}-01-01`, endDate: addDays(addMonths(end, 1), -1) };
}

/** What `calendar.range` has to be asked for: every year that lies between the bounds, at least in part. */
export function yearsToRead(house: Pick<HouseInfo, 'today' | 'limits'>): { from: Day; to: Day }[] {
	const { startDate, endDate } = bounds(house);
	const first = Number(startDate.slice(0, 4));
	const count = Number(endDate.slice(0, 4)) - first + 1;
	return Array.from({ length: count }, (_, index) => yearAt(first + index));
}

/** A calendar year as `calendar.range` takes it. */
export const yearAt = (year: number): { from: Day; to: Day } => ({ from: `${year}-01-01`, to: `${year}-12-31` });

/** The years as one; a stay over New Year comes with both. */
export function joined(years: readonly CalendarRange[]): Schedule {
	const entries = new Map(years.flatMap((year) => year.entries.map((entry) => [entry.startDate, entry])));
	return { entries: [...entries.values()], holidays: years.flatMap(({ holidays }) => holidays) };
}

/** The stay on a day, if there is one. */
export const entryOn = (entries: readonly CalendarEntry[], day: Day): CalendarEntry | undefined =>
	entries.find(({ startDate, endDate }) => startDate <= day && day <= endDate);

/** The stays just before and just after a free day. */
export function neighbours(
	entries: readonly CalendarEntry[],
	day: Day,
): { before: CalendarEntry | undefined; after: CalendarEntry | undefined } {
	return {
		before: entries.findLast(({ endDate }) => endDate < day),
		after: entries.find(({ startDate }) => startDate > day),
	};
}

/** What somebody wants to know first: who is there, who comes next, and which weekend could be had. */
export interface Outlook {
	here: CalendarEntry | undefined;
	next: CalendarEntry | undefined;
	/** Saturday and Sunday; undefined if none is free before the latest start. */
	weekend: DayRange | undefined;
}

/** The outlook from today. */
export function outlook({ entries }: Schedule, { today, limits }: Pick<HouseInfo, 'today' | 'limits'>): Outlook {
	const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
	let saturday = addDays(today, 6 - weekday);
	while (saturday <= limits.latestStart && (entryOn(entries, saturday) ?? entryOn(entries, addDays(saturday, 1))))
		saturday = addDays(saturday, 7);
	return {
		here: entryOn(entries, today),
		next: entries.find(({ startDate }) => startDate > today),
		weekend: saturday <= limits.latestStart ? { startDate: saturday, endDate: addDays(saturday, 1) } : undefined,
	};
}

/** A line of the list of what comes: a stay, or the free days before the next one. */
export type ComingLine = { entry: CalendarEntry } | { free: DayRange };

/** Everything from today to the last stay, by the month in which it begins; running stays come with this month. */
export function coming({ entries }: Schedule, today: Day): { month: Day; lines: ComingLine[] }[] {
	const months = new Map<Day, ComingLine[]>();
	const add = (day: Day, line: ComingLine) => {
		const month = monthOf(day < today ? today : day);
		months.set(month, [...(months.get(month) ?? []), line]);
	};
	let freeFrom = today;
	for (const entry of entries.filter(({ endDate }) => endDate >= today)) {
		if (freeFrom < entry.startDate)
			add(freeFrom, { free: { startDate: freeFrom, endDate: addDays(entry.startDate, -1) } });
		add(entry.startDate, { entry });
		freeFrom = addDays(entry.endDate, 1);
	}
	return [...months].map(([month, lines]) => ({ month, lines }));
}
