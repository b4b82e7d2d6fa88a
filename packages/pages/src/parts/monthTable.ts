/** One month: a table of its days, and lists of its stays and holidays that say everything in words. */
import {
	type CalendarEntry,
	type CalendarRange,
	type DayCell,
	formatRange,
	type HouseInfo,
	isolated,
} from '@betzenstein/shared';
import { germanDay, people, STATUS_WORDS } from '@betzenstein/shared/german';
import { type Child, h, spoken } from '../dom.ts';
import { swatch, tint } from './party.ts';

const WEEKDAYS = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];

/** Weeks from Monday to Sunday, with a bar for each stay. */
export function monthTable(weeks: readonly DayCell[][], house: HouseInfo, name: string): HTMLElement {
	const head = WEEKDAYS.map((day) =>
		h('th', { scope: 'col', abbr: day }, h('span', { 'aria-hidden': 'true' }, day.slice(0, 2)), spoken(day)),
	);
	const rows = weeks.map((week) => h('tr', {}, ...week.map((cell) => dayOf(cell, house))));
	return h(
		'table',
		{},
		h('caption', { class: 'spoken' }, name),
		h('thead', {}, h('tr', {}, ...head)),
		h('tbody', {}, ...rows),
	);
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
		{
			class: `bar ${statusOf(entry)}${bar.isStart ? ' starts' : ''}${bar.isEnd ? ' ends' : ''}`,
			'aria-hidden': 'true',
		},
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
	return entry.detail === 'full'
		? `${isolated(entry.firstName)}, ${people(entry.partySize)}, ${STATUS_WORDS[entry.status] ?? entry.status}`
		: 'belegt';
}

/** The same, in lines that the bar cuts off where it is short. */
function barText(entry: CalendarEntry): Child {
	if (entry.detail === 'busy') return 'belegt';
	return [
		h('b', { dir: 'auto' }, entry.firstName),
		h('span', {}, `${people(entry.partySize)}, ${STATUS_WORDS[entry.status] ?? entry.status}`),
	];
}

/** Every stay in words. */
export function stayList(entries: readonly CalendarEntry[], house: HouseInfo): HTMLElement {
	if (entries.length === 0) return h('p', {}, 'In diesem Monat ist alles frei.');
	const rows = entries.map((entry) =>
		h(
			'li',
			{},
			entry.detail === 'full' && swatch(entry.affiliation, house),
			h('strong', {}, formatRange(entry)),
			` ${stayText(entry)}`,
			entry.detail === 'full' && ` (${isolated(entry.affiliation)})`,
		),
	);
	return h('ul', { class: 'stays' }, ...rows);
}

/** Every holiday by name. */
export const holidayList = (holidays: CalendarRange['holidays']): Child =>
	holidays.length > 0 &&
	h('p', { class: 'hint' }, `Feiertage: ${holidays.map(({ date, name }) => `${germanDay(date)} ${name}`).join(', ')}`);
