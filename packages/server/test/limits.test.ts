/** BR-012's limits by client address: exact over all instances, and there when the database is not. */
import { createHash } from 'node:crypto';
import { addDays } from '@betzenstein/shared';
import { type Answer, callAt } from '@betzenstein/testing/house/calls';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request, serve } from '@betzenstein/testing/house/inProcess';
import { signTokens } from '@betzenstein/testing/house/links';
import { type ServerProcess, startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { createTestDatabase, type TestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { openWire, type Wire } from '@betzenstein/testing/postgres/wire';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';

/** The cheapest write, open to anybody. */
const write = (url: string, headers: Record<string, string> = {}) =>
	callAt(url, 'access.requestLink', { input: { email: 'nobody@example.com' }, headers });
const read = (url: string) => callAt(url, 'house.info');

/** One after the other. */
async function times(count: number, call: () => Promise<Answer>): Promise<string[]> {
	const outcomes = [];
	for (let index = 0; index < count; index++) outcomes.push((await call()).outcome);
	return outcomes;
}

const tally = (answers: Pick<Answer, 'outcome'>[]): Record<string, number> => {
	const counts: Record<string, number> = {};
	for (const { outcome } of answers) counts[outcome] = (counts[outcome] ?? 0) + 1;
	return counts;
};

describe('writes, with four processes on one database', () => {
	const LIMIT = 40;
	let database: TestDatabase;
	let servers: ServerProcess[];
	beforeAll(async () => {
		database = await createTestDatabase(inject('postgresUrl'));
		const env = testEnvironment(database.url, { LIMIT_WRITES_PER_HOUR: String(LIMIT) });
		servers = await Promise.all([1, 2, 3, 4].map(() => startServerProcess(env)));
		// Their connections are there when it counts.
		const { calendarToken: token } = await signTokens(env);
		const opened = servers.flatMap(({ url }) =>
			Array.from({ length: 8 }, () => callAt(url, 'access.whoAmI', { token })),
		);
		expect(tally(await Promise.all(opened))).toEqual({ ok: 32 });
	});
	afterAll(async () => {
		await Promise.all(servers.map((server) => server.stop()));
		await database.drop();
	});

	test('exactly as many pass as may, of three times as many at once; the others are told when to come back', async () => {
		const answers = await Promise.all(
			Array.from({ length: 3 * LIMIT }, (_, index) => write(servers[index % 4]?.url ?? '')),
		);
		expect(tally(answers)).toEqual({ ok: LIMIT, RATE_LIMITED: 2 * LIMIT });
		for (const { status, details, headers } of answers.filter(({ outcome }) => outcome === 'RATE_LIMITED')) {
			const { retryAfterSeconds } = details as { retryAfterSeconds: number };
			expect(status).toBe(429);
			expect(retryAfterSeconds).toBeGreaterThan(3_500);
			expect(retryAfterSeconds).toBeLessThanOrEqual(3_600);
			expect(headers.get('retry-after')).toBe(String(retryAfterSeconds));
		}
		const sql = postgres(database.url, { max: 1 });
		expect(await sql`select count(*)::int as written from link_request`).toEqual([{ written: LIMIT }]);
		expect(await sql`select count(*)::int as counters from rate_limit`).toEqual([{ counters: 1 }]);
		await sql.end();
		expect(servers.flatMap(({ errors }) => errors)).toEqual([]);
	});
});

describe('with a limit of 3 writes an hour and 20 reads a minute', () => {
	let house: HttpHouse;
	beforeEach(async () => {
		house = await openHttpHouse(
			{ env: { LIMIT_WRITES_PER_HOUR: '3', LIMIT_READS_PER_MINUTE: '20' } },
			{ clientIpHeader: 'fly-client-ip' },
		);
	});
	afterEach(() => house.close());

	const from = (address: string) => ({ 'fly-client-ip': address });
	const USED_UP = ['ok', 'ok', 'ok', 'RATE_LIMITED'];

	test('each address has its own', async () => {
		for (const address of ['192.0.2.1', '192.0.2.2', '2001:db8:1:2::1']) {
			expect(await times(4, () => write(house.url, from(address)))).toEqual(USED_UP);
		}
	});

	test('a network of IPv6 addresses (/64) shares one, and an address counts however it is written', async () => {
		let last = 0;
		const fromNetwork = () => write(house.url, from(`2001:db8:1:2:${(++last).toString(16)}::${last}`));
		expect(await times(4, fromNetwork)).toEqual(USED_UP);
		expect((await write(house.url, from('2001:0DB8:0001:0002::ffff'))).outcome).toBe('RATE_LIMITED');
		expect((await write(house.url, from('2001:db8:1:3::1'))).outcome).toBe('ok');
		expect(await times(3, () => write(house.url, from('192.0.2.7')))).toEqual(['ok', 'ok', 'ok']);
		expect((await write(house.url, from('::ffff:192.0.2.7'))).outcome).toBe('RATE_LIMITED');
	});

	test('nothing that the caller writes gives them another address', async () => {
		let last = 0;
		const hiding = () => {
			const other = `198.51.100.${++last}`;
			return write(house.url, {
				...from('192.0.2.1'),
				'x-forwarded-for': other,
				'x-real-ip': other,
				forwarded: `for=${other}`,
				via: other,
			});
		};
		expect(await times(4, hiding)).toEqual(USED_UP);
		// No address at all, or several, is none: the socket's counts.
		const garbled = () =>
			write(house.url, from(['nonsense', '198.51.100.1, 198.51.100.2', '<script>', ''][last++ % 4] ?? ''));
		expect(await times(4, garbled)).toEqual(USED_UP);
	});

	test('without CLIENT_IP_HEADER the socket’s address counts, whatever header says something else', async () => {
		const direct = await serve(house);
		await direct.start();
		let last = 0;
		const hiding = () =>
			write(direct.url, { ...from(`198.51.100.${++last}`), 'x-forwarded-for': `198.51.100.${last}` });
		expect(await times(4, hiding)).toEqual(USED_UP);
		await direct.close();
	});

	test('a batch spends for each of its calls', async () => {
		const body = JSON.stringify(
			Object.fromEntries([0, 1, 2, 3, 4].map((index) => [index, { json: { email: 'nobody@example.com' } }])),
		);
		const response = await fetch(`${house.url}/trpc/${Array(5).fill('access.requestLink').join(',')}?batch=1`, {
			method: 'POST',
			body,
			headers: { 'content-type': 'application/json' },
		});
		const results: { error?: { json: { data: { reason: string } } } }[] = await response.json();
		expect(results.map(({ error }) => error?.json.data.reason ?? 'ok').toSorted()).toEqual([
			'RATE_LIMITED',
			'RATE_LIMITED',
			'ok',
			'ok',
			'ok',
		]);
		expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(3_500);
	});

	test('reads are counted by each instance for itself, and leave nothing in the database', async () => {
		const other = await serve(house);
		await other.start();
		for (const url of [house.url, other.url]) {
			const answers = await Promise.all(Array.from({ length: 30 }, () => read(url)));
			expect(tally(answers)).toEqual({ ok: 20, RATE_LIMITED: 10 });
			const { details, headers } = answers.find(({ outcome }) => outcome === 'RATE_LIMITED') as Answer;
			const { retryAfterSeconds } = details as { retryAfterSeconds: number };
			expect(retryAfterSeconds).toBeGreaterThan(0);
			expect(retryAfterSeconds).toBeLessThanOrEqual(60);
			expect(headers.get('retry-after')).toBe(String(retryAfterSeconds));
			// Who reads too much may still write.
			expect((await write(url)).outcome).toBe('ok');
		}
		expect(await house.sql`select count(*)::int as counters from rate_limit`).toEqual([{ counters: 1 }]);
		await other.close();
	});

	test('the health check has none', async () => {
		await times(21, () => read(house.url));
		expect((await read(house.url)).outcome).toBe('RATE_LIMITED');
		expect((await fetch(`${house.url}/health`)).status).toBe(200);
		expect((await fetch(`${house.url}/ready`)).status).toBe(200);
	});

	/** Everything that asks the database, once it is known who asks. */
	function watchDatabase() {
		const { db } = house.services;
		const spies = (['read', 'snapshot', 'note', 'write', 'statement'] as const).map((way) => vi.spyOn(db, way));
		return () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
	}

	test('those who have used up their limit cost no look at the database, whatever their link', async () => {
		const [viewer, person] = [await house.link.calendar(), await house.link.person('anna@example.com')];
		const ended = await house.link.sign({ kind: 'calendar', generation: 9 });
		const range = { from: '2027-05-01', to: '2027-05-02' };
		const calls: [string, () => Promise<Answer>][] = [
			['RATE_LIMITED', () => house.call('calendar.range', { input: range, token: viewer })],
			['LINK_REQUIRED', () => house.call('calendar.range', { input: range })],
			['RATE_LIMITED', () => house.call('booking.mine', { input: {}, token: person })],
			['LINK_ENDED', () => house.call('calendar.range', { input: range, token: ended })],
			['LINK_INVALID', () => house.call('calendar.range', { input: range, token: 'x.y.z' })],
			['RATE_LIMITED', () => house.call('booking.create', { input: request(), token: viewer })],
			['RATE_LIMITED', () => house.call('booking.create', { input: request(), token: person })],
			['LINK_ENDED', () => house.call('booking.create', { input: request(), token: ended })],
			['ROLE_REQUIRED', () => house.call('approval.approve', { input: {}, token: viewer })],
		];
		await times(21, () => read(house.url));
		await times(4, () => write(house.url));
		for (const [, call] of calls) await call();
		const asked = watchDatabase();
		for (let round = 0; round < 20; round++)
			expect(await Promise.all(calls.map(async ([, call]) => (await call()).outcome))).toEqual(
				calls.map(([reason]) => reason),
			);
		expect(asked()).toBe(0);
	});

	test('those who have not are looked up each time, so that a link ends at once', async () => {
		const viewer = await house.link.calendar();
		const whoAmI = async () => (await house.call('access.whoAmI', { token: viewer })).outcome;
		expect(await whoAmI()).toBe('ok');
		await house.sql`update house set calendar_generation = 2`;
		expect(await whoAmI()).toBe('LINK_ENDED');
	});

	describe('the order of refusals', () => {
		const create = (token: string | undefined, input: unknown) => house.call('booking.create', { input, token });

		test('a dead or false link and the wrong kind of caller are told first, and cost nothing', async () => {
			const viewer = await house.link.calendar();
			const ended = await house.link.sign({ kind: 'calendar', generation: 9 });
			const costFree: [string, () => Promise<Answer>][] = [
				['LINK_INVALID', () => create('x.y.z', request())],
				['LINK_ENDED', () => create(ended, request())],
				['LINK_REQUIRED', () => create(undefined, request())],
				['ROLE_REQUIRED', () => house.call('approval.approve', { input: {}, token: viewer })],
			];
			for (const [reason, call] of costFree) expect(await times(4, call)).toEqual([reason, reason, reason, reason]);
			expect(await times(4, () => create(viewer, request({ startDate: '2020-01-01' })))).toEqual([
				'IN_THE_PAST',
				'IN_THE_PAST',
				'IN_THE_PAST',
				'RATE_LIMITED',
			]);
			// Also where the limit is used up.
			for (const [reason, call] of costFree) expect((await call()).outcome).toBe(reason);
		});

		test('malformed input costs like any other, and is not looked at once the limit is used up', async () => {
			const viewer = await house.link.calendar();
			const malformed = () => create(viewer, { color: 'red' });
			expect(await times(4, malformed)).toEqual(['INVALID_INPUT', 'INVALID_INPUT', 'INVALID_INPUT', 'RATE_LIMITED']);
			expect((await create(viewer, request())).outcome).toBe('RATE_LIMITED');
			expect(await house.sql`select count(*)::int as bookings from booking`).toEqual([{ bookings: 0 }]);
		});
	});

	test('the table holds no address, nor anything that can be computed from one without the key', async () => {
		const addresses = ['192.0.2.1', '2001:db8:1:2::1', '127.0.0.1'];
		for (const address of addresses) await write(house.url, from(address));
		const rows = await house.sql<{ key: string; points: number }[]>`select key, points from rate_limit`;
		expect(rows.map(({ points }) => points)).toEqual([1, 1, 1]);
		for (const { key } of rows) expect(key).toMatch(/^write:[\w-]{43}$/);
		const known = [...addresses, '2001:db8:1:2'].flatMap((text) => [
			text,
			...(['hex', 'base64url'] as const).map((encoding) => createHash('sha256').update(text).digest(encoding)),
		]);
		expect(rows.filter(({ key }) => known.some((text) => key.includes(text)))).toEqual([]);

		const key = (house_: HttpHouse) => house_.sql<{ key: string }[]>`select key from rate_limit order by key`;
		const other = await openHttpHouse(
			{ env: { LINK_KEYS: `other:${Buffer.alloc(32, 'other').toString('base64')}` } },
			{ clientIpHeader: 'fly-client-ip' },
		);
		for (const address of addresses) await write(other.url, from(address));
		const shared = (await key(other)).filter((one) => rows.some((row) => row.key === one.key));
		expect(shared).toEqual([]);
		await other.close();
	});
});

test('somebody who locks the counters keeps nobody from reading, and writes are counted in memory', async () => {
	const house = await openHttpHouse({ env: { LIMIT_WRITES_PER_HOUR: '30' } });
	const token = await house.link.calendar();
	let days = 0;
	// Another range each time: an answer that is remembered needs no connection but one.
	const range = async () => {
		const begun = performance.now();
		const { outcome } = await house.call('calendar.range', {
			input: { from: '2027-05-01', to: addDays('2027-05-01', ++days) },
			token,
		});
		return { outcome, ms: performance.now() - begun };
	};
	await house.sql.begin(async (locker) => {
		await locker`lock table rate_limit in access exclusive mode`;
		const asked: Promise<Answer>[] = [];
		const reads: Awaited<ReturnType<typeof range>>[] = [];
		for (let count = 0; count < 40; count++) {
			asked.push(write(house.url));
			reads.push(...(await Promise.all([range(), range()])));
			expect((await fetch(`${house.url}/ready`)).status).toBe(200);
		}
		expect(new Set(reads.map(({ outcome }) => outcome))).toEqual(new Set(['ok']));
		expect(Math.max(...reads.map(({ ms }) => ms))).toBeLessThan(2_000);
		expect(tally(await Promise.all(asked))).toEqual({ ok: 30, RATE_LIMITED: 10 });
	});
	await house.close();
});

describe('when the database is away', () => {
	let database: TestDatabase;
	let wire: Wire;
	let server: ServerProcess;
	let env: Record<string, string>;
	beforeEach(async () => {
		database = await createTestDatabase(inject('postgresUrl'));
		wire = await openWire(database.url);
		env = testEnvironment(wire.url, { LIMIT_WRITES_PER_HOUR: '3', LIMIT_READS_PER_MINUTE: '20' });
		server = await startServerProcess(env);
	});
	afterEach(async () => {
		wire.cut();
		await server.stop();
		await database.drop();
	});

	test('memory counts: writes are UNAVAILABLE, then RATE_LIMITED, and go on when it is back', async () => {
		const { calendarToken: token } = await signTokens(env);
		wire.cut();
		const answers = [];
		for (let count = 0; count < 5; count++) answers.push(await write(server.url));
		expect(answers.map(({ outcome, status }) => `${status} ${outcome}`)).toEqual([
			'503 UNAVAILABLE',
			'503 UNAVAILABLE',
			'503 UNAVAILABLE',
			'429 RATE_LIMITED',
			'429 RATE_LIMITED',
		]);
		expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(3_500);
		// Whose link cannot be looked up is told to come again; what needs no database is answered.
		const day = { from: '2027-05-01', to: '2027-05-02' };
		expect((await callAt(server.url, 'calendar.range', { input: day, token })).outcome).toBe('UNAVAILABLE');
		expect((await callAt(server.url, 'booking.create', { input: request(), token })).outcome).toBe('UNAVAILABLE');
		expect((await read(server.url)).outcome).toBe('ok');
		expect((await fetch(`${server.url}/health`)).status).toBe(200);

		await wire.mend();
		await expect.poll(async () => (await write(server.url)).outcome, { timeout: 20_000 }).toBe('ok');
	});

	test('and when it is there but does not answer, all the same, and within bounds', async () => {
		wire.silenceAll();
		const begun = performance.now();
		const answers = await Promise.all(Array.from({ length: 5 }, () => write(server.url)));
		expect(tally(answers)).toEqual({ UNAVAILABLE: 3, RATE_LIMITED: 2 });
		expect(performance.now() - begun).toBeLessThan(30_000);
	});
});
