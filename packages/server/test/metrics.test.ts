import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@betzenstein/client';
import { callAt } from '@betzenstein/testing/house/calls';
import { emailOf, testEnvironment } from '@betzenstein/testing/house/environment';
import { openHouse, request } from '@betzenstein/testing/house/inProcess';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { createTestDatabase, type TestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { type RunningServer, startServer } from '../src/server.ts';
import { appRouter } from '../src/trpc/root.ts';

const start = (databaseUrl: string, env: Record<string, string> = {}, log = createLog('silent')) =>
	startServer(loadConfig(testEnvironment(databaseUrl, { PORT: '0', HOST: '127.0.0.1', ...env })), log);

const scrape = async (server: RunningServer) => (await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`)).text();

/** The value of the series with these labels, given as they are written. */
function seriesIn(metrics: string, series: string): number | undefined {
	const line = metrics.split('\n').find((text) => text.startsWith(`${series} `));
	return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

describe('a server’s metrics', () => {
	let database: TestDatabase;
	let server: RunningServer;
	let calendarToken: string;
	beforeAll(async () => {
		database = await createTestDatabase(inject('postgresUrl'));
		server = await start(database.url);
		await server.ready;
		({ calendarToken } = await server.access());
	});
	afterAll(async () => {
		await server.stop();
		await database.drop();
	});

	test('are on their own port, never on the public one', async () => {
		expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
		expect(server.metricsPort).not.toBe(server.port);
		expect((await fetch(`http://127.0.0.1:${server.metricsPort}/`)).status).toBe(404);
		const response = await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`);
		expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
		expect(seriesIn(await response.text(), 'betzenstein_ready')).toBe(1);
	});

	test('count calls by procedure and outcome, how long they took, and requests by status', async () => {
		const before = await scrape(server);
		await callAt(server.url, 'house.info');
		await callAt(server.url, 'calendar.range', { input: { from: '2027-01-01', to: '2027-01-31' } });
		const after = await scrape(server);
		const grown = (series: string) => (seriesIn(after, series) ?? 0) - (seriesIn(before, series) ?? 0);
		expect(grown('betzenstein_calls_total{procedure="house.info",outcome="ok"}')).toBe(1);
		expect(grown('betzenstein_calls_total{procedure="calendar.range",outcome="LINK_REQUIRED"}')).toBe(1);
		expect(grown('betzenstein_call_duration_seconds_count{procedure="house.info"}')).toBe(1);
		expect(grown('betzenstein_requests_total{status="200"}')).toBe(1);
		expect(grown('betzenstein_requests_total{status="401"}')).toBe(1);
	});

	test('name no procedure that does not exist, whatever is asked for', async () => {
		const proceduresIn = (metrics: string) =>
			new Set([...metrics.matchAll(/procedure="([^"]*)"/g)].map(([, name]) => name));
		const before = await scrape(server);
		for (const name of [
			randomUUID(),
			'house.nothing',
			`a${'b'.repeat(300)}`,
			'house.info,nothing.there',
			'__proto__',
		]) {
			await fetch(`${server.url}/trpc/${name}${name.includes(',') ? '?batch=1' : ''}`);
		}
		await fetch(`${server.url}/trpc/house.info`, { method: 'POST', body: '{' });
		const after = await scrape(server);
		expect(seriesIn(after, 'betzenstein_calls_total{procedure="none",outcome="NOT_FOUND"}')).toBe(5);
		expect(proceduresIn(before)).toContain('none');
		expect(proceduresIn(after)).toEqual(proceduresIn(before));
		// The outcomes of `none`, the new statuses, and nothing for any name.
		expect(after.split('\n').length - before.split('\n').length).toBeLessThan(10);
	});

	test('count from 0 what alerts count, for every procedure there is', async () => {
		const metrics = await scrape(server);
		for (const path of [...Object.keys(appRouter._def.procedures), 'feed', 'unsubscribe', 'none'])
			for (const outcome of ['INTERNAL', 'UNAVAILABLE', 'LINK_INVALID', 'RATE_LIMITED'])
				expect(
					seriesIn(metrics, `betzenstein_calls_total{procedure="${path}",outcome="${outcome}"}`),
					path,
				).toBeDefined();
		for (const outcome of ['refused', 'unknown', 'no_address', 'undelivered'])
			expect(seriesIn(metrics, `betzenstein_mail_sends_total{outcome="${outcome}"}`), outcome).toBe(0);
	});

	test.each(['alerts.yml', 'dashboard.json'])('are all that ops/%s asks for, with these labels', async (file) => {
		const asked = readFileSync(join(projectRoot, 'ops', file), 'utf8').replaceAll('\\"', '"');
		const series = (await scrape(server)).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
		const uses = [...asked.matchAll(/\b((?:betzenstein|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)];
		expect(uses.length).toBeGreaterThan(10);
		for (const [use, name, selector = ''] of uses) {
			const labels = [...selector.matchAll(/(\w+)=~?"([^"]*)"/g)];
			const fits = (line: string) =>
				line.split(/[{ ]/)[0] === name &&
				labels.every(([, label, value]) => new RegExp(`[{,]${label}="(?:${value})"`).test(line));
			expect(series.some(fits), use).toBe(true);
		}
	});

	test('count requests with calls by the release of the client, in few series whatever callers claim to be', async () => {
		const call = (client?: string, path = '/trpc/house.info') =>
			fetch(`${server.url}${path}`, client === undefined ? {} : { headers: { 'x-client': client } });
		const counted = async () =>
			Object.fromEntries(
				[...(await scrape(server)).matchAll(/^betzenstein_client_requests_total\{release="(.*)"\} (\d+)$/gm)].map(
					([, release, count]) => [release, Number(count)],
				),
			);
		await createClient({ url: server.url, token: calendarToken }).house.info.query();
		const { none, other = 0, ...first } = await counted();
		const [own] = Object.keys(first);
		expect({ first, other }).toEqual({ first: { [own as string]: 1 }, other: 0 });
		expect(own).toMatch(/^\d+\.\d+$/);

		await call(`betzenstein-client/${own}.7`);
		await call(undefined);
		await call('betzenstein-client/1.2.3', '/openapi.json');
		const strange = [
			'',
			'betzenstein-client/1.2',
			'betzenstein-client/1.2.3 x',
			'betzenstein-client/01.2.3',
			'a/1.2.3',
		];
		for (const client of strange) await call(client);
		expect(await counted()).toEqual({ [own as string]: 2, none: none + 1, other: strange.length });

		for (let minor = 0; minor < 100; minor++) await call(`betzenstein-client/999.${minor}.0`);
		expect(Object.keys(await counted())).toHaveLength(20);
	});

	test('tell that the provider takes no mails', async () => {
		await vi.waitUntil(async () => seriesIn(await scrape(server), 'betzenstein_mail_provider_paused') === 1, {
			timeout: 10_000,
		});
		expect(seriesIn(await scrape(server), 'betzenstein_mail_sends_total{outcome="again"}')).toBeGreaterThan(0);
	});

	test('tell mails by state with the age of the oldest that waits, the worker, pools and the process, and nobody’s address', async () => {
		await callAt(server.url, 'booking.create', {
			input: request({ startDate: '2027-07-01', endDate: '2027-07-02' }),
			token: calendarToken,
		});
		const metrics = await scrape(server);
		// To the three who were made approvers and the three who are asked; nobody takes them.
		expect(seriesIn(metrics, 'betzenstein_mails{state="queued"}')).toBeGreaterThanOrEqual(6);
		expect(seriesIn(metrics, 'betzenstein_mails{state="failed"}')).toBe(0);
		expect(seriesIn(metrics, 'betzenstein_mail_oldest_queued_seconds')).toBeGreaterThan(0);
		expect(seriesIn(metrics, 'betzenstein_jobs_running')).toBe(1);
		expect(seriesIn(metrics, 'betzenstein_mail_sends_total{outcome="accepted"}')).toBe(0);
		expect(seriesIn(metrics, 'betzenstein_mail_sends_total{outcome="refused"}')).toBe(0);
		expect(seriesIn(metrics, 'betzenstein_database_pool_size{pool="readers"}')).toBe(8);
		expect(seriesIn(metrics, 'betzenstein_database_reachable')).toBe(1);
		expect(metrics).toMatch(/^betzenstein_database_connections\{state="active"\} [1-9]/m);
		expect(metrics).toMatch(/^process_resident_memory_bytes \d+/m);
		expect(metrics).not.toMatch(/@|Anna|Ingeborg/);
		expect(metrics).not.toContain(emailOf('Ingeborg'));
	});
});

test('a port that is taken costs the metrics, not the server, and the log says so', async () => {
	const database = await createTestDatabase(inject('postgresUrl'));
	const one = await start(database.url);
	const log = createLog('silent');
	const said = vi.spyOn(log, 'error');
	const other = await start(database.url, { METRICS_PORT: `${one.metricsPort}` }, log);
	try {
		await Promise.all([one.ready, other.ready]);
		expect(other.metricsPort).toBeUndefined();
		expect(said).toHaveBeenCalledWith(
			expect.objectContaining({ port: one.metricsPort }),
			expect.stringMatching(/METRICS_PORT is taken/),
		);
		expect((await fetch(`${other.url}/health`)).status).toBe(200);
	} finally {
		await Promise.all([one.stop(), other.stop()]);
		await database.drop();
	}
});

test('without the database they tell what this process knows, and that the rest is missing', async () => {
	const server = await start('postgres://nobody@127.0.0.1:9/nothing');
	try {
		const metrics = await scrape(server);
		expect(seriesIn(metrics, 'betzenstein_ready')).toBe(0);
		expect(seriesIn(metrics, 'betzenstein_jobs_running')).toBe(0);
		expect(seriesIn(metrics, 'betzenstein_mail_provider_paused')).toBe(0);
		expect(seriesIn(metrics, 'betzenstein_database_reachable')).toBe(0);
		expect(seriesIn(metrics, 'betzenstein_mail_oldest_queued_seconds')).toBeNaN();
		expect(metrics).not.toContain('betzenstein_mails{');
	} finally {
		await server.stop();
	}
});

test('the pools tell how many transactions run and how many wait', async () => {
	const house = await openHouse();
	const { db } = house.services;
	let release = () => {};
	const held = new Promise<void>((resolve) => {
		release = resolve;
	});
	const running = Array.from({ length: 10 }, () => db.snapshot(() => held));
	await vi.waitFor(() => expect(db.load().readers).toMatchObject({ running: 8, waiting: 2 }));
	release();
	await Promise.all(running);
	await db.write(async () => {
		expect(db.load().writers).toMatchObject({ running: 1, waiting: 0 });
	});
	await expect(db.read(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
	await vi.waitFor(() =>
		expect(db.load()).toMatchObject({ readers: { running: 0, waiting: 0 }, writers: { running: 0, waiting: 0 } }),
	);
	await house.close();
});
