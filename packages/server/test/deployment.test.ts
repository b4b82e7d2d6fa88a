import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { loadConfig } from '../src/config.ts';
import bundles from '../tsdown.config.ts';
import { FLY_TOML, readToml } from './flyToml.ts';
import { testEnvironment, uuid } from './testHouse.ts';

const server = resolve(import.meta.dirname, '..');
const root = resolve(server, '../..');
const flyToml = readToml(join(root, 'fly.toml'));
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');

/** Throws at a key that Fly does not know. */
const fly = () => FLY_TOML.parse(flyToml);
const check = () => fly().http_service?.checks?.[0];
const instruction = (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(dockerfile)?.[1];

describe('fly.toml', () => {
	test('has only keys and values that Fly knows', () => {
		expect(FLY_TOML.safeParse(flyToml).error?.issues ?? []).toEqual([]);
	});

	test.each([
		['a misspelt key', { deploy: { release_comand: 'node dist/migrate.js' } }, ['deploy']],
		['a key in the wrong table', { http_service: { checks: [{ soft_limit: 1 }] } }, ['http_service', 'checks', 0]],
		['a time that Fly would shorten', { kill_timeout: '10m' }, ['kill_timeout']],
	])('would be refused with %s', (_, toml, path) => {
		expect(FLY_TOML.safeParse(toml).error?.issues.map((issue) => issue.path)).toEqual([path]);
	});

	test('holds no secrets, and with them is a complete configuration', () => {
		const { env = {} } = fly();
		const secrets = testEnvironment('postgres://user:secret@pgbouncer.example/fly-db');
		for (const name of ['WEB_URL', 'LOG_LEVEL']) delete secrets[name];
		expect(Object.keys(env).filter((name) => name in secrets || /KEY|SECRET|TOKEN|PASSWORD|DATABASE/.test(name))).toEqual([]);
		expect(loadConfig({ ...env, ...secrets })).toMatchObject({ port: fly().http_service?.internal_port });
	});

	test('sends to the port that the image listens on', () => {
		const { port } = loadConfig(testEnvironment('postgres://localhost/test'));
		expect([fly().http_service?.internal_port, Number(instruction('EXPOSE'))]).toEqual([port, port]);
	});
});

describe('the image', () => {
	test('starts, and before a release runs, programs that are built', () => {
		const programs = bundles.flatMap(({ entry }) => Object.keys(entry ?? {}).map((name) => ['node', `dist/${name}.js`]));
		expect(programs).toContainEqual(JSON.parse(instruction('CMD') ?? '[]'));
		expect(programs).toContainEqual(fly().deploy?.release_command?.split(' '));
	});

	test('is built with the manifest of every package that the server and the pages stand on', () => {
		const needed = new Set(['server', 'pages']);
		for (const name of needed) {
			const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
			const ours = Object.keys(dependencies).filter((dependency) => dependency.startsWith('@betzenstein/'));
			for (const dependency of ours) needed.add(dependency.replace('@betzenstein/', ''));
		}
		const copied = [...dockerfile.matchAll(/^COPY packages\/(\w+)\/package.json packages\/\1\/$/gm)].map(([, name]) => name);
		expect(copied).toEqual(expect.arrayContaining([...needed]));
	});
});

describe('the built programs, laid out as in the image with no node_modules above them', () => {
	const image = mkdtempSync(join(tmpdir(), 'betzenstein-image-'));
	const run = promisify(execFile);
	const environment = (databaseUrl: string) => ({ ...testEnvironment(databaseUrl), NODE_ENV: 'production', LOG_LEVEL: 'info', PORT: '0' });
	const migrate = (databaseUrl: string) =>
		run(process.execPath, ['dist/migrate.js'], { cwd: image, env: { DIRECT_DATABASE_URL: databaseUrl } });
	const admin = (databaseUrl: string, command: string) =>
		run(process.execPath, ['dist/admin.js', command], { cwd: image, env: environment(databaseUrl) });

	const cluster = postgres(inject('postgresUrl'), { max: 1 });
	const databases: string[] = [];
	async function emptyDatabase(): Promise<string> {
		const name = `deployment_${uuid()}`;
		await cluster`CREATE DATABASE ${cluster(name)}`;
		databases.push(name);
		return Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href;
	}

	beforeAll(async () => {
		await run(join(server, 'node_modules/.bin/tsdown'), ['--out-dir', join(image, 'dist')], { cwd: server });
		cpSync(join(server, 'package.json'), join(image, 'package.json'));
		cpSync(join(root, 'drizzle'), join(image, 'drizzle'), { recursive: true });
	}, 120_000);
	afterAll(async () => {
		for (const name of databases) await cluster`DROP DATABASE ${cluster(name)} WITH (FORCE)`;
		await cluster.end();
		rmSync(image, { recursive: true });
	});

	test('migrate an empty database, print the calendar link, pass the check, answer a call and end well on SIGTERM', async () => {
		const databaseUrl = await emptyDatabase();
		expect((await migrate(databaseUrl)).stdout).toMatch(/Applied (\d+) of \1 migrations/);
		expect((await migrate(databaseUrl)).stdout).toMatch(/up to date/);
		expect((await admin(databaseUrl, 'calendar-link')).stdout).toContain('http://localhost:8080/c#');

		const child = spawn(process.execPath, ['dist/main.js'], { cwd: image, env: environment(databaseUrl), timeout: 30_000 });
		const ended = once(child, 'exit');
		try {
			let url = '';
			for await (const line of createInterface({ input: child.stdout })) {
				const { msg, port } = JSON.parse(line);
				if (msg === 'listening') url = `http://127.0.0.1:${port}`;
				if (msg === 'ready') break;
			}
			expect((await fetch(`${url}${check()?.path}`, { method: check()?.method ?? 'GET' })).status).toBe(200);
			const info = await fetch(`${url}/trpc/house.info`);
			expect(await info.json()).toMatchObject({ result: { data: { json: { name: fly().env?.['HOUSE_NAME'] } } } });
		} finally {
			child.kill('SIGTERM');
		}
		expect(await ended).toEqual([0, null]);
	});

	test('fail a release whose migration fails, with nothing half done', async () => {
		const databaseUrl = await emptyDatabase();
		const sql = postgres(databaseUrl, { max: 1 });
		await sql`CREATE TABLE approver ()`;
		await expect(migrate(databaseUrl)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('already exists') });
		const tables = await sql`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`;
		await sql.end();
		expect(tables.map(({ tablename }) => tablename)).toEqual(['approver']);
	});
});
