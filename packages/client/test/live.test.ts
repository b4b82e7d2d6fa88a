/** `@betzenstein/client/live` over real HTTP: whatever happens to the connection, every change is heard. */
import { spawn } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Refusal } from '@betzenstein/shared';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BookingError } from '../src/index.ts';
import { type ListenOptions, listen } from '../src/live.ts';
import { type LiveServer, serveLive } from './liveServer.ts';

let server: LiveServer;
const stops: (() => void)[] = [];
beforeEach(async () => {
	server = await serveLive();
});
afterEach(async () => {
	for (const stop of stops.splice(0)) stop();
	await server.close();
});

/** Listens and remembers. */
function listener(options: Partial<ListenOptions> = {}) {
	const heard: number[] = [];
	const ends: BookingError[] = [];
	const stop = listen({
		url: server.url,
		token: 'secret',
		onChange: ({ version }) => heard.push(version),
		onEnd: (refused) => ends.push(refused),
		...options,
	});
	stops.push(stop);
	return { heard, ends, stop };
}

const page =
	(status: number, type = 'text/html') =>
	(response: ServerResponse) =>
		void response.writeHead(status, { 'content-type': type }).end('<html>Bitte warten</html>');
const refusal = (reason: string, details: object = {}) => ({ reason, details }) as Refusal;

test('the version is heard at once and at each change, and no address names the token', async () => {
	const { heard } = listener();
	await expect.poll(() => heard).toEqual([1]);
	server.change();
	await expect.poll(() => heard).toEqual([1, 2]);
	expect(server.asked).toEqual([{ url: '/trpc/live.changes', authorization: 'Bearer secret', lastEventId: undefined }]);
});

test('what changes while a connection is lost is heard after it, and nothing twice', async () => {
	const { heard } = listener();
	await expect.poll(() => heard).toEqual([1]);
	for (let round = 0; round < 5; round += 1) {
		server.cut();
		server.change();
		await expect.poll(() => heard.at(-1), { timeout: 3_000 }).toBe(server.version());
	}
	expect(heard).toEqual([1, 2, 3, 4, 5, 6]);
	expect(server.asked.map(({ lastEventId }) => lastEventId)).toEqual([undefined, '1', '2', '3', '4', '5']);
});

test.each([
	['a page of 502', page(502)],
	['a page of 503', page(503)],
	['a page of 429', page(429)],
	['a page of 404', page(404)],
	['a page of 200 in place of the stream', page(200)],
	['half an answer', page(200, 'text/event-stream')],
	['a cut connection', (response: ServerResponse) => void response.destroy()],
])('%s of a proxy is no end', async (_, answer) => {
	server.answerInstead(answer, answer);
	const { heard, ends } = listener();
	await expect.poll(() => heard, { timeout: 5_000 }).toEqual([1]);
	expect([ends, server.asked.length]).toEqual([[], 3]);
});

test('a server that falls silent is left for another', async () => {
	const silent = await serveLive({ silence: 300 });
	const { heard } = listener({ url: silent.url });
	await expect.poll(() => heard).toEqual([1]);
	silent.answerInstead((response) => {
		response.writeHead(200, { 'content-type': 'text/event-stream' });
		response.write('event: connected\ndata: {"reconnectAfterInactivityMs":300}\n\n\n');
	});
	silent.cut();
	await expect.poll(() => silent.asked.length).toBe(2);
	silent.change();
	await expect.poll(() => heard, { timeout: 3_000 }).toEqual([1, 2]);
	expect([silent.asked.length, silent.open()]).toEqual([3, 1]);
	// Pings are a sign of life.
	await sleep(1_000);
	expect(silent.asked).toHaveLength(3);
	await silent.close();
});

test('a server that goes away is left without a word, and found again', async () => {
	const { heard, ends } = listener();
	await expect.poll(() => heard).toEqual([1]);
	server.drain();
	await expect.poll(() => server.asked.length, { timeout: 3_000 }).toBe(2);
	server.change();
	await expect.poll(() => heard).toEqual([1, 2]);
	expect(ends).toEqual([]);
});

test.each(['LINK_ENDED', 'LINK_INVALID', 'ROLE_REQUIRED', 'OF_TOMORROW'])(
	'%s ends it: told once as a refusal, and nothing is asked after it',
	async (reason) => {
		const { heard, ends } = listener();
		await expect.poll(() => heard).toEqual([1]);
		server.refuse(() => refusal(reason));
		await expect.poll(() => ends).toEqual([{ reason, details: {}, message: `Satz zu ${reason}`, requestId: 'r-1' }]);
		server.refuse(undefined);
		server.change();
		await sleep(1_000);
		expect([heard, ends.length, server.asked.length, server.open()]).toEqual([[1], 1, 1, 0]);
	},
);

test('a server that does not know live changes yet ends it', async () => {
	const { ends } = listener({ url: `${server.url}/trpc/older.` });
	await expect.poll(() => ends.map(({ reason }) => reason)).toEqual(['NOT_FOUND']);
});

test.each([
	['UNAVAILABLE', {}],
	['INTERNAL', {}],
	['RATE_LIMITED', { retryAfterSeconds: 1 }],
])('after %s it is asked again', async (reason, details) => {
	server.refuse(() => refusal(reason, details));
	const { heard, ends } = listener();
	await expect.poll(() => server.asked.length).toBe(1);
	const start = performance.now();
	server.refuse(undefined);
	await expect.poll(() => heard, { timeout: 3_000 }).toEqual([1]);
	expect(ends).toEqual([]);
	if (reason === 'RATE_LIMITED') expect(performance.now() - start).toBeGreaterThan(900);
});

test('the token is asked for before each connection', async () => {
	const { heard, ends } = listener({ token: async () => `of ${server.asked.length}` });
	await expect.poll(() => heard).toEqual([1]);
	server.cut();
	server.change();
	await expect.poll(() => heard, { timeout: 3_000 }).toEqual([1, 2]);
	expect([server.asked.map(({ authorization }) => authorization), ends]).toEqual([['Bearer of 0', 'Bearer of 1'], []]);
});

test('an ended link is no end where there is a new one by then', async () => {
	let token = 'old';
	const { heard, ends } = listener({ token: () => token });
	await expect.poll(() => heard).toEqual([1]);
	token = 'new';
	server.refuse((authorization) => (authorization === 'Bearer old' ? refusal('LINK_ENDED') : undefined));
	await expect.poll(() => server.open(), { timeout: 3_000 }).toBe(1);
	server.change();
	await expect.poll(() => heard, { timeout: 3_000 }).toEqual([1, 2]);
	expect([server.asked.map(({ authorization }) => authorization), ends]).toEqual([['Bearer old', 'Bearer new'], []]);
});

test('a token that cannot be had now is asked for again', async () => {
	let attempts = 0;
	const { heard } = listener({
		token: () => {
			attempts += 1;
			if (attempts < 3) throw new Error('not now');
			return 'secret';
		},
	});
	await expect.poll(() => heard, { timeout: 3_000 }).toEqual([1]);
});

test.each(['function', 'signal'])('stopped by its %s it hears nothing more and leaves', async (how) => {
	const abort = new AbortController();
	const { heard, stop } = listener({ signal: abort.signal });
	await expect.poll(() => heard).toEqual([1]);
	server.change();
	if (how === 'function') stop();
	else abort.abort();
	await expect.poll(() => server.open()).toBe(0);
	await sleep(500);
	expect([heard, server.asked.length]).toEqual([[1], 1]);
});

test('whoever stops at one change is not told of the next, even if both came together', async () => {
	server.answerInstead((response) => {
		const event = (version: number) => `data: {"json":{"version":${version}}}\nid: ${version}\n\n\n`;
		response.writeHead(200, { 'content-type': 'text/event-stream' }).write(event(1) + event(2));
	});
	const heard: number[] = [];
	const { stop } = listener({
		onChange: ({ version }) => {
			heard.push(version);
			stop();
		},
	});
	await expect.poll(() => heard).toEqual([1]);
	await sleep(100);
	expect(heard).toEqual([1]);
});

test('whoever is stopped before it begins asks nothing', async () => {
	listener({ signal: AbortSignal.abort() });
	await sleep(100);
	expect(server.asked).toEqual([]);
});

test.each([
	['while it listens', `stop`],
	['while it waits to come back', `() => setTimeout(stop, 100)`],
])('nothing keeps a program that stops %s alive', async (when, stop) => {
	// Beside silences and pauses of a minute.
	const patient = await serveLive({ silence: 60_000 });
	if (when.includes('waits')) patient.refuse(() => refusal('RATE_LIMITED', { retryAfterSeconds: 60 }));
	const program = `
		import { listen } from ${JSON.stringify(new URL('../src/live.ts', import.meta.url).href)};
		const answered = async (...asked) => {
			const answer = await fetch(...asked);
			// Refused by now, so it waits.
			if (${when.includes('waits')}) setTimeout(() => stop(), 100);
			return answer;
		};
		const stop = listen({ url: ${JSON.stringify(patient.url)}, fetch: answered, onChange: () => (${stop})() });
	`;
	const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit' });
	const code = await new Promise((resolve) => child.once('exit', resolve));
	await patient.close();
	expect([code, patient.asked.length]).toEqual([0, 1]);
});
