import { randomUUID } from 'node:crypto';
import { addDays, type CreateBookingInput, type Day } from '@betzenstein/shared';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { reasonOf, refusalIn } from '@betzenstein/testing/house/refusals';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bookingIn, clearBookings } from './standing.ts';

let house: House;
beforeAll(async () => {
	house = await openHouse();
});
afterEach(() => clearBookings(house));
afterAll(() => house.close());

/** The last instant of a day in Berlin and the first of the next. */
const MIDNIGHTS: { which: string; day: Day; last: string; first: string }[] = [
	{
		which: 'into the day with 23 hours',
		day: '2027-03-27',
		last: '2027-03-27T22:59:59.999Z',
		first: '2027-03-27T23:00:00Z',
	},
	{
		which: 'out of the day with 23 hours',
		day: '2027-03-28',
		last: '2027-03-28T21:59:59.999Z',
		first: '2027-03-28T22:00:00Z',
	},
	{
		which: 'into the day with 25 hours',
		day: '2027-10-30',
		last: '2027-10-30T21:59:59.999Z',
		first: '2027-10-30T22:00:00Z',
	},
	{
		which: 'out of the day with 25 hours',
		day: '2027-10-31',
		last: '2027-10-31T22:59:59.999Z',
		first: '2027-10-31T23:00:00Z',
	},
	{ which: 'into another year', day: '2027-12-31', last: '2027-12-31T22:59:59.999Z', first: '2027-12-31T23:00:00Z' },
	{ which: 'into 29 February', day: '2028-02-28', last: '2028-02-28T22:59:59.999Z', first: '2028-02-28T23:00:00Z' },
	{ which: 'out of 29 February', day: '2028-02-29', last: '2028-02-29T22:59:59.999Z', first: '2028-02-29T23:00:00Z' },
];

describe.each(MIDNIGHTS)('midnight in Berlin, $which', ({ day, last, first }) => {
	const next = addDays(day, 1);

	test('today is the day until then, and the next one from then on', async () => {
		house.travelTo(last);
		expect((await house.as.stranger.house.info()).today).toBe(day);
		house.travelTo(first);
		expect((await house.as.stranger.house.info()).today).toBe(next);
	});

	test('a stay can begin on the day until then (IN_THE_PAST)', async () => {
		house.travelTo(first);
		expect(await reasonOf(ask({ startDate: day, endDate: next }))).toBe('IN_THE_PAST');
		house.travelTo(last);
		expect((await ask({ startDate: day, endDate: next })).booking.status).toBe('Pending');
	});

	test('a stay that ends on the day is past from then on, and nobody can change it any more (BR-014)', async () => {
		house.travelTo(last);
		const { booking, holder } = await bookingIn(house, 'Pending', { changes: { startDate: day, endDate: day } });
		const requester = house.as.caller(holder);
		const ingeborg = await house.as.approver('Ingeborg');
		expect(booking).toMatchObject({ isPast: false, availableActions: ['edit', 'cancel'] });

		house.travelTo(first);
		expect(await requester.booking.get({ id: booking.id })).toEqual({ ...booking, isPast: true, availableActions: [] });
		const past = { reason: 'NOT_ALLOWED_NOW', details: { status: 'Pending', isPast: true } };
		expect(await refusalIn(requester.booking.cancel({ id: booking.id }))).toEqual(past);
		expect(await refusalIn(ingeborg.approval.approve({ bookingId: booking.id, round: 1 }))).toEqual(past);
		expect((await ingeborg.approval.outstanding({})).items).toEqual([]);

		house.travelTo(last);
		expect(await ingeborg.approval.approve({ bookingId: booking.id, round: 1 })).toMatchObject({ outcome: 'done' });
	});

	test('a running stay can end on the day until then (BR-014)', async () => {
		house.travelTo(last);
		const { booking, holder } = await bookingIn(house, 'Pending', {
			changes: { startDate: day, endDate: addDays(day, 3) },
		});
		const requester = house.as.caller(holder);
		const endOn = (endDate: Day) =>
			requester.booking.edit({ id: booking.id, revision: booking.revision, changes: { endDate } });
		house.travelTo(first);
		expect(await reasonOf(endOn(day))).toBe('IN_THE_PAST');
		house.travelTo(last);
		expect(await endOn(day)).toMatchObject({ endDate: day, totalDays: 1 });
	});
});

test.each<[Day, Day, number]>([
	['2027-03-27', '2027-03-29', 3],
	['2027-10-30', '2027-11-01', 3],
	['2027-12-30', '2028-01-02', 4],
	['2028-02-28', '2028-03-01', 3],
	['2028-02-29', '2028-02-29', 1],
])('a stay from %s to %s has %i days (BR-001)', async (startDate, endDate, totalDays) => {
	house.travelTo('2027-03-01');
	expect((await ask({ startDate, endDate })).booking).toMatchObject({ startDate, endDate, totalDays });
});

test('29 February is no day of another year', async () => {
	house.travelTo('2027-03-01');
	expect(await refusalIn(ask({ startDate: '2027-02-29', endDate: '2028-02-29' }))).toEqual({
		reason: 'INVALID_INPUT',
		details: { fields: [{ path: 'startDate', issue: 'not_a_day' }] },
	});
});

describe('18 months ahead (BR-026)', () => {
	test.each<[string, string, Day]>([
		['the 31st, to a February of 28 days', '2027-08-31T10:00:00Z', '2029-02-28'],
		['the 31st, to a February of 29 days', '2026-08-31T10:00:00Z', '2028-02-29'],
		['the 31st, to a month of 30 days', '2027-10-31T10:00:00Z', '2029-04-30'],
		['the 31st, to a month of 31 days', '2027-01-31T10:00:00Z', '2028-07-31'],
		['29 February', '2028-02-29T10:00:00Z', '2029-08-29'],
		['the last instant of the 31st in Berlin', '2027-08-31T21:59:59.999Z', '2029-02-28'],
		['the first instant of the day after', '2027-08-31T22:00:00Z', '2029-03-01'],
	])('on %s, a stay begins at the latest on the day that house.info names', async (_, now, latestStart) => {
		house.travelTo(now);
		const tooFar = { reason: 'TOO_FAR_AHEAD', details: { latestStart } };
		const later = addDays(latestStart, 1);
		expect((await house.as.stranger.house.info()).limits.latestStart).toBe(latestStart);
		expect(await refusalIn(ask({ startDate: later, endDate: later }))).toEqual(tooFar);
		const { booking } = await ask({ startDate: latestStart, endDate: later });
		const anna = await house.as.person('anna@example.com');
		const moved = anna.booking.edit({ id: booking.id, revision: 1, changes: { startDate: later } });
		expect(await refusalIn(moved)).toEqual(tooFar);
	});
});

describe('ten submissions per address and Berlin day (BR-012)', () => {
	test.each([
		{ which: '24', first: '2027-02-28T23:00:00Z', next: '2027-03-01T23:00:00Z', seconds: 86_400 },
		{ which: '23', first: '2027-03-27T23:00:00Z', next: '2027-03-28T22:00:00Z', seconds: 82_800 },
		{ which: '25', first: '2027-10-30T22:00:00Z', next: '2027-10-31T23:00:00Z', seconds: 90_000 },
	])('a day of $which hours is as long as its wait', async ({ first, next, seconds }) => {
		const refusedFor = (retryAfterSeconds: number) => ({ reason: 'RATE_LIMITED', details: { retryAfterSeconds } });
		travelBefore(first, 1);
		await askAndCancel();
		house.travelTo(first);
		for (let count = 1; count <= 10; count++) await askAndCancel();
		expect(await refusalIn(ask())).toEqual(refusedFor(seconds));
		travelBefore(next, 1_000);
		expect(await refusalIn(ask())).toEqual(refusedFor(1));
		travelBefore(next, 1);
		expect(await refusalIn(ask())).toEqual(refusedFor(1));
		house.travelTo(next);
		expect((await ask()).booking.status).toBe('Pending');
	});

	test('counts the address however it is written and whichever link is used, but not other addresses', async () => {
		house.travelTo('2027-03-01');
		for (let count = 1; count <= 9; count++) await askAndCancel();
		await bookingIn(house, 'Canceled', { by: await house.person('anna@example.com') });
		expect(await reasonOf(ask({ email: ' ANNA@Example.com' }))).toBe('RATE_LIMITED');
		expect(await reasonOf((await house.as.person('anna@example.com')).booking.create(request()))).toBe('RATE_LIMITED');
		expect((await ask({ email: 'bea@example.com' })).booking.status).toBe('Pending');
	});

	test('counts neither what was refused nor repeats of one request', async () => {
		house.travelTo('2027-03-01');
		const repeated = request({ requestKey: randomUUID(), startDate: '2027-06-01', endDate: '2027-06-01' });
		const { booking } = await house.as.viewer.booking.create(repeated);
		expect(await reasonOf(ask({ startDate: '2027-06-01', endDate: '2027-06-02' }))).toBe('DATES_TAKEN');
		await house.as.viewer.booking.create(repeated);
		for (let count = 2; count <= 10; count++) await askAndCancel();
		expect(await reasonOf(ask())).toBe('RATE_LIMITED');
		expect((await house.as.viewer.booking.create(repeated)).booking.id).toBe(booking.id);
	});
});

describe('five Pending bookings per address (BR-012)', () => {
	const on = (startDate: Day, email = 'anna@example.com') => ({ changes: { email, startDate, endDate: startDate } });
	const tooMany = { reason: 'TOO_MANY_PENDING', details: { max: 5 } };

	test('a sixth is refused, until one of them is decided or canceled', async () => {
		house.travelTo('2027-03-01');
		await bookingIn(house, 'Confirmed', on('2027-04-30'));
		const { booking, holder } = await bookingIn(house, 'Pending', on('2027-05-01'));
		for (const day of ['2027-05-02', '2027-05-03', '2027-05-04', '2027-05-05'] as const)
			await bookingIn(house, 'Pending', on(day));
		expect(await refusalIn(ask(on('2027-05-06').changes))).toEqual(tooMany);
		expect((await ask(on('2027-05-06', 'bea@example.com').changes)).booking.status).toBe('Pending');
		await house.as.caller(holder).booking.cancel({ id: booking.id });
		expect((await ask(on('2027-05-07').changes)).booking.status).toBe('Pending');
		expect(await refusalIn(ask(on('2027-05-08').changes))).toEqual(tooMany);
	});

	test('reopening a sixth is refused, and possible with four others', async () => {
		house.travelTo('2027-03-01');
		const { booking, holder } = await bookingIn(house, 'Denied', on('2027-05-01'));
		const { id, revision } = booking;
		const other = await bookingIn(house, 'Pending', on('2027-05-02'));
		for (const day of ['2027-05-03', '2027-05-04', '2027-05-05', '2027-05-06'] as const)
			await bookingIn(house, 'Pending', on(day));
		expect(await refusalIn(house.as.caller(holder).booking.reopen({ id, revision }))).toEqual(tooMany);
		await (await house.as.approver('Cornelia')).approval.deny({
			bookingId: other.booking.id,
			round: 1,
			comment: 'Nein',
		});
		expect((await house.as.caller(holder).booking.reopen({ id, revision })).status).toBe('Pending');
	});
});

const ask = (changes: Partial<CreateBookingInput> = {}) =>
	house.as.viewer.booking.create(request({ startDate: '2027-12-01', endDate: '2027-12-01', ...changes }));

const askAndCancel = () =>
	bookingIn(house, 'Canceled', { changes: { startDate: '2027-12-01', endDate: '2027-12-01' } });

const travelBefore = (instant: string, ms: number) => house.travelTo(new Date(Date.parse(instant) - ms).toISOString());
