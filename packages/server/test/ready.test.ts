/** `/ready` says what is missing: it tries what callers need, and harms nobody who asks often. */

import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { type House, openHouse, silentLog } from '@betzenstein/testing/house/inProcess';
import { openWire, type Wire } from '@betzenstein/testing/postgres/wire';
import type { ISql } from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { connect, type Database, HOUSE_LOCK } from '../src/db/client.ts';
import { createHealth, type Health } from '../src/health.ts';
import { startServer } from '../src/server.ts';

let house: House;
beforeEach(async () => {
	house = await openHouse();
});
afterEach(() => house.close());

/** Who waits for the house's lock. */
const waiting = (sql: ISql) => sql`select from pg_locks join pg_stat_activity using (pid)
	where datname = current_database() and locktype = 'advisory' and not granted`;

const missing = (...missing: string[]) => ({ status: 'degraded', missing });

describe('a process that was ready', () => {
	let wire: Wire;
	let db: Database;
	let writes: number;
	let isWorking: boolean;
	let health: Health;
	beforeEach(async () => {
		wire = await openWire(house.databaseUrl);
		db = connect({ url: wire.url, clock: house.now, timeZone: house.config.timeZone });
		writes = 0;
		isWorking = true;
		const write = ((...args: [never]) => {
			writes++;
			return db.write(...args);
		}) as Database['write'];
		health = createHealth({ ...db, write }, silentLog, () => isWorking);
		await health.start(async () => {});
		expect(await health.ready()).toEqual({ status: 'ok' });
	});
	afterEach(async () => {
		wire.cut();
		await db.close();
	});

	/** What is said as soon as something else is said than before. */
	const turns = async (answer: object) => expect.poll(() => health.ready(), { timeout: 15_000 }).toEqual(answer);

	test('misses writes while the database is read-only', async () => {
		const name = new URL(house.databaseUrl).pathname.slice(1);
		await house.sql.unsafe(`alter database ${name} set default_transaction_read_only = on`);
		await house.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and pid <> pg_backend_pid()`;
		await turns(missing('writes'));
		await house.sql.unsafe(
			`set default_transaction_read_only = off; alter database ${name} set default_transaction_read_only = off`,
		);
		await turns({ status: 'ok' });
	});

	test('misses writes while somebody holds on to the house’s lock, answers in time, and tries once at a time', async () => {
		await house.sql.begin(async (holder) => {
			await holder`select pg_advisory_xact_lock(${HOUSE_LOCK})`;
			const begun = performance.now();
			let most = 0;
			while (performance.now() - begun < 8_000) {
				const asked = performance.now();
				const answers = await Promise.all(Array.from({ length: 20 }, () => health.ready()));
				expect(performance.now() - asked).toBeLessThan(5_000);
				if (performance.now() - begun > 5_000) expect(answers[0]).toEqual(missing('writes'));
				most = Math.max(most, (await waiting(holder)).length);
			}
			expect(most).toBeLessThan(2);
		});
		await turns({ status: 'ok' });
	});

	test('misses writes while a table that they need is locked', async () => {
		await house.sql.begin(async (holder) => {
			await holder`lock table booking in share mode`;
			await turns(missing('writes'));
		});
		await turns({ status: 'ok' });
	});

	test('misses writes while there is no room for what is more than a row, once a change has met that', async () => {
		const full = `raise exception '…' using errcode = '53100'`;
		// As a full disk does, it lets through what fits into what there is.
		await house.sql.unsafe(`create function refuse() returns event_trigger language plpgsql as $$ begin ${full}; end $$;
			create event trigger full_disk on ddl_command_start execute function refuse()`);
		await turns({ status: 'ok' });
		await expect(db.write(({ sql }) => sql.unsafe(`do $$ begin ${full}; end $$`))).rejects.toThrow();
		await turns(missing('writes'));
		await sleep(2_500);
		await turns(missing('writes'));
		await house.sql`alter event trigger full_disk disable`;
		await turns({ status: 'ok' });
	});

	test('misses the database, and nothing else, when it is away or silent', async () => {
		isWorking = false;
		wire.silenceAll();
		await turns(missing('database'));
		wire.cut();
		await turns(missing('database'));
		isWorking = true;
		await wire.mend();
		await turns({ status: 'ok' });
	});

	test('misses its jobs when they do not run', async () => {
		isWorking = false;
		await turns(missing('jobs'));
		isWorking = true;
		await turns({ status: 'ok' });
	});

	test('tries once a second at most, however often it is asked', async () => {
		const begun = performance.now();
		const before = writes;
		for (let count = 0; count < 10_000; count++) await health.ready();
		await turns({ status: 'ok' });
		expect(writes - before).toBeLessThanOrEqual(2 + (performance.now() - begun) / 1_000);
	});
});

describe('a server misses its jobs while they cannot reach the outbox, and `/health` stays as it is', () => {
	/** Tries that the provider has not answered. */
	let held: ServerResponse[];
	let provider: Server;
	beforeEach(async () => {
		held = [];
		provider = createServer((_, response) => void held.push(response)).listen(0, '127.0.0.1');
		await once(provider, 'listening');
	});
	afterEach(() => {
		provider.closeAllConnections();
		provider.close();
	});
	const answer = () => {
		for (const response of held.splice(0)) response.writeHead(500).end('{}');
	};

	test.each([
		['with nothing in hand', 0],
		['with a mail in hand', 1],
	])('%s', async (_, inHand) => {
		// The first mails tell the approvers that they decide.
		if (inHand === 0) await house.sql`delete from mail`;
		const { port } = provider.address() as AddressInfo;
		const server = await startServer(
			loadConfig(testEnvironment(house.databaseUrl, { RELEASE: 'r1', RESEND_BASE_URL: `http://127.0.0.1:${port}` })),
		);
		await server.ready;
		const get = async (path: string) => {
			const response = await fetch(`${server.url}${path}`);
			return [response.status, await response.json()];
		};
		const turns = async (expected: unknown[]) =>
			expect.poll(() => get('/ready'), { timeout: 20_000 }).toMatchObject(expected);
		expect(await get('/ready')).toMatchObject([200, { status: 'ok', release: 'r1' }]);
		await expect.poll(() => held.length).toBe(inHand);
		await house.sql.begin(async (holder) => {
			await holder`lock table mail in access exclusive mode`;
			answer();
			await turns([503, { ...missing('jobs'), release: 'r1' }]);
			expect(await get('/health')).toEqual([200, { status: 'ok' }]);
		});
		answer();
		await turns([200, { status: 'ok', release: 'r1' }]);
		await server.stop();
	});
});
