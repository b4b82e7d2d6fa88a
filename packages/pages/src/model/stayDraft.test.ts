import type { Day, DayRange, HouseLimits } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import {
	changesBetween,
	dateBounds,
	daysNotIn,
	effectOf,
	isLong,
	lengthInDays,
	partyChoices,
	rebase,
	type StayDraft,
	shorterBounds,
	type TypedDates,
} from './stayDraft.ts';

const base: StayDraft & DayRange = {
	firstName: 'Anna',
	startDate: '2027-05-01',
	endDate: '2027-05-05',
	partySize: 4,
	affiliation: 'Ingeborg',
	description: '',
};
const range = (startDate: Day | '', endDate: Day | ''): TypedDates => ({ startDate, endDate });

describe('changesBetween', () => {
	test('names what was changed and nothing else', () => {
		expect(changesBetween(base, { ...base, endDate: '2027-05-06', description: 'Mit Hund' })).toEqual({
			endDate: '2027-05-06',
			description: 'Mit Hund',
		});
	});

	test('is empty for an untouched form', () => {
		expect(changesBetween(base, { ...base })).toEqual({});
	});

	test('an emptied description is a change', () => {
		expect(changesBetween({ ...base, description: 'Mit Hund' }, base)).toEqual({ description: '' });
	});
});

test('after somebody else changed the booking, what was typed stays and the rest is fresh', () => {
	const typed = { ...base, description: 'Mit Hund' };
	const fresh = { ...base, partySize: 6, description: 'Ohne Hund' };
	expect(rebase(base, typed, fresh)).toEqual({ ...base, partySize: 6, description: 'Mit Hund' });
});

test.each([
	['a new request', undefined, ['Ingeborg', 'Cornelia']],
	['a booking of a party that is there', 'Cornelia', ['Ingeborg', 'Cornelia']],
	['a booking of a party that is gone', 'Angelika', ['Ingeborg', 'Cornelia', 'Angelika']],
])('the parties to choose from, for %s', (_, kept, expected) => {
	expect(partyChoices(['Ingeborg', 'Cornelia'], kept)).toEqual(expected);
});

describe('a stay that is being typed', () => {
	const limits = { longStayDays: 7 } as HouseLimits;
	test.each<[Day | '', Day | '', number | undefined, boolean]>([
		['2027-05-01', '2027-05-07', 7, false],
		['2027-05-01', '2027-05-08', 8, true],
		['2027-05-01', '2027-05-01', 1, false],
		['2027-05-02', '2027-05-01', undefined, false],
		['', '2027-05-01', undefined, false],
		['2027-05-01', '', undefined, false],
	])('%j to %j has %s days; long: %s (BR-027)', (startDate, endDate, days, long) => {
		expect([lengthInDays(range(startDate, endDate)), isLong(range(startDate, endDate), limits)]).toEqual([days, long]);
	});

	test.each<[Day | '', Day | '', string | undefined]>([
		['2027-05-01', '2027-05-05', undefined],
		['2027-05-02', '2027-05-05', 'approvals-stay'],
		['2027-05-01', '2027-05-06', 'asked-again'],
		['2027-04-30', '2027-05-05', 'asked-again'],
		['2027-06-01', '2027-06-02', 'asked-again'],
		['2027-06-01', '', undefined],
	])('%s to %j instead: %s (BR-005)', (startDate, endDate, effect) => {
		expect(effectOf(range(startDate, endDate), base)).toBe(effect);
	});
});

describe('dateBounds', () => {
	test('offers days from today', () => {
		expect(dateBounds('2027-04-20', '2028-10-20', base)).toEqual({ earliest: '2027-04-20', latestStart: '2028-10-20' });
	});

	test('keeps the first day of a stay that has begun', () => {
		expect(dateBounds('2027-05-03', '2028-11-03', base).earliest).toBe('2027-05-01');
	});
});

describe('a Confirmed stay of which days are given up', () => {
	const stay: DayRange = { startDate: '2027-05-01', endDate: '2027-05-05' };

	test.each<[string, Day, object | undefined, Day]>([
		['before it', '2027-04-01', { min: '2027-05-01', max: '2027-05-05' }, '2027-05-01'],
		['on its first day', '2027-05-01', { min: '2027-05-01', max: '2027-05-05' }, '2027-05-01'],
		['while it runs', '2027-05-03', undefined, '2027-05-03'],
	])('offers the days that may be its first and last, %s', (_, today, start, min) => {
		expect(shorterBounds(today, stay)).toEqual({ start, end: { min, max: '2027-05-05' } });
	});

	test.each<[string, Day | '', Day | '', string[]]>([
		['fewer days', '2027-05-02', '2027-05-04', []],
		['an earlier start', '2027-04-30', '2027-05-05', ['startDate']],
		['a later end', '2027-05-01', '2027-05-06', ['endDate']],
		['other days', '2027-06-01', '2027-06-02', ['startDate', 'endDate']],
		['nothing chosen yet', '', '', []],
	])('names the days that are not its own: %s', (_, start, end, expected) => {
		expect(daysNotIn(stay, range(start, end))).toEqual(expected);
	});
});
