/** The release command as a process, and servers beside schemas that are older or newer than they are. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type BuiltImage, buildImage } from './builtImage.ts';

let image: BuiltImage;
/** The release before: without the newest migration. */
let older: string;
/** A release after: with one more. */
let newer: string;
/** One whose second statement fails. */
let broken: string;
let newest: string;

interface Journal {
	entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

function changeJournal(drizzle: string, change: (entries: Journal['entries']) => Journal['entries']): void {
	const file = join(drizzle, 'meta/_journal.json');
	const journal = JSON.parse(readFileSync(file, 'utf8')) as Journal;
	writeFileSync(file, JSON.stringify({ ...journal, entries: change(journal.entries) }));
}

const withMigration = (sql: string) => (drizzle: string) => {
	writeFileSync(join(drizzle, '9999_next.sql'), sql);
	changeJournal(drizzle, (entries) => [
		...entries,
		{ idx: entries.length, version: '7', when: Date.now(), tag: '9999_next', breakpoints: true },
	]);
};

beforeAll(async () => {
	image = await buildImage(inject('postgresUrl'));
	older = image.variant((drizzle) => changeJournal(drizzle, (entries) => entries.slice(0, -1)));
	newer = image.variant(withMigration('ALTER TABLE "booking" ADD COLUMN "next" text;'));
	broken = image.variant(
		withMigration(
			'CREATE TABLE "half" ("x" text);--> statement-breakpoint\nALTER TABLE "nowhere" ADD COLUMN "x" text;',
		),
	);
	const journal = JSON.parse(readFileSync(join(image.folder, 'drizzle/meta/_journal.json'), 'utf8')) as Journal;
	newest = journal.entries.at(-1)?.tag ?? '';
}, 120_000);
afterAll(() => image.remove());

/** Works on the database directly, past the programs. */
async function on<T>(databaseUrl: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
	const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });
	try {
		return await work(sql);
	} finally {
		await sql.end();
	}
}

const tables = (databaseUrl: string) =>
	on(databaseUrl, async (sql) =>
		(await sql`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`).map((row) => row['tablename']),
	);

const countApplied = (databaseUrl: string) =>
	on(databaseUrl, async (sql) => (await sql`SELECT count(*)::int AS n FROM drizzle.__drizzle_migrations`)[0]?.['n']);

/** How a program failed. */
const failure = (run: Promise<unknown>): Promise<{ code: number; stdout: string; stderr: string }> =>
	run.then(
		() => Promise.reject(new Error('It did not fail.')),
		({ code, stdout, stderr }) => ({ code, stdout, stderr }),
	);

test('it says what it did, and finds nothing to do a second time', async () => {
	const databaseUrl = await image.emptyDatabase();
	expect((await image.migrate(databaseUrl)).stdout).toMatch(
		new RegExp(`Applied (\\d+) of \\1 migrations: .*${newest}\\.`),
	);
	expect((await image.migrate(databaseUrl)).stdout).toContain('The schema is up to date.');
	expect((await image.migrate(databaseUrl, newer)).stdout).toContain('migrations: 9999_next.');
});

test('it leaves alone what the release before keeps its jobs in', async () => {
	const databaseUrl = await image.emptyDatabase();
	await on(databaseUrl, async (sql) => {
		await sql`CREATE SCHEMA pgboss CREATE TABLE job (id int)`;
		await sql`INSERT INTO pgboss.job VALUES (1)`;
		await image.migrate(databaseUrl);
		expect(await sql`SELECT id FROM pgboss.job`).toEqual([{ id: 1 }]);
	});
});

test('of two at once the second waits, then finds nothing to do', async () => {
	const databaseUrl = await image.emptyDatabase();
	await on(databaseUrl, async (sql) => {
		const held = await sql.reserve();
		await held`SELECT pg_advisory_lock(91283)`;
		const both = Promise.all([image.migrate(databaseUrl), image.migrate(databaseUrl)]);
		await expect
			.poll(() => sql`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`, { timeout: 15_000 })
			.toHaveLength(2);
		expect(await tables(databaseUrl)).toEqual([]);
		await held`SELECT pg_advisory_unlock(91283)`;
		held.release();
		const said = (await both).map(({ stdout }) => stdout);
		expect(said.filter((text) => text.includes('Another release migrates; waiting'))).toHaveLength(2);
		expect(said.filter((text) => text.includes('Applied'))).toHaveLength(1);
		expect(said.filter((text) => text.includes('up to date'))).toHaveLength(1);
	});
}, 30_000);

test('it fails when a table stays in use, with nothing changed, and succeeds afterwards', async () => {
	const databaseUrl = await image.emptyDatabase();
	await image.migrate(databaseUrl);
	const before = await countApplied(databaseUrl);
	await on(databaseUrl, (sql) =>
		sql.begin(async (reader) => {
			// Any query holds this lock until its transaction ends.
			await reader`LOCK TABLE booking IN ACCESS SHARE MODE`;
			await expect(image.migrate(databaseUrl, newer)).rejects.toMatchObject({
				code: 1,
				stderr: 'Statement 1 of migration 9999_next failed: 55P03\n',
			});
			// Nobody queues up behind it any more.
			expect(await sql`SELECT 1 FROM booking LIMIT 1`).toHaveLength(0);
		}),
	);
	expect(await countApplied(databaseUrl)).toBe(before);
	expect((await image.migrate(databaseUrl, newer)).stdout).toContain('Applied 1 of');
}, 40_000);

test('it begins anew when it is the victim of a deadlock with a request', async () => {
	const databaseUrl = await image.emptyDatabase();
	await image.migrate(databaseUrl);
	const twoTables = image.variant(
		withMigration(
			'ALTER TABLE "booking" ADD COLUMN "x" text;--> statement-breakpoint\nALTER TABLE "mail" ADD COLUMN "x" text;',
		),
	);
	await on(databaseUrl, async (sql) => {
		const migrating = await sql.begin(async (request) => {
			// The migration looks for a deadlock first, and finds itself in one.
			await request`set local deadlock_timeout = '60s'`;
			await request`lock table mail in row exclusive mode`;
			const running = image.migrate(databaseUrl, twoTables);
			const waiting = () => sql`select from pg_locks where relation = 'mail'::regclass and not granted`;
			await expect.poll(waiting, { timeout: 15_000, interval: 10 }).toHaveLength(1);
			await request`lock table booking in row exclusive mode`;
			return { running };
		});
		expect((await migrating.running).stdout).toMatch(/In the way of requests; trying again …\nApplied 1 of/);
	});
}, 40_000);

test('it fails at a statement that fails, with nothing half done, and the server that runs goes on', async () => {
	const databaseUrl = await image.emptyDatabase();
	await image.migrate(databaseUrl);
	const server = await image.serve(databaseUrl);
	await server.says('ready');
	const before = await tables(databaseUrl);
	await expect(image.migrate(databaseUrl, broken)).rejects.toMatchObject({
		code: 1,
		stderr: 'Statement 2 of migration 9999_next failed: 42P01\n',
	});
	expect(await tables(databaseUrl)).toEqual(before);
	expect((await fetch(`${server.url}/ready`)).status).toBe(200);
	expect(await server.stop()).toEqual([0, null]);
});

test('what fails tells neither addresses nor the password', async () => {
	const databaseUrl = await image.emptyDatabase();
	await image.migrate(databaseUrl);
	await on(databaseUrl, async (sql) => {
		for (const email of ['anna@example.com', 'anna+2@example.com'])
			await sql`INSERT INTO person (id, email, created_at, last_asked_at) VALUES (gen_random_uuid(), ${email}, now(), now())`;
	});
	const twins = image.variant(
		withMigration(`UPDATE "person" SET "email" = 'anna@example.com' WHERE "email" LIKE 'anna%';`),
	);
	expect(await failure(image.migrate(databaseUrl, twins))).toEqual({
		code: 1,
		stdout: 'Migrating …\n',
		stderr: 'Statement 1 of migration 9999_next failed: 23505 person_email_unique\n',
	});
	const password = 's3cr3t';
	for (const [url, code] of [
		[`postgres://u:${password}/x@127.0.0.1:5432/house`, 'DIRECT_DATABASE_URL: is not a postgres:// URL'],
		[`u:${password}@127.0.0.1/house`, 'DIRECT_DATABASE_URL: is not a postgres:// URL'],
		[`postgres://u:${password}%zz@127.0.0.1:9/house`, 'Migrating failed: URIError'],
		[`postgres://u:${password}@127.0.0.1:9/house`, 'Migrating failed: ECONNREFUSED'],
		[Object.assign(new URL(databaseUrl), { username: 'nobody', password }).href, /^Migrating failed: 28\w{3}$/],
	] as const) {
		const { code: exit, stdout, stderr } = await failure(image.migrate(url));
		expect([exit, stdout + stderr]).toEqual([1, expect.not.stringContaining(password)]);
		expect(stderr.trim()).toMatch(code);
	}
});

test('it says what it lacks when it is given no database', async () => {
	await expect(image.migrate('')).rejects.toMatchObject({
		code: 1,
		stderr: expect.stringContaining('DIRECT_DATABASE_URL'),
	});
});

test('a server waits for a schema as new as its code, and turns healthy by itself when it is there', async () => {
	const databaseUrl = await image.emptyDatabase();
	await image.migrate(databaseUrl, older);
	const server = await image.serve(databaseUrl);
	await server.says('the schema is older than this code');
	const health = await fetch(`${server.url}/health`);
	expect([health.status, await health.json()]).toEqual([503, { status: 'starting' }]);
	expect((await fetch(`${server.url}/trpc/house.info`)).status).toBe(503);
	await image.migrate(databaseUrl);
	await server.says('ready');
	expect((await fetch(`${server.url}/health`)).status).toBe(200);
	expect(await server.stop()).toEqual([0, null]);
});

test('a server starts and goes on with a schema that is newer than its code', async () => {
	const databaseUrl = await image.emptyDatabase();
	await image.migrate(databaseUrl, newer);
	const server = await image.serve(databaseUrl);
	await server.says('ready');
	for (const path of ['/health', '/ready', '/trpc/house.info'])
		expect((await fetch(`${server.url}${path}`)).status).toBe(200);
	expect(await server.stop()).toEqual([0, null]);
});
