import type { BookingStatus, Day, DayRange } from '@betzenstein/shared';
import { stay as days } from '@betzenstein/testing/house/pure';
import { describe, expect, test } from 'vitest';
import { contextOf, type Stay } from './context.ts';

/** `Anna 2027-04-20/2027-04-25`, a Confirmed stay of Ingeborg's party unless said otherwise. */
function stay(text: string, changes: Partial<Stay> = {}): Stay {
	const [firstName = '', range = ''] = text.split(' ');
	return { id: text, status: 'Confirmed', firstName, affiliation: 'Ingeborg', ...days(range), ...changes };
}
const pending = (text: string) => stay(text, { status: 'Pending' });

const contextIn = (
	range: DayRange,
	around: readonly Stay[],
	{ today = '2027-03-01', affiliation = 'Ingeborg' }: { today?: Day; affiliation?: string } = {},
) => contextOf({ id: 'own', affiliation, ...range }, around, today, 'DE-BY');

/** `Anna 3`: who, and how many free days away. */
const who = (neighbour: { firstName: string; freeDays: number } | null) =>
	neighbour && `${neighbour.firstName} ${neighbour.freeDays}`;

describe('the neighbours of a stay from 1 to 5 May 2027', () => {
	const MAY = days('2027-05-01/2027-05-05');

	test.each<[string, Stay[], string | null, string | null]>([
		['nobody', [], null, null],
		['adjoining on both sides', [stay('Anna 2027-04-29/2027-04-30'), stay('Bert 2027-05-06')], 'Anna 0', 'Bert 0'],
		['a day away', [stay('Anna 2027-04-29'), stay('Bert 2027-05-07')], 'Anna 1', 'Bert 1'],
		['30 days away', [stay('Anna 2027-03-31'), stay('Bert 2027-06-05')], 'Anna 30', 'Bert 30'],
		['further away', [stay('Anna 2027-03-30'), stay('Bert 2027-06-06')], null, null],
		['a long one that ends near', [stay('Anna 2027-02-20/2027-04-20')], 'Anna 10', null],
		[
			'the nearest of several, in whatever order',
			[stay('Anna 2027-04-20'), stay('Bert 2027-04-28'), stay('Cora 2027-05-20'), stay('Dora 2027-05-10')],
			'Bert 2',
			'Dora 4',
		],
		['one that waits for answers', [pending('Anna 2027-04-28'), pending('Bert 2027-05-08')], 'Anna 2', 'Bert 2'],
		['only one of them before', [stay('Anna 2027-04-28'), stay('Bert 2027-04-20')], 'Anna 2', null],
	])('%s', (_, around, before, after) => {
		for (const order of [around, around.toReversed()]) {
			const context = contextIn(MAY, order);
			expect([who(context.before), who(context.after)]).toEqual([before, after]);
		}
	});

	test('itself is none of them, on its old days either', () => {
		expect(contextIn(MAY, [stay('Anna 2027-04-20', { id: 'own' })])).toMatchObject({ before: null, after: null });
	});

	test('a past stay is one, a past request that nobody answered is none', () => {
		const context = (status: BookingStatus) =>
			contextIn(MAY, [stay('Anna 2027-04-20', { status })], { today: '2027-04-21' });
		expect(who(context('Confirmed').before)).toBe('Anna 10');
		expect(context('Pending').before).toBe(null);
	});

	test('says whose days they are and how they stand, and no more', () => {
		expect(contextIn(MAY, [pending('Anna 2027-04-20/2027-04-25')]).before).toEqual({
			bookingId: 'Anna 2027-04-20/2027-04-25',
			status: 'Pending',
			startDate: '2027-04-20',
			endDate: '2027-04-25',
			firstName: 'Anna',
			freeDays: 5,
		});
	});

	test.each([
		['spring', '2027-03-20', '2027-03-30'],
		['autumn', '2027-10-25', '2027-11-04'],
	])('are counted in days, whatever the clocks do in %s', (_, first, second) => {
		expect(who(contextIn(days(second), [stay(`Anna ${first}`)]).before)).toBe('Anna 9');
		expect(who(contextIn(days(first), [stay(`Anna ${second}`)]).after)).toBe('Anna 9');
	});
});

describe('the share of its party', () => {
	test.each<[string, string, Stay[], object]>([
		['without any stay', '2027-05-01', [], { year: 2027, share: { party: 'Ingeborg', days: 0, stays: 0 } }],
		[
			'counts Confirmed stays of that party only',
			'2027-05-01',
			[
				stay('Anna 2027-06-01/2027-06-03'),
				pending('Bert 2027-06-05'),
				stay('Cora 2027-06-07', { affiliation: 'Cornelia' }),
			],
			{ year: 2027, share: { party: 'Ingeborg', days: 3, stays: 1 } },
		],
		[
			'is of the year in which it starts, of which a stay over New Year has its part',
			'2027-12-30/2028-01-03',
			[stay('Anna 2026-12-30/2027-01-02'), stay('Bert 2028-01-10/2028-01-12')],
			{ year: 2027, share: { party: 'Ingeborg', days: 2, stays: 1 } },
		],
		[
			'counts the stay itself once it is Confirmed',
			'2027-12-30/2028-01-03',
			[stay('Anna 2027-12-30/2028-01-03', { id: 'own' })],
			{ year: 2027, share: { party: 'Ingeborg', days: 2, stays: 1 } },
		],
	])('%s', (_, range, around, expected) => {
		expect(contextIn(days(range), around)).toMatchObject(expected);
	});
});

test.each([
	['2027-05-04/2027-05-05', []],
	['2027-05-06', ['Christi Himmelfahrt']],
	['2027-05-05/2027-05-17', ['Christi Himmelfahrt', 'Pfingstmontag']],
	['2027-12-31/2028-01-06', ['Neujahrstag', 'Heilige Drei Könige']],
])('the public holidays of %s are %j', (range, names) => {
	expect(contextIn(days(range), []).holidays.map(({ name }) => name)).toEqual(names);
});
