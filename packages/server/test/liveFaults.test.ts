/** Streams when something fails, is full, starts or stops: nothing is missed, and who should come back can. */
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { type EventStream, listenAt } from '@betzenstein/testing/house/eventStream';
import { type House, openHouse, serve } from '@betzenstein/testing/house/inProcess';
import { openWire } from '@betzenstein/testing/postgres/wire';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { createServices, startServer } from '../src/server.ts';

let house: House;
let token: string;
const closing: (() => unknown)[] = [];

beforeEach(async () => {
	house = await openHouse();
	token = await house.link.calendar();
});
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
	await house.close();
});

async function listen(url: string, how: Parameters<typeof listenAt>[2] = {}): Promise<EventStream> {
	const stream = await listenAt(url, token, how);
	closing.push(() => stream.close());
	return stream;
}

/** A server whose listening connection leads elsewhere than its pools. */
async function serveListeningAt(directUrl: string) {
	const config = loadConfig(
		testEnvironment(house.databaseUrl, { DIRECT_DATABASE_URL: directUrl, DATABASE_POOLED: 'false' }),
	);
	const services = await createServices(config, { clock: house.now });
	const server = await serve({ ...house, services });
	await server.start();
	closing.push(async () => {
		await server.close();
		await services.changes.close();
		await services.db.close();
	});
	return server;
}

/** The next version after a change that nobody but the database tells of, and after how many milliseconds it came. */
async function changed(stream: EventStream): Promise<number> {
	const began = performance.now();
	await change();
	await stream.version();
	return performance.now() - began;
}
const change = () => house.sql`update house set calendar_version = version + 1, version = version + 1`;
const notified = async () => {
	await change();
	await house.sql`select pg_notify('house', '')`;
};

const listeners = () => house.sql<{ pid: number }[]>`select pid from pg_stat_activity
	where datname = current_database() and query = 'listen house'`;

describe('the connection that listens', () => {
	test('is one for all streams of a process, and none while nobody has listened', async () => {
		const { url } = await serveListeningAt(house.databaseUrl);
		expect(await listeners()).toHaveLength(0);
		for (let count = 0; count < 3; count++) await (await listen(url)).version();
		await vi.waitUntil(async () => (await listeners()).length > 0);
		expect(await listeners()).toHaveLength(1);
	});

	test('is made anew when the database ends it, and what was missed comes at once', async () => {
		const { url } = await serveListeningAt(house.databaseUrl);
		const stream = await listen(url);
		await stream.version();
		await vi.waitUntil(async () => (await listeners()).length > 0);
		const [before] = await listeners();
		await house.sql`select pg_terminate_backend(${before?.pid ?? 0})`;
		// Untold: only who listens again and looks finds it.
		expect(await changed(stream)).toBeLessThan(2_000);
		await vi.waitUntil(async () => (await listeners()).some(({ pid }) => pid !== before?.pid));
		const began = performance.now();
		await notified();
		await stream.version();
		expect(performance.now() - began).toBeLessThan(1_000);
	});

	test('is made anew when it has fallen silent, which nobody says: what is missed comes within 15 s', {
		timeout: 40_000,
	}, async () => {
		const wire = await openWire(house.databaseUrl);
		closing.push(wire.cut);
		const { url } = await serveListeningAt(wire.url);
		const stream = await listen(url);
		await stream.version();
		await vi.waitUntil(async () => (await listeners()).length > 0);
		expect(await toldAfter(stream)).toBeLessThan(1_000);
		wire.silence();
		expect(await toldAfter(stream)).toBeLessThan(15_000);
		// From then on at once again.
		await vi.waitUntil(() => wire.opened() > 1, { timeout: 10_000 });
		await vi.waitUntil(async () => (await listeners()).length > 0);
		expect(await toldAfter(stream)).toBeLessThan(1_000);
	});

	test('is not needed for long: behind a pooler, which tells nothing, changes come within 15 s', {
		timeout: 40_000,
	}, async () => {
		const { url } = await serveListeningAt(house.databaseUrl);
		const stream = await listen(url);
		await stream.version();
		expect(await changed(stream)).toBeLessThan(15_000);
	});
});

/** After how many milliseconds a change arrives of which the database tells. */
async function toldAfter(stream: EventStream): Promise<number> {
	const began = performance.now();
	await notified();
	await stream.version();
	return performance.now() - began;
}

describe('a server', () => {
	const start = async (env: Record<string, string> = {}) => {
		const server = await startServer(loadConfig(testEnvironment(house.databaseUrl, env)));
		await server.ready;
		let stopped: Promise<void> | undefined;
		const stop = (noticeMs = 0) => {
			stopped ??= server.stop(noticeMs);
			return stopped;
		};
		closing.push(() => stop());
		return { ...server, stop };
	};

	test('that drains cuts its streams without a word, so that they come back elsewhere, and waits for none of them', async () => {
		const [old, next] = [await start(), await start()];
		const stream = await listen(old.url);
		const seen = await stream.version();
		const began = performance.now();
		const stopped = old.stop(300);
		const late = await listen(old.url);
		// Neither `return`, which is for ever, nor an error.
		expect([await stream.rest(), (await late.rest()).map(({ event }) => event)]).toEqual([[], ['message']]);
		expect(performance.now() - began).toBeGreaterThan(250);
		await stopped;
		expect(performance.now() - began).toBeLessThan(3_000);
		await notified();
		const again = await listen(next.url, { lastEventId: `${seen}` });
		expect(await again.version()).toBeGreaterThan(seen);
	});

	test('that starts refuses in a stream: an answer of 503 would be the end for an EventSource', async () => {
		const server = await serve(house);
		closing.push(() => server.close());
		const stream = await listen(server.url);
		expect(stream.status).toBe(200);
		const [refused] = await stream.rest();
		expect([refused?.event, JSON.parse(refused?.data ?? '').json.data.reason]).toEqual([
			'serialized-error',
			'UNAVAILABLE',
		]);
	});

	test('bounds its streams by client and in all, counts them, and knows them from requests that were broken off', async () => {
		const { url, metricsPort } = await start({ CLIENT_IP_HEADER: 'fly-client-ip' });
		const metrics = async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
		const from = async (address: string) => {
			const stream = await listen(url, { headers: { 'fly-client-ip': address } });
			const { event, data } = (await stream.next()) ?? {};
			return { stream, outcome: event === 'message' ? 'ok' : JSON.parse(data ?? '').json.data };
		};
		const streams: EventStream[] = [];
		for (const network of [1, 2, 3, 4, 5]) {
			const opened = await Promise.all(Array.from({ length: 40 }, (_, host) => from(`2001:db8:0:${network}::${host}`)));
			expect(new Set(opened.map(({ outcome }) => outcome))).toEqual(new Set(['ok']));
			streams.push(...opened.map(({ stream }) => stream));
		}
		expect(await metrics()).toMatch(/^betzenstein_streams 200$/m);
		const tooMany = { reason: 'RATE_LIMITED', details: { retryAfterSeconds: 60 } };
		expect((await from('2001:db8:0:1::ffff')).outcome).toMatchObject(tooMany);
		expect((await from('2001:db8:0:6::1')).outcome).toMatchObject({ reason: 'UNAVAILABLE' });
		// All of them are told.
		await notified();
		for (const stream of streams) await stream.version();
		for (const stream of streams.slice(1)) stream.close();
		await vi.waitUntil(async () => /^betzenstein_streams 1$/m.test(await metrics()));
		expect((await from('2001:db8:0:1::ffff')).outcome).toBe('ok');
		const counted = await metrics();
		expect(counted).toMatch(/^betzenstein_requests_total\{status="200"\} 20\d$/m);
		expect(counted).not.toContain('status="aborted"');
		expect(counted).toContain('betzenstein_calls_total{procedure="live.changes",outcome="RATE_LIMITED"} 1');
		// What is measured is how long they took to begin.
		expect(counted).toMatch(/^betzenstein_call_duration_seconds_bucket\{le="10",procedure="live.changes"\} 203$/m);
	});
});
