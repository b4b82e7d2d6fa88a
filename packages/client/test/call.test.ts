/** When a call is sent, sent again, and ended. */

import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { type Refusal, refusal } from '@betzenstein/shared';
import { describe, expect, test, vi } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { type Client, type ClientOptions, type CreateBookingInput, createClient, failureKind } from '../src/index.ts';
import { type Answer, fakeServer } from './fakeServer.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const URL_OF_NOBODY = 'http://server.example';

function clientOf(answers: Answer[], more: Partial<Parameters<typeof createClient>[0]> = {}) {
	const { fetch, asked } = fakeServer(...answers);
	return { client: createClient({ url: URL_OF_NOBODY, fetch, ...more }), asked };
}

const stay: CreateBookingInput = {
	firstName: 'Anna',
	startDate: '2027-05-01',
	endDate: '2027-05-02',
	partySize: 2,
	affiliation: 'Ingeborg',
};
const changed = { id: 'b', revision: 1, changes: {} };
const MUTATIONS: [string, isSentAgain: boolean, (client: Client) => Promise<unknown>][] = [
	['booking.create', true, (client) => client.booking.create.mutate(stay)],
	['booking.cancel', true, (client) => client.booking.cancel.mutate({ id: 'b' })],
	['approval.approve', true, (client) => client.approval.approve.mutate({ bookingId: 'b', round: 1 })],
	['approval.deny', true, (client) => client.approval.deny.mutate({ bookingId: 'b', round: 1, comment: 'x' })],
	['action.perform', true, (client) => client.action.perform.mutate({})],
	// The second time they would be refused, though the first was not, or mail once more.
	['booking.edit', false, (client) => client.booking.edit.mutate(changed)],
	['booking.reopen', false, (client) => client.booking.reopen.mutate(changed)],
	['access.requestLink', false, (client) => client.access.requestLink.mutate({ email: 'anna@example.com' })],
	['access.rotateLink', false, (client) => client.access.rotateLink.mutate()],
	['access.forgetMe', false, (client) => client.access.forgetMe.mutate({ confirm: true })],
];

test.each(MUTATIONS)('%s is sent again after a lost connection: %s', async (path, isSentAgain, call) => {
	const { client, asked } = clientOf(['lost', { ok: {} }]);
	const outcome = await call(client).then(
		() => 'ok',
		() => 'failed',
	);
	expect([outcome, asked.map(({ paths }) => paths)]).toEqual([
		isSentAgain ? 'ok' : 'failed',
		isSentAgain ? [[path], [path]] : [[path]],
	]);
});

test.each<Answer>(['lost', 'proxy page', refusal('UNAVAILABLE')])(
	'a query is sent again after %j, four times in all',
	async (answer) => {
		const { client, asked } = clientOf([answer, answer, answer, { ok: { kind: 'stranger' } }]);
		expect(await client.access.whoAmI.query()).toEqual({ kind: 'stranger' });
		expect(asked).toHaveLength(4);
	},
);

test.each<Refusal>([
	refusal('NOT_FOUND'),
	refusal('INTERNAL'),
	refusal('TOO_MANY_PENDING', { max: 5 }),
	{ reason: 'OF_TOMORROW' as 'INTERNAL', details: {} },
])('a query refused with $reason is not sent again', async (refused) => {
	const { client, asked } = clientOf([refused, { ok: {} }]);
	await expect(client.access.whoAmI.query()).rejects.toThrow(`Satz zu ${refused.reason}`);
	expect(asked).toHaveLength(1);
});

test('whoever is told to wait a second waits a second', async () => {
	const { client, asked } = clientOf([refusal('RATE_LIMITED', { retryAfterSeconds: 1 }), { ok: {} }]);
	const start = performance.now();
	await client.house.info.query();
	expect([asked.length, Math.round((performance.now() - start) / 500)]).toEqual([2, 2]);
});

test('whoever is told to wait longer than ten seconds is told at once', async () => {
	const { client, asked } = clientOf([refusal('RATE_LIMITED', { retryAfterSeconds: 11 })]);
	await expect(client.house.info.query()).rejects.toThrow('RATE_LIMITED');
	expect(asked).toHaveLength(1);
});

test('a create has one key for all its attempts, made up unless given', async () => {
	const given = '9f4f2d4e-3c2b-4c1d-8f00-0123456789ab';
	for (const requestKey of [undefined, given]) {
		const { client, asked } = clientOf(['lost', 'lost', { ok: {} }]);
		await client.booking.create.mutate({ ...stay, requestKey });
		const keys = new Set(asked.map(({ inputs }) => (inputs[0] as { requestKey: string }).requestKey));
		expect([...keys]).toEqual([requestKey ?? expect.stringMatching(UUID)]);
	}
});

test('an abort during the pause before another attempt ends the call at once', async () => {
	const abort = new AbortController();
	const { client, asked } = clientOf([refusal('RATE_LIMITED', { retryAfterSeconds: 9 })]);
	const call = client.house.info.query(undefined, { signal: abort.signal });
	await sleep(50);
	const start = performance.now();
	abort.abort();
	await expect(call).rejects.toThrow('aborted');
	expect(performance.now() - start).toBeLessThan(100);
	await sleep(50);
	expect(asked).toHaveLength(1);
});

test('an abort ends one call of a batch, not the others in it', async () => {
	const abort = new AbortController();
	const { client, asked } = clientOf([{ ok: {} }]);
	const ended = client.house.info.query(undefined, { signal: abort.signal });
	const other = client.access.whoAmI.query();
	abort.abort();
	await expect(ended).rejects.toThrow('aborted');
	expect([await other, asked[0]?.paths]).toEqual([{}, ['house.info', 'access.whoAmI']]);
});

test('an abort ends the request when nobody else waits for it, and reaches a call that has not begun', async () => {
	const errors: unknown[] = [];
	const { client, asked } = clientOf(['hang'], { onError: (error) => errors.push(error) });
	const call = client.house.info.query(undefined, { signal: AbortSignal.timeout(30) });
	await expect(call).rejects.toThrow(/aborted|timeout/);
	await expect(client.house.info.query(undefined, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
	// What the caller ended has not failed.
	expect([asked.length, errors]).toEqual([1, []]);
});

test('onError is told once of what finally failed', async () => {
	const paths: string[] = [];
	const { client } = clientOf([refusal('NOT_FOUND')], { onError: (_, { path }) => paths.push(path) });
	await expect(client.booking.get.query({ id: 'b' })).rejects.toThrow();
	const { client: flaky } = clientOf(['lost', { ok: {} }], { onError: (_, { path }) => paths.push(path) });
	await flaky.house.info.query();
	expect(paths).toEqual(['booking.get']);
});

test('a token function is asked before each attempt', async () => {
	const tokens = ['old', 'new'];
	const { client, asked } = clientOf(['lost', { ok: {} }], { token: () => tokens.shift() });
	await client.house.info.query();
	expect(asked.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', 'Bearer new']);
});

test('calls of one tick share requests of at most 20 calls and about 4000 characters', async () => {
	const { client, asked } = clientOf([{ ok: {} }]);
	await Promise.all(Array.from({ length: 50 }, () => client.access.whoAmI.query()));
	expect(asked.map(({ paths }) => paths.length)).toEqual([20, 20, 10]);
	await Promise.all(Array.from({ length: 20 }, () => client.booking.mine.query({ cursor: 'c'.repeat(400) })));
	expect(Math.max(...asked.map(({ url }) => url.length))).toBeLessThanOrEqual(4_000);
});

test.each([undefined, '', () => undefined, () => ''])(
	'whoever has no token, such as %j, is a stranger',
	async (token) => {
		const { client, asked } = clientOf([{ ok: {} }], { token });
		await client.house.info.query();
		expect(asked[0]?.headers.has('authorization')).toBe(false);
	},
);

test('a link says with which release it is used; without one a read has no header that would cost a preflight', async () => {
	const { client, asked } = clientOf([{ ok: {} }], { token: 'link' });
	await client.house.info.query();
	expect(asked[0]?.headers.get('x-client')).toBe(`betzenstein-client/${manifest.version}`);
	const { client: stranger, asked: simple } = clientOf([{ ok: {} }]);
	await stranger.house.info.query();
	expect([...(simple[0]?.headers.keys() ?? ['none was asked'])]).toEqual([]);
});

describe('a call that gets no answer', () => {
	test('fails after `timeout`, whatever it waits for, and says so', async () => {
		const never = () => new Promise<never>(() => {});
		for (const client of [
			clientOf(['hang'], { timeout: 50 }).client,
			clientOf([{ ok: {} }], { timeout: 50, token: never }).client,
			clientOf([refusal('RATE_LIMITED', { retryAfterSeconds: 9 })], { timeout: 50 }).client,
			createClient({ url: URL_OF_NOBODY, timeout: 50, fetch: never }),
		]) {
			const start = performance.now();
			const error = await failure(client.house.info.query());
			expect(performance.now() - start).toBeLessThan(1_000);
			expect([failureKind(error), (error as Error).message]).toEqual([
				'timeout',
				'house.info got no answer within 50 ms.',
			]);
		}
	});

	test('fails after 30 s by itself, and never with a `timeout` of 0 or for ever', async () => {
		vi.useFakeTimers();
		try {
			const [usual, ...patient] = [undefined, 0, Number.POSITIVE_INFINITY].map((timeout) =>
				failure(clientOf(['hang'], { timeout }).client.house.info.query()).then(failureKind),
			);
			await vi.advanceTimersByTimeAsync(29_999);
			expect(await Promise.race([usual, 'pending'])).toBe('pending');
			await vi.advanceTimersByTimeAsync(1);
			expect(await usual).toBe('timeout');
			await vi.advanceTimersByTimeAsync(3_600_000);
			expect(await Promise.race([...patient, 'pending'])).toBe('pending');
		} finally {
			vi.useRealTimers();
		}
	});

	test('ends its request when its time is up', async () => {
		let signal: AbortSignal | null | undefined;
		const hanging: typeof fetch = (_, init) => {
			signal = init?.signal;
			return new Promise(() => {});
		};
		await failure(createClient({ url: URL_OF_NOBODY, timeout: 20, fetch: hanging }).house.info.query());
		expect(signal?.aborted).toBe(true);
	});
});

describe('sending again', () => {
	test.each([
		[0, 1],
		[1, 2],
		[undefined, 4],
	])('with %j retries sends %i times', async (retries, times) => {
		const { client, asked } = clientOf(['lost'], { retries });
		await failure(client.house.info.query());
		expect(asked).toHaveLength(times);
	});

	test('says so from the second time on', async () => {
		const { client, asked } = clientOf(['lost', 'lost', { ok: {} }]);
		await client.booking.cancel.mutate({ id: 'b' });
		expect(asked.map(({ headers }) => headers.get('x-attempt'))).toEqual([null, '2', '3']);
	});

	test('waits as long as a proxy asks, up to ten seconds; beyond them the caller is told at once', async () => {
		const busy = (retryAfter: string) => new Response('busy', { status: 503, headers: { 'retry-after': retryAfter } });
		const start = performance.now();
		await clientOf([busy('2'), { ok: {} }]).client.house.info.query();
		expect(Math.round((performance.now() - start) / 1_000)).toBe(2);
		const { client, asked } = clientOf([busy(new Date(Date.now() + 60_000).toUTCString())]);
		await failure(client.house.info.query());
		expect(asked).toHaveLength(1);
	});

	test.each<[string, Answer, number]>([
		['not found', new Response('<html>', { status: 404 }), 1],
		['a page of a network that wants a login', new Response('<html>'), 1],
		['too many requests', new Response('', { status: 429 }), 2],
		['a bad gateway', new Response('', { status: 502 }), 2],
	])('of what a proxy answers helps only with what passes: %s', async (_, answer, times) => {
		const { client, asked } = clientOf([answer, { ok: {} }], { retries: 1 });
		await failure(client.house.info.query());
		expect(asked).toHaveLength(times);
	});

	test.each<[string, Partial<ClientOptions>]>([
		[
			'a token function that throws',
			{
				token: () => {
					throw new Error('No storage');
				},
			},
		],
		['a token that no header can hold', { token: '\u262e' }],
		['a header that none can hold', { headers: { 'x-name': 'Zoë ☂' } }],
		['an address without a host', { url: '', fetch: undefined }],
		['an address that is none', { url: 'http://:0', fetch: undefined }],
	])('does not help with a mistake of the program: %s', async (_, options) => {
		const start = performance.now();
		const error = await failure(clientOf([{ ok: {} }], options).client.house.info.query());
		expect(performance.now() - start).toBeLessThan(200);
		expect(failureKind(error)).toBe('bug');
	});
});

test('an error says what was asked of whom, and nothing of the input', async () => {
	const message = async (answer: Answer) =>
		((await failure(clientOf([answer], { retries: 0 }).client.booking.get.query({ id: 'secret' }))) as Error).message;
	expect(await message('lost')).toBe('GET http://server.example/trpc/booking.get got no answer: fetch failed');
	expect(await message(new Response('<html>', { status: 404, headers: { 'content-type': 'text/html' } }))).toBe(
		'GET http://server.example/trpc/booking.get was answered 404, not by this server (text/html).',
	);
});

test('the trace of an error names the line that called, whatever it failed for', async () => {
	const { client } = clientOf([refusal('NOT_FOUND'), 'lost'], { retries: 0 });
	for (const _ of ['refused', 'offline']) {
		async function readTheBooking() {
			return await client.booking.get.query({ id: 'b' });
		}
		const error = await readTheBooking().catch((thrown: unknown) => thrown);
		expect((error as Error).stack).toMatch(
			/^TRPCClientError: .+\n[\s\S]+ at (async )?readTheBooking \(.*call\.test\.ts/,
		);
	}
});

test('a signal that lives long keeps nothing of the calls that it was given to', async () => {
	const { signal } = new AbortController();
	const { client } = clientOf([{ ok: {} }]);
	for (let count = 0; count < 20; count++) await client.house.info.query(undefined, { signal });
	expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test('without an address there is no client', () => {
	expect(() => createClient({ url: undefined as never })).toThrow("`url` has to be the server's address");
});

test('a console shows whose client it is, and a spy on a call is there for the next one who asks', async () => {
	const client = createClient({ url: URL_OF_NOBODY, token: 'secret' });
	vi.spyOn(client.access.rotateLink, 'mutate').mockResolvedValue({ done: true } as never);
	expect(await client.access.rotateLink.mutate()).toEqual({ done: true });
	expect(inspect(client)).toBe("BetzensteinClient { url: 'http://server.example' }");
	expect(await Promise.resolve(client)).toBe(client);
});

/** The error that a call ends with. */
const failure = (call: Promise<unknown>): Promise<unknown> =>
	call.then(
		() => undefined,
		(error: unknown) => error,
	);
