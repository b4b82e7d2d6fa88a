import {
	addDays,
	addMonths,
	type CalendarEntry,
	type CalendarRange,
	type Day,
	type DayRange,
	formatRange,
	type HouseInfo,
} from '@betzenstein/shared';
import { type Child, fill, h, spoken } from '../dom.ts';
import { failureOf } from '../failure.ts';
import { type DayCell, gridRange, monthGrid, monthOf } from '../model/monthGrid.ts';
import { germanDay, monthName, people, STATUS_WORDS } from '../text/words.ts';
import { announce } from './notice.ts';
import { swatch, tint } from './party.ts';

/** Reads stays and holidays. */
export type ReadCalendar = (range: { from: Day; to: Day }) => Promise<CalendarRange>;

/** The calendar on the page. */
export interface Calendar {
	element: HTMLElement;
	/** Reads the month of this day anew and shows it. */
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
	const title = h('h2', {});
	const body = h('div', { class: 'month' });
	const step = (label: string, next: () => Day) => h('button', { type: 'button', click: () => void turn(next()) }, label);
	const element = h(
		'section',
		{ class: 'calendar' },
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
			// Somebody leafs faster than the server answers.
			if (number === latest) show(range);
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

	function show({ entries, holidays }: CalendarRange): void {
		const month1: DayRange = { startDate: month, endDate: addDays(addMonths(month, 1), -1) };
		const inMonth = entries.filter(({ startDate, endDate }) => startDate <= month1.endDate && endDate >= month1.startDate);
		fill(title, monthName(month));
		fill(
			body,
			gridOf(monthGrid(month, house.today, entries, holidays), house, monthName(month)),
			stayList(inMonth, house),
			holidayList(holidays.filter(({ date }) => monthOf(date) === month)),
		);
		announce(`${monthName(month)}: ${inMonth.length === 0 ? 'alles frei' : `${inMonth.length} Aufenthalte`}`);
	}

	show(first);
	return { element, turnTo: (day) => void turn(monthOf(day)) };
}

const WEEKDAYS = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];

function gridOf(weeks: readonly DayCell[][], house: HouseInfo, name: string): HTMLElement {
	const head = WEEKDAYS.map((day) =>
		h('th', { scope: 'col', abbr: day }, h('span', { 'aria-hidden': 'true' }, day.slice(0, 2)), spoken(day)),
	);
	const rows = weeks.map((week) => h('tr', {}, ...week.map((cell) => dayOf(cell, house))));
	return h('table', {}, h('caption', { class: 'spoken' }, name), h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...rows));
}

function dayOf({ number, isInMonth, isToday, holiday, entry, bar }: DayCell, house: HouseInfo): HTMLElement {
	const classes = [!isInMonth && 'outside', isToday && 'today', holiday && 'holiday'].filter(Boolean).join(' ');
	const cell = h(
		'td',
		{ class: classes || undefined },
		h('span', { class: 'number' }, `${number}`),
		isToday && spoken(' heute'),
		holiday && spoken(` ${holiday}`),
		entry && spoken(` ${stayText(entry)}`),
	);
	if (!entry || !bar) return cell;
	const strip = h(
		'span',
		{ class: `bar ${statusOf(entry)}${bar.isStart ? ' starts' : ''}${bar.isEnd ? ' ends' : ''}`, 'aria-hidden': 'true' },
		barText(entry),
	);
	strip.style.setProperty('--days', `${bar.days}`);
	if (entry.detail === 'full') tint(strip, entry.affiliation, house);
	cell.append(strip);
	return cell;
}

const statusOf = (entry: CalendarEntry) => (entry.detail === 'full' ? entry.status : 'busy');

/** `Anna, 4 Personen, bestätigt`. */
function stayText(entry: CalendarEntry): string {
	return entry.detail === 'full' ? `${entry.firstName}, ${people(entry.partySize)}, ${STATUS_WORDS[entry.status]}` : 'belegt';
}

/** The same, in lines that the bar cuts off where it is short. */
function barText(entry: CalendarEntry): Child {
	if (entry.detail === 'busy') return 'belegt';
	return [h('b', {}, entry.firstName), h('span', {}, `${people(entry.partySize)}, ${STATUS_WORDS[entry.status]}`)];
}

function stayList(entries: readonly CalendarEntry[], house: HouseInfo): HTMLElement {
	if (entries.length === 0) return h('p', { class: 'free' }, 'In diesem Monat ist alles frei.');
	const rows = entries.map((entry) =>
		h(
			'li',
			{},
			entry.detail === 'full' && swatch(entry.affiliation, house),
			h('strong', {}, formatRange(entry)),
			` ${stayText(entry)}`,
			entry.detail === 'full' && ` (${entry.affiliation})`,
		),
	);
	return h('ul', { class: 'stays' }, ...rows);
}

const holidayList = (holidays: CalendarRange['holidays']): Child =>
	holidays.length > 0 &&
	h('p', { class: 'hint' }, `Feiertage: ${holidays.map(({ date, name }) => `${germanDay(date)} ${name}`).join(', ')}`);
