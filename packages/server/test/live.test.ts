/** Who listens hears of every change that they may know of, from whichever instance, until their link ends. */
import { addDays } from '@betzenstein/shared';
import { callAt } from '@betzenstein/testing/house/calls';
import { WITHOUT_LIMITS } from '@betzenstein/testing/house/environment';
import { type EventStream, listenAt } from '@betzenstein/testing/house/eventStream';
import { type HttpHouse, openHttpHouse, request, serve } from '@betzenstein/testing/house/inProcess';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createServices } from '../src/server.ts';
import { forgetPerson } from '../src/services/forget.ts';
import { rotateCalendarLink, setBlocked } from '../src/services/operator.ts';

let house: HttpHouse;
/** A second instance on the same database. */
let other: { url: string; close: () => Promise<void> };
const open: EventStream[] = [];

beforeAll(async () => {
	house = await openHttpHouse({ env: WITHOUT_LIMITS });
	const services = await createServices(house.config, { clock: house.now });
	const second = await serve({ ...house, services });
	await second.start();
	other = {
		url: second.url,
		close: async () => {
			await second.close();
			await services.changes.close();
			await services.db.close();
		},
	};
});
afterEach(() => {
	for (const stream of open.splice(0)) stream.close();
});
afterAll(async () => {
	await other.close();
	await house.close();
});

async function listen(token: string | undefined, how: Parameters<typeof listenAt>[2] & { url?: string } = {}) {
	const stream = await listenAt(how.url ?? house.url, token, how);
	open.push(stream);
	return stream;
}

let asked = 0;
/** Asks for days of their own. */
async function ask(email = 'anna@example.com', url = house.url) {
	const startDate = addDays('2027-04-01', 2 * asked++);
	const input = request({ email, startDate, endDate: startDate });
	const { value, outcome } = await callAt(url, 'booking.create', { token: await house.link.calendar(), input });
	expect(outcome).toBe('ok');
	return { id: value.booking.id as string, token: value.bookingToken as string };
}

const within = <T>(ms: number, promise: Promise<T>): Promise<T | 'nothing'> =>
	Promise.race([promise, new Promise<'nothing'>((resolve) => setTimeout(resolve, ms, 'nothing'))]);

/** With which refusal a stream ends. */
async function refusalOf(stream: EventStream): Promise<string> {
	const [last] = (await stream.rest()).slice(-1);
	return last?.event === 'serialized-error' ? JSON.parse(last.data).json.data.reason : `no refusal: ${last?.event}`;
}

describe('who listens', () => {
	test('hears how new the house is at once, and of each change, whichever instance makes it', async () => {
		const streams = await Promise.all([
			listen(await house.link.calendar()),
			listen(await house.link.person('anna@example.com'), { url: other.url }),
		]);
		const first = await Promise.all(streams.map((stream) => stream.version()));
		for (const url of [house.url, other.url, house.url]) {
			const started = performance.now();
			await ask('anna@example.com', url);
			for (const [index, stream] of streams.entries()) {
				const version = await stream.version();
				expect(version).toBeGreaterThan(first[index] as number);
				first[index] = version;
			}
			expect(performance.now() - started).toBeLessThan(1_000);
		}
	});

	test('goes on where they were: what changed while they were away comes at once, and nothing if nothing did', async () => {
		const token = await house.link.calendar();
		const before = await listen(token);
		const seen = await before.version();
		before.close();
		const again = await listen(token, { lastEventId: `${seen}` });
		expect(await within(300, again.next())).toBe('nothing');
		again.close();
		await ask();
		const after = await listen(token, { lastEventId: `${seen}`, url: other.url });
		expect(await after.version()).toBeGreaterThan(seen);
	});

	test.each(['', 'x', '-1', '9'.repeat(100)])(
		'who comes back with an id that is none hears how new the house is: “%s”',
		async (id) => {
			const stream = await listen(await house.link.calendar(), { lastEventId: id });
			expect(await stream.version()).toBeGreaterThan(1);
		},
	);

	test('is sent a stream that nothing on its way keeps back or keeps', async () => {
		const { status, headers } = await listen(await house.link.calendar());
		expect([status, headers.get('content-type'), headers.get('x-accel-buffering')]).toEqual([
			200,
			'text/event-stream',
			'no',
		]);
		expect(headers.get('cache-control')).toMatch(/no-store.*no-transform/);
		expect(headers.get('x-request-id')).toMatch(/^[\w-]+$/);
	});

	test('is sent numbers and nothing else', async () => {
		const stream = await listen(await house.link.person('anna@example.com'));
		for (let count = 0; count < 2; count++) {
			if (count > 0) await ask();
			expect(await stream.next()).toEqual({
				event: 'message',
				id: expect.stringMatching(/^\d+$/),
				data: expect.stringMatching(/^\{"json":\{"version":\d+\}\}$/),
			});
		}
	});

	test.each([
		['a stranger', async () => undefined, 'LINK_REQUIRED'],
		['a bad link', async () => 'Ingeborg', 'LINK_INVALID'],
	])('is refused to %s', async (_, link, reason) => {
		expect(await refusalOf(await listen(await link()))).toBe(reason);
	});
});

describe('a stream ends at once with the link it was opened with, wherever that ends', () => {
	const linkOf = (email: string) => house.link.person(email);
	const rotate = async (email: string) => {
		expect((await house.call('access.rotateLink', { token: await linkOf(email) })).outcome).toBe('ok');
	};
	const ENDINGS: [string, (email: string) => Promise<string>, (email: string) => Promise<unknown>][] = [
		['a personal link that is rotated', linkOf, rotate],
		['a personal link whose holder is blocked', linkOf, (email) => setBlocked(house.services, email, true)],
		[
			'a personal link whose holder is forgotten',
			linkOf,
			async (email) => forgetPerson(house.services, await house.person(email)),
		],
		['a booking link whose holder rotates theirs', async (email) => (await ask(email)).token, rotate],
		['the calendar link when it is rotated', () => house.link.calendar(), () => rotateCalendarLink(house.services)],
	];

	test.each(ENDINGS)('%s', async (what, link, end) => {
		const email = `${what.replaceAll(' ', '.')}@example.com`;
		await ask(email);
		const token = await link(email);
		const bystander = await listen(await house.link.approver('Ingeborg'), { url: other.url });
		const streams = [await listen(token), await listen(token, { url: other.url })];
		for (const stream of [...streams, bystander]) await stream.version();
		await end(email);
		const began = performance.now();
		for (const stream of streams) expect(await refusalOf(stream)).toBe('LINK_ENDED');
		expect(performance.now() - began).toBeLessThan(1_000);
		expect(await refusalOf(await listen(token))).toBe('LINK_ENDED');
		await ask();
		expect(await within(2_000, bystander.version())).toBeGreaterThan(0);
	});
});

describe('a viewer', () => {
	/** How often their stream speaks while this is done, and whether a person’s does. */
	async function heardOf(work: () => Promise<unknown>): Promise<{ viewer: boolean; person: boolean; kept: boolean }> {
		const token = await house.link.calendar();
		const [viewer, person] = [await listen(token), await listen(await house.link.approver('Cornelia'))];
		const range = { token, input: { from: '2027-04-01', to: '2027-12-31' } };
		const before = await house.call('calendar.range', range);
		await Promise.all([viewer.version(), person.version()]);
		const hearing = viewer.version().catch(() => 0);
		await work();
		const told = await within(1_000, person.version());
		// Both are told in one go.
		const heard = [await within(200, hearing), told];
		const after = await house.call('calendar.range', range);
		for (const stream of [viewer, person]) stream.close();
		// Their calendar changes when their stream says so.
		if (before.text !== after.text) expect(heard[0]).not.toBe('nothing');
		return {
			viewer: heard[0] !== 'nothing',
			person: heard[1] !== 'nothing',
			kept: before.headers.get('etag') === after.headers.get('etag'),
		};
	}
	const HIDDEN = { viewer: false, person: true, kept: true };
	const SHOWN = { viewer: true, person: true, kept: false };

	test('hears of nothing that happens to a booking which the calendar does not show', async () => {
		const [denied, pending] = [await ask(), await ask()];
		const { link, sql } = house;
		const ingeborg = await link.approver('Ingeborg');
		const decide = (path: string, input: object) => async () =>
			expect((await house.call(path, { token: ingeborg, input })).outcome).toBe('ok');
		const edit = (changes: object, revision: number) => async () =>
			expect(
				(await house.call('booking.edit', { token: pending.token, input: { id: pending.id, revision, changes } }))
					.outcome,
			).toBe('ok');

		expect(await heardOf(decide('approval.deny', { bookingId: denied.id, round: 1, comment: 'Nein.' }))).toEqual(SHOWN);
		expect(
			await heardOf(() => house.call('booking.cancel', { token: denied.token, input: { id: denied.id } })),
		).toEqual(HIDDEN);
		expect(await heardOf(decide('approval.approve', { bookingId: pending.id, round: 1 }))).toEqual(SHOWN);
		expect(await heardOf(edit({ description: 'Mit Hund' }, 2))).toEqual(SHOWN);
		expect(await heardOf(edit({ partySize: 7 }, 3))).toEqual(SHOWN);
		expect(
			await heardOf(() => sql`update mail set state = 'failed', failure = 'bounced' where booking_id = ${pending.id}`),
		).toEqual(HIDDEN);
		expect(await heardOf(() => sql`update approver set position = position where name = 'Ingeborg'`)).toEqual(HIDDEN);
		expect(
			await heardOf(() => house.call('booking.cancel', { token: pending.token, input: { id: pending.id } })),
		).toEqual(SHOWN);
	});

	test('learns as little from what a query says of its age', async () => {
		const denied = await ask();
		const token = await house.link.calendar();
		const cancel = async () => {
			const ingeborg = await house.link.approver('Ingeborg');
			await house.call('approval.deny', {
				token: ingeborg,
				input: { bookingId: denied.id, round: 1, comment: 'Nein.' },
			});
		};
		await cancel();
		const tags = async () =>
			Promise.all(
				['house.info', 'access.whoAmI', 'calendar.range'].map(async (path) => {
					const input = path === 'calendar.range' ? { from: '2027-04-01', to: '2027-12-31' } : undefined;
					return (await house.call(path, { token, input })).headers.get('etag');
				}),
			);
		const before = await tags();
		await house.call('booking.cancel', { token: denied.token, input: { id: denied.id } });
		expect(await tags()).toEqual(before);
		expect(before.every(Boolean)).toBe(true);
	});
});
