/** `@betzenstein/client/react` with TanStack Query itself. */

import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookingError, createClient } from '../src/index.ts';
import { BetzensteinProvider, createQueries, invalidateAfter, useBetzenstein } from '../src/react.ts';
import { fakeServer } from './fakeServer.ts';

let house: HttpHouse;
beforeAll(async () => {
	house = await openHttpHouse();
});
afterAll(() => house?.close());

test('what is on the screen is read again after a mutation', async () => {
	const client = createClient({ url: house.url, token: await house.link.calendar() });
	const queryClient = new QueryClient();
	const { calendar, booking } = createQueries({ client, queryClient });
	const range = new QueryObserver(queryClient, calendar.range.queryOptions({ from: '2027-05-01', to: '2027-05-31' }));
	const seen: (number | undefined)[] = [];
	const unsubscribe = range.subscribe(({ data }) => seen.push(data?.entries.length));
	await expect.poll(() => seen.at(-1)).toBe(0);

	await queryClient.getMutationCache().build(queryClient, booking.create.mutationOptions()).execute(request());
	await expect.poll(() => seen.at(-1)).toBe(1);

	// A call past TanStack Query says so itself.
	await client.booking.create.mutate(request({ startDate: '2027-05-10', endDate: '2027-05-11' }));
	await invalidateAfter(queryClient, 'booking.create');
	expect(seen.at(-1)).toBe(2);
	unsubscribe();
});

test('a change that is heard of while something is read for the first time has it read again', async () => {
	const { fetch, asked } = fakeServer({ ok: { items: [] } });
	let arrive = () => {};
	const late: typeof globalThis.fetch = async (...request) => {
		const answer = await fetch(...request);
		if (asked.length === 1) await new Promise<void>((resolve) => (arrive = resolve));
		return answer;
	};
	const queryClient = new QueryClient();
	const { booking } = createQueries({
		client: createClient({ url: 'http://server.example', fetch: late }),
		queryClient,
	});
	const observer = new QueryObserver(queryClient, booking.mine.queryOptions());
	const unsubscribe = observer.subscribe(() => {});
	await expect.poll(() => asked.length).toBe(1);
	const isDone = invalidateAfter(queryClient, 'live.changes');
	arrive();
	await isDone;
	expect(asked.map(({ paths }) => paths)).toEqual([['booking.mine'], ['booking.mine']]);
	unsubscribe();
});

test('a refusal reaches the screen at once: TanStack Query does not try it again', async () => {
	const { fetch, asked } = fakeServer({ reason: 'NOT_FOUND', details: {} });
	const queryClient = new QueryClient();
	const { booking } = createQueries({ client: createClient({ url: 'http://server.example', fetch }), queryClient });
	const observer = new QueryObserver(queryClient, booking.get.queryOptions({ id: 'b' }));
	const unsubscribe = observer.subscribe(() => {});
	await expect.poll(() => bookingError(observer.getCurrentResult().error)?.reason).toBe('NOT_FOUND');
	expect(asked).toHaveLength(1);
	unsubscribe();
});

test('a list is read page by page from the server, which knows nothing of directions', async () => {
	const email = 'berta@example.com';
	const days = ['2027-06-01', '2027-06-02', '2027-06-03'] as const;
	const viewer = createClient({ url: house.url, token: await house.link.calendar() });
	for (const day of days) await viewer.booking.create.mutate(request({ email, startDate: day, endDate: day }));
	const queryClient = new QueryClient();
	const { booking } = createQueries({
		client: createClient({ url: house.url, token: await house.link.person(email) }),
		queryClient,
	});
	const pages = new InfiniteQueryObserver(
		queryClient,
		booking.mine.infiniteQueryOptions({ limit: 2 }, { getNextPageParam: ({ nextCursor }) => nextCursor }),
	);
	const unsubscribe = pages.subscribe(() => {});
	await expect.poll(() => pages.getCurrentResult().hasNextPage).toBe(true);
	const { data, hasNextPage } = await pages.fetchNextPage();
	expect([hasNextPage, data?.pages.flatMap(({ items }) => items.map(({ startDate }) => startDate)).sort()]).toEqual([
		false,
		days,
	]);
	unsubscribe();
});

const Keys = () => JSON.stringify(useBetzenstein().house.info.queryKey());

test('useBetzenstein gives what the provider around it was given, and says so where there is none', () => {
	const client = createClient({ url: 'http://server.example' });
	const app = createElement(BetzensteinProvider, { client, queryClient: new QueryClient() }, createElement(Keys));
	expect(renderToString(app)).toContain('house');
	expect(() => renderToString(createElement(Keys))).toThrow('BetzensteinProvider');
});
