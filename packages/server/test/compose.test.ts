/** compose.yaml and the files of other platforms beside the configuration; none of them runs here. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig, VARIABLES } from '../src/config.ts';

const root = resolve(import.meta.dirname, '../../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

interface Service {
	image: string;
	build?: string;
	command?: string[];
	environment: Record<string, string>;
	ports?: string[];
	depends_on?: Record<string, { condition: string }>;
	healthcheck?: { test: string[] };
	stop_grace_period?: string;
}
const { services } = parse(read('compose.yaml')) as { services: Record<'database' | 'migrate' | 'api', Service> };
const { database, migrate, api } = services;
/** The names in .env.example, all without a value. */
const example = [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
	name,
	value,
}));

/** As compose fills it in. */
const filledIn = (environment: Record<string, string>, given: Record<string, string>) =>
	Object.fromEntries(
		Object.entries(environment).map(([name, value]) => [
			name,
			value.replace(
				/\$\{(\w+)(?::([-?])([^}]*))?\}/g,
				(_, variable, operator, text) => given[variable] || (operator === '-' ? text : ''),
			),
		]),
	);

describe('compose.yaml', () => {
	test('sets only variables that the server reads, and with the secrets is a complete configuration', () => {
		for (const { environment } of [migrate, api]) {
			expect(Object.keys(environment).filter((name) => !VARIABLES.includes(name))).toEqual([]);
		}
		const given = { ...testEnvironment('postgres://unused'), POSTGRES_PASSWORD: 'abc', WEB_URL: '' };
		expect(loadConfig(filledIn(api.environment, given))).toMatchObject({
			databaseUrl: `postgres://${database.environment['POSTGRES_USER']}:abc@database:5432/${database.environment['POSTGRES_DB']}`,
			webUrl: 'http://localhost:8080',
			clientIpHeader: undefined,
		});
		expect(migrate.environment['DATABASE_URL']).toBe(api.environment['DATABASE_URL']);
	});

	test('holds no secret: they come from .env, of which git keeps only the names', () => {
		const values = [database, migrate, api].flatMap(({ environment }) => Object.entries(environment));
		const secret = values.filter(([name]) => /PASSWORD|KEY|SECRET|DATABASE_URL|APPROVERS|MAIL_FROM/.test(name));
		expect(secret.filter(([, value]) => !/\$\{[A-Z_]+[:}]/.test(value))).toEqual([]);
		const asked = new Set([...read('compose.yaml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
		expect(new Set(example.map(({ name }) => name))).toEqual(asked);
		expect(example.filter(({ value }) => value !== '')).toEqual([]);
		expect(execFileSync('git', ['check-ignore', '.env'], { cwd: root, encoding: 'utf8' })).toBe('.env\n');
	});

	test('starts the server after the migrations, and those after the database, from one image', () => {
		expect(database).toMatchObject({
			image: 'postgres:17',
			healthcheck: { test: expect.arrayContaining(['pg_isready']) },
		});
		expect(migrate).toMatchObject({
			build: '.',
			command: ['node', 'dist/migrate.js'],
			depends_on: { database: { condition: 'service_healthy' } },
		});
		expect(api).toMatchObject({
			image: migrate.image,
			depends_on: { migrate: { condition: 'service_completed_successfully' } },
		});
		expect(api.command).toBeUndefined();
	});

	test('asks the server’s health, leaves it time to drain, and opens neither metrics nor database', () => {
		expect(api.healthcheck?.test.join(' ')).toContain('http://127.0.0.1:8080/health');
		expect(Number.parseInt(api.stop_grace_period ?? '', 10)).toBeGreaterThan(25);
		expect(Object.values(services).flatMap(({ ports = [] }) => ports)).toEqual(['127.0.0.1:8080:8080']);
	});
});

/** The files of other platforms, which run the same image. */
describe.each([
	['render.yaml', () => parse(read('render.yaml')).services[0]],
	['railway.json', () => JSON.parse(read('railway.json')).deploy],
])('%s', (_, readIt) => {
	const deploy = readIt();

	test('migrates before a release, asks the server’s health, and leaves it time to drain', () => {
		expect([deploy.preDeployCommand].flat()).toEqual([migrate.command?.join(' ')]);
		expect(deploy.healthCheckPath ?? deploy.healthcheckPath).toBe('/health');
		expect(deploy.maxShutdownDelaySeconds ?? deploy.drainingSeconds).toBe(35);
	});
});

test('render.yaml is with its database and what it asks for a complete configuration, and holds no secret', () => {
	const { services, databases } = parse(read('render.yaml')) as {
		services: [{ envVars: { key: string; value?: string; sync?: false; fromDatabase?: { name: string } }[] }];
		databases: [{ name: string; region: string; postgresMajorVersion: string }];
	};
	const given: Record<string, string | undefined> = testEnvironment('postgres://unused');
	const environment = Object.fromEntries(
		services[0].envVars.map(({ key, value, fromDatabase }) => {
			if (fromDatabase) expect(fromDatabase.name).toBe(databases[0].name);
			return [key, value ?? given[key]];
		}),
	);
	expect(Object.keys(environment).filter((name) => !VARIABLES.includes(name))).toEqual([]);
	expect(loadConfig(environment)).toMatchObject({ drainNoticeMs: 12_000 });
	expect(services[0].envVars.filter(({ value }) => value !== undefined).map(({ key }) => key)).toEqual([
		'DRAIN_SECONDS',
	]);
	expect(databases[0]).toMatchObject({ region: 'frankfurt', postgresMajorVersion: '17' });
});

test('heroku.yml migrates before a release, and leaves the server less notice than Heroku leaves it time', () => {
	const { setup, build, release } = parse(read('heroku.yml'));
	expect(build.docker[release.image]).toBe('Dockerfile');
	expect(release.command).toEqual([migrate.command?.join(' ')]);
	expect(Number(setup.config.DRAIN_SECONDS) + 20).toBeLessThan(30);
});

test('docs/configuration.md describes every variable', () => {
	const documented = read('docs/configuration.md')
		.split('\n')
		.filter((line) => line.startsWith('- `'))
		.flatMap((line) => [...(line.split(' (')[0] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
	// Fly's own are set by Fly alone.
	expect(documented.toSorted()).toEqual(VARIABLES.filter((name) => !name.startsWith('FLY_')).toSorted());
});
