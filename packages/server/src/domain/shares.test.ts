import type { Day } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { sharesOfYear } from './shares.ts';

const stay = (affiliation: string, startDate: Day, endDate = startDate) => ({ affiliation, startDate, endDate });
/** `Ingeborg: 5 days, 1 stay` as `Ingeborg 5/1`. */
const counted = (year: number, ...stays: ReturnType<typeof stay>[]) =>
	sharesOfYear(year, ['Ingeborg', 'Cornelia'], stays).map(({ party, days, stays }) => `${party} ${days}/${stays}`);

describe('a year’s shares', () => {
	test.each<[string, number, ReturnType<typeof stay>[], string[]]>([
		['nobody’s are none, for every party', 2027, [], ['Ingeborg 0/0', 'Cornelia 0/0']],
		['a day is one', 2027, [stay('Cornelia', '2027-05-01')], ['Ingeborg 0/0', 'Cornelia 1/1']],
		[
			'several stays of a party add up, both ends included',
			2027,
			[stay('Ingeborg', '2027-05-01', '2027-05-05'), stay('Ingeborg', '2027-08-30', '2027-09-02')],
			['Ingeborg 9/2', 'Cornelia 0/0'],
		],
		[
			'the first and the last day belong to it',
			2027,
			[stay('Ingeborg', '2027-01-01'), stay('Cornelia', '2027-12-31')],
			['Ingeborg 1/1', 'Cornelia 1/1'],
		],
		[
			'the days around it do not',
			2027,
			[stay('Ingeborg', '2026-12-31'), stay('Cornelia', '2028-01-01')],
			['Ingeborg 0/0', 'Cornelia 0/0'],
		],
		[
			'a stay over New Year counts its days in the old year',
			2027,
			[stay('Ingeborg', '2027-12-30', '2028-01-04')],
			['Ingeborg 2/1', 'Cornelia 0/0'],
		],
		[
			'and those in the new one, where it is a stay too',
			2028,
			[stay('Ingeborg', '2027-12-30', '2028-01-04')],
			['Ingeborg 4/1', 'Cornelia 0/0'],
		],
		[
			'a stay over a whole year counts all of it',
			2027,
			[stay('Ingeborg', '2026-12-01', '2028-01-31')],
			['Ingeborg 365/1', 'Cornelia 0/0'],
		],
		[
			'a leap year has a day more',
			2028,
			[stay('Ingeborg', '2027-12-01', '2029-01-31')],
			['Ingeborg 366/1', 'Cornelia 0/0'],
		],
		['29 February is a day', 2028, [stay('Ingeborg', '2028-02-28', '2028-03-01')], ['Ingeborg 3/1', 'Cornelia 0/0']],
		['1900 had none', 1900, [stay('Ingeborg', '1900-02-28', '1900-03-01')], ['Ingeborg 2/1', 'Cornelia 0/0']],
		[
			'days of a time change are days',
			2027,
			[stay('Ingeborg', '2027-03-28'), stay('Ingeborg', '2027-10-31')],
			['Ingeborg 2/2', 'Cornelia 0/0'],
		],
		[
			'a party that has left the house comes last',
			2027,
			[stay('Alma', '2027-05-01', '2027-05-02')],
			['Ingeborg 0/0', 'Cornelia 0/0', 'Alma 2/1'],
		],
	])('%s', (_, year, stays, expected) => {
		expect(counted(year, ...stays)).toEqual(expected);
	});

	test('are the same in whatever order the stays come', () => {
		const stays = [
			stay('Ingeborg', '2027-05-01', '2027-05-03'),
			stay('Cornelia', '2027-06-01'),
			stay('Ingeborg', '2027-07-01'),
		];
		expect(counted(2027, ...stays.toReversed())).toEqual(counted(2027, ...stays));
	});

	test('of all years together hold every day once', () => {
		const long = stay('Ingeborg', '2027-12-20', '2028-01-10');
		const days = [2026, 2027, 2028, 2029].map((year) => sharesOfYear(year, [], [long])[0]?.days ?? 0);
		expect(days).toEqual([0, 12, 10, 0]);
	});
});
