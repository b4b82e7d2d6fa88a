/** Who has had how much: what the database holds, counted for a year. The counting is in `domain/shares.test.ts`. */
import type { Day } from '@betzenstein/shared';
import { type House, openHouse } from '@betzenstein/testing/house/inProcess';
import { reasonOf } from '@betzenstein/testing/house/refusals';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookingIn } from './standing.ts';

let house: House;
beforeAll(async () => {
	house = await openHouse({ today: '2027-11-01', env: { LIMIT_PENDING: '100' } });
	const stay = (startDate: Day, endDate: Day, affiliation: string) => ({
		changes: { startDate, endDate, affiliation },
	});
	await bookingIn(house, 'Confirmed', stay('2027-11-02', '2027-11-04', 'Ingeborg'));
	await bookingIn(house, 'Pending', stay('2027-11-10', '2027-11-12', 'Ingeborg'));
	await bookingIn(house, 'Denied', stay('2027-11-14', '2027-11-16', 'Cornelia'));
	await bookingIn(house, 'Canceled', stay('2027-11-18', '2027-11-20', 'Cornelia'));
	await bookingIn(house, 'Confirmed', stay('2027-12-30', '2028-01-02', 'Ingeborg'));
	await bookingIn(house, 'Confirmed', stay('2028-02-28', '2028-03-01', 'Angelika'));
});
afterAll(() => house.close());

const sharesOf = async (year: number) =>
	(await house.as.viewer.house.shares({ year })).parties.map(({ party, days, stays }) => `${party} ${days}/${stays}`);

test.each<[number, string[]]>([
	[2026, ['Ingeborg 0/0', 'Cornelia 0/0', 'Angelika 0/0']],
	[2027, ['Ingeborg 5/2', 'Cornelia 0/0', 'Angelika 0/0']],
	[2028, ['Ingeborg 2/1', 'Cornelia 0/0', 'Angelika 3/1']],
])('%i: Confirmed stays only, every party in the house’s order', async (year, expected) => {
	expect(await sharesOf(year)).toEqual(expected);
});

test('a stay that is over counts, and goes on counting under "Gast"', async () => {
	house.travelTo('2027-11-05');
	expect(await sharesOf(2027)).toEqual(['Ingeborg 5/2', 'Cornelia 0/0', 'Angelika 0/0']);
	await (await house.as.person('anna@example.com')).access.forgetMe({ confirm: true });
	// What had not begun is canceled.
	expect(await sharesOf(2027)).toEqual(['Ingeborg 3/1', 'Cornelia 0/0', 'Angelika 0/0']);
});

test('a party that has left the house is listed in the years in which it has days', async () => {
	house.travelTo('2027-11-05');
	// Her stays are now those of a party that the house's settings do not name.
	await house.sql`update approver set name = 'Alma' where name = 'Ingeborg'`;
	expect(await sharesOf(2027)).toEqual(['Ingeborg 0/0', 'Cornelia 0/0', 'Angelika 0/0', 'Alma 3/1']);
	expect(await sharesOf(2026)).toEqual(['Ingeborg 0/0', 'Cornelia 0/0', 'Angelika 0/0']);
});

test.each([0, 999, 10_000, 2027.5])('%d is no year', async (year) => {
	expect(await reasonOf(house.as.viewer.house.shares({ year }))).toBe('INVALID_INPUT');
});
