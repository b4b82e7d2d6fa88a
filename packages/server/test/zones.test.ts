/** Days of houses in other time zones: they begin once, also where clocks are changed at midnight. */
import { addDays, type Day } from '@betzenstein/shared';
import { type House, openHouse, request, silentLog } from '@betzenstein/testing/house/inProcess';
import { reasonOf, refusalIn } from '@betzenstein/testing/house/refusals';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createServices } from '../src/server.ts';
import { doWhatIsDue } from '../src/services/due/tick.ts';
import { clearBookings } from './standing.ts';

/** The instant at which a day begins, how many hours it has, and 09:00 on it. */
const BEGINNINGS: { zone: string; day: Day; which: string; first: string; nine: string; hours: number }[] = [
	{
		zone: 'UTC',
		which: 'any day',
		day: '2027-05-01',
		first: '2027-05-01T00:00Z',
		nine: '2027-05-01T09:00Z',
		hours: 24,
	},
	{
		zone: 'Asia/Kathmandu',
		which: 'any day, at a quarter past the hour elsewhere',
		day: '2027-05-01',
		first: '2027-04-30T18:15Z',
		nine: '2027-05-01T03:15Z',
		hours: 24,
	},
	{
		zone: 'Pacific/Kiritimati',
		which: 'any day, 14 hours before UTC',
		day: '2027-05-01',
		first: '2027-04-30T10:00Z',
		nine: '2027-04-30T19:00Z',
		hours: 24,
	},
	{
		zone: 'Pacific/Auckland',
		which: 'the end of its summer time',
		day: '2027-04-04',
		first: '2027-04-03T11:00Z',
		nine: '2027-04-03T21:00Z',
		hours: 25,
	},
	{
		zone: 'America/Los_Angeles',
		which: 'the beginning of its summer time',
		day: '2027-03-14',
		first: '2027-03-14T08:00Z',
		nine: '2027-03-14T16:00Z',
		hours: 23,
	},
	{
		zone: 'America/Havana',
		which: 'a day without 00:00',
		day: '2027-03-14',
		first: '2027-03-14T05:00Z',
		nine: '2027-03-14T13:00Z',
		hours: 23,
	},
	{
		zone: 'America/Havana',
		which: 'a day that has 00:00 twice',
		day: '2027-11-07',
		first: '2027-11-07T04:00Z',
		nine: '2027-11-07T14:00Z',
		hours: 25,
	},
	{
		zone: 'Africa/Cairo',
		which: 'a day without 00:00',
		day: '2027-04-30',
		first: '2027-04-29T22:00Z',
		nine: '2027-04-30T06:00Z',
		hours: 23,
	},
	{
		zone: 'Africa/Cairo',
		which: 'a day before which 23:00 comes twice',
		day: '2027-10-29',
		first: '2027-10-28T22:00Z',
		nine: '2027-10-29T07:00Z',
		hours: 24,
	},
];

describe.each(BEGINNINGS)('$zone, $which, $day', ({ zone, day, first, nine, hours }) => {
	const before = addDays(day, -1);
	const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();
	const at = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * 60_000).toISOString();
	let house: House;
	beforeAll(async () => {
		house = await openHouse({ env: { TIME_ZONE: zone, LIMIT_SUBMISSIONS_PER_DAY: '1' } });
	});
	beforeEach(() => house.travelTo(addDays(day, -20)));
	afterEach(() => clearBookings(house));
	afterAll(() => house.close());

	const ask = (startDate: Day, more: object = {}) =>
		house.as.viewer.booking.create(request({ startDate, endDate: startDate, ...more }));
	const today = async () => (await house.as.stranger.house.info()).today;
	const due = () => doWhatIsDue(house.services, silentLog);

	test('it begins then and at no other instant, until the next one does', async () => {
		const seen: string[] = [];
		// Every quarter of an hour, from a day before until a day after.
		for (let minutes = -24 * 60; minutes < (hours + 24) * 60; minutes += 15) {
			house.travelTo(at(first, minutes));
			const now = await today();
			if (now !== seen.at(-1)) seen.push(now);
			if (minutes === 0 || minutes === hours * 60) {
				house.travelTo(justBefore(at(first, minutes)));
				expect(await today()).toBe(addDays(now, -1));
			}
		}
		expect(seen.slice(-3)).toEqual([before, day, addDays(day, 1)]);
		expect(new Set(seen).size).toBe(seen.length);
	});

	test('a stay can begin on the day before until then; the limit of a day counts to its end', async () => {
		house.travelTo(first);
		expect(await reasonOf(ask(before))).toBe('IN_THE_PAST');
		await ask(day);
		const refused = await refusalIn(ask(addDays(day, 1)));
		expect(refused).toEqual({ reason: 'RATE_LIMITED', details: { retryAfterSeconds: hours * 3_600 } });
		house.travelTo(justBefore(first));
		expect((await ask(before, { email: 'bea@example.com' })).booking.startDate).toBe(before);
	});

	test('what nobody answered ends just after it has begun, once, on two instances', async () => {
		const other = await createServices(house.config, { clock: house.now });
		const { booking } = await ask(before);
		const events = () => house.sql`select type from event where booking_id = ${booking.id} order by sequence`;
		house.travelTo(justBefore(first));
		await due();
		expect(await events()).toEqual([{ type: 'Submitted' }]);
		house.travelTo(first);
		await Promise.all([due(), doWhatIsDue(other, silentLog)]);
		house.travelTo(at(first, 60));
		await Promise.all([due(), doWhatIsDue(other, silentLog)]);
		expect(await events()).toEqual([{ type: 'Submitted' }, { type: 'Expired' }]);
		await other.db.close();
	});

	test('at 09:00 and not before, whoever has not answered is reminded, once', async () => {
		await ask(addDays(day, 7));
		const reminders = async () =>
			(await house.sql`select count(*)::int as count from mail where kind = 'Reminder'`)[0]?.['count'];
		house.travelTo(justBefore(nine));
		await due();
		expect(await reminders()).toBe(0);
		house.travelTo(nine);
		await due();
		expect(await reminders()).toBe(3);
		house.travelTo(at(nine, 26 * 60));
		await due();
		expect(await reminders()).toBe(3);
	});
});
