/** The calendar feeds over HTTP: what is in whose, how a program asks again, and what a secret opens and does not. */
import { addDays, type CreateBookingInput, type Day, isolated } from '@betzenstein/shared';
import { emailOf } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request, serve } from '@betzenstein/testing/house/inProcess';
import { openWire } from '@betzenstein/testing/postgres/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { calendarFile } from '../src/calendar/calendarFile.ts';
import type { MailFacts } from '../src/domain/mail.ts';
import { createTokens } from '../src/links/tokens.ts';
import { calendarOf } from '../src/mail/calendar.ts';
import { createServices } from '../src/server.ts';
import { forgetPerson } from '../src/services/forget.ts';
import { rotateLink } from '../src/services/links.ts';
import { rotateCalendarLink, setBlocked } from '../src/services/operator.ts';
import { READERS, type Read } from './calendarReaders.ts';
import { HOUSE } from './mailExamples.ts';
import { bookingIn } from './standing.ts';

vi.mock('../src/calendar/calendarFile.ts', { spy: true });

const TODAY = '2027-03-01';
/** Of both instances. */
const RELEASE = 'r1';
const ANNA = 'anna@example.com';
const KARL = 'karl@example.com';
const MESSAGE = 'Der Schlüssel liegt unter dem Stein.';

interface Answer {
	status: number;
	headers: Headers;
	text: string;
}

async function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
	const response = await fetch(url, { method, headers });
	return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The path of the feed that the holder of this link is offered. */
async function pathFor(house: HttpHouse, token: string): Promise<string> {
	const { value } = await house.call('access.feed', { token });
	return new URL(value.url).pathname;
}

const entriesIn = ({ text }: Answer): Read[] => READERS['ical.js']?.(text) ?? [];
/** Without the marks that isolate names. */
const titlesIn = (answer: Answer): string[] =>
	entriesIn(answer).map(({ summary }) => summary.replace(/[\u2066-\u2069]/g, '').replace('Betzenstein: ', ''));

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
	for (const instance of opened.splice(0)) await instance.close();
});

/** A second instance on the database of the first, with nothing remembered. */
async function secondInstance(house: HttpHouse, databaseUrl = house.config.databaseUrl) {
	const services = await createServices({ ...house.config, databaseUrl }, { clock: house.now });
	const server = await serve({ ...house, services }, { release: RELEASE });
	opened.push(server, services.db);
	return server;
}

describe('what is in a feed', () => {
	let house: HttpHouse;
	beforeAll(async () => {
		house = await openHttpHouse();
		const stay = (firstName: string, email: string, startDate: Day, days: number): Partial<CreateBookingInput> => ({
			firstName,
			email,
			startDate,
			endDate: addDays(startDate, days - 1),
			description: MESSAGE,
		});
		house.travelTo('2026-01-10');
		await bookingIn(house, 'Confirmed', { changes: stay('Zu Alt', ANNA, '2026-02-22', 7) });
		await bookingIn(house, 'Confirmed', { changes: stay('Gerade Noch', ANNA, '2026-03-01', 1) });
		await bookingIn(house, 'Pending', { changes: stay('Unbeantwortet', ANNA, '2027-02-24', 5) });
		house.travelTo(TODAY);
		await bookingIn(house, 'Confirmed', { changes: stay('Anna', ANNA, '2027-05-01', 5) });
		await bookingIn(house, 'Pending', { changes: stay('Anna', ANNA, '2027-06-01', 1) });
		await bookingIn(house, 'Denied', { changes: stay('Abgelehnt', ANNA, '2027-06-10', 3) });
		await bookingIn(house, 'Canceled', { changes: stay('Storniert', ANNA, '2027-06-20', 3) });
		await bookingIn(house, 'Confirmed', { changes: stay('Karl', KARL, '2027-08-01', 5) });
		const { booking } = await bookingIn(house, 'Pending', { changes: stay('Karl', KARL, '2027-09-01', 5) });
		await (await house.as.approver('Ingeborg')).approval.approve({ bookingId: booking.id, round: 1 });
		const cornelia = await house.person(emailOf('Cornelia'));
		const { email: _, ...own } = request(stay('Cornelia', ANNA, '2027-10-01', 5));
		await house.as.caller(cornelia).booking.create(own);
	});
	afterAll(() => house.close());

	const WAITING_FOR_INGEBORG = ['(angefragt) Anna (4 Personen)', '(angefragt) Cornelia (4 Personen)'];
	test.each<[string, () => Promise<string>, string[]]>([
		[
			'the house’s: every stay of the last twelve months and to come',
			() => house.link.calendar(),
			[
				'Gerade Noch (4 Personen)',
				'Anna (4 Personen)',
				'(angefragt) Anna (4 Personen)',
				'Karl (4 Personen)',
				'(angefragt) Karl (4 Personen)',
				'(angefragt) Cornelia (4 Personen)',
			],
		],
		[
			'a requester’s: their own stays',
			() => house.link.person(ANNA),
			['Gerade Noch (4 Personen)', 'Anna (4 Personen)', '(angefragt) Anna (4 Personen)'],
		],
		[
			'another requester’s: their own stays',
			() => house.link.person(KARL),
			['Karl (4 Personen)', '(angefragt) Karl (4 Personen)'],
		],
		[
			'an approver’s: what waits for her, and nothing that she has answered',
			() => house.link.approver('Ingeborg'),
			WAITING_FOR_INGEBORG,
		],
		[
			'an approver’s who has asked for days herself: both',
			() => house.link.approver('Cornelia'),
			['(angefragt) Anna (4 Personen)', '(angefragt) Karl (4 Personen)', '(angefragt) Cornelia (4 Personen)'],
		],
		['that of a person without stays: nothing', () => house.link.person('niemand@example.com'), []],
	])('%s', async (_, link, titles) => {
		const answer = await get(house.url + (await pathFor(house, await link())));
		expect(titlesIn(answer)).toEqual(titles);
		// Neither what was written into the form or by approvers, nor any address.
		for (const hidden of [MESSAGE, 'Schlüssel', 'Handwerker', 'example.com'])
			expect(answer.text.replaceAll('\r\n ', '')).not.toContain(hidden);
		for (const reader of Object.values(READERS)) expect(reader(answer.text)).toEqual(entriesIn(answer));
	});

	test('the house’s holds what a viewer sees in the calendar, and no other day, name or number', async () => {
		const viewer = await house.link.calendar();
		const ranges = [`2026-03-01 2027-03-01`, `2027-03-02 2028-03-01`].map((range) => range.split(' '));
		const seen = [];
		for (const [from, to] of ranges)
			seen.push(...(await house.call('calendar.range', { token: viewer, input: { from, to } })).value.entries);
		const entries = entriesIn(await get(house.url + (await pathFor(house, viewer))));
		expect(entries.map(({ uid, days: [first, end] }) => [uid, first, addDays(end as Day, -1)])).toEqual(
			seen.map(({ bookingId, startDate, endDate }) => [`${bookingId}@betzenstein`, startDate, endDate]),
		);
		expect(entries.length).toBeGreaterThan(4);
	});

	test('own stays take the reader’s time, those of others never do', async () => {
		const freeIn = async (link: Promise<string>) =>
			Object.fromEntries(
				entriesIn(await get(house.url + (await pathFor(house, await link)))).map(({ days, isFree }) => [
					days[0],
					isFree,
				]),
			);
		expect(new Set(Object.values(await freeIn(house.link.calendar())))).toEqual(new Set([true]));
		expect(await freeIn(house.link.person(KARL))).toEqual({ '2027-08-01': false, '2027-09-01': false });
		expect(await freeIn(house.link.approver('Cornelia'))).toEqual({
			'2027-06-01': true,
			'2027-09-01': true,
			'2027-10-01': false,
		});
	});

	test('the next day only that is gone whose time is over', async () => {
		const url = house.url + (await pathFor(house, await house.link.calendar()));
		house.travelTo('2027-06-01T21:59:59Z');
		const evening = await get(url);
		house.travelTo('2027-06-01T22:00:00Z');
		const midnight = await get(url);
		house.travelTo(TODAY);
		expect(titlesIn(evening)).toContain('(angefragt) Anna (4 Personen)');
		const [before, after] = [evening, midnight].map(({ text }) => text.split('BEGIN:VEVENT'));
		expect(after).toEqual(
			before?.filter((entry) => !entry.includes(`(angefragt) ${isolated('Betzenstein')}: \u2068Anna`)),
		);
		expect(before?.length).toBe((after?.length ?? 0) + 1);
		expect(midnight.headers.get('etag')).not.toBe(evening.headers.get('etag'));
		expect(midnight.headers.get('last-modified')).toBeNull();
	});
});

describe('a program that asks again', () => {
	let house: HttpHouse;
	let url: string;
	let first: Answer;
	beforeEach(async () => {
		house = await openHttpHouse({}, { release: RELEASE });
		await bookingIn(house, 'Pending');
		url = house.url + (await pathFor(house, await house.link.calendar()));
		first = await get(url);
	});
	afterEach(() => house.close());

	const header = (name: string): string => first.headers.get(name) ?? '';
	const now = () => header('last-modified');
	const at = (days: number): string => new Date(Date.parse(now()) + days * 86_400_000).toUTCString();

	test('gets the same bytes, from every instance, until something changes', async () => {
		expect(first.status).toBe(200);
		const other = await secondInstance(house);
		await other.start();
		expect((await get(url)).text).toBe(first.text);
		expect((await get(url.replace(house.url, other.url))).text).toBe(first.text);
		house.travelTo(`${TODAY}T22:59:59Z`);
		expect((await get(url)).text).toBe(first.text);
	});

	test('is told that it is a calendar, how to keep it, and that it may', async () => {
		expect(Object.fromEntries(first.headers)).toMatchObject({
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'inline; filename="kalender.ics"',
			'cache-control': 'private, no-cache',
			etag: expect.stringMatching(/^"[\w-]{43}"$/),
			'last-modified': 'Sun, 28 Feb 2027 23:00:00 GMT',
			'x-robots-tag': 'noindex',
			'referrer-policy': 'no-referrer',
		});
		// Google obeys it: what forbids /calendar, or breaks, ends every feed in Google's calendar.
		expect((await get(`${house.url}/robots.txt`)).status).toBe(404);
	});

	test.each<[string, () => Record<string, string>, number]>([
		['its tag', () => ({ 'if-none-match': header('etag') }), 304],
		['its tag, made weak by a proxy', () => ({ 'if-none-match': `W/${header('etag')}` }), 304],
		['several tags', () => ({ 'if-none-match': `"a", ${header('etag')}` }), 304],
		['its tag, whatever the time', () => ({ 'if-none-match': header('etag'), 'if-modified-since': at(-30) }), 304],
		['another tag', () => ({ 'if-none-match': '"a"' }), 200],
		['another tag and the right time', () => ({ 'if-none-match': '"a"', 'if-modified-since': now() }), 200],
		['the time alone, as Apple does', () => ({ 'if-modified-since': now() }), 304],
		['an earlier time', () => ({ 'if-modified-since': at(-1) }), 200],
		['a time of its own', () => ({ 'if-modified-since': at(1) }), 200],
		['a time that is none', () => ({ 'if-modified-since': 'gestern' }), 200],
		['its tag and no-cache', () => ({ 'if-none-match': header('etag'), 'cache-control': 'no-cache' }), 304],
	])('with %s', async (_, headers, status) => {
		// It has never made the file, and has nothing to send again.
		const other = await secondInstance(house);
		await other.start();
		vi.mocked(calendarFile).mockClear();
		const answer = await get(url.replace(house.url, other.url), headers());
		expect(answer.status).toBe(status);
		expect(answer.text).toBe(status === 304 ? '' : first.text);
		expect(calendarFile).toHaveBeenCalledTimes(status === 304 ? 0 : 1);
		for (const name of ['etag', 'last-modified', 'cache-control'])
			expect([name, answer.headers.get(name)]).toEqual([name, header(name)]);
	});

	test('by HEAD gets the headers alone', async () => {
		const head = await get(url, {}, 'HEAD');
		expect({ status: head.status, text: head.text }).toEqual({ status: 200, text: '' });
		for (const name of ['etag', 'last-modified', 'content-type', 'content-disposition'])
			expect(head.headers.get(name)).toBe(header(name));
		expect(Number(head.headers.get('content-length'))).toBe(Buffer.byteLength(first.text));
		expect((await get(url, { 'if-none-match': header('etag') }, 'HEAD')).status).toBe(304);
	});

	test('learns of a change by tag and by time, and in the second of the change by the tag alone', async () => {
		const changed = Date.parse(`${TODAY}T12:00:00.200Z`);
		await house.sql`update house set version = ${changed}, calendar_version = ${changed}`;
		house.travelTo(`${TODAY}T12:00:00.900Z`);
		const fresh = await get(url, { 'if-modified-since': now() });
		expect([fresh.status, fresh.headers.get('last-modified')]).toEqual([200, null]);
		expect(fresh.headers.get('etag')).not.toBe(header('etag'));
		house.travelTo(`${TODAY}T12:00:01Z`);
		const later = await get(url, { 'if-modified-since': now() });
		expect([later.status, later.headers.get('last-modified')]).toEqual([200, 'Mon, 01 Mar 2027 12:00:00 GMT']);
		expect((await get(url, { 'if-modified-since': 'Mon, 01 Mar 2027 12:00:00 GMT' })).status).toBe(304);
	});
});

describe('an entry', () => {
	let house: HttpHouse;
	beforeEach(async () => {
		house = await openHttpHouse();
	});
	afterEach(() => house.close());

	test('keeps its UID and grows with every change; in the mail about it, it is the same', async () => {
		const { booking, holder } = await bookingIn(house, 'Pending');
		const [own, approver] = [house.as.caller(holder), (name: 'Ingeborg') => house.as.approver(name)];
		const url = house.url + (await pathFor(house, await house.link.calendar()));
		const decision = { bookingId: booking.id, round: 1 };
		const entry = async () => entriesIn(await get(url))[0];
		const changes: [string, () => Promise<unknown>][] = [
			['another size', () => own.booking.edit({ id: booking.id, revision: 1, changes: { partySize: 2 } })],
			['a day less', () => own.booking.edit({ id: booking.id, revision: 2, changes: { endDate: '2027-05-04' } })],
			['an approval', async () => (await approver('Ingeborg')).approval.approve(decision)],
			['another', async () => (await house.as.approver('Cornelia')).approval.approve(decision)],
			['the last approval', async () => (await house.as.approver('Angelika')).approval.approve(decision)],
			['another name', () => own.booking.edit({ id: booking.id, revision: 6, changes: { firstName: 'Anne' } })],
		];
		const mailed = async () => {
			const [mail] = await house.sql<[{ facts: MailFacts }]>`select facts from mail where kind = 'Confirmed' limit 1`;
			const file = calendarOf({ kind: 'Confirmed', facts: mail.facts, mayQuote: true, party: null, house: HOUSE });
			return READERS['ical.js']?.(file?.content ?? '').flatMap(({ uid, sequence, modified }) => [
				uid,
				sequence,
				modified,
			]);
		};
		let before = await entry();
		expect(before?.uid).toBe(`${booking.id}@betzenstein`);
		expect.assertions(2 + 3 * changes.length);
		for (const [index, [what, change]] of changes.entries()) {
			house.travelTo(`2027-03-01T11:00:0${index}Z`);
			await change();
			const after = await entry();
			expect(after?.uid).toBe(before?.uid);
			expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Number.POSITIVE_INFINITY);
			expect(after?.modified).toBe(`2027-03-01T11:00:0${index}.000Z`);
			before = after;
			if (what === 'the last approval') expect(await mailed()).toEqual([after?.uid, after?.sequence, after?.modified]);
		}
	});

	test('of somebody who was forgotten is told anew, or programs would keep the name', async () => {
		await bookingIn(house, 'Confirmed');
		const url = house.url + (await pathFor(house, await house.link.calendar()));
		house.travelTo('2027-05-02');
		const [before] = entriesIn(await get(url));
		await forgetPerson(house.services, await house.person(ANNA));
		const [after] = entriesIn(await get(url));
		expect([before?.summary, after?.summary]).toEqual(
			['Anna', 'Gast'].map((name) => `${isolated('Betzenstein')}: ${isolated(name)} (4 Personen)`),
		);
		expect(after).toMatchObject({ uid: before?.uid, sequence: (before?.sequence ?? 0) + 1 });
	});
});

describe('a secret', () => {
	let house: HttpHouse;
	const KEY = (kid: string) => ({ kid, secret: new Uint8Array(Buffer.alloc(32, `${kid} key`)) });
	const [SIGNING, PREVIOUS, FOREIGN] = [KEY('test'), KEY('previous'), KEY('foreign')];
	beforeEach(async () => {
		const linkKeys = [SIGNING, PREVIOUS].map(({ kid, secret }) => `${kid}:${Buffer.from(secret).toString('base64')}`);
		house = await openHttpHouse({ env: { LINK_KEYS: linkKeys.join(','), API_URL: 'https://api.haus.example' } });
	});
	afterEach(() => house.close());

	const open = (secret: string) => get(`${house.url}/calendar/${secret}.ics`);
	const own = async (email = ANNA) => house.link.sign({ kind: 'feed', ...(await house.link.holder(email)) });
	const ofHouse = () => house.link.sign({ kind: 'feed', generation: 1 });

	test('is the same each time, and its address is the server’s as seen from outside', async () => {
		for (const [token, secret] of [
			[await house.link.calendar(), await ofHouse()],
			[await house.link.person(ANNA), await own()],
		]) {
			for (let again = 0; again < 2; again++) {
				const { value } = await house.call('access.feed', { token: token ?? '' });
				expect(value).toEqual({ url: `https://api.haus.example/calendar/${secret}.ics` });
			}
		}
	});

	test('that the previous key signed still opens its feed', async () => {
		const { sign } = await createTokens([PREVIOUS]);
		expect((await open(await sign({ kind: 'feed', generation: 1 }))).status).toBe(200);
	});

	test('is no token: nobody calls anything with it', async () => {
		for (const secret of [await ofHouse(), await own()]) {
			expect((await open(secret)).status).toBe(200);
			for (const path of ['access.whoAmI', 'calendar.range', 'booking.mine', 'access.feed'])
				expect((await house.call(path, { token: secret })).outcome).toBe('LINK_INVALID');
		}
	});

	test('does not make a personal link a used one', async () => {
		expect((await open(await own())).status).toBe(200);
		const [row] = await house.sql`select link_used_at from person where email = ${ANNA}`;
		expect(row?.['link_used_at']).toBeNull();
	});

	test.each<[string, () => Promise<string>, () => Promise<unknown>]>([
		['the calendar link is rotated', ofHouse, () => rotateCalendarLink(house.services)],
		['the personal link is rotated', own, async () => rotateLink(house.services, (await house.person(ANNA)).personId)],
		['an operator blocks its owner', own, () => setBlocked(house.services, ANNA, true)],
		['its owner is forgotten', own, async () => forgetPerson(house.services, await house.person(ANNA))],
	])('ends when %s', async (_, secretOf, end) => {
		const secret = await secretOf();
		const { status, headers } = await open(secret);
		expect(status).toBe(200);
		await end();
		const ended = await get(`${house.url}/calendar/${secret}.ics`, { 'if-none-match': headers.get('etag') ?? '' });
		expect([ended.status, ended.text]).toEqual([404, '{"error":"not found"}']);
	});

	test.each<[string, () => Promise<string>]>([
		['nothing', async () => ''],
		['something', async () => 'ingeborg'],
		['the calendar token', () => house.link.calendar()],
		['a personal token', () => house.link.person(ANNA)],
		['one of a later generation', () => house.link.sign({ kind: 'feed', generation: 2 })],
		['one signed by an unknown key', async () => (await createTokens([FOREIGN])).sign({ kind: 'feed', generation: 1 })],
		[
			'one signed by an unknown key under a known name',
			async () => (await createTokens([{ ...FOREIGN, kid: 'test' }])).sign({ kind: 'feed', generation: 1 }),
		],
		[
			'one for another person',
			async () => {
				const [[, mine], [header, , signature]] = [(await own(KARL)).split('.'), (await own()).split('.')];
				return `${header}.${mine}.${signature}`;
			},
		],
		[
			'one of a person who never was',
			() => house.link.sign({ kind: 'feed', personId: crypto.randomUUID(), generation: 1 }),
		],
		['text that cannot be decoded', async () => '%C3%28'],
	])('%s opens nothing, and is told no more than anybody who asks for what is not there', async (what, secretOf) => {
		const nothing = await get(`${house.url}/nothing.ics`);
		const answer = await open(await secretOf());
		if (what === 'text that cannot be decoded') return expect(answer.status).toBe(400);
		expect([answer.status, answer.text]).toEqual([404, nothing.text]);
		const headersOf = ({ headers }: Answer) =>
			Object.fromEntries([...headers].filter(([name]) => !['x-request-id', 'date'].includes(name)));
		expect(headersOf(answer)).toEqual(headersOf(nothing));
	});

	test.each([
		['POST', ''],
		['PUT', ''],
		['DELETE', ''],
		['GET', '/'],
		['GET', '.ics'],
	])('opens by GET and HEAD and at its very address, not by %s and not with "%s" behind it', async (method, more) => {
		const url = `${house.url}/calendar/${await ofHouse()}.ics`;
		expect((await get(url)).status).toBe(200);
		expect((await get(url + more, {}, method)).status).toBe(404);
	});
});

describe('limits', () => {
	let house: HttpHouse;
	beforeEach(async () => {
		house = await openHttpHouse({ env: { LIMIT_READS_PER_MINUTE: '3' } }, { clientIpHeader: 'fly-client-ip' });
	});
	afterEach(() => house.close());

	const ask = async (secret: Promise<string>, address: string) =>
		get(`${house.url}/calendar/${await secret}.ics`, { 'fly-client-ip': address });
	const ofHouse = () => house.link.sign({ kind: 'feed', generation: 1 });
	const ofAnna = async () => house.link.sign({ kind: 'feed', ...(await house.link.holder(ANNA)) });

	test('each address has its own, whether it has a secret or guesses', async () => {
		for (const [secret, status] of [
			[async () => 'guessed', 404],
			[ofHouse, 200],
		] as const) {
			const address = `192.0.2.${status % 255}`;
			for (let count = 0; count < 3; count++) expect((await ask(secret(), address)).status).toBe(status);
			const refused = await ask(secret(), address);
			expect([refused.status, refused.text]).toEqual([429, '{"error":"too many requests"}']);
			expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
			expect(refused.headers.get('cache-control')).toBe('no-store');
		}
	});

	test('each feed has its own, wherever it is asked for from', async () => {
		for (let last = 1; last <= 3; last++) expect((await ask(ofHouse(), `192.0.2.${last}`)).status).toBe(200);
		expect((await ask(ofHouse(), '192.0.2.4')).status).toBe(429);
		expect((await ask(ofAnna(), '192.0.2.4')).status).toBe(200);
	});
});

describe('without the database', () => {
	let house: HttpHouse;
	beforeEach(async () => {
		house = await openHttpHouse();
	});
	afterEach(() => house.close());

	test('a feed is to be asked for later, and goes on then', async () => {
		const wire = await openWire(house.config.databaseUrl);
		const server = await secondInstance(house, wire.url);
		const url = `${server.url}/calendar/${await house.link.sign({ kind: 'feed', generation: 1 })}.ics`;
		const later = async () => {
			const { status, headers, text } = await get(url);
			return [status, headers.get('retry-after'), headers.get('cache-control'), text];
		};
		const LATER = [503, '60', 'no-store', '{"error":"unavailable"}'];
		expect(await later()).toEqual(LATER);
		await server.start();
		expect((await get(url)).status).toBe(200);
		wire.cut();
		expect(await later()).toEqual(LATER);
		await wire.mend();
		await vi.waitUntil(async () => (await get(url)).status === 200, { timeout: 20_000 });
		wire.cut();
	});
});
