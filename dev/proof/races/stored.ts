/** What stands in the tables after a race, and whether it may. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BookingStatus, DayRange } from '@betzenstein/shared';
import type postgres from 'postgres';

/** A booking with what was written along with it. */
export interface StoredBooking extends DayRange {
	id: string;
	firstName: string;
	status: BookingStatus;
	partySize: number;
	round: number;
	revision: number;
	/** In order, an approver's with the name: `Submitted`, `Approved Ingeborg`. */
	events: string[];
	/** Kinds, in alphabetical order. */
	mails: string[];
}

/** All but what {@link cancelAll} has cleared away. */
export const storedBookings = (sql: postgres.Sql): Promise<StoredBooking[]> => sql<StoredBooking[]>`
	select id, first_name as "firstName", status, start_date::text as "startDate", end_date::text as "endDate",
		party_size as "partySize", round, revision,
		array(select concat_ws(' ', type, party) from event where booking_id = booking.id order by sequence) as events,
		array(select kind::text from mail where booking_id = booking.id order by kind::text) as mails
	from booking where status <> 'Canceled' order by created_at, start_date`;

/** Frees all days again. Nothing is deleted: the servers may be at work on its mails. */
export async function cancelAll(sql: postgres.Sql): Promise<void> {
	await sql`update booking set status = 'Canceled' where status <> 'Canceled'`;
}

/** Pairs of bookings that hold the same day (BR-002). */
export async function overlapsIn(sql: postgres.Sql): Promise<number> {
	const [row] = await sql<[{ pairs: number }]>`
		select count(*)::int as pairs from booking a join booking b
			on a.id < b.id and a.start_date <= b.end_date and b.start_date <= a.end_date
		where a.status in ('Pending', 'Confirmed') and b.status in ('Pending', 'Confirmed')`;
	return row.pairs;
}

/**
 * Ever since the database was made. A session has reported all of its own when it is gone, so nobody else may stay
 * connected.
 */
export async function deadlocksSoFar(sql: postgres.Sql): Promise<number> {
	for (let attempt = 0; attempt < 200; attempt++) {
		const [row] = await sql<[{ others: boolean; deadlocks: number }]>`
			select deadlocks::int, exists (select from pg_stat_activity other where other.datname = current_database()
				and backend_type = 'client backend' and pid <> pg_backend_pid()) as others
			from pg_stat_database where datname = current_database()`;
		if (!row.others) return row.deadlocks;
		await sleep(50);
	}
	throw new Error('Somebody is still connected to the database of the races.');
}

/** How many mails an event causes when the requester is none of the three approvers (domain.md, "Who is told"). */
const MAILS: Record<string, number> = {
	Submitted: 4,
	Approved: 1,
	Confirmed: 4,
	Denied: 4,
	DatesMoved: 3,
	// Of a Confirmed stay; no race shortens another.
	DatesShrunk: 4,
	Reopened: 3,
};

/** Whatever the race: one submission, at most one confirmation, and exactly the mails of what happened. */
export function assertSound({ firstName, status, events, mails }: StoredBooking): void {
	const types = events.map((event) => event.split(' ')[0] as string);
	const count = (type: string) => types.filter((other) => other === type).length;
	assert.equal(count('Submitted'), 1, `${firstName}: one Submitted event`);
	assert.equal(
		count('Confirmed'),
		status === 'Confirmed' ? 1 : 0,
		`${firstName}: a Confirmed event for a Confirmed booking`,
	);
	const due = types.flatMap((type, index) => {
		const [before, after] = [types[index - 1], types[index + 1]];
		// The last approval is told as the confirmation.
		if (type === 'Approved' && after === 'Confirmed') return [];
		// Given with the proposal: it is not told, and one fewer is asked. No race approves a reopened booking.
		if (type === 'Approved' && before === 'Reopened') return [];
		const fewer = type === 'Reopened' && after === 'Approved' ? 1 : 0;
		return Array<string>((MAILS[type] ?? 0) - fewer).fill(type);
	});
	assert.deepEqual(mails, due.sort(), `${firstName}: the mails of its events`);
}
