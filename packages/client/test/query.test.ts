/** What `./query` does by itself, with TanStack Query's core. */
import { dehydrate, hydrate, InfiniteQueryObserver, QueryClient, QueryObserver, skipToken } from '@tanstack/query-core';
import { expect, test } from 'vitest';
import { type Client, createClient } from '../src/index.ts';
import { keepEqual } from '../src/query/sharing.ts';
import { createQueries, serialization } from '../src/query.ts';
import { fakeServer } from './fakeServer.ts';

const URL = 'http://server.example';

/** A client whose every call ends when the test says so. */
function slowClient() {
	const waiting = new Map<string, { resolve(value: unknown): void; reject(error: Error): void }>();
	const asked: string[] = [];
	const fetch = () => Promise.reject(new TypeError('not by fetch'));
	const real = createClient({ url: URL, fetch });
	const answerLater = (name: string) => () => {
		asked.push(name);
		return new Promise((resolve, reject) => waiting.set(name, { resolve, reject }));
	};
	const client = {
		...real,
		booking: { mine: { query: answerLater('mine') } },
		approval: { approve: { mutate: answerLater('approve') }, deny: { mutate: answerLater('deny') } },
	} as unknown as Client;
	return { client, asked, answer: (name: string, value?: unknown) => waiting.get(name)?.resolve(value), waiting };
}

function shownList(client: Client, options?: { invalidates: boolean }) {
	const queryClient = new QueryClient();
	const queries = createQueries({ client, queryClient, ...options });
	const observer = new QueryObserver(queryClient, queries.booking.mine.queryOptions());
	const unsubscribe = observer.subscribe(() => {});
	const run = (which: 'approve' | 'deny') =>
		queryClient
			.getMutationCache()
			.build(queryClient, queries.approval[which].mutationOptions() as never)
			.execute({} as never);
	return { queryClient, observer, unsubscribe, run };
}

test('nothing is read again between two mutations on their way, and everything after the last, be it a failed one', async () => {
	const { client, asked, answer, waiting } = slowClient();
	const { unsubscribe, run } = shownList(client);
	answer('mine', { items: [], nextCursor: null });
	const [first, second] = [run('approve'), run('deny')];
	await expect.poll(() => asked).toEqual(['mine', 'approve', 'deny']);
	answer('approve');
	await first;
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect(asked).toEqual(['mine', 'approve', 'deny']);
	waiting.get('deny')?.reject(new Error('refused'));
	await expect(second).rejects.toThrow('refused');
	await expect.poll(() => asked).toEqual(['mine', 'approve', 'deny', 'mine']);
	unsubscribe();
});

test('nothing is read again where that was not wanted', async () => {
	const { client, asked, answer } = slowClient();
	const { unsubscribe, run } = shownList(client, { invalidates: false });
	answer('mine', { items: [], nextCursor: null });
	const done = run('approve');
	await expect.poll(() => asked).toEqual(['mine', 'approve']);
	answer('approve');
	await done;
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect(asked).toEqual(['mine', 'approve']);
	unsubscribe();
});

const AT = '2027-05-01T10:00:00.000Z';
const booking = (id: string, at = AT) => ({
	id,
	createdAt: new Date(at),
	approvals: [{ party: 'A', decidedAt: null }],
});

test.each([
	['equal moments', booking('a'), booking('a'), 'all'],
	['another moment', booking('a'), booking('a', '2027-05-01T10:00:00.001Z'), 'some'],
	['another text', booking('a'), booking('b'), 'some'],
	['one field less', { a: 1, b: undefined }, { a: 1 }, 'none'],
	['another field', { a: 1 }, { b: 1 }, 'none'],
	['a longer list', [booking('a')], [booking('a'), booking('b')], 'first'],
	['a list in place of an object', {}, [], 'none'],
	['a moment in place of text', { at: AT }, { at: new Date(AT) }, 'none'],
	['not a number twice', { n: Number.NaN }, { n: Number.NaN }, 'all'],
])('of an answer with %s is kept what is equal: %s, %s → %s', (_, before, now, kept) => {
	const next = keepEqual(before, now);
	expect(next).toEqual(now);
	expect(next === before).toBe(kept === 'all');
	if (kept === 'some') expect((next as typeof now & object)['approvals' as never]).toBe(before['approvals' as never]);
	if (kept === 'first') expect((next as unknown[])[0]).toBe((before as unknown[])[0]);
});

test('what is read again without news stays the same object, moments and all', async () => {
	const { fetch } = fakeServer({ ok: { items: [booking('a')], nextCursor: null } });
	const queryClient = new QueryClient();
	const { booking: queries } = createQueries({ client: createClient({ url: URL, fetch }), queryClient });
	await queryClient.fetchQuery(queries.mine.queryOptions());
	const first = queryClient.getQueryData(queries.mine.queryKey());
	await queryClient.fetchQuery(queries.mine.queryOptions());
	expect(first?.items).toHaveLength(1);
	expect(queryClient.getQueryData(queries.mine.queryKey())).toBe(first);
});

test('moments are moments after a way as JSON, also inside pages', async () => {
	const { fetch } = fakeServer({ ok: { items: [booking('a')], nextCursor: null } });
	const server = new QueryClient({ defaultOptions: serialization });
	const queries = createQueries({ client: createClient({ url: URL, fetch }), queryClient: server });
	await server.fetchQuery(queries.booking.mine.queryOptions());
	await server.fetchInfiniteQuery(queries.booking.mine.infiniteQueryOptions());
	const browser = new QueryClient({ defaultOptions: serialization });
	hydrate(browser, JSON.parse(JSON.stringify(dehydrate(server))));
	expect(browser.getQueryData(queries.booking.mine.queryKey())?.items[0]?.createdAt).toEqual(new Date(AT));
	const pages = browser.getQueryData(queries.booking.mine.infiniteQueryKey())?.pages;
	expect(pages?.[0]?.items[0]?.createdAt).toEqual(new Date(AT));
});

test('pages follow one another by their cursor, and an input is asked for with each', async () => {
	const { fetch, asked } = fakeServer({ ok: { items: [], nextCursor: 'c1' } }, { ok: { items: [], nextCursor: null } });
	const queryClient = new QueryClient();
	const { booking: queries } = createQueries({ client: createClient({ url: URL, fetch }), queryClient });
	const pages = new InfiniteQueryObserver(queryClient, queries.mine.infiniteQueryOptions({ limit: 1 }));
	const unsubscribe = pages.subscribe(() => {});
	await expect.poll(() => pages.getCurrentResult().hasNextPage).toBe(true);
	expect((await pages.fetchNextPage()).hasNextPage).toBe(false);
	expect(asked.map(({ inputs }) => inputs[0])).toEqual([{ limit: 1 }, { limit: 1, cursor: 'c1' }]);
	unsubscribe();
});

test('a query without its input is not asked', () => {
	const queryClient = new QueryClient();
	const { booking: queries } = createQueries({ client: slowClient().client, queryClient });
	const observer = new QueryObserver(queryClient, queries.get.queryOptions(skipToken));
	const unsubscribe = observer.subscribe(() => {});
	expect(observer.getCurrentResult().fetchStatus).toBe('idle');
	unsubscribe();
});

test.each([
	[{ abortOnUnmount: true }, 1],
	[{}, 0],
])('with %o leaving the screen ends %i requests', async (trpc, ended) => {
	const { fetch, asked } = fakeServer('hang');
	let aborted = 0;
	const watched: typeof globalThis.fetch = (input, init) => {
		init?.signal?.addEventListener('abort', () => aborted++);
		return fetch(input, init);
	};
	const queryClient = new QueryClient();
	const { house } = createQueries({ client: createClient({ url: URL, fetch: watched }), queryClient });
	const unsubscribe = new QueryObserver(queryClient, house.info.queryOptions(undefined, { trpc })).subscribe(() => {});
	await expect.poll(() => asked.length).toBe(1);
	unsubscribe();
	await new Promise((resolve) => setTimeout(resolve, 20));
	expect(aborted).toBe(ended);
});

test('a client that lacks a procedure says which', async () => {
	const queryClient = new QueryClient();
	const { house } = createQueries({ client: { booking: {} } as unknown as Client, queryClient });
	await expect(queryClient.fetchQuery(house.info.queryOptions())).rejects.toThrow('The client has no house.info');
});
