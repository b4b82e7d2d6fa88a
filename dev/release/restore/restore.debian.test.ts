import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@betzenstein/client';
import { addDays, dayIn } from '@betzenstein/shared';
import { productionEnvironment } from '@betzenstein/testing/house/environment';
import { signTokens } from '@betzenstein/testing/house/links';
import { type ServerProcess, startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { type FlakyResend, startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { settleMails } from '@betzenstein/testing/mail/mailVerdict';
import { createTestDatabase, type TestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { FakeFly, pooledAddress } from './fakeFly.ts';
import { installFly } from './flyProgram.ts';
import { commandsUnder } from './runbook.ts';

const APP = 'betzenstein-api';
const CLUSTER = 'cluster1';
const HOUR_MS = 3_600_000;

let folder: string;
let live: TestDatabase;
let resend: FlakyResend;
let isDown = false;
let env: Record<string, string>;
let fly: FakeFly;
/** How many machines ran when the restore began. */
let writers: number | undefined;
let uninstall: () => void;
/** By the cluster's id. */
let databases: Map<string, string>;
const running = new Map<string, ServerProcess>();

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'betzenstein-restore-'));
	live = await createTestDatabase(inject('postgresUrl'));
	databases = new Map([[CLUSTER, live.url]]);
	isDown = false;
	writers = undefined;
	resend = await startFlakyResend(() => (isDown ? 'break' : 'none'));
	env = productionEnvironment(live.url, { RESEND_BASE_URL: resend.url });
	const addresses = { DATABASE_URL: pooledAddress(CLUSTER), DIRECT_DATABASE_URL: directAddress(CLUSTER) };
	fly = new FakeFly(APP, CLUSTER, addresses, {
		restore: async (_, to) => {
			writers = fly.machines.filter(({ state }) => state === 'started').length;
			databases.set(to, await copyOf(nameOf(BACKUP)));
		},
		psql: async (cluster, input) => {
			const commands = input.replace('\\set ON_ERROR_STOP on', '');
			await withSql(databases.get(cluster) ?? '', (sql) => sql.unsafe(commands));
			return '';
		},
		start: async (machine, secrets) => {
			running.set(machine, await startServerProcess(environmentOf(secrets)));
		},
		stop: async (machine) => void (await running.get(machine)?.stop()),
		ssh: async (command, secrets) => {
			expect(command).toBe('node /app/dist/migrate.js');
			const program = join(projectRoot, 'packages/server/src/migrate.ts');
			return (await promisify(execFile)(process.execPath, [program], { env: environmentOf(secrets) })).stdout;
		},
	});
	uninstall = await installFly(fly, folder);
});
afterEach(async () => {
	await Promise.all([...running.values()].map((server) => server.stop()));
	running.clear();
	uninstall();
	await resend.close();
	await withAdmin(async (sql) => {
		for (const url of [BACKUP, ...databases.values()])
			await sql.unsafe(`drop database if exists "${nameOf(url)}" with (force)`);
	});
	rmSync(folder, { recursive: true });
});

const BACKUP = 'postgres://host/restore_test_backup';
const nameOf = (url: string) => new URL(url).pathname.slice(1);
const directAddress = (cluster: string) => pooledAddress(cluster).replace('pgbouncer.', 'direct.');

/** The machine's own, its addresses leading to the database that stands for the cluster. */
function environmentOf(secrets: Record<string, string>): Record<string, string> {
	const addresses = Object.entries(secrets).map(([name, address]) => {
		const [, cluster = ''] = /@(?:pgbouncer|direct)\.(\w+)\.flympg\.net\/fly-db$/.exec(address) ?? [];
		return [name, databases.get(cluster) ?? `postgres://127.0.0.1:9/${cluster}`];
	});
	return { ...env, ...Object.fromEntries(addresses) };
}

async function withSql<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	try {
		return await work(sql);
	} finally {
		await sql.end();
	}
}
const withAdmin = <T>(work: (sql: postgres.Sql) => Promise<T>) => withSql(inject('postgresUrl'), work);

/** Nobody may be connected to the one that is copied. */
async function copyOf(name: string, to = `${name}_${databases.size}`): Promise<string> {
	await withAdmin((sql) => sql.unsafe(`create database "${to}" template "${name}"`));
	return Object.assign(new URL(live.url), { pathname: `/${to}` }).href;
}

/** What the operator types, and what `bash` says and answers. */
async function type(commands: string): Promise<{ code: number; said: string }> {
	const path = { PATH: `${folder}:${process.env['PATH']}` };
	const script = `set -euo pipefail\nsleep() { command sleep 0.1; }\n${commands}`;
	return promisify(execFile)('bash', ['--norc', '-c', script], { env: path }).then(
		({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
		({ code, stdout, stderr }) => ({ code, said: stdout + stderr }),
	);
}
const startAll = () => type(`fly machine start machine1 machine2 --app ${APP}`);
const stopAll = () => type(`fly machine stop machine1 machine2 --app ${APP}`);

async function ask(days: number): Promise<void> {
	const { calendarToken } = await signTokens(env);
	const [startDate, endDate] = [days, days + 2].map((more) => addDays(dayIn('UTC', new Date()), more)) as [
		never,
		never,
	];
	const guest = { firstName: 'Anna', email: `anna${days}@example.com`, partySize: 2, affiliation: 'Ingeborg' };
	const url = running.get('machine1')?.url ?? '';
	await createClient({ url, token: calendarToken }).booking.create.mutate({ ...guest, startDate, endDate });
}

/** A house in use, whose last mails wait; its backup; then they go out, somebody books, and an accident happens. */
async function untilTheAccident(): Promise<void> {
	await startAll();
	await ask(30);
	await withSql(live.url, settleMails);
	isDown = true;
	await ask(40);
	await stopAll();
	await copyOf(nameOf(live.url), nameOf(BACKUP));
	isDown = false;
	await startAll();
	await withSql(live.url, settleMails);
	await ask(50);
	await withSql(live.url, settleMails);
	await withSql(live.url, (sql) => sql`update booking set status = 'Canceled'`);
}

const restoreTo = (moment: Date) =>
	type(commandsUnder('Back to a moment', { 'cluster id': CLUSTER, 'yyyy-mm-ddThh:mm:ssZ': moment.toISOString() }));

const stored = (url: string) =>
	withSql(url, async (sql) => {
		const bookings = await sql<{ status: string }[]>`select status from booking order by start_date`;
		const waiting = await sql<{ state: string; failure: string }[]>`
			select state, failure from mail where state in ('queued', 'failed')`;
		return { bookings: bookings.map(({ status }) => status), waiting: [...waiting] };
	});

test('the runbook brings the house back to a moment: both machines run on it, and no mail goes out twice', async () => {
	await untilTheAccident();
	const before = { accepted: (await resend.accepted()).length, tries: resend.tries.length };
	const { code, said } = await restoreTo(new Date(Date.now() - HOUR_MS));
	expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('up to date') });
	expect(writers, 'what is written meanwhile would be lost without a word').toBe(0);
	const restored = databases.get(`${CLUSTER}restored`) ?? '';
	await withSql(restored, settleMails);
	for (const machine of ['machine1', 'machine2']) {
		const ready = await fetch(`${running.get(machine)?.url}/ready`);
		expect(await ready.json()).toMatchObject({ status: 'ok' });
	}
	expect(fly.machines.map(({ state }) => state)).toEqual(['started', 'started']);
	expect(await stored(restored)).toEqual({ bookings: ['Pending', 'Pending'], waiting: [] });
	expect(resend.tries.length, 'the mails that waited are tried again').toBeGreaterThan(before.tries);
	expect((await resend.accepted()).length).toBe(before.accepted);
	expect((await stored(live.url)).bookings, 'the old cluster stays as it was').toHaveLength(3);
	await ask(50);
});

test('mails that waited more than a day before are kept back, since the provider has forgotten them', async () => {
	await untilTheAccident();
	const tries = resend.tries.length;
	expect((await restoreTo(new Date(Date.now() - 30 * HOUR_MS))).code).toBe(0);
	const { waiting } = await stored(databases.get(`${CLUSTER}restored`) ?? '');
	expect(waiting.length).toBeGreaterThan(0);
	expect(new Set(waiting.map(({ failure }) => failure))).toEqual(new Set(['restored']));
	expect(resend.tries.length).toBe(tries);
});

test.each([
	['a command without its flag of the moment', 'mpg restore cluster1', /one of --backup-id or --pitr-time is required/],
	['a moment without an offset', 'mpg restore cluster1 --pitr-time 2026-11-27T21:40', /explicit offset/],
	['a cluster that is not there', 'mpg status cluster2', /"cluster2" not found/],
	['a stop of no machine', `machine stop --app ${APP}`, /a machine ID must be specified/],
	['a flag that fly does not know', 'mpg restore cluster1 --at 2026-11-27T21:40:00Z', /unknown flag/],
	['a secret without a name', `secrets set --stage --app ${APP} postgres://…`, /must be in the format NAME=VALUE/],
	['an app without a name', 'secrets deploy', /missing an app name/],
])('our fly refuses, as the real one does, %s', async (_, words, said) => {
	expect(await fly.call(words.split(' '))).toMatchObject({ code: 1, stderr: expect.stringMatching(said) });
});

test('our fly leaves stopped machines stopped when secrets are deployed, as the real one does', async () => {
	expect(await fly.call(['secrets', 'deploy', '--app', APP])).toMatchObject({ code: 0 });
	expect(running.size).toBe(0);
});

test('what the runbook once said stops at its second command', async () => {
	await copyOf(nameOf(live.url), nameOf(BACKUP));
	const { code, said } = await type(
		`fly mpg restore ${CLUSTER} --backup-id b1\nfly mpg attach ${CLUSTER}restored --app ${APP}`,
	);
	expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(/already has DATABASE_URL set/) });
});
