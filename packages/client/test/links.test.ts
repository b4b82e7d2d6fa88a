/** When a call is sent, sent again, and ended. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Refusal, refusal } from '@betzenstein/shared';
import { expect, test } from 'vitest';
import { type Client, type CreateBookingInput, createClient } from '../src/index.ts';
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
	expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer old', 'Bearer new']);
});

test('calls of one tick share requests of at most 20 calls and about 4000 characters', async () => {
	const { client, asked } = clientOf([{ ok: {} }]);
	await Promise.all(Array.from({ length: 50 }, () => client.access.whoAmI.query()));
	expect(asked.map(({ paths }) => paths.length)).toEqual([20, 20, 10]);
	await Promise.all(Array.from({ length: 20 }, () => client.booking.mine.query({ cursor: 'c'.repeat(400) })));
	expect(Math.max(...asked.map(({ url }) => url.length))).toBeLessThanOrEqual(4_000);
});

test("TanStack's word for the direction of a list does not reach the server", async () => {
	const { client, asked } = clientOf([{ ok: {} }]);
	await client.booking.mine.query({ cursor: 'c', ...{ direction: 'forward' } });
	expect(asked[0]?.inputs).toEqual([{ cursor: 'c' }]);
});
