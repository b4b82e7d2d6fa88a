/** A server that is told to stop, seen by a proxy that keeps its connections open. */
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { type House, openHouse } from '@betzenstein/testing/house/inProcess';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { HOUSE_LOCK } from '../src/db/client.ts';
import { startServer } from '../src/server.ts';

let house: House;
let server: Awaited<ReturnType<typeof startServer>>;
const proxy = new Agent({ keepAlive: true });

beforeEach(async () => {
	house = await openHouse();
	server = await startServer(
		loadConfig(testEnvironment(house.databaseUrl, { HOST: '127.0.0.1', PORT: '0', RELEASE: 'r1' })),
	);
	await server.ready;
});
afterEach(() => house.close());

interface Seen {
	status: number | undefined;
	headers: IncomingMessage['headers'];
	body: string;
}

function ask(path: string, { token, body }: { token?: string; body?: object } = {}): Promise<Seen> {
	return new Promise((resolve, reject) => {
		const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
		const options = {
			host: '127.0.0.1',
			port: server.port,
			path,
			agent: proxy,
			method: body ? 'POST' : 'GET',
			headers,
		};
		request(options, async (response) => {
			resolve({ status: response.statusCode, headers: response.headers, body: (await buffer(response)).toString() });
		})
			.once('error', reject)
			.end(body && JSON.stringify({ json: body }));
	});
}

test('it does not wait for connections on which nothing was ever asked, such as browsers open in advance', async () => {
	const early = connect(server.port, '127.0.0.1');
	await once(early, 'connect');
	const begun = performance.now();
	await server.stop();
	// Otherwise it takes 15 s.
	expect(performance.now() - begun).toBeLessThan(10_000);
});

test('it goes on serving for the notice, says that it drains, and gives every connection back', async () => {
	expect((await ask('/ready')).body).toMatch('{"status":"ok","release":"r1",');
	expect((await ask('/trpc/house.info')).headers.connection).toBe('keep-alive');
	const stopped = server.stop(1_000);
	const check = await ask('/health');
	expect([check.status, check.body]).toEqual([503, '{"status":"draining"}']);
	for (let calls = 0; calls < 3; calls++) {
		const { status, headers } = await ask('/trpc/house.info');
		expect([status, headers.connection]).toEqual([200, 'close']);
	}
	await stopped;
	await expect(ask('/health')).rejects.toThrow('ECONNREFUSED');
});

test('a request that is in hand gets its answer, and its connection holds nothing up', async () => {
	const { calendarToken: token } = await server.access();
	const lock = await house.sql.reserve();
	await lock`select pg_advisory_lock(${HOUSE_LOCK})`;
	const asked = { firstName: 'Anna', email: 'anna@example.com', partySize: 2, affiliation: 'Ingeborg' };
	const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
	const answer = ask('/trpc/booking.create', { token, body: { ...asked, startDate: day, endDate: day } });
	await sleep(300);
	const begin = Date.now();
	const stopped = server.stop();
	await sleep(300);
	await lock`select pg_advisory_unlock(${HOUSE_LOCK})`;
	lock.release();
	expect((await answer).status).toBe(200);
	await stopped;
	expect(Date.now() - begin).toBeLessThan(5_000);
});
