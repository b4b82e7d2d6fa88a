/** Where in the calendar somebody is, as the address says it: `?monat=2027-05&ansicht=jahr`. */
import { addDays, addMonths, type Day, type DayRange, daysOf, isDay, monthOf } from '@betzenstein/shared';

/** The calendar's views, as the address calls them. */
export const VIEWS = ['monat', 'jahr', 'liste'] as const;
export type View = (typeof VIEWS)[number];

export interface Place {
	view: View;
	/** First day of a month. */
	month: Day;
}

/** The nearest day between the bounds. */
export const within = ({ startDate, endDate }: DayRange, day: Day): Day =>
	day < startDate ? startDate : day > endDate ? endDate : day;

/** What the address says, as far as the calendar goes; this month without a word. */
export function placeIn(search: string, bounds: DayRange, today: Day): Place {
	const said = new URLSearchParams(search);
	const month = `${said.get('monat')}-01`;
	return {
		view: VIEWS.find((view) => view === said.get('ansicht')) ?? 'monat',
		month: monthOf(within(bounds, isDay(month) ? month : today)),
	};
}

/** What the address has to say to come back here; empty for the month of today. */
export function searchFor({ view, month }: Place, today: Day): string {
	const said = new URLSearchParams();
	if (month !== monthOf(today)) said.set('monat', month.slice(0, 7));
	if (view !== 'monat') said.set('ansicht', view);
	return said.size === 0 ? '' : `?${said}`;
}

/** `2027`. */
export const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** The days that a view shows of its calendar; the list begins today. */
export function daysShown({ view, month }: Place, { endDate }: DayRange, today: Day): DayRange {
	switch (view) {
		case 'monat':
			return daysOf(month);
		case 'jahr':
			return { startDate: `${yearOf(month)}-01-01`, endDate: `${yearOf(month)}-12-31` };
		case 'liste':
			return { startDate: today, endDate };
	}
}

/** Where one gets by leafing so often; undefined where the calendar ends. */
export function leafed({ view, month }: Place, count: number, { startDate, endDate }: DayRange): Day | undefined {
	const [first, last] = view === 'jahr' ? [startDate.slice(0, 4), endDate.slice(0, 4)] : [startDate, endDate];
	const next = addMonths(month, view === 'jahr' ? 12 * count : count);
	if (view === 'liste' || next.slice(0, first.length) < first || next.slice(0, last.length) > last) return undefined;
	return monthOf(within({ startDate, endDate }, next));
}

/** Where a key leads from a day, as in ARIA's date grid; undefined for other keys. */
export function dayAfterKey(day: Day, key: string, isShift: boolean): Day | undefined {
	const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
	switch (key) {
		case 'ArrowLeft':
			return addDays(day, -1);
		case 'ArrowRight':
			return addDays(day, 1);
		case 'ArrowUp':
			return addDays(day, -7);
		case 'ArrowDown':
			return addDays(day, 7);
		case 'Home':
			return addDays(day, -weekday);
		case 'End':
			return addDays(day, 6 - weekday);
		case 'PageUp':
			return addMonths(day, isShift ? -12 : -1);
		case 'PageDown':
			return addMonths(day, isShift ? 12 : 1);
		default:
			return undefined;
	}
}
