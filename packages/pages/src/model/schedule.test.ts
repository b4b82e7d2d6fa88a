import type { CalendarRange, Day, HouseInfo } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { bounds, coming, joined, neighbours, outlook, yearsToRead } from './schedule.ts';

const house = (today: string, latestStart: string) =>
	({ today, limits: { latestStart, maxStayDays: 60 } }) as unknown as HouseInfo;
const stay = (startDate: Day, endDate: Day) => ({ detail: 'busy', startDate, endDate }) as const;
const year = (entries: CalendarRange['entries'], holidays: CalendarRange['holidays'] = []): CalendarRange => ({
	from: '2027-01-01',
	to: '2027-12-31',
	entries,
	holidays,
});

describe('what is read', () => {
	test.each([
		['2027-04-20', '2028-10-20', '2026-01-01', '2028-12-31', 3],
		['2027-12-31', '2029-06-30', '2026-01-01', '2029-08-31', 4],
	])('on %s, with stays until %s: from %s to %s in %i years', (today, latestStart, startDate, endDate, years) => {
		expect(bounds(house(today, latestStart))).toEqual({ startDate, endDate });
		expect(yearsToRead(house(today, latestStart))).toHaveLength(years);
	});

	test('no question is longer than the 400 days that are allowed', () => {
		expect(yearsToRead(house('2027-04-20', '2028-10-20'))).toEqual([
			{ from: '2026-01-01', to: '2026-12-31' },
			{ from: '2027-01-01', to: '2027-12-31' },
			{ from: '2028-01-01', to: '2028-12-31' },
		]);
	});

	test('a stay over New Year is told once', () => {
		const over = stay('2027-12-30', '2028-01-02');
		const years = [year([stay('2027-05-01', '2027-05-02'), over]), year([over, stay('2028-02-01', '2028-02-02')])];
		expect(joined(years).entries.map(({ startDate }) => startDate)).toEqual(['2027-05-01', '2027-12-30', '2028-02-01']);
	});
});

test('the neighbours of a free day', () => {
	const entries = [stay('2027-05-01', '2027-05-03'), stay('2027-05-08', '2027-05-09')];
	expect(neighbours(entries, '2027-05-05')).toEqual({ before: entries[0], after: entries[1] });
	expect(neighbours(entries, '2027-05-20')).toEqual({ before: entries[1], after: undefined });
});

describe('the outlook', () => {
	const today = '2027-04-20';
	const seen = (...entries: CalendarRange['entries']) => outlook({ entries, holidays: [] }, house(today, '2028-10-20'));

	test.each([
		['a stay that runs', [stay('2027-04-18', '2027-04-20')], '2027-04-18', undefined],
		['a stay that comes', [stay('2027-04-21', '2027-04-22')], undefined, '2027-04-21'],
		['a stay that is over', [stay('2027-04-18', '2027-04-19')], undefined, undefined],
	])('%s', (_, entries, here, next) => {
		expect(seen(...entries).here?.startDate).toBe(here);
		expect(seen(...entries).next?.startDate).toBe(next);
	});

	test.each([
		['nothing is taken', [], '2027-04-24'],
		['the Saturday is taken', [stay('2027-04-22', '2027-04-24')], '2027-05-01'],
		['the Sunday is taken', [stay('2027-04-25', '2027-05-01')], '2027-05-08'],
		['everything is taken', [stay('2027-04-20', '2029-01-01')], undefined],
	])('the next free weekend, when %s', (_, entries, saturday) => {
		expect(seen(...entries).weekend?.startDate).toBe(saturday);
	});

	test('a Saturday is part of the weekend, a Sunday is too late', () => {
		const on = (day: string) => outlook({ entries: [], holidays: [] }, house(day, '2028-10-20')).weekend?.startDate;
		expect([on('2027-04-24'), on('2027-04-25')]).toEqual(['2027-04-24', '2027-05-01']);
	});
});

test('what comes: running and coming stays, and the free days before them, by month', () => {
	const [past, running, next, last] = [
		stay('2027-04-01', '2027-04-05'),
		stay('2027-04-18', '2027-04-21'),
		stay('2027-04-24', '2027-05-02'),
		stay('2027-05-03', '2027-05-04'),
	];
	expect(coming({ entries: [past, running, next, last], holidays: [] }, '2027-04-20')).toEqual([
		{
			month: '2027-04-01',
			lines: [{ entry: running }, { free: { startDate: '2027-04-22', endDate: '2027-04-23' } }, { entry: next }],
		},
		{ month: '2027-05-01', lines: [{ entry: last }] },
	]);
	expect(coming({ entries: [past], holidays: [] }, '2027-04-20')).toEqual([]);
});
