import type { Day, DayRange, FullEntry } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { dragged, latestEnd, NOTHING, obstacleTo, type Terms, tapped, whyNot } from './choice.ts';
import type { TypedDates } from './stayDraft.ts';

const stay = (startDate: Day, endDate: Day) => ({ detail: 'busy', startDate, endDate }) as const;
const terms: Terms = {
	today: '2027-05-04',
	latestStart: '2027-09-04',
	maxStayDays: 30,
	entries: [stay('2027-05-01', '2027-05-05'), stay('2027-05-10', '2027-05-12')],
};
const range = (startDate: Day | '', endDate: Day | '' = '') => ({ startDate, endDate });

test.each<[Day, string | undefined]>([
	['2027-05-03', 'taken'],
	['2027-05-05', 'taken'],
	['2027-05-06', undefined],
	['2027-05-12', 'taken'],
	['2027-09-04', undefined],
	['2027-09-05', 'too-far'],
	['2027-04-20', 'past'],
])('a stay that begins on %s: %s', (day, why) => {
	expect(whyNot(terms, day)).toBe(why);
});

test.each<[Day, Day]>([
	['2027-05-06', '2027-05-09'],
	['2027-05-13', '2027-06-11'],
	['2027-09-04', '2027-10-03'],
])('a stay from %s lasts until %s at most', (start, end) => {
	expect(latestEnd(terms, start)).toBe(end);
});

describe('tapping a day', () => {
	test.each<[string, TypedDates, Day, TypedDates | undefined]>([
		['a free one begins', NOTHING, '2027-05-06', range('2027-05-06')],
		['a later one ends', range('2027-05-06'), '2027-05-09', range('2027-05-06', '2027-05-09')],
		['the same one ends, too', range('2027-05-06'), '2027-05-06', range('2027-05-06', '2027-05-06')],
		['an earlier one begins anew', range('2027-05-08'), '2027-05-06', range('2027-05-06')],
		['one behind another stay begins anew', range('2027-05-06'), '2027-05-14', range('2027-05-14')],
		['one that is too far for one stay begins anew', range('2027-05-14'), '2027-06-13', range('2027-06-13')],
		['after a whole choice the next one begins', range('2027-05-06', '2027-05-08'), '2027-05-07', range('2027-05-07')],
		['a typed first day that is taken does not count', range('2027-05-10'), '2027-05-14', range('2027-05-14')],
		['a last day may lie behind the horizon', range('2027-09-04'), '2027-09-10', range('2027-09-04', '2027-09-10')],
		['a taken one does nothing', NOTHING, '2027-05-10', undefined],
		['a taken one does not end', range('2027-05-06'), '2027-05-10', undefined],
		['a past one does nothing', NOTHING, '2027-04-20', undefined],
		['one behind the horizon does nothing', NOTHING, '2027-09-05', undefined],
	])('%s', (_, before, day, after) => {
		expect(tapped(terms, before, day)).toEqual(after);
	});
});

test.each<[string, Day, Day, TypedDates | undefined]>([
	['forward', '2027-05-06', '2027-05-08', range('2027-05-06', '2027-05-08')],
	['backward', '2027-05-08', '2027-05-06', range('2027-05-06', '2027-05-08')],
	['nowhere', '2027-05-07', '2027-05-07', range('2027-05-07', '2027-05-07')],
	['into the next stay', '2027-05-08', '2027-05-20', range('2027-05-08', '2027-05-09')],
	['into the stay before', '2027-05-08', '2027-05-01', range('2027-05-06', '2027-05-08')],
	['longer than a stay may be, backward', '2027-06-30', '2027-05-14', range('2027-06-01', '2027-06-30')],
	['from a taken day', '2027-05-10', '2027-05-14', undefined],
])('dragging %s', (_, from, to, choice) => {
	expect(dragged(terms, from, to)).toEqual(choice);
});

test('dragging into the past ends today', () => {
	const empty = { ...terms, entries: [] };
	expect(dragged(empty, '2027-05-08', '2027-04-20')).toEqual(range('2027-05-04', '2027-05-08'));
});

describe('what is in the way of typed days', () => {
	const days: DayRange = { startDate: '2027-05-20', endDate: '2027-05-22' };
	const own = { detail: 'full', bookingId: 'own', ...days } as FullEntry;
	const entries = [...terms.entries, own];
	test.each<[string, TypedDates, string[] | undefined]>([
		['nothing', range('2027-05-06', '2027-05-09'), undefined],
		['a stay on the first day', range('2027-05-12', '2027-05-14'), ['2027-05-10', 'startDate']],
		['a stay on the last day', range('2027-05-06', '2027-05-10'), ['2027-05-10', 'endDate']],
		['a stay in between', range('2027-05-06', '2027-05-14'), ['2027-05-10', 'endDate']],
		['a stay on the only day so far', range('2027-05-11'), ['2027-05-10', 'startDate']],
		['a stay on the last day, the only one so far', range('', '2027-05-11'), ['2027-05-10', 'endDate']],
		['nothing, of days that are no stay', range('2027-05-14', '2027-05-06'), undefined],
		['nothing, of half a date', range('0002-05-1', ''), undefined],
		['nothing, of the booking itself', range('2027-05-20', '2027-05-21'), undefined],
	])('%s', (_, dates, expected) => {
		const found = obstacleTo(entries, dates, 'own');
		expect(found && [found.entry.startDate, found.field]).toEqual(expected);
	});
});
