/**
 * Answers that are sent again while nothing they hang on has changed: right for this caller, now, on every instance.
 */

import type { Day, DayRange } from '@betzenstein/shared';
import { type Answer, callAt, PROCEDURES, procedureAt } from '@betzenstein/testing/house/calls';
import { WITHOUT_LIMITS } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request, serve } from '@betzenstein/testing/house/inProcess';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServices } from '../src/server.ts';
import { setBlocked } from '../src/services/operator.ts';
import { bookingIn } from './standing.ts';

const MAY = { from: '2027-05-01', to: '2027-05-31' };
/** As many tries as `pnpm test` has time for; `TRIES=10000` in docs/proofs.md. */
const TRIES = Number(process.env['TRIES'] ?? 400);

let house: HttpHouse;
/** A second instance on the same database. */
let other: { url: string; close: () => Promise<void> };

beforeAll(async () => {
	house = await openHttpHouse({ env: WITHOUT_LIMITS });
	const services = await createServices(house.config, { clock: house.now });
	const second = await serve({ ...house, services });
	await second.start();
	queries = await everyQuery();
	other = {
		url: second.url,
		close: async () => {
			await second.close();
			await services.db.close();
		},
	};
});

afterAll(async () => {
	await other.close();
	await house.close();
});

const tagOf = ({ headers }: Answer): string => headers.get('etag') ?? '';

type Query = [path: string, token: string | undefined, input: unknown];

/** Every query that may be remembered, with who asks and what. */
let queries: Query[];

async function everyQuery(): Promise<Query[]> {
	const { booking } = await bookingIn(house, 'Pending', {
		changes: { startDate: '2027-08-01', endDate: '2027-08-03' },
	});
	const { booking: confirmed } = await bookingIn(house, 'Confirmed', {
		changes: { startDate: '2027-08-05', endDate: '2027-08-06', email: 'karl@example.com' },
	});
	const [calendar, own, ingeborg] = [
		await house.link.calendar(),
		await house.link.person('anna@example.com'),
		await house.link.approver('Ingeborg'),
	];
	return [
		['house.info', undefined, undefined],
		['house.info', calendar, undefined],
		['house.shares', calendar, { year: 2027 }],
		['house.shares', own, { year: 2027 }],
		['house.notes', ingeborg, undefined],
		['house.notes', await house.link.booking(confirmed.id), undefined],
		['access.whoAmI', ingeborg, undefined],
		['action.preview', await house.link.action('Cornelia', booking.id, 'deny'), undefined],
		['calendar.range', calendar, MAY],
		['calendar.range', own, MAY],
		['booking.get', await house.link.booking(booking.id), { id: booking.id }],
		['booking.get', ingeborg, { id: booking.id }],
		['booking.get', await house.link.action('Cornelia', booking.id, 'approve'), { id: booking.id }],
		['booking.mine', own, {}],
		['watch.mine', own, undefined],
		['watch.mine', await house.link.watches('anna@example.com'), undefined],
		['approval.outstanding', ingeborg, {}],
		['approval.history', ingeborg, { limit: 5 }],
	];
}

describe('a query that may be remembered', () => {
	test('is one of these, and each is tried here', async () => {
		const asked = new Set(queries.map(([path]) => path));
		const queryPaths = PROCEDURES.filter(({ type }) => type === 'query').map(({ path }) => path);
		// All but the export, which shows persons and mails, whose changes are no news to anybody else; and the feed's
		// address, which hangs on the signing key.
		expect(queryPaths.filter((path) => !asked.has(path))).toEqual(['access.feed', 'access.exportData']);
		for (const path of queryPaths) expect(procedureAt(path).isRemembered, path).toBe(asked.has(path));
	});

	test('answers the same bytes again, and 304 to whoever has them', async () => {
		for (const [path, token, input] of queries) {
			const first = await house.call(path, { token, input });
			const second = await house.call(path, { token, input });
			expect([second.status, second.text, tagOf(second)], path).toEqual([200, first.text, tagOf(first)]);
			expect(second.headers.get('cache-control'), path).toBe('private, no-cache');
			expect(second.headers.get('vary'), path).toMatch(/authorization/i);
			const known = await fetchAt(path, { token, input, headers: { 'if-none-match': `"else", W/${tagOf(first)}` } });
			expect([known.status, await known.text(), known.headers.get('etag')], path).toEqual([304, '', tagOf(first)]);
		}
	});

	test('hangs on nothing but what its name says: the hour, the request and rows that are no news change no byte', async () => {
		const ask = () =>
			Promise.all(
				queries.map(([path, token, input]) =>
					callAt(other.url, path, { token, input, headers: { 'x-unattended': '1' } }),
				),
			);
		const before = await ask();
		house.travelTo('2027-03-01T22:30:00Z');
		await house.sql`update person set link_used_at = now(), last_asked_at = now()`;
		await house.sql`update mail set state = 'sent', sent_at = now(), delivered_at = now(), attempts = 4`;
		await house.sql`insert into occasion (key, at) values ('anything', now())`;
		await house.sql`update create_request set created_at = now()`;
		// Past every memory: tRPC makes them anew.
		const fresh = await serve(house);
		await fresh.start();
		for (const [index, [path, token, input]] of queries.entries()) {
			const again = await callAt(fresh.url, path, {
				token,
				input,
				headers: { 'x-request-id': 'another', 'x-unattended': '1' },
			});
			expect(again.text, path).toBe(before[index]?.text);
		}
		await fresh.close();
		house.travelTo('2027-03-01');
	});

	test('counts as read and is logged like any other', async () => {
		const strict = await openHttpHouse({ env: { LIMIT_READS_PER_MINUTE: '3' } });
		const token = await strict.link.calendar();
		const outcomes = [];
		for (let count = 0; count < 5; count++)
			outcomes.push((await strict.call('calendar.range', { token, input: MAY })).outcome);
		expect(outcomes).toEqual(['ok', 'ok', 'ok', 'RATE_LIMITED', 'RATE_LIMITED']);
		await strict.close();
	});
});

describe('a remembered answer', () => {
	test('crosses no callers', async () => {
		const tokens = new Set(queries.map(([, token]) => token));
		const answers = new Map<string, string>();
		for (const [path, , input] of queries) {
			for (const token of tokens) {
				// Whoever has a name of somebody else's answer gets their own all the same.
				for (const tag of [undefined, ...answers.keys()]) {
					const answer = await fetchAt(path, { token, input, ...(tag && { headers: { 'if-none-match': tag } }) });
					const name = answer.headers.get('etag');
					if (answer.status === 304) expect(name).toBe(tag);
					if (name) answers.set(name, `${path} ${JSON.stringify(input)} ${token}`);
				}
			}
		}
		// One name for each question of each caller.
		expect(new Set(answers.values()).size).toBe(answers.size);
	});

	test.each([
		['rotation', async (email: string) => house.call('access.rotateLink', { token: await house.link.person(email) })],
		['block', async (email: string) => setBlocked(house.services, email, true)],
		[
			'forgetting',
			async (email: string) =>
				house.call('access.forgetMe', { token: await house.link.person(email), input: { confirm: true } }),
		],
	])('does not outlive the link it was given to: %s', async (how, end) => {
		const email = `${how}@example.com`;
		const days: DayRange = { startDate: '2027-09-01', endDate: '2027-09-01' };
		await (await house.as.person(email)).booking
			.create(request({ ...days, email, confirmLongStay: true }))
			.catch(() => {});
		const token = await house.link.person(email);
		for (const url of [house.url, other.url])
			expect((await callAt(url, 'booking.mine', { token, input: {} })).outcome).toBe('ok');
		await end(email);
		for (const url of [house.url, other.url])
			expect((await callAt(url, 'booking.mine', { token, input: {} })).outcome).toBe('LINK_ENDED');
	});

	test('does not outlive the calendar link', async () => {
		const token = await house.link.calendar();
		const { headers } = await house.call('calendar.range', { token, input: MAY });
		await house.sql`update house set calendar_generation = 2`;
		const known = await fetchAt('calendar.range', {
			token,
			input: MAY,
			headers: { 'if-none-match': headers.get('etag') ?? '' },
		});
		expect(known.status).toBe(401);
		await house.sql`update house set calendar_generation = 1`;
	});

	test('does not outlive the day in Berlin', async () => {
		const { booking, token } = await pendingUntil('2027-03-01');
		const calendar = await house.link.calendar();
		const range = { token: calendar, input: { from: '2027-02-20', to: '2027-03-10' } };
		house.travelTo('2027-03-01T22:59:59Z');
		const before = [
			await house.call('calendar.range', range),
			await house.call('booking.get', { token, input: { id: booking.id } }),
		];
		expect([before[0]?.value.entries.length, before[1]?.value.isPast]).toEqual([1, false]);
		house.travelTo('2027-03-01T23:00:00Z');
		const after = [
			await house.call('calendar.range', range),
			await house.call('booking.get', { token, input: { id: booking.id } }),
		];
		expect([after[0]?.value.entries.length, after[1]?.value.isPast]).toEqual([0, true]);
		expect((await house.call('house.info')).value.today).toBe('2027-03-02');
		house.travelTo('2027-03-01');
	});

	test(`is never older than a change that was acknowledged, whichever instance made it (${TRIES} tries)`, {
		timeout: 600_000,
	}, async () => {
		const { booking, token } = await pendingUntil('2027-06-02', '2027-06-01');
		const calendar = await house.link.calendar();
		const range = { token: calendar, input: { from: '2027-06-01', to: '2027-06-30' } };
		let { revision } = booking;
		for (let count = 0; count < TRIES; count++) {
			const [writer, reader] = count % 2 ? [house.url, other.url] : [other.url, house.url];
			const partySize = (count % 10) + 1;
			const input = { id: booking.id, revision, changes: { partySize, description: `${count}` } };
			const edited = await callAt(writer, 'booking.edit', { token, input });
			revision = edited.value.revision;
			const [seen, own] = await Promise.all([
				callAt(reader, 'calendar.range', range),
				callAt(reader, 'booking.get', { token, input: { id: booking.id } }),
			]);
			expect([seen.value.entries[0].partySize, own.value.revision, own.value.description]).toEqual([
				partySize,
				revision,
				`${count}`,
			]);
		}
	});
});

async function pendingUntil(endDate: Day, startDate = endDate) {
	const { booking, bookingToken } = await house.as.viewer.booking.create(
		request({ startDate, endDate, email: `until-${endDate}@example.com` }),
	);
	return { booking, token: bookingToken };
}

/** A GET whose answer may be a 304. */
async function fetchAt(
	path: string,
	{ token, input, headers = {} }: { token?: string | undefined; input?: unknown; headers?: Record<string, string> },
) {
	const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
	return fetch(`${house.url}/trpc/${path}${query}`, {
		headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
	});
}
