/** `DATABASE_URL` and `DIRECT_DATABASE_URL` lead to one database, or no server gets ready and no release begins. */
import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { dataDirFor, deleteDataDir, startPostgres } from '@betzenstein/testing/postgres/start';
import { createTestDatabase, type TestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { differenceOf } from '../src/db/sameDatabase.ts';

/** Two copies of the same template: with the same rows, markers included. */
let one: TestDatabase;
let other: TestDatabase;
beforeAll(async () => {
	[one, other] = await Promise.all([
		createTestDatabase(inject('postgresUrl')),
		createTestDatabase(inject('postgresUrl')),
	]);
});
afterAll(async () => {
	await one.drop();
	await other.drop();
});

const difference = (first: string, second: string) =>
	differenceOf({ name: 'DATABASE_URL', url: first }, { name: 'DIRECT_DATABASE_URL', url: second });
const TWO = /^DATABASE_URL and DIRECT_DATABASE_URL lead to two databases\. Set both .*runbook/;
/** The same place in other words. */
const again = (url: string) => `${url}?application_name=again`;

describe('two addresses', () => {
	test('of one database are no difference, those of two are', async () => {
		expect(await difference(one.url, again(one.url))).toBeUndefined();
		expect(await difference(one.url, other.url)).toMatch(TWO);
	});

	test('may be those of a role that may do nothing but connect', async () => {
		const sql = postgres(inject('postgresUrl'), { max: 1 });
		const role = `nobody_${process.pid}`;
		await sql.unsafe(`create role ${role} login password 'x'; revoke all on schema public from ${role}`);
		const as = ({ url }: TestDatabase) => Object.assign(new URL(url), { username: role, password: 'x' }).href;
		expect(await difference(as(one), one.url)).toBeUndefined();
		expect(await difference(one.url, as(other))).toMatch(TWO);
		await sql.unsafe(`drop role ${role}`);
		await sql.end();
	});

	test('of a server and of its restored backup are a difference, though they say they were the same', async () => {
		const [original, restored] = ['original', 'restored'].map((name) =>
			dataDirFor(projectRoot, `${name}-${process.pid}`),
		);
		const first = await startPostgres({ dataDir: original as string, durable: false });
		await first.stop();
		execFileSync('cp', ['-a', original as string, restored as string]);
		const servers = await Promise.all(
			[original, restored].map((dataDir) => startPostgres({ dataDir: dataDir as string, durable: false })),
		);
		const [a = '', b = ''] = servers.map((server) => server.url('postgres'));
		const identity = async (url: string) => {
			const sql = postgres(url, { max: 1 });
			const [row] =
				await sql`select system_identifier, oid from pg_control_system(), pg_database where datname = current_database()`;
			await sql.end();
			return row;
		};
		expect(await identity(a)).toEqual(await identity(b));
		expect([await difference(a, again(a)), await difference(a, b)]).toEqual([undefined, expect.stringMatching(TWO)]);
		for (const server of servers) await server.stop();
		for (const dataDir of [original, restored]) await deleteDataDir(dataDir as string);
	});

	test('of which one does not answer are no verdict', async () => {
		const nowhere = 'postgres://nobody@127.0.0.1:9/nowhere';
		await expect(difference(one.url, nowhere)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		await expect(difference(nowhere, one.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	});
});

describe('a server', () => {
	const start = (direct: string) =>
		startServerProcess(testEnvironment(one.url, { DIRECT_DATABASE_URL: direct, DATABASE_POOLED: 'false' }), {
			until: 'listening',
		});
	const health = async ({ url }: { url: string }) => (await fetch(`${url}/health`)).status;

	test('does not get ready on two databases, and says what to do', async () => {
		const server = await start(other.url);
		await server.says('waiting: DATABASE_URL and DIRECT_DATABASE_URL lead to two');
		expect(await health(server)).toBe(503);
		await server.stop();
	});

	test('gets ready when the direct address does not answer, and says so', async () => {
		const server = await start('postgres://nobody@127.0.0.1:9/nowhere');
		await server.says('DIRECT_DATABASE_URL does not answer');
		await server.says('ready');
		expect(await health(server)).toBe(200);
		await server.stop();
	});
});

describe('the release command', () => {
	const migrate = (env: Record<string, string>) =>
		promisify(execFile)(process.execPath, [join(projectRoot, 'packages/server/src/migrate.ts')], {
			env: { PATH: process.env['PATH'], ...env },
		});
	let empty: string;
	beforeAll(async () => {
		const sql = postgres(inject('postgresUrl'), { max: 1 });
		const name = `empty_${process.pid}`;
		await sql`create database ${sql(name)}`;
		await sql.end();
		empty = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href;
	});

	test('changes nothing when the server would be given another database', async () => {
		for (const env of [
			{ DIRECT_DATABASE_URL: empty, DATABASE_URL: one.url },
			{ MIGRATION_DATABASE_URL: empty, DIRECT_DATABASE_URL: one.url },
		]) {
			await expect(migrate(env)).rejects.toMatchObject({
				code: 1,
				stdout: 'Migrating …\n',
				stderr: expect.stringContaining('lead to two databases.'),
			});
		}
		const sql = postgres(empty, { max: 1 });
		expect(await sql`select from pg_tables where schemaname in ('public', 'drizzle')`).toHaveLength(0);
		await sql.end();
	});

	test('works on the first of its addresses, whether or not the others answer', async () => {
		const nowhere = 'postgres://nobody@127.0.0.1:9/nowhere';
		const { stdout } = await migrate({
			MIGRATION_DATABASE_URL: empty,
			DIRECT_DATABASE_URL: again(empty),
			DATABASE_URL: nowhere,
		});
		expect(stdout).toContain('Whether DATABASE_URL leads to the same database is not known: ECONNREFUSED.');
		expect(stdout).toMatch(/Applied (\d+) of \1 migrations/);
	});
});
