import { type House, openHouse, request, serve } from '@betzenstein/testing/house/inProcess';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookingError, createClient } from '../src/index.ts';

let house: House;
let server: Awaited<ReturnType<typeof serve>>;
let calendarToken: string;
beforeAll(async () => {
	house = await openHouse();
	server = await serve(house);
	await server.start();
	calendarToken = await house.link.calendar();
});
afterAll(async () => {
	await server.close();
	await house.close();
});

/** The error that a call ends with. */
const failure = (call: Promise<unknown>): Promise<unknown> =>
	call.then(
		() => undefined,
		(error: unknown) => error,
	);

test('asks for days as a viewer and follows the booking with its token', async () => {
	const viewer = createClient({ url: server.url, token: calendarToken });
	const { booking, bookingToken } = await viewer.booking.create.mutate(request());
	expect(booking.createdAt).toBeInstanceOf(Date);
	const requester = createClient({ url: `${server.url}/`, token: bookingToken });
	expect(await requester.booking.get.query({ id: booking.id })).toEqual(booking);
	expect(await requester.booking.get.query({ id: booking.id.toUpperCase() })).toEqual(booking);
	expect(await requester.access.whoAmI.query()).toEqual({ kind: 'booking', bookingId: booking.id });
});

test('many calls of one tick are sent in batches that the server takes', async () => {
	const client = createClient({ url: server.url, token: calendarToken });
	const answers = await Promise.all(
		Array.from({ length: 50 }, (_, index) =>
			client.calendar.range.query({ from: '2027-05-01', to: `2027-05-${10 + (index % 20)}` }),
		),
	);
	expect(answers.map(({ entries }) => entries.length)).toEqual(Array.from({ length: 50 }, () => 1));
});

test('a refusal comes back as typed data with a German sentence', async () => {
	const viewer = createClient({ url: server.url, token: calendarToken });
	const refused = bookingError(
		await failure(
			viewer.booking.create.mutate(
				request({ email: 'otto@example.com', startDate: '2027-05-05', endDate: '2027-05-06' }),
			),
		),
	);
	expect(refused).toEqual({
		reason: 'DATES_TAKEN',
		details: { conflicts: [{ firstName: 'Anna', status: 'Pending', startDate: '2027-05-01', endDate: '2027-05-05' }] },
		message: 'Diese Tage sind schon belegt: \u2068Anna\u2069, 01.–05.05.2027 (angefragt).',
		requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
	});
});

test('what was done although its answer was lost is answered as the first time', async () => {
	const { booking } = await createClient({ url: server.url, token: calendarToken }).booking.create.mutate(
		request({ startDate: '2027-07-01', endDate: '2027-07-02' }),
	);
	const lossy = (token: string) => {
		let asked = 0;
		const losing: typeof fetch = async (input, init) => {
			const answer = await fetch(input, init);
			if (asked++ === 0) throw new TypeError('fetch failed');
			return answer;
		};
		return createClient({ url: server.url, token, fetch: losing });
	};
	const cornelia = await house.link.person('cornelia@example.com');
	const anna = await house.link.person('anna@example.com');
	const approve = { bookingId: booking.id, round: 1 };
	expect(await lossy(cornelia).approval.approve.mutate(approve)).toMatchObject({
		outcome: 'done',
		decidedBy: { party: 'Cornelia', decision: 'Approved' },
	});
	const byMail = await house.link.action('Angelika', booking.id, 'approve');
	expect(await lossy(byMail).action.perform.mutate({})).toMatchObject({ outcome: 'done' });
	expect(await lossy(anna).booking.cancel.mutate({ id: booking.id })).toMatchObject({
		outcome: 'done',
		willBeTold: ['Ingeborg', 'Cornelia', 'Angelika', 'Anna'],
	});
	// Pressed once more, it is another call.
	const again = createClient({ url: server.url, token: anna }).booking.cancel.mutate({ id: booking.id });
	expect(await again).toMatchObject({ outcome: 'already-done', willBeTold: [] });
});

test('a lost connection is no refusal', async () => {
	expect(bookingError(await failure(createClient({ url: 'http://127.0.0.1:1' }).house.info.query()))).toBeUndefined();
	expect(bookingError(new Error('anything'))).toBeUndefined();
});
