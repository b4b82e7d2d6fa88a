/** `./testing`, as a frontend's tests use it. */
import { QueryClient } from '@tanstack/query-core';
import { expect, test, vi } from 'vitest';
import {
	bookingError,
	type CalendarRangeInput,
	type CreateBookingInput,
	createClient,
	describe,
} from '../src/index.ts';
import { createQueries } from '../src/query.ts';
import { exampleBooking, exampleHouse, fakeClient, fakeServer, refusal } from '../src/testing.ts';

const RANGE: CalendarRangeInput = { from: '2027-05-01', to: '2027-05-31' };
const REQUEST: CreateBookingInput = {
	firstName: 'Anna',
	startDate: '2027-05-01',
	endDate: '2027-05-05',
	partySize: 4,
	affiliation: 'Ingeborg',
};

test('a prepared output arrives as from a server, its moments moments', async () => {
	const client = fakeClient({ 'booking.get': exampleBooking({ firstName: 'Berta' }) });
	const booking = await client.booking.get.query({ id: 'b' });
	expect(booking).toEqual(exampleBooking({ firstName: 'Berta' }));
	expect(booking.createdAt).toBeInstanceOf(Date);
});

test.each(['given', 'returned', 'thrown'])('a refusal that is %s is a refusal', async (how) => {
	const refused = refusal('TOO_MANY_PENDING', { max: 5 });
	const client = fakeClient({
		'booking.create':
			how === 'given'
				? refused
				: () => {
						if (how === 'thrown') throw refused;
						return refused;
					},
	});
	const error = await client.booking.create.mutate(REQUEST).catch((caught: unknown) => caught);
	expect(bookingError(error)).toMatchObject({ reason: 'TOO_MANY_PENDING', details: { max: 5 }, requestId: 'fake' });
	expect(describe(error, 'en')).toContain('5');
});

test('a mock that rejects with a refusal is read like a call that was refused', async () => {
	const client = fakeClient({});
	vi.spyOn(client.booking.cancel, 'mutate').mockRejectedValue(refusal('COMMENT_REQUIRED'));
	const error = await client.booking.cancel.mutate({ id: 'b' }).catch((caught: unknown) => caught);
	expect(bookingError(error)?.reason).toBe('COMMENT_REQUIRED');
});

test('a function answers by what it is asked, and by whom', async () => {
	const server = fakeServer({
		'calendar.range': ({ from, to }, { token }) => ({
			from,
			to,
			entries: [],
			holidays: token ? [{ date: from, name: token }] : [],
		}),
	});
	const client = createClient({ url: 'http://house.example', token: 't', fetch: server.fetch });
	expect(await client.calendar.range.query(RANGE)).toMatchObject({ ...RANGE, holidays: [{ name: 't' }] });
	expect(server.calls).toEqual([{ path: 'calendar.range', input: RANGE, token: 't' }]);
});

test('calls of one moment share a request, and each gets its own answer', async () => {
	const client = fakeClient({
		'house.info': exampleHouse({ name: 'Haus' }),
		'access.whoAmI': refusal('LINK_ENDED'),
	});
	const [info, who] = await Promise.allSettled([client.house.info.query(), client.access.whoAmI.query()]);
	expect(info).toMatchObject({ status: 'fulfilled', value: { name: 'Haus' } });
	expect(who).toMatchObject({ status: 'rejected', reason: { data: { reason: 'LINK_ENDED' } } });
});

test('what is not prepared says so at once', async () => {
	const error = await fakeClient({})
		.house.info.query()
		.catch((caught: unknown) => caught);
	expect(String(error)).toContain('No answer is prepared for house.info');
});

test('queries take a fake client, and a spy on it answers them', async () => {
	const client = fakeClient({ 'house.info': exampleHouse() });
	const queryClient = new QueryClient();
	const { house } = createQueries({ client, queryClient });
	expect((await queryClient.fetchQuery(house.info.queryOptions())).name).toBe('Betzenstein');
	const spy = vi.spyOn(client.house.info, 'query').mockResolvedValue(exampleHouse({ name: 'Anders' }));
	expect((await queryClient.fetchQuery(house.info.queryOptions())).name).toBe('Anders');
	expect(spy).toHaveBeenCalledTimes(1);
});

test('a request that something else caught is answered too, from any address', async () => {
	const { fetch } = fakeServer({ 'house.info': exampleHouse() });
	const response = await fetch(new Request('https://elsewhere.example/api/trpc/house.info'));
	expect(await response.json()).toMatchObject({ result: { data: { json: { name: 'Betzenstein' } } } });
});
