/** Whatever goes wrong in a call, or is thrown at it, it settles; and what it throws can be told and shown. */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bookingError, type Client, type ClientOptions, createClient, describe, failureKind } from '../src/index.ts';

/** Of each call, all attempts included. */
const TIMEOUT_MS = 100;
/** Two shared cores may be busy with hundreds of calls. */
const PATIENCE_MS = 5_000;

const never = new Promise<never>(() => {});
const hostile = new Proxy(
	{},
	{
		get: () => {
			throw new Error('Do not touch');
		},
	},
);
const circular: Record<string, unknown> = {};
circular['self'] = new (class Node {
	again = circular;
})();

type Fetch = (init: RequestInit) => unknown;
const answering =
	(body: string, status = 200, headers: Record<string, string> = {}): Fetch =>
	() =>
		new Response(body, { status, headers });
const streaming = (start: (controller: ReadableStreamDefaultController) => void): Fetch => {
	const bytes = new TextEncoder().encode('[{"result":');
	const begin = (it: ReadableStreamDefaultController) => {
		it.enqueue(bytes);
		start(it);
	};
	return () => new Response(new ReadableStream({ start: begin }));
};
const refused = (data: unknown) => JSON.stringify([{ error: { json: { message: 'Nein.', code: -32_600, data } } }]);
const result = (data: unknown) => JSON.stringify([{ result: { data } }]);

/** By name, so that a failure says which it was. */
const ANSWERS: Record<string, Fetch> = {
	'a lost connection': () => Promise.reject(new TypeError('fetch failed')),
	'something odd is thrown': () => Promise.reject(hostile),
	'nothing is thrown': () => Promise.reject(undefined),
	'a bug in the fetch that was given': () => {
		throw new ReferenceError('x is not defined');
	},
	'no answer, and deaf': () => never,
	'no answer': ({ signal }) =>
		new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
	'no Response': () => undefined,
	'half a Response': () => ({ ok: true }),
	'a body that never ends': streaming(() => {}),
	'a body that breaks off': streaming((it) => it.error(new TypeError('terminated'))),
	'a body that is cut': streaming((it) => it.close()),
	'a page': answering('<html>Hello</html>'),
	'a page of 502': answering('<html>Bad Gateway</html>', 502),
	'a page of 429 that asks to wait': answering('Slow down', 429, { 'retry-after': '0' }),
	'a page of 503 with a date': answering('', 503, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }),
	'not modified': () => new Response(null, { status: 304 }),
	...Object.fromEntries(
		['', 'null', '0', '"text"', '[]', '[null]', '[{}]', '{}', '[[]]', '[{"result":{}}]', '{"error":null}'].map(
			(body) => [`the JSON ${body}`, answering(body)],
		),
	),
	'an error without a shape': answering('[{"error":{}}]'),
	'an error that is a text': answering('[{"error":"no"}]'),
	'an error whose JSON is a text': answering('[{"error":{"json":"no"}}]'),
	'an error without data': answering('[{"error":{"json":{"message":"Nein.","code":-1}}}]'),
	'a refusal without details': answering(refused({ reason: 'RATE_LIMITED' }), 429),
	'a refusal with odd details': answering(
		refused({ reason: 'RATE_LIMITED', details: { retryAfterSeconds: 'x' } }),
		429,
	),
	'a refusal with details that are none': answering(refused({ reason: 'DATES_TAKEN', details: null }), 409),
	'a refusal with a number for a reason': answering(refused({ reason: 7, details: {} }), 400),
	'a refusal for no reason of ours': answering(refused({ reason: 'toString', details: {} }), 400),
	'a refusal that passes': answering(refused({ reason: 'UNAVAILABLE', details: {} }), 503),
	'a good answer': answering(result({ json: { kind: 'stranger' } })),
	'an answer of another kind': answering('[{"result":{"type":"stopped"}}]'),
	'superjson without JSON': answering(result({ meta: { values: { a: ['Date'] } } })),
	'superjson with an unknown type': answering(result({ json: { a: 1 }, meta: { values: { a: ['nonsense'] } } })),
	'superjson with broken paths': answering(result({ json: 1, meta: { values: 7, referentialEqualities: 'x' } })),
	'superjson that is a text': answering(result('text')),
	'superjson at prototypes': answering(result({ json: {}, meta: { values: { '__proto__.x': ['Date'] } } })),
};
const TOKENS: Record<string, ClientOptions['token']> = {
	none: undefined,
	'one that cannot be sent': 'Tøken ☂',
	'a function that throws': () => {
		throw new Error('No storage');
	},
	'a function that throws oddly': () => {
		throw hostile;
	},
	'a function that rejects': () => Promise.reject(undefined),
	'a function that never answers': () => never,
	'a function that gives nonsense': () => Symbol('token') as never,
};
const CALLS: Record<string, (client: Client, signal: AbortSignal) => Promise<unknown>> = {
	'a query': (client, signal) => client.access.whoAmI.query(undefined, { signal }),
	'a query with input': (client, signal) => client.booking.get.query({ id: 'b' }, { signal }),
	'a mutation that may be repeated': (client, signal) => client.booking.cancel.mutate({ id: 'b' }, { signal }),
	'a mutation that may not': (client, signal) => client.access.rotateLink.mutate(undefined, { signal }),
	'a create without input': (client, signal) => client.booking.create.mutate(undefined as never, { signal }),
	'an input in a circle': (client, signal) => client.booking.get.query(circular as never, { signal }),
	'an input that throws': (client, signal) => client.booking.get.query(hostile as never, { signal }),
	'an input as long as a book': (client, signal) => client.booking.get.query({ id: 'b'.repeat(9_000) }, { signal }),
};
const ABORTS: Record<string, (abort: AbortController) => unknown> = {
	never: () => {},
	before: (abort) => abort.abort(),
	'at once': (abort) => queueMicrotask(() => abort.abort()),
	'a little later': (abort) => setTimeout(() => abort.abort(new Error('unmounted')), 10),
	'later, for no reason': (abort) => setTimeout(() => abort.abort(null), 40),
	'later, oddly': (abort) => setTimeout(() => abort.abort(hostile), 40),
};
const LISTENERS: Record<string, ClientOptions['onError']> = {
	none: undefined,
	'one that throws': () => {
		throw new Error('toast');
	},
};

const keyOf = (from: object) => fc.constantFrom(...Object.keys(from));
const scenes = fc.record({
	answers: fc.array(keyOf(ANSWERS), { minLength: 1, maxLength: 2 }),
	token: fc.oneof({ weight: 3, arbitrary: fc.constant('none') }, { weight: 1, arbitrary: keyOf(TOKENS) }),
	calls: fc.array(keyOf(CALLS), { minLength: 1, maxLength: 3 }),
	abort: fc.oneof({ weight: 2, arbitrary: fc.constant('never') }, { weight: 1, arbitrary: keyOf(ABORTS) }),
	onError: keyOf(LISTENERS),
	retries: fc.constantFrom(0, 1),
});
type Scene = typeof scenes extends fc.Arbitrary<infer T> ? T : never;

/** What came of each call: a value, the error, or nothing within reason. */
async function play({ answers, token, calls, abort, onError, retries }: Scene) {
	let asked = 0;
	const client = createClient({
		url: 'http://server.example',
		timeout: TIMEOUT_MS,
		retries,
		token: TOKENS[token],
		onError: LISTENERS[onError],
		fetch: (async (_, init) => ANSWERS[answers[asked++ % answers.length] ?? '']?.(init ?? {})) as typeof fetch,
	});
	const aborting = new AbortController();
	ABORTS[abort]?.(aborting);
	const late = sleep(PATIENCE_MS, 'still pending', { ref: false });
	return Promise.all(
		calls.map((call) =>
			Promise.race([
				late,
				(async () => CALLS[call]?.(client, aborting.signal))().then(
					() => 'answered',
					(error: unknown) => ({ error }),
				),
			]),
		),
	);
}

/** What nobody caught: vitest would take it for a failure of the test. */
const uncaught: unknown[] = [];
const caught = (error: unknown) => uncaught.push(error);
let listeners: NodeJS.UncaughtExceptionListener[];
beforeEach(() => {
	listeners = process.listeners('uncaughtException');
	process.removeAllListeners('uncaughtException').on('uncaughtException', caught);
});
afterEach(() => {
	process.removeAllListeners('uncaughtException');
	for (const listener of listeners) process.on('uncaughtException', listener);
	uncaught.length = 0;
});

test('every call settles, whatever is answered, thrown or aborted, and its error has a sentence', async () => {
	const played = fc.sample(scenes, 600);
	const kinds = new Set<string>();
	await Promise.all(
		played.map(async (scene) => {
			for (const outcome of await play(scene)) {
				expect(outcome, JSON.stringify(scene)).not.toBe('still pending');
				if (typeof outcome === 'string') continue;
				for (const language of ['de', 'en', 'xx'] as const)
					expect(describe(outcome.error, language as 'de'), JSON.stringify(scene)).toMatch(/^[A-Z].*\.$/s);
				expect((outcome.error as Error).name).toBe('TRPCClientError');
				const kind = failureKind(outcome.error);
				expect(kind === 'refused').toBe(bookingError(outcome.error) !== undefined);
				kinds.add(kind);
			}
		}),
	);
	expect([...kinds].sort()).toEqual(['aborted', 'bug', 'offline', 'refused', 'timeout', 'unexpected']);
	// And nothing but what the listener threw.
	expect(new Set(uncaught.map((error) => (error as Error).message))).toEqual(new Set(['toast']));
});

test.each(Object.keys(ANSWERS))('after %s a query settles', async (answer) => {
	const [outcome] = await play({
		answers: [answer],
		token: 'none',
		calls: ['a query'],
		abort: 'never',
		onError: 'one that throws',
		retries: 1,
	});
	expect(outcome).not.toBe('still pending');
	expect(answer === 'a good answer' || typeof outcome === 'object').toBe(true);
});
