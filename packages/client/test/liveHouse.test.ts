/** `@betzenstein/client/live` with the server itself. */
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../src/index.ts';
import { listen } from '../src/live.ts';

let house: HttpHouse;
beforeAll(async () => {
	house = await openHttpHouse();
});
afterAll(() => house?.close());

test('hears of a booking, and that the link has ended', async () => {
	const email = 'anna@example.com';
	await createClient({ url: house.url, token: await house.link.calendar() }).booking.create.mutate(request());
	const token = await house.link.person(email);
	const person = createClient({ url: house.url, token });
	const heard: number[] = [];
	const ends: string[] = [];
	const stop = listen({
		url: house.url,
		token,
		onChange: ({ version }) => heard.push(version),
		onEnd: ({ reason }) => ends.push(reason),
	});
	await expect.poll(() => heard.length).toBe(1);
	const [booking] = (await person.booking.mine.query()).items;
	await person.booking.cancel.mutate({ id: booking?.id ?? '' });
	await expect.poll(() => heard.length).toBe(2);
	await person.access.rotateLink.mutate();
	await expect.poll(() => ends).toEqual(['LINK_ENDED']);
	stop();
});

test.each([
	['a stranger', undefined, 'LINK_REQUIRED'],
	['a token of nobody', 'nobody', 'LINK_INVALID'],
])('%s is refused for good', async (_, token, reason) => {
	const ends: string[] = [];
	listen({ url: house.url, token, onChange: () => {}, onEnd: (refused) => ends.push(refused.reason) });
	await expect.poll(() => ends).toEqual([reason]);
});
