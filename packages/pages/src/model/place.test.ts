import type { Day, DayRange } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { dayAfterKey, daysShown, leafed, placeIn, searchFor, type View, within } from './place.ts';

const TODAY: Day = '2027-04-20';
const bounds: DayRange = { startDate: '2026-01-01', endDate: '2028-12-31' };

test.each<[Day, Day]>([
	['2025-12-31', '2026-01-01'],
	['2027-05-05', '2027-05-05'],
	['2029-01-01', '2028-12-31'],
])('from %s one gets to %s', (day, nearest) => {
	expect(within(bounds, day)).toBe(nearest);
});

describe('the address', () => {
	test.each([
		['', 'monat', '2027-04-01'],
		['?monat=2027-06', 'monat', '2027-06-01'],
		['?monat=2027-06&ansicht=jahr', 'jahr', '2027-06-01'],
		['?ansicht=liste', 'liste', '2027-04-01'],
		['?monat=2020-01', 'monat', '2026-01-01'],
		['?monat=2035-01', 'monat', '2028-12-01'],
		['?monat=Mai&ansicht=woche', 'monat', '2027-04-01'],
	])('%j opens %s of %s', (search, view, month) => {
		expect(placeIn(search, bounds, TODAY)).toEqual({ view, month });
	});

	test.each(['', '?monat=2027-06', '?monat=2027-06&ansicht=jahr', '?ansicht=liste'])('%j leads back', (search) => {
		expect(searchFor(placeIn(search, bounds, TODAY), TODAY)).toBe(search);
	});
});

test.each([
	['ArrowLeft', false, '2027-04-30'],
	['ArrowRight', false, '2027-05-02'],
	['ArrowUp', false, '2027-04-24'],
	['ArrowDown', false, '2027-05-08'],
	['Home', false, '2027-04-26'],
	['End', false, '2027-05-02'],
	['PageUp', false, '2027-04-01'],
	['PageDown', false, '2027-06-01'],
	['PageUp', true, '2026-05-01'],
	['PageDown', true, '2028-05-01'],
	['a', false, undefined],
])('from Saturday, 1 May, %s (with shift: %s) leads to %s', (key, isShift, day) => {
	expect(dayAfterKey('2027-05-01', key, isShift)).toBe(day);
});

test.each<[View, string, string]>([
	['monat', '2027-06-01', '2027-06-30'],
	['jahr', '2027-01-01', '2027-12-31'],
	['liste', TODAY, '2028-12-31'],
])('%s shows the days from %s to %s', (view, startDate, endDate) => {
	expect(daysShown({ view, month: '2027-06-01' }, bounds, TODAY)).toEqual({ startDate, endDate });
});

test.each<[View, Day, number, Day | undefined]>([
	['monat', '2027-06-01', 1, '2027-07-01'],
	['monat', '2026-01-01', -1, undefined],
	['monat', '2028-12-01', 1, undefined],
	['jahr', '2027-06-01', 1, '2028-06-01'],
	['jahr', '2028-06-01', 1, undefined],
	['jahr', '2026-06-01', -1, undefined],
	['liste', '2027-06-01', 1, undefined],
])('in view %s, from %s, leafing by %i leads to %s', (view, month, count, next) => {
	expect(leafed({ view, month }, count, bounds)).toBe(next);
});

test('the last year is there though the calendar ends within it', () => {
	expect(leafed({ view: 'jahr', month: '2027-11-01' }, 1, { startDate: '2026-01-01', endDate: '2028-08-31' })).toBe(
		'2028-08-01',
	);
});
