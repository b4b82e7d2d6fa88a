import { randomUUID } from 'node:crypto';
import { type House, openHouse } from '@betzenstein/testing/house/inProcess';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Answered, createTally } from './traffic.ts';
import { judgeBookings } from './verdict.ts';

const GOOD = { bookings: 1, overlaps: 0, lost: 0, unfounded: 0, doubled: 0 };
let house: House;
let answered: Answered;
let id: string;

beforeEach(async () => {
	house = await openHouse();
	// What is judged here the database itself would not let happen.
	await house.sql`alter table booking disable trigger user`;
	answered = createTally().answered;
	id = await book('2027-05-01');
	answered.created.add(id);
});
afterEach(() => house.close());

async function book(day: string): Promise<string> {
	const booking = randomUUID();
	const { personId } = await house.person('anna@example.com');
	await house.sql`insert into booking (id, requester_id, status, start_date, end_date, first_name, party_size, affiliation, round, revision, created_at, last_activity_at)
		values (${booking}, ${personId}, 'Pending', ${day}, ${day}, 'Anna', 2, 'Ingeborg', 1, 1, now(), now())`;
	return booking;
}

const submit = () =>
	house.sql`insert into event (booking_id, at, type, actor, via) values (${id}, now(), 'Submitted', 'requester', 'calendar')`;

test('an answered booking that is in the table once is in order', async () => {
	await submit();
	expect(await judgeBookings(house.sql, answered)).toEqual(GOOD);
});

test('a creation whose answer was lost may be in the table', async () => {
	answered.unknownCreates = 1;
	await book('2027-05-02');
	expect(await judgeBookings(house.sql, answered)).toEqual({ ...GOOD, bookings: 2 });
});

test.each<[string, object, () => Promise<unknown> | unknown]>([
	['a lost booking', { lost: 1, bookings: 0 }, () => house.sql`delete from booking`],
	['a lost cancellation', { lost: 1 }, () => answered.canceled.add(id)],
	['a lost edit', { lost: 1 }, () => answered.revisions.set(id, 2)],
	['a lost approval', { lost: 1 }, () => answered.approved.add(`${id}/Ingeborg`)],
	['a booking that nobody was answered about', { unfounded: 1, bookings: 2 }, () => book('2027-05-02')],
	['a submission written twice', { doubled: 1 }, () => Promise.all([submit(), submit()])],
	[
		'two bookings of one day',
		{ overlaps: 1, bookings: 2 },
		async () => {
			await house.sql`alter table booking drop constraint booking_no_overlap`;
			answered.created.add(await book('2027-05-01'));
		},
	],
])('%s is found', async (_, found, cause) => {
	await cause();
	expect(await judgeBookings(house.sql, answered)).toEqual({ ...GOOD, ...found });
});
