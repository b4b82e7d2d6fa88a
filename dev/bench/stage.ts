/**
 * A PostgreSQL with a filled house to copy, and the programs that are measured on copies of it, each a process of its
 * own.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServices, loadConfig, migrate } from '@betzenstein/server';
import { dayIn } from '@betzenstein/shared';
import { productionEnvironment, WITHOUT_LIMITS } from '@betzenstein/testing/house/environment';
import { freePort } from '@betzenstein/testing/machine/port';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { dataFolder } from '@betzenstein/testing/postgres/cluster';
import { ensureDatabase } from '@betzenstein/testing/postgres/ensureDatabase';
import { startTemporaryPostgres } from '@betzenstein/testing/postgres/temporary';
import postgres from 'postgres';
import { isHealthy, until } from '../until.ts';
import { fill } from './fill.ts';

/** More than anybody remembers answers for: each can be asked for once before the first comes again. */
const HOUSE_BOOKINGS = 10_000;

export interface Program {
	url: string;
	sql: postgres.Sql;
	/** What it has taken of the processors so far, all its threads together. */
	cpuMicros(): number;
	/** Takes away what was made since it started, and returns when it has nothing left to do. */
	tidy(): Promise<void>;
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

export async function openStage() {
	const database = await startTemporaryPostgres({ durable: true, log: console.log });
	const { dataDir } = database;
	const admin = postgres(database.url('postgres'), { max: 1, onnotice: () => {} });
	const logFile = join(dataDir, 'programs.log');
	const log = openSync(logFile, 'a');
	const unlimited = { ...WITHOUT_LIMITS, LIMIT_HORIZON_MONTHS: '1200' };
	const env = productionEnvironment(database.url('postgres'), { ...unlimited, HOST: '127.0.0.1' });
	const config = loadConfig(env);
	const { tokens, db } = await createServices(config);
	await db.close();
	const today = dayIn('Europe/Berlin', new Date());
	const ends: (() => Promise<unknown>)[] = [];
	let copies = 0;

	async function makeHouse(name: string, bookings: number): Promise<void> {
		await ensureDatabase(database.url('postgres'), name);
		await migrate({ url: database.url(name) }, () => {});
		await fill(database.url(name), bookings, today, config.approvers);
	}
	await makeHouse('house', HOUSE_BOOKINGS);

	/** On a copy of the house, or on one made for it with so many bookings; returns when it answers. */
	async function start(
		program: 'ours' | 'bare' | 'naive' | 'resend',
		{ env: more = {}, bookings = 0 } = {},
	): Promise<Program> {
		const [name, port] = [`copy${++copies}`, await freePort()];
		if (bookings > 0) await makeHouse(name, bookings);
		else await admin`create database ${admin(name)} template house`;
		const file = program === 'ours' ? 'packages/server/dist/main.js' : `dev/bench/neighbours/${program}.ts`;
		const child = spawn(process.execPath, [join(projectRoot, file)], {
			env: { ...env, DATABASE_URL: database.url(name), PORT: `${port}`, ...more },
			stdio: ['ignore', log, 'inherit'],
		});
		const exited = once(child, 'exit');
		const sql = postgres(database.url(name), { max: 1, onnotice: () => {} });
		ends.push(async () => {
			child.kill('SIGTERM');
			await Promise.all([exited, sql.end()]);
		});
		const url = `http://127.0.0.1:${port}`;
		await until(`${program} answers`, () => isHealthy(url));
		const [{ begun }] = await sql<[{ begun: Date }]>`select clock_timestamp() as begun`;
		const cpuMicros = () => cpuOf(child.pid);
		const tidy = async () => {
			await forget(sql, begun);
			await until(`${program} is at rest`, async () => {
				const before = cpuMicros();
				await sleep(200);
				return cpuMicros() - before <= 10_000;
			});
		};
		return { url, sql, cpuMicros, tidy };
	}

	/** Ends all programs. @throws if our server logged an unexpected error */
	async function clear(): Promise<void> {
		await Promise.all(ends.splice(0).map((end) => end()));
		const [error] = /^.*("level":60|"msg":"unexpected error").*$/m.exec(readFileSync(logFile, 'utf8')) ?? [];
		if (error) throw new Error(error);
	}

	async function close(): Promise<void> {
		await Promise.allSettled(ends.map((end) => end()));
		await admin.end();
		await database.stop();
	}

	/** How many PostgreSQL has had to end. */
	const deadlocks = () => readFileSync(dataFolder(dataDir).log, 'utf8').split('deadlock detected').length - 1;
	return { today, sign: tokens.sign, start, clear, deadlocks, close };
}

/** With the mails locked first: what is being sent just then would cross the deleting of its row. */
async function forget(sql: postgres.Sql, since: Date): Promise<void> {
	await sql.begin(async (tx) => {
		await tx`lock table mail in access exclusive mode`;
		await tx`delete from mail`;
		await tx`delete from booking where last_activity_at >= ${since}`;
	});
}

/** Of `/proc`, so on Linux only. Each thread's file begins with nanoseconds. */
function cpuOf(pid: number | undefined): number {
	const threads = readdirSync(`/proc/${pid}/task`).map((thread) =>
		readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'),
	);
	return threads.reduce((sum, text) => sum + Number.parseInt(text, 10) / 1_000, 0);
}
