/** The fuzzing of `pnpm proof fuzz`, a short run of it; what it has found; and that it would notice. */

import { randomUUID } from 'node:crypto';
import { PROCEDURES } from '@betzenstein/testing/house/calls';
import { WITHOUT_LIMITS } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { openServers, type Servers } from '@betzenstein/testing/house/inProcesses';
import { stored } from '@betzenstein/testing/house/tables';
import { createTestDatabase, type TestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { judge } from './fuzz/judge.ts';
import { PROCEDURES as FUZZED } from './fuzz/requests.ts';
import { fuzz } from './fuzz/run.ts';
import { exchange } from './fuzz/wire.ts';

describe('1500 made-up requests', () => {
	let database: TestDatabase;
	let house: Servers;
	beforeAll(async () => {
		database = await createTestDatabase(inject('postgresUrl'));
		house = await openServers(database.url, { env: WITHOUT_LIMITS });
	});
	afterAll(async () => {
		await house.close();
		await database.drop();
	});

	test('break nothing: no status of 500 or above, no stack, SQL or path, no error without a known reason, and the process lives', async () => {
		const { tried, outcomes, answered, failures } = await fuzz(house, { seed: 7, goOn: (soFar) => soFar < 1_500 });
		expect(failures).toEqual([]);
		expect(tried).toBeGreaterThanOrEqual(1_500);
		// They get past the door, and to what lies behind it.
		const common = [
			'ok',
			'INVALID_INPUT',
			'NOT_FOUND',
			'ROLE_REQUIRED',
			'LINK_REQUIRED',
			'LINK_INVALID',
			'LINK_ENDED',
			'END_BEFORE_START',
		];
		expect(Object.keys(outcomes)).toEqual(expect.arrayContaining([...common, 'NOT_ALLOWED_NOW', '404', '405', '415']));
		expect(Object.keys(answered).length).toBeGreaterThan(12);
	});

	test('are made for every procedure', () => {
		expect(FUZZED.map(({ path }) => path)).toEqual(PROCEDURES.map(({ path }) => path));
	});
});

describe('what would be noticed', () => {
	const answer = (status: number, body: string) =>
		judge('/trpc/booking.create', { status, headers: { 'content-type': 'application/json' }, body }).complaints;
	const refused = (reason: unknown) =>
		JSON.stringify({ error: { json: { message: 'Nein.', code: -32600, data: { reason, httpStatus: 400 } } } });

	test.each([
		['a status of 500', 500, refused('NOT_FOUND'), 'has status 500'],
		['a status of 503', 503, refused('NOT_FOUND'), 'has status 503'],
		['an internal error in a batch', 207, `[${refused('NOT_FOUND')},${refused('INTERNAL')}]`, 'is INTERNAL'],
		['a reason that is none', 400, refused('BROKEN'), 'has the reason BROKEN'],
		['a reason of JavaScript’s', 400, refused('constructor'), 'has the reason constructor'],
		[
			'an error of tRPC’s own making',
			400,
			JSON.stringify({ error: { json: { code: -32600, data: { httpStatus: 400 } } } }),
			'has the reason undefined',
		],
		['an error without a reason', 404, '{"error":"not found"}', 'is an error without a reason'],
		[
			'a stack',
			400,
			JSON.stringify({ stack: 'Error\n    at createBooking (file:///app/create.ts:1:1)' }),
			'holds a stack',
		],
		['a path', 200, '{"at":"/app/packages/server/src/main.ts"}', 'holds a file path'],
		['SQL', 400, '{"message":"Failed query: select \\"id\\" from \\"booking\\""}', 'holds SQL'],
		['a library’s message', 400, '{"message":"Unexpected token } in JSON"}', 'holds an error of a library'],
		['a column', 200, '{"requester_id":"1"}', 'holds a foreign secret'],
		['broken JSON', 200, '{"result":', 'is not JSON'],
	])('%s', (_, status, body, complaint) => {
		expect(answer(status, body)).toContain(complaint);
	});

	test('and nothing of an honest answer', () => {
		expect(answer(400, refused('INVALID_INPUT'))).toEqual([]);
		expect(answer(200, '{"result":{"data":{"json":{"accepted":true}}}}')).toEqual([]);
		expect(
			judge('/a', { status: 404, headers: { 'content-type': 'application/json' }, body: '{"error":"not found"}' })
				.complaints,
		).toEqual([]);
	});
});

describe('what fuzzing has found', () => {
	let house: HttpHouse;
	beforeAll(async () => {
		house = await openHttpHouse();
	});
	afterAll(() => house.close());

	const raw = async (text: string) => {
		const { status, body } = await exchange(house.url, Buffer.from(text), 5_000);
		return [status, JSON.parse(body).error.json.data.reason];
	};

	test.each([
		['TRACE', 'TRACE /trpc/house.info HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 405],
		['credentials in Host', 'GET /trpc/house.info HTTP/1.1\r\nHost: a:b@x\r\nConnection: close\r\n\r\n', 400],
		[
			'credentials in the address',
			'GET http://a:b@x/trpc/house.info HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
			400,
		],
	])('%s, which no web request can have, is refused and not an error of ours', async (_, text, status) => {
		expect(await raw(text)).toEqual([status, 'INVALID_INPUT']);
	});

	test('a cursor for the year 0000, which PostgreSQL has not, is a foreign one', async () => {
		const { personId } = await house.person('anna@example.com');
		const position = (instant: string) =>
			Buffer.from(JSON.stringify(['mine', personId, instant, randomUUID()])).toString('base64url');
		const token = await house.link.person('anna@example.com');
		const answers = ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z'].map((instant) =>
			house.call('booking.mine', { input: { cursor: position(instant) }, token }),
		);
		expect((await Promise.all(answers)).map(({ outcome }) => outcome)).toEqual(['INVALID_INPUT', 'ok']);
	});

	test.each(['\ud800', 'Mit Hund \udc00', '\udc00\ud800'])(
		'half a surrogate pair, which PostgreSQL’s JSON refuses, is no text: %j',
		async (text) => {
			const { outcome, details } = await house.call('booking.create', {
				input: request({ description: text }),
				token: await house.link.calendar(),
			});
			expect([outcome, details]).toEqual([
				'INVALID_INPUT',
				{ fields: [{ path: 'description', issue: 'control_character' }] },
			]);
		},
	);

	test('a path that names no procedure is not repeated in the answer: it may be a token', async () => {
		const token = await house.link.calendar();
		const response = await fetch(`${house.url}/trpc/${token}`);
		expect(response.status).toBe(404);
		expect(await response.text()).not.toContain(token.split('.')[1]);
	});

	test('keys and notes that mean something to JavaScript change no object but their own', async () => {
		const token = await house.link.calendar();
		const before = await stored(house.sql);
		const polluted = ['__proto__', 'constructor.prototype', 'x.__proto__', '__proto__.polluted', 'toString'];
		const bodies = polluted.flatMap((path) => [
			`{"json":{"email":"a@example.com","${path}":{"polluted":true}}}`,
			`{"json":{"email":"x"},"meta":{"values":{"${path}":["Date"],"${path}.polluted":["set"]}}}`,
			`{"json":{"a":{"polluted":true}},"meta":{"referentialEqualities":{"a":["${path}","b.${path}"]}}}`,
			`{"json":{"email":"x"},"meta":{"values":{"email":[["class","${path}"]],"x":[["custom","${path}"]]}}}`,
		]);
		for (const body of bodies) {
			const response = await fetch(`${house.url}/trpc/booking.create`, {
				method: 'POST',
				body,
				headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
			});
			expect([response.status, JSON.parse(await response.text()).error.json.data.reason]).toEqual([
				400,
				'INVALID_INPUT',
			]);
		}
		expect(Object.keys(Object.prototype)).toEqual([]);
		expect('polluted' in {}).toBe(false);
		expect(await stored(house.sql)).toEqual(before);
	});
});
