/**
 * What holds when others misbehave: a hung or stopped holder of the lock, writers that ignore it, a failing database.
 */

import { randomUUID } from 'node:crypto';
import { addDays, dayIn } from '@betzenstein/shared';
import { observe } from '@betzenstein/testing/house/calls';
import { PARTIES } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { openServers } from '@betzenstein/testing/house/inProcesses';
import { reasonOf, refusalIn } from '@betzenstein/testing/house/refusals';
import { createTestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connect, type Database, type DatabaseOptions, HOUSE_LOCK, type Tx } from '../src/db/client.ts';
import { RefusedError } from '../src/domain/errors.ts';
import { createInnerContext } from '../src/trpc/context.ts';
import { createCaller } from '../src/trpc/root.ts';

type Decision = 'NoResponse' | 'Approved' | 'Denied';
/** How long to wait for what comes at once on a machine with nothing else to do. */
const SOON = { timeout: 10_000 };
const [OPEN, YES, NO] = ['NoResponse', 'Approved', 'Denied'] as const;

let house: House;
beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());

describe('the lock', () => {
	test('held by somebody who hangs, it stops nothing else, and writers give up in time', async () => {
		const bounds = { writers: 2, lockTimeoutMs: 1_000, statementTimeoutMs: 30_000, patienceMs: 3_000 };
		await withDatabase(bounds, async (viewer, db) => {
			await inSession(house.sql, async (holder) => {
				await holder`select pg_advisory_xact_lock(${HOUSE_LOCK})`;
				const begun = performance.now();
				let givenUp = 0;
				const asks = Array.from({ length: 20 }, async () => {
					const reason = await reasonOf(viewer.booking.create(request()));
					givenUp++;
					return reason;
				});
				await expect.poll(() => waitingFor(house.sql, 'advisory'), SOON).toHaveLength(2);

				const reads = Array.from({ length: 20 }, () => viewer.calendar.range({ from: '2027-05-01', to: '2027-05-31' }));
				expect(await Promise.all(reads)).toHaveLength(20);
				await db.note(async () => {});
				expect(givenUp).toBe(0);

				expect(new Set(await Promise.all(asks))).toEqual(new Set(['UNAVAILABLE']));
				// Twice what it takes, for busy machines.
				expect(performance.now() - begun).toBeLessThan(2 * (bounds.patienceMs + bounds.lockTimeoutMs));
			});
			expect((await viewer.booking.create(request())).booking.status).toBe('Pending');
		});
	});

	test.concurrent.for<[string, (tx: Queries) => Promise<unknown>]>([
		['between two statements', (tx) => tx`select from approver for update`],
		['between the parsing of a statement and its running', (tx) => tx`lock table booking in access exclusive mode`],
	])(
		'a server that is stopped %s loses the lock, and the other one goes on',
		{ timeout: 120_000 },
		async ([, block]) => {
			const database = await createTestDatabase(inject('postgresUrl'));
			const both = await openServers(database.url, { names: ['stopped', 'other'] });
			const [stopped, other] = both.servers;
			const token = await both.link.calendar();
			const today = dayIn('Europe/Berlin', new Date());
			let guests = 0;
			/** Somebody new asks this server for one day. */
			const ask = ({ url }: { url: string }, inDays: number) => {
				const day = addDays(today, inDays);
				const wish = request({ email: `gast-${guests++}@example.com`, startDate: day, endDate: day });
				return observe({ url, token }, (client) => client.booking.create.mutate(wish));
			};
			const sql = postgres(database.url, { max: 2, onnotice: () => {} });
			try {
				const [lost, session] = await inSession(sql, async (blocker) => {
					await block(blocker);
					const answer = ask(stopped, 30);
					await expect.poll(() => blockedHolder(sql, 'stopped'), SOON).toBeDefined();
					const holder = await blockedHolder(sql, 'stopped');
					process.kill(stopped.pid, 'SIGSTOP');
					return [answer, holder] as const;
				});
				await expect
					.poll(() => stateOf(sql, session), SOON)
					.toEqual([{ state: 'idle in transaction', waitEvent: 'ClientRead', hasLock: true }]);

				const won = await ask(other, 30);
				expect(won).toMatchObject({ outcome: 'ok', requests: [200] });
				expect(await stateOf(sql, session)).toEqual([]);

				process.kill(stopped.pid, 'SIGCONT');
				// The client asks once more, and learns who was first.
				expect(await lost).toMatchObject({ outcome: 'DATES_TAKEN' });
				expect(await sql`select id from booking`).toEqual([{ id: won.value?.booking.id }]);
				expect((await ask(stopped, 31)).outcome).toBe('ok');
			} finally {
				process.kill(stopped.pid, 'SIGCONT');
				await sql.end();
				await both.close();
				await database.drop();
			}
		},
	);
});

describe('a connection that is lost inside a transaction', () => {
	/** Whoever reads this is ended by it. */
	const end = async (tx: Tx): Promise<unknown> => tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
	const losing: [when: string, work: (tx: Tx) => Promise<unknown>][] = [
		['while it waits for an answer', end],
		['while it waits for several', (tx) => Promise.all([end(tx), end(tx), end(tx)])],
		['and goes on regardless', (tx) => end(tx).catch(() => end(tx))],
		['and ends as if nothing were', (tx) => end(tx).catch(() => {})],
	];

	test.each(losing)('%s: the write is unavailable, and the next one works', async (_, work) => {
		await withDatabase({ writers: 1, readers: 1 }, async (viewer, db) => {
			for (let round = 0; round < 2; round++) {
				for (const run of [db.write, db.note, db.snapshot])
					expect((await refused(run(({ tx }) => work(tx)))).refusal.reason).toBe('UNAVAILABLE');
			}
			expect((await viewer.calendar.range({ from: '2027-05-01', to: '2027-05-31' })).from).toBe('2027-05-01');
		});
	});

	test('takes nothing along that comes too late', async () => {
		await withDatabase({ writers: 1 }, async (_, db) => {
			const [started, ended, late] = [gate<number>(), gate<unknown>(), gate<unknown>()];
			// Asked for at once: the refusal may be there before the answer to whoever ends the connection.
			const unavailable = refused(
				db.write(async ({ tx }) => {
					const [row] = await tx.execute(sql`select pg_backend_pid() as pid`);
					started.open(Number(row?.['pid']));
					await ended.opened;
					late.open(await Promise.resolve(tx.execute(sql`update house set calendar_generation = 99`)).catch(() => {}));
				}),
			);
			await house.sql`select pg_terminate_backend(${await started.opened})`;
			expect((await unavailable).refusal.reason).toBe('UNAVAILABLE');
			// Another transaction on the very connection that the first one had.
			await db.write(async ({ tx }) => {
				await tx.execute(sql`select 1`);
				ended.open(undefined);
				await late.opened;
			});
			expect(await house.sql`select calendar_generation from house`).toEqual([{ calendar_generation: 1 }]);
		});
	});
});

describe('a writer that ignores the lock', () => {
	const range = { startDate: '2027-06-01', endDate: '2027-06-05' };

	/** Asks for days that an uncommitted stay overlaps; `end` decides what becomes of that stay. */
	async function askAgainst<T>(end: 'commit' | 'rollback', ask: () => Promise<T>): Promise<T> {
		const { asked } = await inSession(house.sql, async (ignorer) => {
			await insertStay(ignorer, { ...range, firstName: 'Fremd' });
			const asked = ask();
			asked.catch(() => {});
			await expect.poll(() => waitingFor(house.sql, 'transactionid'), SOON).toHaveLength(1);
			await ignorer.unsafe(end);
			return { asked };
		});
		return asked;
	}

	test('and rolls back is waited for, and then nobody was there', async () => {
		const { booking } = await askAgainst('rollback', () =>
			house.as.viewer.booking.create(
				request({ startDate: '2027-06-05', endDate: '2027-06-07', email: 'first@example.com' }),
			),
		);
		expect(booking.status).toBe('Pending');
		await house.sql`update booking set status = 'Canceled' where id = ${booking.id}`;
	});

	test('and commits is waited for, and then named', async () => {
		const ask = () =>
			refusalIn(
				house.as.viewer.booking.create(
					request({ startDate: '2027-06-05', endDate: '2027-06-07', email: 'second@example.com' }),
				),
			);
		expect(await askAgainst('commit', ask)).toEqual({
			reason: 'DATES_TAKEN',
			details: { conflicts: [{ firstName: 'Fremd', status: 'Pending', ...range }] },
		});
		expect(await house.sql`select from person where email = 'second@example.com'`).toHaveLength(0);
	});
});

describe('a failing database', () => {
	/** Lets the first inserts of a booking fail; answers how many were tried. */
	async function provoke(failure: string, times: number, work: () => Promise<unknown>): Promise<number> {
		await house.sql.unsafe(`create sequence tried;
			create function provoke() returns trigger language plpgsql as $$ begin
				if nextval('tried') <= ${times} then ${failure}; end if;
				return new;
			end $$;
			create trigger provoke before insert on booking for each row execute function provoke()`);
		try {
			await work();
			const [row] = await house.sql<[{ tried: number }]>`select last_value::int as tried from tried`;
			return row.tried;
		} finally {
			await house.sql`drop function provoke cascade`;
			await house.sql`drop sequence tried`;
		}
	}
	const raise = (code: string) => `raise exception 'provoked' using errcode = '${code}'`;

	describe.each(['40001', '40P01', '55P03'])('with %s', (code) => {
		test('once: what waits for the commit waits for the one that succeeds, and runs once', async () => {
			let attempts = 0;
			const committed: number[] = [];
			await house.services.db.write(async ({ tx, afterCommit }) => {
				const attempt = ++attempts;
				afterCommit(() => committed.push(attempt));
				if (attempt === 1)
					await tx.execute(sql`do ${sql.raw(`$$ begin raise exception 'staged' using errcode = '${code}'; end $$`)}`);
			});
			expect(committed).toEqual([2]);
		});

		test('once: the call is run again as a whole, and succeeds', async () => {
			const email = `once-${code.toLowerCase()}@example.com`;
			const tried = await provoke(raise(code), 1, async () => {
				const { booking } = await house.as.viewer.booking.create(
					request({ email, startDate: '2027-07-01', endDate: '2027-07-02' }),
				);
				expect(booking.timeline.map(({ type }) => type)).toEqual(['Submitted']);
				await house.sql`delete from booking where id = ${booking.id}`;
			});
			expect(tried).toBe(2);
		});

		test('for ever: it gives up after three attempts, with nothing written', async () => {
			const email = `ever-${code.toLowerCase()}@example.com`;
			const tried = await provoke(raise(code), 1_000, async () => {
				const ask = house.as.viewer.booking.create(request({ email, startDate: '2027-07-01', endDate: '2027-07-02' }));
				expect(await reasonOf(ask)).toBe('UNAVAILABLE');
			});
			expect(tried).toBe(3);
			expect(await house.sql`select from person where email = ${email}`).toHaveLength(0);
		});
	});

	test('that takes too long over a statement is unavailable', async () => {
		await withDatabase({ statementTimeoutMs: 200 }, async (viewer) => {
			const tried = await provoke('perform pg_sleep(60)', 1, async () => {
				const ask = viewer.booking.create(
					request({ email: 'slow@example.com', startDate: '2027-07-01', endDate: '2027-07-02' }),
				);
				expect(await reasonOf(ask)).toBe('UNAVAILABLE');
			});
			expect(tried).toBe(1);
		});
	});
});

describe('the database by itself refuses', () => {
	const may = (start: number, end = start) => ({
		startDate: `2027-09-${String(start).padStart(2, '0')}`,
		endDate: `2027-09-${String(end).padStart(2, '0')}`,
	});
	const stays: Record<'Confirmed' | 'Pending' | 'Denied', string> = { Confirmed: '', Pending: '', Denied: '' };
	beforeAll(async () => {
		await house.sql.begin(async (tx) => {
			stays.Confirmed = await insertStay(tx, { ...may(1, 5), status: 'Confirmed', decisions: [YES, YES, YES] });
			stays.Pending = await insertStay(tx, { ...may(10, 12), decisions: [YES, YES, OPEN] });
			stays.Denied = await insertStay(tx, { ...may(20, 22), status: 'Denied', decisions: [OPEN, NO, OPEN] });
		});
	});

	const nonsense: [what: string, constraint: string, write: (tx: Queries) => Promise<unknown>][] = [
		['a stay on the last day of another', 'booking_no_overlap', (tx) => insertStay(tx, may(5, 6))],
		[
			'a stay moved onto another',
			'booking_no_overlap',
			(tx) => tx`update booking set start_date = '2027-09-05' where id = ${stays.Pending}`,
		],
		[
			'a Denied stay brought back onto another',
			'booking_no_overlap',
			(tx) => tx`update booking set status = 'Pending', start_date = '2027-09-12' where id = ${stays.Denied}`,
		],
		[
			'a Confirmed stay with an approval missing',
			'booking_agrees',
			(tx) => insertStay(tx, { ...may(25), status: 'Confirmed', decisions: [YES, OPEN, YES] }),
		],
		[
			'a stay confirmed too early',
			'booking_agrees',
			(tx) => tx`update booking set status = 'Confirmed' where id = ${stays.Pending}`,
		],
		[
			'an approval taken back from a Confirmed stay',
			'booking_agrees',
			(tx) =>
				tx`update approval set decision = 'NoResponse', decided_at = null where booking_id = ${stays.Confirmed} and party = 'Ingeborg'`,
		],
		[
			'a stay without its approvals',
			'booking_agrees',
			(tx) => tx`delete from approval where booking_id = ${stays.Pending}`,
		],
		[
			'the last approval of a stay that stays Pending',
			'booking_agrees',
			(tx) => tx`update approval set decision = 'Approved', decided_at = now() where booking_id = ${stays.Pending}`,
		],
		['a Denied stay without a denial', 'booking_agrees', (tx) => insertStay(tx, { ...may(25), status: 'Denied' })],
		[
			'a denial of a stay that stays Pending',
			'booking_agrees',
			(tx) => insertStay(tx, { ...may(25), decisions: [NO, OPEN, OPEN] }),
		],
		['a stay without approvers', 'booking_agrees', (tx) => insertStay(tx, { ...may(25), decisions: [] })],
		[
			'an end before the start',
			'booking_dates',
			(tx) => insertStay(tx, { startDate: '2027-09-26', endDate: '2027-09-25' }),
		],
		['eleven people', 'booking_party_size', (tx) => insertStay(tx, { ...may(25), partySize: 11 })],
		['nobody', 'booking_party_size', (tx) => insertStay(tx, { ...may(25), partySize: 0 })],
		[
			'an event with half a range',
			'event_dates',
			(tx) => tx`insert into event (booking_id, at, type, actor, via, from_start, from_end, to_start)
				values (${stays.Pending}, now(), 'DatesMoved', 'requester', 'booking', '2027-09-10', '2027-09-12', '2027-09-11')`,
		],
		[
			"an approver's event without the party",
			'event_party',
			(tx) =>
				tx`insert into event (booking_id, at, type, actor, via) values (${stays.Pending}, now(), 'Approved', 'approver', 'person')`,
		],
		[
			'a decision without its instant',
			'approval_decided',
			(tx) => tx`update approval set decision = 'Approved' where booking_id = ${stays.Pending} and party = 'Angelika'`,
		],
		[
			'a comment without an answer',
			'approval_comment',
			(tx) => tx`update approval set comment = 'Gern.' where booking_id = ${stays.Pending} and party = 'Angelika'`,
		],
	];

	test.each(nonsense)('%s', async (_, constraint, write) => {
		const state =
			() => house.sql`select booking, array(select approval from approval where booking_id = id), (select count(*) from event)
			from booking order by id`;
		const before = await state();
		await expect(house.sql.begin((tx) => write(tx))).rejects.toMatchObject({ constraint_name: constraint });
		expect(await state()).toEqual(before);
	});
});

function gate<T>(): { opened: Promise<T>; open: (value: T) => void } {
	let open: (value: T) => void = () => {};
	const opened = new Promise<T>((resolve) => {
		open = resolve;
	});
	return { opened, open };
}

async function refused(call: Promise<unknown>): Promise<RefusedError> {
	const error = await call.catch((reason: unknown) => reason);
	if (error instanceof RefusedError) return error;
	throw error;
}

/** A viewer whose calls go through connections of their own. */
async function withDatabase(
	options: Partial<DatabaseOptions>,
	work: (viewer: House['as']['viewer'], db: Database) => Promise<void>,
): Promise<void> {
	const db = connect({ url: house.databaseUrl, clock: house.now, timeZone: house.config.timeZone, ...options });
	try {
		await work(
			createCaller(createInnerContext({ ...house.services, db }, { kind: 'viewer', calendarGeneration: 1 }, 'test')),
			db,
		);
	} finally {
		await db.close();
	}
}

/** Works in a transaction that is rolled back in the end, unless the work has ended it. */
async function inSession<T>(sql: postgres.Sql, work: (session: postgres.ReservedSql) => Promise<T>): Promise<T> {
	const session = await sql.reserve();
	try {
		await session`begin`;
		return await work(session);
	} finally {
		await session`rollback`;
		session.release();
	}
}

/** The sessions of this database that wait for a lock of this kind. */
const waitingFor = (sql: postgres.Sql, kind: 'advisory' | 'transactionid') => sql`
	select from pg_locks join pg_stat_activity using (pid)
	where datname = current_database() and locktype = ${kind} and not granted`;

/** The session of this server that has the house's lock and waits for another one. */
async function blockedHolder(sql: postgres.Sql, server: string): Promise<number | undefined> {
	const [row] = await sql<{ pid: number }[]>`select pid from pg_stat_activity
		where datname = current_database() and application_name = ${server} and ${holdsLock(sql)}
		and exists (select from pg_locks where pg_locks.pid = pg_stat_activity.pid and not granted)`;
	return row?.pid;
}

/** What a session is doing, if it is there. */
const stateOf = (sql: postgres.Sql, pid: number | undefined) => sql`
	select state, wait_event as "waitEvent", ${holdsLock(sql)} as "hasLock" from pg_stat_activity where pid = ${pid ?? 0}`;

const holdsLock = (sql: postgres.Sql) => sql`exists (select from pg_locks
	where pg_locks.pid = pg_stat_activity.pid and locktype = 'advisory' and objid = ${HOUSE_LOCK} and granted)`;

/** A connection or a transaction. */
type Queries = postgres.ISql;

interface Stay {
	startDate: string;
	endDate: string;
	status?: 'Pending' | 'Confirmed' | 'Denied';
	firstName?: string;
	partySize?: number;
	decisions?: Decision[];
}

/** Straight into the tables, without the lock. Answers its id. */
async function insertStay(sql: Queries, stay: Stay): Promise<string> {
	const {
		startDate,
		endDate,
		status = 'Pending',
		firstName = 'Anna',
		partySize = 2,
		decisions = [OPEN, OPEN, OPEN],
	} = stay;
	const id = randomUUID();
	await sql`insert into booking
		(id, requester_id, status, start_date, end_date, first_name, party_size, affiliation, round, revision, created_at, last_activity_at)
		select ${id}, person_id, ${status}, ${startDate}, ${endDate}, ${firstName}, ${partySize}, name, 1, 1, now(), now()
		from approver where name = 'Ingeborg'`;
	for (const [index, decision] of decisions.entries()) {
		await sql`insert into approval (booking_id, party, decision, comment, decided_at)
			values (${id}, ${PARTIES[index] ?? ''}, ${decision}, ${decision === NO ? 'Nein.' : null}, ${decision === OPEN ? null : new Date()})`;
	}
	return id;
}
