import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@betzenstein/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { developmentEnvironment, isDevelopment, runningEnvironment } from './environment.ts';
import { takeStartLock } from './lock.ts';

const DATABASE_URL = 'postgres://postgres@127.0.0.1:5432/betzenstein';
let root: string;

beforeAll(() => {
	root = mkdtempSync(join(tmpdir(), 'betzenstein-'));
});
afterAll(() => rmSync(root, { recursive: true }));

describe('isDevelopment', () => {
	test.each([
		{},
		{ DATABASE_URL: '' },
		{ DATABASE_URL: 'postgres://u:p@localhost/b' },
		{ DATABASE_URL: 'postgres://u:p@LOCALHOST:5433/b' },
		{ DATABASE_URL: 'postgres://u:p@[::1]/b', DIRECT_DATABASE_URL: 'postgres://127.0.0.2/b' },
	])('is true for $DATABASE_URL', (env) => {
		expect(isDevelopment(env)).toBe(true);
	});

	test.each([
		{ NODE_ENV: 'production' },
		{ FLY_APP_NAME: 'betzenstein' },
		{ DATABASE_URL: 'postgres://u:p@db.example.com/b' },
		{ DATABASE_URL: 'postgres://u:p@localhost.example.com/b' },
		{ DATABASE_URL: 'postgres://u:p@localhost,db.example.com/b' },
		{ DATABASE_URL: 'postgres://u:p@localhost/b?host=db.example.com' },
		{ DATABASE_URL: 'postgres:///b' },
		{ DATABASE_URL: 'no address' },
		{ DATABASE_URL: 'postgres://localhost/b', DIRECT_DATABASE_URL: 'postgres://db.example.com/b' },
	])('is false for %o', (env) => {
		expect(isDevelopment(env)).toBe(false);
	});
});

describe('developmentEnvironment', () => {
	test('is a complete configuration that stays the same', () => {
		const env = developmentEnvironment(root, {}, DATABASE_URL);
		expect(loadConfig(env)).toMatchObject({
			databaseUrl: DATABASE_URL,
			host: '127.0.0.1',
			port: 8080,
			corsOrigins: 'localhost',
		});
		expect(developmentEnvironment(root, {}, DATABASE_URL)).toEqual(env);
	});

	test('keeps its keys from other users', () => {
		developmentEnvironment(root, {}, DATABASE_URL);
		expect(statSync(join(root, '.dev/settings.json')).mode & 0o777).toBe(0o600);
	});

	test('yields to what is given, but listens on loopback only', () => {
		const env = developmentEnvironment(
			root,
			{ PORT: '8081', HOUSE_NAME: 'X', WEB_URL: '', HOST: '0.0.0.0' },
			DATABASE_URL,
		);
		expect(env).toMatchObject({ HOUSE_NAME: 'X', WEB_URL: 'http://localhost:8081', HOST: '127.0.0.1' });
	});

	test('says which file it cannot read', () => {
		const file = join(root, '.dev/settings.json');
		writeFileSync(file, '{');
		expect(() => developmentEnvironment(root, {}, DATABASE_URL)).toThrow(file);
	});
});

describe('runningEnvironment', () => {
	test('has the database, the keys and the port of the start that runs, and no other', () => {
		const folder = mkdtempSync(join(tmpdir(), 'betzenstein-'));
		const lock = takeStartLock(folder);
		try {
			expect(runningEnvironment(folder, {})).toBeUndefined();
			lock.publish({ apiUrl: 'http://localhost:8097', databaseUrl: DATABASE_URL });
			const started = developmentEnvironment(folder, { PORT: '8097' }, DATABASE_URL);
			expect(runningEnvironment(folder, {})).toEqual(started);
			expect(started['WEB_URL']).toBe('http://localhost:8097');
			for (const env of [{ DATABASE_URL: 'postgres://localhost/tunnel' }, { NODE_ENV: 'production' }]) {
				expect(runningEnvironment(folder, env)).toBeUndefined();
			}
		} finally {
			lock.release();
			rmSync(folder, { recursive: true });
		}
	});
});
