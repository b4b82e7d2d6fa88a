/**
 * Connections to the database that fall silent instead of ending, as in a failover: nobody says so, and the kernel
 * waits for a quarter of an hour.
 */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, dayIn } from '@betzenstein/shared';
import { callAt } from '@betzenstein/testing/house/calls';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { signTokens } from '@betzenstein/testing/house/links';
import { type ServerProcess, startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { createTestDatabase, type TestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { openWire, type Passing, type Wire } from '@betzenstein/testing/postgres/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { connect, type Database, HOUSE_LOCK } from '../src/db/client.ts';
import { RefusedError } from '../src/domain/errors.ts';
import { FLY_TOML, readToml } from './flyToml.ts';
import { startWorker, untilSettled } from './testWorker.ts';

type Mailbox = Awaited<ReturnType<typeof openMailbox>>;

let mailbox: Mailbox;
beforeAll(async () => {
	mailbox = await openMailbox();
});
afterAll(() => mailbox.close());

describe('connections that fall silent', () => {
	const BOUNDS = { readers: 4, writers: 2, lockTimeoutMs: 400, statementTimeoutMs: 600, patienceMs: 900 };
	/** Nothing that is well is silent for longer. */
	const SILENCE_MS = BOUNDS.statementTimeoutMs + 1_000;
	const LONG_MS = 1.4 * SILENCE_MS;

	let house: House;
	let wire: Wire;
	let db: Database;
	beforeEach(async () => {
		house = await openHouse();
		wire = await openWire(house.databaseUrl);
		db = connect({ url: wire.url, clock: house.now, timeZone: house.config.timeZone, ...BOUNDS });
		await fill();
	});
	afterEach(async () => {
		wire.cut();
		await db.close();
		await house.close();
	});

	const nap = () => db.read(({ sql }) => sql`select pg_sleep(0.1)`);
	const write = () => db.write(({ sql }) => sql`update house set version = version`);

	/** Opens every connection there may be; answers how many there have been. */
	async function fill(): Promise<number> {
		await Promise.all([nap(), nap(), nap(), nap(), write(), write()]);
		return wire.opened();
	}

	test.each<[string, Passing]>([
		['in both directions', 'nothing'],
		['on the way there', 'answers'],
		['on the way back', 'questions'],
	])('%s are left soon, however much is asked, and every call is answered in time', async (_, passing) => {
		wire.silence(passing);
		const { goodAfterMs, outcomes, slowestMs } = await askUntilGood(20, 20_000, {
			read: () => outcomeOf(db.read(({ sql }) => sql`select from booking`)),
			note: () => outcomeOf(db.note(({ sql }) => sql`update house set version = version`)),
			write: () => outcomeOf(write()),
		});
		expect(outcomes).toEqual(['UNAVAILABLE', 'ok']);
		// Twice what it takes, for busy machines.
		expect(goodAfterMs).toBeLessThan(3 * SILENCE_MS);
		expect(slowestMs).toBeLessThan(3 * SILENCE_MS);
	});

	test('are left though nobody asks for anything: the outbox finds out', async () => {
		await house.sql`delete from mail`;
		const worker = startWorker({ ...house, services: { ...house.services, db } }, { url: mailbox.url });
		await fill();
		wire.silence();
		const begun = performance.now();
		// On another server.
		await house.as.viewer.booking.create(request());
		await untilSettled(house);
		expect(performance.now() - begun).toBeLessThan(15_000);
		expect(await outcomeOf(write())).toBe('ok');
		await worker.stop(1_000);
	});

	test('are not mistaken for those that are well: idle, waiting for a lock, or with this process itself stopped', async () => {
		const opened = wire.opened();
		await sleep(LONG_MS);
		expect(await fill()).toBe(opened);
		await house.sql.begin(async (holder) => {
			await holder`select pg_advisory_xact_lock(${HOUSE_LOCK})`;
			const begun = performance.now();
			while (performance.now() - begun < LONG_MS)
				expect(await Promise.all([write(), write()].map(outcomeOf))).toEqual(['UNAVAILABLE', 'UNAVAILABLE']);
		});
		expect(await fill()).toBe(opened);
		await sleep(LONG_MS);
		const naps = [nap(), nap()].map(outcomeOf);
		await sleep(20);
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LONG_MS);
		await Promise.all(naps);
		expect(await fill()).toBe(opened);
	});
});

describe('a server whose connections fall silent', () => {
	let database: TestDatabase;
	let wire: Wire;
	let server: ServerProcess;
	let token: string;
	beforeEach(async () => {
		database = await createTestDatabase(inject('postgresUrl'));
		wire = await openWire(database.url);
		const env = testEnvironment(wire.url, { RESEND_BASE_URL: mailbox.url, DRAIN_SECONDS: '1' });
		server = await startServerProcess(env);
		token = (await signTokens(env)).calendarToken;
	});
	afterEach(async () => {
		wire.cut();
		await server.stop();
		await database.drop();
	});

	let days = 0;
	const create = async () => {
		const day = addDays(dayIn('Europe/Berlin', new Date()), ++days);
		const input = request({ startDate: day, endDate: day, email: `guest${days}@example.com` });
		return (await callAt(server.url, 'booking.create', { input, token })).outcome;
	};
	const range = async () =>
		(await callAt(server.url, 'calendar.range', { input: { from: '2027-05-01', to: '2027-05-31' }, token })).outcome;

	test('answers well again within 15 s, sends its mails, and stops in time while all is silent', {
		timeout: 120_000,
	}, async () => {
		await Promise.all(Array.from({ length: 16 }, (_, index) => (index % 2 ? create() : range())));
		const sent = mailbox.accepted();
		wire.silence();
		const { goodAfterMs, outcomes, slowestMs } = await askUntilGood(200, 60_000, { range, create });
		expect(outcomes).toEqual(['UNAVAILABLE', 'ok']);
		expect(goodAfterMs).toBeLessThan(15_000);
		expect(slowestMs).toBeLessThan(15_000);
		await expect.poll(() => mailbox.accepted(), { timeout: 5_000 }).toBeGreaterThan(sent);

		wire.silenceAll();
		const begun = performance.now();
		const inHand = Promise.all([create(), create(), range(), range()]);
		await server.stop();
		expect(await inHand).toEqual(Array(4).fill('UNAVAILABLE'));
		const { kill_timeout, env } = FLY_TOML.parse(readToml(join(projectRoot, 'fly.toml')));
		// This server is asked to go on for a second only.
		const mostSeconds = Number.parseInt(kill_timeout ?? '', 10) - Number(env?.['DRAIN_SECONDS']) + 1;
		expect(performance.now() - begun).toBeLessThan(mostSeconds * 1_000);
	});
});

/** What came of a call: `ok`, or the reason of its refusal. */
async function outcomeOf(call: Promise<unknown>): Promise<string> {
	try {
		await call;
		return 'ok';
	} catch (error) {
		if (error instanceof RefusedError) return error.refusal.reason;
		throw error;
	}
}

interface Asked {
	/** When the last of the calls first came to `ok`. */
	goodAfterMs: number;
	outcomes: string[];
	slowestMs: number;
}

/**
 * Makes each of these calls again and again, without waiting for answers, until each has come to `ok`. Ends when all
 * are answered.
 */
async function askUntilGood(
	everyMs: number,
	withinMs: number,
	calls: Record<string, () => Promise<string>>,
): Promise<Asked> {
	const begun = performance.now();
	const good = new Set<string>();
	const answered: Promise<{ outcome: string; ms: number }>[] = [];
	const ask = async (name: string, call: () => Promise<string>) => {
		const asked = performance.now();
		const outcome = await call();
		if (outcome === 'ok') good.add(name);
		return { outcome, ms: performance.now() - asked };
	};
	while (good.size < Object.keys(calls).length && performance.now() - begun < withinMs) {
		for (const [name, call] of Object.entries(calls)) answered.push(ask(name, call));
		await sleep(everyMs);
	}
	const goodAfterMs = performance.now() - begun;
	const answers = await Promise.all(answered);
	return {
		goodAfterMs,
		outcomes: [...new Set(answers.map(({ outcome }) => outcome))].toSorted(),
		slowestMs: Math.max(...answers.map(({ ms }) => ms)),
	};
}

/** A provider that accepts everything. */
async function openMailbox() {
	let accepted = 0;
	const provider = createServer((incoming, answer) => {
		incoming.resume().on('end', () => {
			accepted++;
			answer.setHeader('content-type', 'application/json').end(JSON.stringify({ id: randomUUID() }));
		});
	});
	provider.listen(0, '127.0.0.1');
	await once(provider, 'listening');
	return {
		url: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`,
		accepted: () => accepted,
		close: () => {
			provider.closeAllConnections();
			provider.close();
		},
	};
}
