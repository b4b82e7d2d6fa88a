/** What the house's lock is for: the same race on the bare exclusion constraint, in SQL alone. */
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import type { Result } from './race.ts';
import type { Answer } from './raceHouse.ts';
import { overlapsIn } from './stored.ts';

const CONNECTIONS = 16;
const INSERTS = 64;
/** Each deadlock costs a second, and they queue. */
const LIMIT_MS = 30_000;

interface Contrast {
	databaseUrl: string;
	/** With or without the lock that the server takes. */
	lock?: number;
	rounds: number;
}

/** 64 inserts of 1-5 days in 30 at once, as often as asked for or until time is up. */
export async function contrast({ databaseUrl, lock, rounds }: Contrast): Promise<Result> {
	const sql = postgres(databaseUrl, { max: CONNECTIONS, onnotice: () => {} });
	const race = `64 inserts in SQL, ${lock === undefined ? 'without' : 'with'} the lock`;
	const result: Result = { race, rounds: 0, answers: [], overlaps: 0, broken: [] };
	const end = Date.now() + LIMIT_MS;
	try {
		while (result.rounds < rounds && Date.now() < end) {
			result.answers.push(...(await Promise.all(Array.from({ length: INSERTS }, () => insertOne(sql, lock)))));
			result.rounds++;
			result.overlaps += await overlapsIn(sql);
			await sql`truncate booking cascade`;
		}
	} finally {
		await sql.end();
	}
	return result;
}

async function insertOne(sql: postgres.Sql, lock: number | undefined): Promise<Answer> {
	const count = 1 + Math.floor(Math.random() * 5);
	const start = Math.floor(Math.random() * (31 - count));
	const begun = performance.now();
	const label = await sql
		.begin(async (tx) => {
			if (lock !== undefined) await tx`select pg_advisory_xact_lock(${lock})`;
			const id = randomUUID();
			await tx`insert into booking
					(id, requester_id, status, start_date, end_date, first_name, party_size, affiliation, round, revision, created_at, last_activity_at)
				select ${id}, person_id, 'Pending', current_date + ${start}::int, current_date + ${start + count - 1}::int,
					'Gast', 1, name, 1, 1, now(), now()
				from approver limit 1`;
			await tx`insert into approval (booking_id, party) select ${id}, name from approver`;
		})
		.then(
			() => 'insert ok',
			({ code }: { code?: string }) => `insert ${code === '23P01' ? 'refused' : code === '40P01' ? 'DEADLOCK' : code}`,
		);
	return { label, ms: performance.now() - begun, requests: [] };
}
