import {
	addMonths,
	type CalendarRange,
	type Day,
	daysOf,
	gridRange,
	type HouseInfo,
	monthGrid,
	monthOf,
	overlaps,
} from '@betzenstein/shared';
import { fill, h } from '../dom.ts';
import { failureOf } from '../failure.ts';
import { monthName, staysText } from '../text/words.ts';
import { holidayList, monthTable, stayList } from './monthTable.ts';
import { announce } from './notice.ts';

/** Reads stays and holidays. */
export type ReadCalendar = (range: { from: Day; to: Day }) => Promise<CalendarRange>;

/** The calendar on the page. */
export interface Calendar {
	element: HTMLElement;
	/** Reads the month of this day and shows it. */
	turnTo(day: Day): void;
}

/** What a month's grid needs, as `calendar.range` takes it. */
export function rangeOf(month: Day): { from: Day; to: Day } {
	const { startDate: from, endDate: to } = gridRange(month);
	return { from, to };
}

/** A month to leaf through: a grid for the overview, and the same stays as a list. */
export function calendar(house: HouseInfo, read: ReadCalendar, first: CalendarRange): Calendar {
	let month = monthOf(house.today);
	let latest = 0;
	let shown = first;
	const title = h('h2', {});
	const body = h('div');
	const step = (label: string, next: () => Day) =>
		h('button', { type: 'button', click: () => void turn(next()) }, label);
	const element = h(
		'section',
		{ class: 'calendar', newday: () => void turn(month), changed: () => void look() },
		title,
		h(
			'div',
			{ class: 'buttons', role: 'group', 'aria-label': 'Monat wählen' },
			step('Monat davor', () => addMonths(month, -1)),
			step('Heute', () => monthOf(house.today)),
			step('Monat danach', () => addMonths(month, 1)),
		),
		body,
	);

	async function turn(next: Day): Promise<void> {
		const number = ++latest;
		month = next;
		fill(title, monthName(month));
		body.setAttribute('aria-busy', 'true');
		try {
			const range = await read(rangeOf(month));
			// Somebody may turn the pages faster than the server answers.
			if (number === latest) announce(show(range));
		} catch (error) {
			if (number !== latest) return;
			const { message } = failureOf(error);
			fill(
				body,
				h('p', { role: 'alert' }, message),
				step('Noch einmal versuchen', () => month),
			);
		} finally {
			if (number === latest) body.removeAttribute('aria-busy');
		}
	}

	/** Shows what others did meanwhile. Without an answer, the next change or the reader asks again. */
	async function look(): Promise<void> {
		const number = latest;
		const range = await read(rangeOf(month)).catch(() => undefined);
		if (range && number === latest && JSON.stringify(range) !== JSON.stringify(shown)) announce(show(range));
	}

	/** Returns a few words that say what it shows. */
	function show(range: CalendarRange): string {
		shown = range;
		const { entries, holidays } = range;
		const stays = entries.filter((stay) => overlaps(stay, daysOf(month)));
		fill(
			body,
			monthTable(monthGrid(month, house.today, entries, holidays), house, monthName(month)),
			stayList(stays, house),
			holidayList(holidays.filter(({ date }) => monthOf(date) === month)),
		);
		return `${monthName(month)}: ${staysText(stays.length)}`;
	}

	fill(title, monthName(month));
	show(first);
	return { element, turnTo: (day) => void turn(monthOf(day)) };
}
