/** What holds when others misbehave: a hung or stopped holder of the lock, writers that ignore it, a failing database. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createTestDatabase } from '../../../dev/cloneDatabase.ts';
import { askFor, create, days } from '../../../dev/proof/race.ts';
import { openRaceHouse } from '../../../dev/proof/raceHouse.ts';
import { connect, type Database, type DatabaseOptions, HOUSE_LOCK } from '../src/db/client.ts';
import { createInnerContext } from '../src/trpc/context.ts';
import { createCaller } from '../src/trpc/root.ts';
import { createTestHouse, PARTIES, reasonOf, refusalIn, request, type TestHouse, testLog, uuid } from './testHouse.ts';

type Decision = 'NoResponse' | 'Approved' | 'Denied';
const [OPEN, YES, NO] = ['NoResponse', 'Approved', 'Denied'] as const;

let house: TestHouse;
beforeAll(async () => {
	house = await createTestHouse();
});
afterAll(() => house.close());

describe('the lock', () => {
	test('held by somebody who hangs, it stops no reads, and writers give up in time', async () => {
		const bounds = { writers: 2, lockTimeoutMs: 1_000, patienceMs: 3_000 };
		await withDatabase(bounds, async (viewer) => {
			const holder = await house.sql.reserve();
			await holder`begin`;
			await holder`select pg_advisory_xact_lock(${HOUSE_LOCK})`;
			const begun = performance.now();
			let givenUp = 0;
			const asks = Array.from({ length: 6 }, async () => {
				const reason = await reasonOf(viewer.booking.create(request()));
				givenUp++;
				return reason;
			});
			await expect.poll(() => waitingFor(house.sql, 'advisory')).toBe(2);

			const reads = Array.from({ length: 20 }, () => viewer.calendar.range({ from: '2027-05-01', to: '2027-05-31' }));
			expect(await Promise.all(reads)).toHaveLength(20);
			expect(givenUp).toBe(0);

			expect(new Set(await Promise.all(asks))).toEqual(new Set(['UNAVAILABLE']));
			expect(performance.now() - begun).toBeLessThan(3 * (bounds.lockTimeoutMs + bounds.patienceMs));

			await holder`commit`;
			holder.release();
			expect((await viewer.booking.create(request())).booking.status).toBe('Pending');
		});
	});

	test('a server that is stopped inside a write loses it, and the other one goes on', async () => {
		const database = await createTestDatabase(inject('postgresUrl'));
		const races = await openRaceHouse(database.url);
		const [stopped, other] = races.servers;
		const sql = postgres(database.url, { max: 2 });
		try {
			// A table lock holds the first server's transaction where it has the house's lock already.
			const table = await sql.reserve();
			await table`begin`;
			await table`lock table booking in access exclusive mode`;
			const lost = races.ask(create(races, askFor(days(0))), stopped);
			await expect.poll(() => waitingFor(sql, 'relation')).toBe(1);
			process.kill(stopped.pid, 'SIGSTOP');
			await table`commit`;
			table.release();

			const won = await races.ask(create(races, askFor(days(0))), other);
			expect(won.label).toBe('create ok');

			process.kill(stopped.pid, 'SIGCONT');
			expect((await lost).label).toBe('create UNAVAILABLE');
			expect(await sql`select id from booking`).toEqual([{ id: won.value?.booking.id }]);
			expect((await races.ask(create(races, askFor(days(1))), stopped)).label).toBe('create ok');
		} finally {
			process.kill(stopped.pid, 'SIGCONT');
			await sql.end();
			await races.close();
			await database.drop();
		}
	});
});

describe('a writer that ignores the lock', () => {
	const range = { startDate: '2027-06-01', endDate: '2027-06-05' };

	/** Asks for days that an uncommitted stay overlaps; `end` decides what becomes of that stay. */
	async function askAgainst<T>(end: 'commit' | 'rollback', ask: () => Promise<T>): Promise<T> {
		const ignorer = await house.sql.reserve();
		await ignorer`begin`;
		await insertStay(ignorer, { ...range, firstName: 'Fremd' });
		const asked = ask();
		await expect.poll(() => waitingFor(house.sql, 'transactionid')).toBe(1);
		await ignorer.unsafe(end);
		ignorer.release();
		return asked;
	}

	test('and rolls back is waited for, and then nobody was there', async () => {
		const { booking } = await askAgainst('rollback', () =>
			house.as.viewer.booking.create(request({ startDate: '2027-06-05', endDate: '2027-06-07', email: 'first@example.com' })),
		);
		expect(booking.status).toBe('Pending');
		await house.sql`update booking set status = 'Canceled' where id = ${booking.id}`;
	});

	test('and commits is waited for, and then named', async () => {
		const ask = () =>
			refusalIn(house.as.viewer.booking.create(request({ startDate: '2027-06-05', endDate: '2027-06-07', email: 'second@example.com' })));
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
		test('once: the call is run again as a whole, and succeeds', async () => {
			const email = `once-${code.toLowerCase()}@example.com`;
			const tried = await provoke(raise(code), 1, async () => {
				const { booking } = await house.as.viewer.booking.create(request({ email, startDate: '2027-07-01', endDate: '2027-07-02' }));
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
				const ask = viewer.booking.create(request({ email: 'slow@example.com', startDate: '2027-07-01', endDate: '2027-07-02' }));
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
		['a stay confirmed too early', 'booking_agrees', (tx) => tx`update booking set status = 'Confirmed' where id = ${stays.Pending}`],
		[
			'an approval taken back from a Confirmed stay',
			'booking_agrees',
			(tx) =>
				tx`update approval set decision = 'NoResponse', decided_at = null where booking_id = ${stays.Confirmed} and party = 'Ingeborg'`,
		],
		[
			'the last approval of a stay that stays Pending',
			'booking_agrees',
			(tx) => tx`update approval set decision = 'Approved', decided_at = now() where booking_id = ${stays.Pending}`,
		],
		['a Denied stay without a denial', 'booking_agrees', (tx) => insertStay(tx, { ...may(25), status: 'Denied' })],
		['a denial of a stay that stays Pending', 'booking_agrees', (tx) => insertStay(tx, { ...may(25), decisions: [NO, OPEN, OPEN] })],
		['a stay without approvers', 'booking_agrees', (tx) => insertStay(tx, { ...may(25), decisions: [] })],
		['an end before the start', 'booking_dates', (tx) => insertStay(tx, { startDate: '2027-09-26', endDate: '2027-09-25' })],
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
			(tx) => tx`insert into event (booking_id, at, type, actor, via) values (${stays.Pending}, now(), 'Approved', 'approver', 'person')`,
		],
		[
			'a decision without its instant',
			'approval_decided',
			(tx) => tx`update approval set decision = 'Approved' where booking_id = ${stays.Pending} and party = 'Angelika'`,
		],
		[
			'a comment on an approval',
			'approval_comment',
			(tx) => tx`update approval set comment = 'Gern.' where booking_id = ${stays.Pending} and party = 'Ingeborg'`,
		],
	];

	test.each(nonsense)('%s', async (_, constraint, write) => {
		const state = () => house.sql`select booking, array(select approval from approval where booking_id = id), (select count(*) from event)
			from booking order by id`;
		const before = await state();
		await expect(house.sql.begin((tx) => write(tx))).rejects.toMatchObject({ constraint_name: constraint });
		expect(await state()).toEqual(before);
	});
});

/** A viewer whose calls go through connections of their own. */
async function withDatabase(
	options: Omit<DatabaseOptions, 'url'>,
	work: (viewer: TestHouse['as']['viewer']) => Promise<void>,
): Promise<void> {
	const db: Database = connect({ url: house.databaseUrl, ...options });
	const context = createInnerContext(
		{ services: { ...house.services, db }, log: testLog },
		{ kind: 'viewer', calendarGeneration: 1 },
		'test',
	);
	try {
		await work(createCaller(context));
	} finally {
		await db.close();
	}
}

/** How many sessions of this database wait for a lock of this kind. */
async function waitingFor(sql: postgres.Sql, kind: 'advisory' | 'relation' | 'transactionid'): Promise<number> {
	const [row] = await sql<[{ waiting: number }]>`select count(*)::int as waiting from pg_locks join pg_stat_activity using (pid)
		where datname = current_database() and locktype = ${kind} and not granted`;
	return row.waiting;
}

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
	const { startDate, endDate, status = 'Pending', firstName = 'Anna', partySize = 2, decisions = [OPEN, OPEN, OPEN] } = stay;
	const id = uuid();
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
