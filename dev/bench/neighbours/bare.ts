/**
 * Bare Express on postgres.js, with prepared statements written by hand: what the answers cost at the least. It knows
 * no caller, and no rule but the overlap.
 */
import { randomUUID } from 'node:crypto';
import express from 'express';
import postgres from 'postgres';

// As many connections as the server has, and its lock.
const [READERS, WRITERS, HOUSE_LOCK] = [8, 4, 91_282];
const readers = postgres(process.env['DATABASE_URL'] ?? '', { max: READERS });
const writers = postgres(process.env['DATABASE_URL'] ?? '', { max: WRITERS });
const app = express();

app.get('/health', (_, response) => void response.json({ status: 'ok' }));

app.get('/range', async ({ query: { from, to } }, response) => {
	const stays = await readers`select id as "bookingId", start_date::text as "startDate", end_date::text as "endDate",
			end_date - start_date + 1 as "totalDays", status, first_name as "firstName", party_size as "partySize", affiliation
			from booking where status in ('Pending', 'Confirmed')
			and daterange(start_date, end_date, '[]') && daterange(${`${from}`}::date, ${`${to}`}::date, '[]') order by start_date`;
	response.json(stays);
});

app.get('/booking/:id', async ({ params: { id } }, response) => {
	const [[booking], approvals, timeline] = await Promise.all([
		readers`select id, status, start_date::text as "startDate", end_date::text as "endDate", end_date - start_date + 1 as "totalDays",
			party_size as "partySize", first_name as "firstName", affiliation, description, round, revision,
			created_at as "createdAt", last_activity_at as "lastActivityAt" from booking where id = ${id}`,
		readers`select party, decision, comment, decided_at as "decidedAt" from approval where booking_id = ${id} order by party`,
		readers`select at, actor, party, type, via, comment from event where booking_id = ${id} order by sequence`,
	]);
	response.json({ ...booking, approvals, timeline });
});

/** `?lock=no` leaves the lock out, to show what it costs. */
app.post('/booking', express.json(), async ({ body, query }, response) => {
	const { startDate, endDate, firstName, email, partySize, affiliation, description } = body;
	const [id, now] = [randomUUID(), new Date()];
	const isFree = await writers.begin(async (sql) => {
		if (query['lock'] !== 'no') await sql`select pg_advisory_xact_lock(${HOUSE_LOCK})`;
		const [inTheWay, [known]] = await Promise.all([
			sql`select 1 from booking where status in ('Pending', 'Confirmed')
				and daterange(start_date, end_date, '[]') && daterange(${startDate}::date, ${endDate}::date, '[]')`,
			sql`select id from person where email = ${email}`,
		]);
		if (inTheWay.length > 0) return false;
		const requester: string = known?.['id'] ?? randomUUID();
		const booking = {
			id,
			round: 1,
			revision: 1,
			status: 'Pending',
			startDate,
			endDate,
			firstName,
			partySize,
			affiliation,
			description,
		};
		await Promise.all([
			sql`insert into person (id, email, created_at, last_asked_at) values (${requester}, ${email}, ${now}, ${now})
				on conflict (id) do update set last_asked_at = excluded.last_asked_at`,
			sql`insert into booking (id, requester_id, status, start_date, end_date, first_name, party_size, affiliation, description,
					round, revision, created_at, last_activity_at, calendar_generation)
				values (${id}, ${requester}, 'Pending', ${startDate}, ${endDate}, ${firstName}, ${partySize}, ${affiliation}, ${description},
					1, 1, ${now}, ${now}, 1)`,
			sql`insert into approval (booking_id, party) select ${id}::uuid, name from approver where active`,
			sql`insert into event (booking_id, at, type, actor, person_id, via) values (${id}, ${now}, 'Submitted', 'requester', ${requester}, 'calendar')`,
			sql`insert into mail (id, kind, person_id, booking_id, round, facts, created_at)
				select gen_random_uuid(), 'Submitted', told, ${id}::uuid, 1, ${sql.json({ roles: ['approver'], personalLink: false, booking })}, ${now}
				from (select person_id from approver where active union all select ${requester}::uuid) as people (told)`,
		]);
		return true;
	});
	response.status(isFree ? 200 : 409).json({ id });
});

app.listen(Number(process.env['PORT']), '127.0.0.1');
