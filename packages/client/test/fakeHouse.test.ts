/** A fake house answers as the server does, whatever it is asked. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../src/index.ts';
import { QUERIES, TOUCHED } from '../src/query/touched.ts';
import { fakeHouse, NOT_IN_FAKE_HOUSE, type ProcedurePath, refusal } from '../src/testing.ts';
import { calendar, STORY, stay } from './houseStory.ts';
import { inputOf, note, randomCall } from './randomCalls.ts';
import { type House, openFakeHouse, openRealHouse, said, withoutIds } from './twoHouses.ts';

let fake: House;
let real: Awaited<ReturnType<typeof openRealHouse>>;
beforeAll(async () => {
	[fake, real] = [openFakeHouse(), await openRealHouse()];
});
afterAll(() => real?.close());

let now = Date.parse('2027-03-01T10:00:00Z');

/** Asks both, a second later than before: the newest comes first in a list. @returns what came of it, in a word */
async function both(ask: (house: House) => unknown): Promise<string> {
	now += 1_000;
	for (const house of [fake, real]) house.wait(new Date(now).toISOString());
	const ours = await said(fake, ask);
	expect(ours).toEqual(await said(real, ask));
	return ours.word;
}

async function travelTo(instant: string): Promise<void> {
	now = Date.parse(instant);
	for (const house of [fake, real]) await house.travelTo(instant);
}

const ITS_OWN = [...QUERIES, ...Object.keys(TOUCHED)].filter(
	(path): path is ProcedurePath => path !== 'live.changes' && !(NOT_IN_FAKE_HOUSE as readonly string[]).includes(path),
);

function call(client: Client, path: ProcedurePath, input: unknown): unknown {
	const [group = '', name = ''] = path.split('.');
	const { [group]: { [name]: procedure } = {} } = client as unknown as Record<string, Record<string, Callable>>;
	const asks = (QUERIES as string[]).includes(path) ? procedure?.query : procedure?.mutate;
	return asks?.(input);
}
type Callable = Record<'query' | 'mutate', (input: unknown) => unknown>;

/** Everybody who may ask, about the booking of this name. */
const CALLERS: Record<string, (house: House, name: string) => Client | Promise<Client>> = {
	stranger: ({ stranger }) => stranger,
	viewer: ({ viewer }) => viewer,
	Anna: ({ person }) => person('anna@example.com'),
	Bert: ({ person }) => person('bert@example.com'),
	'who never came': ({ person }) => person('otto@example.com'),
	Ingeborg: ({ approver }) => approver('Ingeborg'),
	Cornelia: ({ approver }) => approver('Cornelia'),
	Angelika: ({ approver }) => approver('Angelika'),
	'the link to a booking': ({ holder, created }, name) => holder(created.get(name)?.bookingToken ?? ''),
	'a mailed link': ({ links }) => links.get('Angelika anna 2') as Client,
};

describe('as in a real house', () => {
	test.each(STORY)('%s: %s', async (_, word, ask, at) => {
		if (at) await travelTo(at);
		expect(await both(ask)).toBe(word);
	});

	test('the same people have been mailed the same, in the same order', async () => {
		const mails = await fake.mails();
		expect(mails.length).toBeGreaterThan(50);
		expect(new Set(mails.map(({ kind }) => kind))).toContain('DaysFree');
		expect(withoutIds(mails)).toEqual(withoutIds(await real.mails()));
	});

	describe.each(ITS_OWN)('%s', (path) => {
		test.each(Object.keys(CALLERS))('%s may ask it or not, and is told what is wrong with the input', async (who) => {
			for (const input of [{}, { surplus: true }])
				await both(async (house) => call((await CALLERS[who]?.(house, 'then')) as Client, path, input));
		});
	});

	test('whatever is called, by chance', async () => {
		const calls = fc.sample(randomCall, { numRuns: 300, seed: 16 });
		const words = new Map<string, number>();
		for (const random of calls) {
			const word = await both(async (house) => {
				const client = (await CALLERS[random.who]?.(house, random.name)) as Client;
				return note(house, random.name, await call(client, random.path, inputOf(random, house)));
			});
			words.set(word, (words.get(word) ?? 0) + 1);
		}
		expect(await both(calendar())).toBe('ok');
		expect(withoutIds(await fake.mails())).toEqual(withoutIds(await real.mails()));
		// Else it tried out nothing.
		for (const word of ['done', 'Pending', 'DATES_TAKEN', 'STALE_REVISION', 'outdated', 'NOT_FOUND'])
			expect(words.get(word), word).toBeGreaterThan(1);
	});
});

describe('of its own', () => {
	test('what it does not do it says, at once and by name; an answer can be prepared', async () => {
		const house = fakeHouse({ answers: { 'access.requestLink': { accepted: true } } });
		expect(NOT_IN_FAKE_HOUSE).toContain('access.feed');
		for (const path of NOT_IN_FAKE_HOUSE.filter((one) => one !== 'access.requestLink'))
			await expect(call(house.as.person('anna@example.com'), path, {})).rejects.toThrow(`does not do ${path}`);
		expect(await house.as.stranger.access.requestLink.mutate({ email: 'anna@example.com' })).toEqual({
			accepted: true,
		});
	});

	test('a prepared answer goes before its own, to see a call fail', async () => {
		const house = fakeHouse({ answers: { 'booking.create': refusal('UNAVAILABLE') } });
		await expect(house.as.viewer.booking.create.mutate(stay('2027-05-01'))).rejects.toMatchObject({
			data: { reason: 'UNAVAILABLE' },
		});
	});

	test('two houses know nothing of each other, and are the same in each run', async () => {
		const play = () => fakeHouse().as.viewer.booking.create.mutate(stay('2027-05-01'));
		expect(await play()).toEqual(await play());
	});

	test('it has the approvers and begins on the day that is wanted', async () => {
		const house = fakeHouse({ today: '2028-01-31', parties: [{ name: 'Jörg', color: '#C1DBE3' }] });
		expect(await house.as.stranger.house.info.query()).toMatchObject({
			today: '2028-01-31',
			parties: [{ name: 'Jörg' }],
		});
		const own = await house.as
			.approver('Jörg')
			.booking.create.mutate({ ...stay('2028-02-01', { email: undefined }), affiliation: 'Jörg' });
		expect(own.booking.status).toBe('Confirmed');
		expect(() => house.as.approver('Ingeborg')).toThrow('There is no approver Ingeborg. There is: Jörg.');
	});

	test('what a client was given changes nothing in the house', async () => {
		const house = fakeHouse();
		const { booking } = await house.as.viewer.booking.create.mutate(stay('2027-05-01'));
		booking.timeline.length = 0;
		booking.createdAt.setFullYear(1999);
		const kept = await house.as.person('anna@example.com').booking.get.query({ id: booking.id });
		expect([kept.timeline.length, kept.createdAt.getFullYear()]).toEqual([1, 2027]);
	});

	test('a mail opens what it would open', async () => {
		const house = fakeHouse();
		await house.as.viewer.booking.create.mutate(stay('2027-05-01'));
		const toAnna = house.mails.find(({ to }) => to === 'anna@example.com');
		const kinds = [toAnna?.tokens.person, toAnna?.tokens.booking, house.mails[0]?.tokens.deny].map(
			async (token = '') => (await house.as.holder(token).access.whoAmI.query()).kind,
		);
		expect(await Promise.all(kinds)).toEqual(['person', 'booking', 'action']);
	});
});
