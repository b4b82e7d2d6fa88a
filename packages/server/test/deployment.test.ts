import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { OF_A_PROCESS } from '../src/adapters/streams.ts';
import { loadConfig } from '../src/config.ts';
import bundles from '../tsdown.config.ts';
import { type BuiltImage, buildImage } from './builtImage.ts';
import { FLY_TOML, readToml } from './flyToml.ts';

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
		for (const name of ['HOST', 'PORT', 'WEB_URL', 'LOG_LEVEL']) delete secrets[name];
		expect(
			Object.keys(env).filter((name) => name in secrets || /KEY|SECRET|TOKEN|PASSWORD|DATABASE/.test(name)),
		).toEqual([]);
		expect(loadConfig({ ...env, ...secrets })).toMatchObject({ port: fly().http_service?.internal_port });
	});

	test('lets in as many requests as ever beside all the streams that a server may have', () => {
		const { concurrency } = fly().http_service ?? {};
		expect((concurrency?.soft_limit ?? 0) - OF_A_PROCESS).toBeGreaterThanOrEqual(200);
		expect(concurrency?.hard_limit).toBeGreaterThan(concurrency?.soft_limit ?? 0);
	});

	test('starts a machine again however often it ends, since nothing else would', () => {
		expect(fly().http_service?.auto_start_machines).toBe(false);
		expect(fly().restart).toEqual([{ policy: 'always' }]);
	});

	test('has more memory than V8 may take for its heap, by a quarter', () => {
		const [, old, young] =
			/NODE_OPTIONS="--max-old-space-size=(\d+) --max-semi-space-size=(\d+)"/.exec(dockerfile)?.map(Number) ?? [];
		// V8 keeps three semi-spaces.
		const heap = (old ?? Number.NaN) + 3 * (young ?? Number.NaN);
		expect(Number.parseInt(`${fly().vm?.[0]?.memory}`, 10) * 0.75).toBeGreaterThanOrEqual(heap);
	});

	test('sends to the ports that the image listens on', () => {
		const { PORT: _, METRICS_PORT: _metrics, ...environment } = testEnvironment('postgres://localhost/test');
		const { port, metricsPort } = loadConfig(environment);
		expect(fly()).toMatchObject({
			http_service: { internal_port: port },
			metrics: { port: metricsPort, path: '/metrics' },
		});
		expect(instruction('EXPOSE')).toBe(`${port} ${metricsPort}`);
	});
});

describe('the image', () => {
	test('stands on a base that cannot change behind its name', () => {
		const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
		expect(bases).toHaveLength(2);
		expect(new Set(bases)).toEqual(new Set([expect.stringMatching(/^node:24-slim@sha256:[\da-f]{64}$/)]));
	});

	test('starts, and before a release runs, programs that are built', () => {
		const programs = bundles.flatMap(({ entry }) =>
			Object.keys(entry ?? {}).map((name) => ['node', `dist/${name}.js`]),
		);
		expect(programs).toContainEqual(JSON.parse(instruction('CMD') ?? '[]'));
		expect(programs).toContainEqual(fly().deploy?.release_command?.split(' '));
	});

	test('is built with the manifest of every package that the server and the pages stand on', () => {
		const needed = new Set(['server', 'pages']);
		for (const name of needed) {
			const { dependencies, devDependencies } = JSON.parse(
				readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'),
			);
			const ours = Object.keys({ ...dependencies, ...devDependencies }).filter((dependency) =>
				dependency.startsWith('@betzenstein/'),
			);
			for (const dependency of ours) needed.add(dependency.replace('@betzenstein/', ''));
		}
		const copied = [...dockerfile.matchAll(/^COPY packages\/(\w+)\/package.json packages\/\1\/$/gm)].map(
			([, name]) => name,
		);
		expect(copied).toEqual(expect.arrayContaining([...needed]));
	});
});

/** This bundle and those that it imports without waiting. */
function staticallyLoaded(file: string): string[] {
	const imported = [...readFileSync(file, 'utf8').matchAll(/^import .*from "(\.\/[^"]+)";$/gm)];
	return [file, ...imported.flatMap(([, name = '']) => staticallyLoaded(join(dirname(file), name)))];
}

describe('the built programs, laid out as in the image with no node_modules above them', () => {
	let image: BuiltImage;
	beforeAll(async () => {
		image = await buildImage(inject('postgresUrl'));
	}, 120_000);
	afterAll(() => image.remove());

	test('start with nothing that answers no request: mails and metrics load their libraries when they are needed', () => {
		const loaded = staticallyLoaded(join(image.folder, 'dist/main.js'));
		const maps = loaded.map((file) => `${file}.map`).filter((map) => existsSync(map));
		const sources = maps.flatMap((map): string[] => JSON.parse(readFileSync(map, 'utf8')).sources);
		const packages = new Set(sources.map((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1]));
		expect([...packages]).toEqual(expect.arrayContaining(['express', 'postgres', 'zod']));
		expect(['resend', 'nodemailer', 'prom-client', 'react'].filter((name) => packages.has(name))).toEqual([]);
		// It loads fetch and WebSocket when it is imported, not when it is required (tsdown.config.ts).
		expect(loaded.filter((file) => /from "(node:)?http"/.test(readFileSync(file, 'utf8')))).toEqual([]);
		expect(loaded.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(2_500_000);
	});

	test('come with the licence of every library in them', () => {
		for (const program of ['main', 'migrate', 'admin']) {
			const licences = readFileSync(join(image.folder, `dist/${program}.licences.txt`), 'utf8');
			const { sources }: { sources: string[] } = JSON.parse(
				readFileSync(join(image.folder, `dist/${program}.js.map`), 'utf8'),
			);
			const packages = new Set(
				sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []),
			);
			expect(packages.size).toBeGreaterThan(1);
			for (const name of packages) expect(licences).toMatch(new RegExp(`^${name} \\d+\\.`, 'm'));
			expect(licences).not.toContain('undefined');
		}
	});

	test('migrate an empty database, print the calendar link, pass the check, answer a call and end well on SIGTERM', async () => {
		const databaseUrl = await image.emptyDatabase();
		await image.migrate(databaseUrl);
		expect((await image.admin(databaseUrl, 'calendar-link')).stdout).toContain('http://localhost:8080/c#');

		const server = await image.serve(databaseUrl);
		await server.says('ready');
		expect((await fetch(`${server.url}${check()?.path}`, { method: check()?.method ?? 'GET' })).status).toBe(200);
		const info = await fetch(`${server.url}/trpc/house.info`);
		expect(await info.json()).toMatchObject({ result: { data: { json: { name: fly().env?.['HOUSE_NAME'] } } } });
		expect(await server.stop()).toEqual([0, null]);
	});
});
