import { describe, expect, test } from 'vitest';
import type { Day } from './day.ts';
import type { CalendarEntry } from './house.ts';
import { gridRange, monthGrid, monthOf } from './monthGrid.ts';

const busy = (startDate: Day, endDate: Day): CalendarEntry => ({ detail: 'busy', startDate, endDate });
const cellsOf = (entries: CalendarEntry[]) =>
	monthGrid('2027-05-01', '2027-05-04', entries, [{ date: '2027-05-06', name: 'Himmelfahrt' }]).flat();
const barsOf = (entry: CalendarEntry) => cellsOf([entry]).flatMap(({ day, bar }) => (bar ? [{ day, ...bar }] : []));

describe('gridRange', () => {
	test.each<[Day, Day, Day, string]>([
		['2027-05-01', '2027-04-26', '2027-06-06', 'begins on a Saturday'],
		['2027-02-01', '2027-02-01', '2027-02-28', 'fits four weeks'],
		['2027-08-01', '2027-07-26', '2027-09-05', 'begins on a Sunday: six weeks'],
		['2028-02-01', '2028-01-31', '2028-03-05', 'a leap year'],
		['2027-12-01', '2027-11-29', '2028-01-02', 'runs into the next year'],
	])('%s: %s to %s, %s', (month, startDate, endDate) => {
		expect(gridRange(month)).toEqual({ startDate, endDate });
	});
});

describe('monthGrid', () => {
	test('weeks run from Monday to Sunday and know month, today and holidays', () => {
		const weeks = monthGrid('2027-05-01', '2027-05-04', [], [{ date: '2027-05-06', name: 'Himmelfahrt' }]);
		expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7]);
		const cells = weeks.flat();
		expect([cells.at(0)?.day, cells.at(-1)?.day]).toEqual(['2027-04-26', '2027-06-06']);
		expect(cells.filter(({ isInMonth }) => isInMonth)).toHaveLength(31);
		expect(cells.filter(({ isToday }) => isToday).map(({ day }) => day)).toEqual(['2027-05-04']);
		expect(cells.filter(({ holiday }) => holiday).map(({ number, holiday }) => [number, holiday])).toEqual([
			[6, 'Himmelfahrt'],
		]);
	});

	test('every day of a stay knows it, both ends included', () => {
		const taken = cellsOf([busy('2027-05-11', '2027-05-13')]).filter(({ entry }) => entry);
		expect(taken.map(({ number }) => number)).toEqual([11, 12, 13]);
	});

	test.each([
		['within a week', busy('2027-05-11', '2027-05-13'), [{ day: '2027-05-11', days: 3, isStart: true, isEnd: true }]],
		['a single day', busy('2027-05-16', '2027-05-16'), [{ day: '2027-05-16', days: 1, isStart: true, isEnd: true }]],
		[
			'Monday to Sunday',
			busy('2027-05-10', '2027-05-16'),
			[{ day: '2027-05-10', days: 7, isStart: true, isEnd: true }],
		],
		[
			'over a weekend',
			busy('2027-05-14', '2027-05-18'),
			[
				{ day: '2027-05-14', days: 3, isStart: true, isEnd: false },
				{ day: '2027-05-17', days: 2, isStart: false, isEnd: true },
			],
		],
		[
			'from before the grid',
			busy('2027-04-20', '2027-04-27'),
			[{ day: '2027-04-26', days: 2, isStart: false, isEnd: true }],
		],
		[
			'to after the grid',
			busy('2027-06-05', '2027-06-20'),
			[{ day: '2027-06-05', days: 2, isStart: true, isEnd: false }],
		],
	])('a stay %s has a bar in each of its weeks', (_, entry, bars) => {
		expect(barsOf(entry)).toEqual(bars);
	});

	test('stays that adjoin keep bars of their own', () => {
		const bars = cellsOf([busy('2027-05-10', '2027-05-11'), busy('2027-05-12', '2027-05-13')]).flatMap(
			({ bar }) => bar?.days ?? [],
		);
		expect(bars).toEqual([2, 2]);
	});
});

test('monthOf is the first of the month', () => {
	expect(monthOf('2027-05-31')).toBe('2027-05-01');
});
