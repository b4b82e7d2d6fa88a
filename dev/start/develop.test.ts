import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@betzenstein/testing/machine/port';
import { findProcess } from '@betzenstein/testing/machine/processes';
import { deleteDataDir } from '@betzenstein/testing/postgres/start';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { embeddedDataDir } from './database.ts';
import { findRunningStart } from './lock.ts';

/** What `pnpm start` does, in a project folder of the test's own. */
const START = `
	const { develop } = await import('${import.meta.resolve('./develop.ts')}');
	const { listenForStop } = await import('${import.meta.resolve('@betzenstein/testing/machine/stopRequest')}');
	const [root, reset] = process.argv.slice(1);
	const options = { root, env: process.env, reset: reset === '--reset', stop: listenForStop(console.log), log: console.log };
	await develop(options).catch((error) => {
		if (error.name !== 'StopRequested') throw error;
		process.exit(0);
	});`;

let root: string;

beforeAll(() => {
	root = mkdtempSync(join(tmpdir(), 'betzenstein-'));
});
afterAll(async () => {
	await deleteDataDir(embeddedDataDir(root));
	rmSync(root, { recursive: true });
});

const accessNow = () => JSON.parse(readFileSync(join(root, '.dev/access.json'), 'utf8'));

test('access.json has the new link as soon as one has ended, and the terminal too', async () => {
	const started = await start();
	const { calendarToken, approvers } = accessNow();
	expect(started.said()).toContain(`/c#${calendarToken}\n`);
	expect(started.said()).toContain(`/p#${approvers.Ingeborg}\n`);
	await started.sql`update house set calendar_generation = calendar_generation + 1`;
	await vi.waitFor(() => expect(accessNow().calendarToken).not.toBe(calendarToken), 10_000);
	expect(accessNow().approvers).toEqual(approvers);
	await vi.waitFor(() => expect(started.said()).toContain(`/c#${accessNow().calendarToken}\n`));
	expect(await started.end('SIGTERM')).toBe(0);
}, 120_000);

test('data and keys survive SIGTERM, SIGINT and SIGKILL, and PostgreSQL survives none of them', async () => {
	const first = await start();
	await first.sql`CREATE TABLE kept AS SELECT 42 AS number`;
	const { calendarToken, approvers } = accessNow();
	expect(await first.end('SIGTERM')).toBe(0);

	const second = await start();
	expect(await second.sql`SELECT number FROM kept`).toEqual([{ number: 42 }]);
	expect(accessNow()).toMatchObject({ calendarToken, approvers });
	expect(await second.end('SIGINT')).toBe(0);

	const third = await start();
	expect(await third.sql`SELECT number FROM kept`).toEqual([{ number: 42 }]);
	expect(await third.end('SIGKILL')).toBe(null);

	const anew = await start('--reset');
	await expect(anew.sql`SELECT number FROM kept`).rejects.toThrow('does not exist');
	expect(await anew.end('SIGTERM')).toBe(0);
	// Four starts; some seconds when the machine is idle.
}, 180_000);

async function start(...flags: string[]) {
	const env = { ...process.env, PORT: String(await freePort()), DATABASE_URL: '', NODE_ENV: '' };
	const child = spawn(process.execPath, ['--input-type=module', '-e', START, root, ...flags], {
		env,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const said = await untilReady(child);
	const sql = postgres(findRunningStart(root)?.databaseUrl ?? '', { onnotice: () => {} });
	const [server] = await sql<
		{ pid: number }[]
	>`SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid`;
	return { sql, said, end: (signal: NodeJS.Signals) => end(child, signal, sql, server?.pid ?? 0) };
}

/** Returns what tells all that it has said. */
async function untilReady(child: ChildProcess): Promise<() => string> {
	let said = '';
	await new Promise<void>((resolve, reject) => {
		child.stdout?.on('data', (chunk) => {
			said += chunk;
			if (said.includes('Links to open')) resolve();
		});
		child.once('exit', () => reject(new Error(`Did not start:\n${said}`)));
	});
	return () => said;
}

async function end(
	child: ChildProcess,
	signal: NodeJS.Signals,
	sql: postgres.Sql,
	serverPid: number,
): Promise<unknown> {
	expect(findProcess(serverPid)?.command).toContain('postgres');
	await sql.end();
	const ended = once(child, 'exit');
	child.kill(signal);
	const [code] = await ended;
	for (let tries = 0; findProcess(serverPid) && tries < 100; tries++) await sleep(50);
	expect(findProcess(serverPid)).toBeUndefined();
	return code;
}
