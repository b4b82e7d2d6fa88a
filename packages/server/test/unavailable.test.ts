/**
 * A database that is there, but not as it should be: callers are told to come again, and nothing has to be restarted.
 */

import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { reasonOf } from '@betzenstein/testing/house/refusals';
import { openWire } from '@betzenstein/testing/postgres/wire';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect, type Database, type DatabaseOptions, type Sql } from '../src/db/client.ts';
import { RefusedError } from '../src/domain/errors.ts';
import { createInnerContext } from '../src/trpc/context.ts';
import { createCaller } from '../src/trpc/root.ts';

let house: House;
beforeEach(async () => {
	house = await openHouse();
});
afterEach(() => house.close());

async function withDatabase(options: Partial<DatabaseOptions>, work: (db: Database) => Promise<void>): Promise<void> {
	const db = connect({ url: house.databaseUrl, clock: house.now, timeZone: house.config.timeZone, ...options });
	try {
		await work(db);
	} finally {
		await db.close();
	}
}

const viewerOf = (db: Database) =>
	createCaller(createInnerContext({ ...house.services, db }, { kind: 'viewer', calendarGeneration: 1 }, 'test'));
const range = (db: Database) => viewerOf(db).calendar.range({ from: '2027-05-01', to: '2027-05-31' });

/** Every way to use the database. */
const waysOf = (db: Database): [string, (work: (sql: Sql) => Promise<unknown>) => Promise<unknown>][] => [
	['read', (work) => db.read(({ sql }) => work(sql))],
	['snapshot', (work) => db.snapshot(({ sql }) => work(sql))],
	['statement', (work) => db.statement(work)],
	['note', (work) => db.note(({ sql }) => work(sql))],
	['write', (work) => db.write(({ sql }) => work(sql))],
];

/** What came of each way: `ok`, or the reason of the refusal. */
async function outcomes(db: Database, work: (sql: Sql) => Promise<unknown>): Promise<Record<string, string>> {
	const all = waysOf(db).map(async ([name, run]) => {
		const outcome = await run(work).then(
			() => 'ok',
			(error: unknown) => {
				if (error instanceof RefusedError) return error.refusal.reason;
				throw error;
			},
		);
		return [name, outcome];
	});
	return Object.fromEntries(await Promise.all(all));
}

const ALL_UNAVAILABLE = {
	read: 'UNAVAILABLE',
	snapshot: 'UNAVAILABLE',
	statement: 'UNAVAILABLE',
	note: 'UNAVAILABLE',
	write: 'UNAVAILABLE',
};
const ALL_OK = { read: 'ok', snapshot: 'ok', statement: 'ok', note: 'ok', write: 'ok' };
const look = (sql: Sql) => sql`select from house`;

test.each(['40001', '40P01', '55P03', '53100', '57014', '25P04', '58030'])(
	'%s is unavailable, whatever was asked',
	async (code) => {
		const raise = (sql: Sql) => sql.unsafe(`do $$ begin raise exception 'provoked' using errcode = '${code}'; end $$`);
		await withDatabase({}, async (db) => {
			expect(await outcomes(db, raise)).toEqual(ALL_UNAVAILABLE);
			expect(await outcomes(db, look)).toEqual(ALL_OK);
		});
	},
);

/** The sessions that wait for a lock. */
const waiting = (sql: Sql) => sql<{ pid: number }[]>`select pid from pg_locks join pg_stat_activity using (pid)
	where datname = current_database() and not granted`;

test('a read behind a table that somebody has locked, or that waits for its lock, is unavailable in time', async () => {
	await withDatabase({ lockTimeoutMs: 300 }, async (db) => {
		await house.sql.begin(async (reader) => {
			await reader`select from booking`;
			// Waits for the reader, and whoever comes later waits for it.
			const refused = expect(house.sql`alter table booking add column storey text`.execute()).rejects.toMatchObject({
				code: '57014',
			});
			await vi.waitUntil(async () => (await waiting(house.sql)).length > 0);
			expect(await reasonOf(range(db))).toBe('UNAVAILABLE');
			for (const { pid } of await waiting(reader)) await reader`select pg_cancel_backend(${pid})`;
			await refused;
		});
		expect((await range(db)).entries).toEqual([]);
	});
});

describe('a database that takes no writes', () => {
	const setReadOnly = (isReadOnly: boolean) =>
		house.sql.unsafe(
			`alter database ${new URL(house.databaseUrl).pathname.slice(1)} set default_transaction_read_only = ${isReadOnly}`,
		);

	test('answers reads all the time, and takes writes again without a restart', async () => {
		await withDatabase({}, async (db) => {
			await setReadOnly(true);
			let isOver = false;
			const reading = (async () => {
				while (!isOver) await range(db);
			})();
			try {
				for (let count = 0; count < 20; count++) {
					expect(await reasonOf(viewerOf(db).booking.create(request()))).toBe('UNAVAILABLE');
					expect(await reasonOf(viewerOf(db).access.requestLink({ email: 'anna@example.com' }))).toBe('UNAVAILABLE');
				}
				// Sessions that are there keep it to themselves: without new ones nothing would ever be written.
				await setReadOnly(false);
				const isOpen = async () =>
					(await outcomes(db, (sql) => sql`update house set version = version`))['write'] === 'ok';
				await vi.waitUntil(isOpen, { timeout: 5_000 });
				expect((await viewerOf(db).booking.create(request())).booking.status).toBe('Pending');
			} finally {
				isOver = true;
				await reading;
			}
		});
	});
});

test('a database that was away is found again at once, however often it was asked for meanwhile', async () => {
	const wire = await openWire(house.databaseUrl);
	await withDatabase({ url: wire.url }, async (db) => {
		wire.cut();
		for (let count = 0; count < 5; count++) expect(await outcomes(db, look)).toEqual(ALL_UNAVAILABLE);
		await wire.mend();
		const begun = performance.now();
		await vi.waitUntil(async () => Object.values(await outcomes(db, look)).every((outcome) => outcome === 'ok'), {
			timeout: 30_000,
		});
		expect(performance.now() - begun).toBeLessThan(3_000);
	});
	wire.cut();
});

describe('a database that lets nobody in', () => {
	/** Somebody who may do everything until they may not. */
	async function guest(): Promise<{ url: string; name: string }> {
		const name = `guest_${new URL(house.databaseUrl).pathname.slice(1)}`;
		await house.sql.unsafe(`create role ${name} login superuser password 'guest'`);
		return { name, url: Object.assign(new URL(house.databaseUrl), { username: name, password: 'guest' }).href };
	}

	test.each([
		[
			'because of the password (28P01)',
			(name: string) => `alter role ${name} password 'other'`,
			(name: string) => `alter role ${name} password 'guest'`,
		],
		[
			'because of the role (28000)',
			(name: string) => `alter role ${name} nologin`,
			(name: string) => `alter role ${name} login`,
		],
	])('%s is unavailable, and works again once it does', async (_, shut, open) => {
		const { url, name } = await guest();
		await withDatabase({ url }, async (db) => {
			await house.sql.unsafe(shut(name));
			expect(await outcomes(db, look)).toEqual(ALL_UNAVAILABLE);
			await house.sql.unsafe(open(name));
			await vi.waitUntil(async () => (await outcomes(db, look))['write'] === 'ok', { timeout: 20_000 });
		});
		await house.sql.unsafe(`drop role ${name}`);
	});

	test.each([
		['has another name (3D000)', (url: URL) => Object.assign(url, { pathname: '/nothing' })],
		['is at another port (ECONNREFUSED)', (url: URL) => Object.assign(url, { port: '9' })],
		['is at a name that nobody knows (ENOTFOUND)', (url: URL) => Object.assign(url, { hostname: 'nobody.invalid' })],
	])('because it %s is unavailable', async (_, change) => {
		await withDatabase({ url: change(new URL(house.databaseUrl)).href }, async (db) => {
			expect(await outcomes(db, look)).toEqual(ALL_UNAVAILABLE);
		});
	});
});
