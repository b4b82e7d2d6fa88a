/** Fills an empty house with SQL: a thousand bookings, or a million in a minute. */
import { randomUUID } from 'node:crypto';
import type { Config } from '@betzenstein/server';
import { addDays, type Day } from '@betzenstein/shared';
import postgres from 'postgres';

/**
 * One day in four is free, up to the latest that can be asked for. On those before number 0 some wait for their
 * approvers.
 */
export const FREE_DAYS = 9_000;
export const freeDay = (today: Day, number: number): Day => addDays(today, 203 + 4 * number);
const WAITING = 20;
/** Of every house there is, `guest0@example.com` and so on have asked before. */
export const GUESTS = 100;

/**
 * One request a day, half of them before `today`; every fourth is Confirmed and lasts three days, the others came to
 * nothing. So a month looks the same however many there are, and so do the people, ten requests each. The house's own
 * duties find nothing to do: whatever they would forget is less than a year old or still to come.
 */
export async function fill(
	databaseUrl: string,
	bookings: number,
	today: Day,
	approvers: Config['approvers'],
): Promise<void> {
	// Without triggers and foreign keys: what is written is right as it is.
	const connection = { session_replication_role: 'replica', synchronous_commit: 'off' };
	const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, connection });
	const people = bookings / 10;
	for (const [position, { name, color, email }] of approvers.entries()) {
		const personId = randomUUID();
		await sql`insert into person (id, email, created_at, last_asked_at) values (${personId}, ${email}, now(), now())`;
		await sql`insert into approver (name, color, position, person_id, created_at) values (${name}, ${color}, ${position}, ${personId}, now())`;
	}
	await sql`create temp table guest as select number, gen_random_uuid() id from generate_series(0, ${people}::int - 1) number`;
	await sql`insert into person (id, email, created_at, last_asked_at)
		select id, 'guest' || number || '@example.com', now(), now() from guest`;
	await sql`insert into booking (id, requester_id, status, start_date, end_date, first_name, party_size, affiliation, description,
			round, revision, created_at, last_activity_at, calendar_generation)
		select gen_random_uuid(), guest.id, status::booking_status, start, start + case status when 'Confirmed' then 2 when 'Pending' then 0 else request.number % 7 end,
			'Anna-Katharina', 4, ${approvers[0]?.name ?? ''}, 'Wir bringen Kuchen mit und die Kinder ihre Schlitten.', 1, 1, asked, asked, 1
		from (
			select number, ${today}::date - ${bookings / 2}::int + number as start, now() - interval '360 days' * (1 - number::float / ${bookings}) as asked,
				case when number % 4 = 0 then 'Confirmed' when number % 4 = 1 and number > ${bookings / 2} then 'Denied' else 'Canceled' end as status
			from generate_series(0, ${bookings}::int - 1) number
			union all
			select number, ${freeDay(today, -WAITING)}::date + 4 * number, now(), 'Pending' from generate_series(0, ${WAITING}::int - 1) number
		) request join guest on guest.number = request.number % ${people}::int
		order by asked`;
	await sql`insert into approval (booking_id, party, decision, comment, decided_at)
		select booking.id, name, decision::approval_decision, case decision when 'Denied' then 'Da wird gestrichen.' end,
			case when decision <> 'NoResponse' then last_activity_at end
		from booking cross join approver cross join lateral (select case
			when status = 'Confirmed' then 'Approved' when status = 'Denied' and position = 0 then 'Denied' else 'NoResponse' end as decision) answer`;
	await sql`insert into event (booking_id, at, type, actor, party, person_id, via, comment)
		select booking.id, last_activity_at, type::event_type, actor::actor_kind, approver.name,
			case actor when 'requester' then requester_id else approver.person_id end, case actor when 'system' then 'system' else 'person' end::via,
			case type when 'Denied' then 'Da wird gestrichen.' end
		from booking cross join unnest(case status
			when 'Confirmed' then array['Submitted', 'Approved', 'Approved', 'Approved', 'Confirmed']
			when 'Pending' then array['Submitted'] else array['Submitted', status::text] end) with ordinality as happened (type, place)
		cross join lateral (select case when type in ('Approved', 'Denied') then 'approver' when type = 'Confirmed' then 'system' else 'requester' end as actor) doer
		left join approver on actor = 'approver' and position = place - 2
		order by last_activity_at, booking.id, place`;
	await sql`vacuum (analyze)`;
	await sql.end();
}
