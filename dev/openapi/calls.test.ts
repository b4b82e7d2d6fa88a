import { PROCEDURES } from '@betzenstein/testing/house/calls';
import { type HttpHouse, openHttpHouse } from '@betzenstein/testing/house/inProcess';
import createClient from 'openapi-fetch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerChecks } from './answers.ts';
import { everyCall } from './calls.ts';
import type { paths } from './paths.d.ts';

let house: HttpHouse;
beforeAll(async () => {
	house = await openHttpHouse();
});
afterAll(() => house.close());

const faultsOf = answerChecks();

test('the server answers its own description, to anybody', async () => {
	const response = await fetch(`${house.url}/openapi.json`);
	expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
	expect(response.headers.get('access-control-allow-origin')).toBe('*');
	expect(Object.keys((await response.json()).paths).toSorted()).toEqual(
		PROCEDURES.map(({ path }) => `/trpc/${path}`).toSorted(),
	);
});

test('a generated client can call every procedure, and each answer is as described', async () => {
	const { POST } = createClient<paths>({ baseUrl: house.url });
	for (const [path, { token, input }] of Object.entries(await everyCall(house, 5))) {
		const { data, error, response } = await POST(path as '/trpc/booking.get', {
			body: (input === undefined ? {} : { json: input }) as never,
			headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
		});
		expect(error).toBeUndefined();
		expect(faultsOf(path, response.status, data)).toEqual([]);
	}
});

test('a refusal is typed for a generated client, and as described', async () => {
	const { POST } = createClient<paths>({
		baseUrl: house.url,
		headers: { authorization: `Bearer ${await house.link.calendar()}` },
	});
	const { input } = (await everyCall(house, 6))['/trpc/booking.create'];
	await POST('/trpc/booking.create', { body: { json: input } });
	const { error, response } = await POST('/trpc/booking.create', {
		body: { json: { ...input, requestKey: crypto.randomUUID() } },
	});
	const refused = error?.error.json.data;
	expect(response.status).toBe(409);
	expect(faultsOf('/trpc/booking.create', 409, error)).toEqual([]);
	expect(refused?.reason === 'DATES_TAKEN' && refused.details.conflicts).toEqual([
		{ firstName: 'Dora', status: 'Pending', startDate: input.startDate, endDate: input.endDate },
	]);
});
