/** What HTTP callers meet: health, request ids, and bad input refused with a typed reason. */

import { type House, openHouse, request, serve } from '@betzenstein/testing/house/inProcess';
import superjson from 'superjson';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { schemaIsCurrent } from '../src/db/schemaVersion.ts';

let house: House;
let server: Awaited<ReturnType<typeof serve>>;
let calendarToken: string;
beforeAll(async () => {
	house = await openHouse();
	server = await serve(house);
	calendarToken = await house.link.calendar();
});
afterAll(async () => {
	await server.close();
	await house.close();
});

const bearer = () => ({ authorization: `Bearer ${calendarToken}` });
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
	fetch(`${server.url}/trpc/${path}`, {
		method: 'POST',
		body,
		headers: { 'content-type': 'application/json', ...headers },
	});
const create = (input: unknown) => post('booking.create', JSON.stringify(superjson.serialize(input)), bearer());

// biome-ignore lint/suspicious/noExplicitAny: the answer of a broken request has no type
async function errorOf(response: Response): Promise<any> {
	const body = await response.json();
	return superjson.deserialize((Array.isArray(body) ? body[0] : body).error);
}

async function expectNothingStored() {
	const [row] =
		await house.sql`select (select count(*) from booking)::int + (select count(*) from event)::int as stored`;
	expect(row?.['stored']).toBe(0);
}

describe('health', () => {
	test('is starting, then ok, then draining; procedures answer UNAVAILABLE until it is ok', async () => {
		const fresh = await serve(house);
		const health = async () => {
			const response = await fetch(`${fresh.url}/health`);
			return [response.status, await response.json()];
		};
		expect(await health()).toEqual([503, { status: 'starting' }]);
		const early = await fetch(`${fresh.url}/trpc/house.info`);
		expect(early.status).toBe(503);
		expect((await errorOf(early)).data).toMatchObject({ reason: 'UNAVAILABLE', code: 'SERVICE_UNAVAILABLE' });
		await fresh.start();
		expect(await health()).toEqual([200, { status: 'ok' }]);
		expect(await (await fetch(`${fresh.url}/ready`)).json()).toMatchObject({ status: 'ok' });
		fresh.health.drain();
		expect(await health()).toEqual([503, { status: 'draining' }]);
		expect((await fetch(`${fresh.url}/trpc/house.info`)).status).toBe(200);
		await fresh.close();
	});

	test('stays ok without the database; ready says what is missing; procedures say UNAVAILABLE', async () => {
		const lost = await openHouse();
		const alone = await serve(lost);
		await alone.start();
		await lost.services.db.close();
		expect((await fetch(`${alone.url}/health`)).status).toBe(200);
		const ready = await fetch(`${alone.url}/ready`);
		expect([ready.status, await ready.json()]).toMatchObject([503, { status: 'degraded', missing: ['database'] }]);
		const call = await fetch(
			`${alone.url}/trpc/calendar.range?input=${encodeURIComponent('{"json":{"from":"2027-05-01","to":"2027-05-02"}}')}`,
			{
				headers: bearer(),
			},
		);
		expect([call.status, (await errorOf(call)).data.reason]).toEqual([503, 'UNAVAILABLE']);
		await alone.close();
		await lost.close();
	});

	test('a schema older than the code is not current, a newer one is', async () => {
		const older = await openHouse();
		const newest = older.sql`select max(created_at) from drizzle.__drizzle_migrations`;
		expect(await older.services.db.read(({ sql }) => schemaIsCurrent(sql))).toBe(true);
		await older.sql`insert into drizzle.__drizzle_migrations (hash, created_at) select 'newer', max(created_at) + 1 from drizzle.__drizzle_migrations`;
		expect(await older.services.db.read(({ sql }) => schemaIsCurrent(sql))).toBe(true);
		await older.sql`delete from drizzle.__drizzle_migrations where created_at >= (${newest}) - 1`;
		expect(await older.services.db.read(({ sql }) => schemaIsCurrent(sql))).toBe(false);
		await older.close();
	});
});

test('a start on a PostgreSQL that is older than we ask for is said in the log, and works', async () => {
	const old = await openHouse();
	const warned = async () => {
		const fresh = await serve(old);
		const warn = vi.spyOn(fresh.log, 'warn');
		await fresh.start();
		const state = fresh.health.state();
		await fresh.close();
		return [state, ...warn.mock.calls];
	};
	const [row] = await old.sql<
		[{ version: number }]
	>`select current_setting('server_version_num')::int / 10000 as version`;
	if (row.version >= 17) expect(await warned()).toEqual(['ok']);
	await old.sql.unsafe(`create function public.current_setting(text) returns text language sql as $$
			select case $1 when 'server_version' then '16.4 (Debian 16.4-1)' else pg_catalog.current_setting($1) end $$;
		alter role current_user in database ${new URL(old.databaseUrl).pathname.slice(1)} set search_path = public, pg_catalog`);
	await old.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
	expect(await warned()).toEqual(expect.arrayContaining(['ok', [{ version: '16.4' }, 'PostgreSQL is older than 17']]));
	await old.close();
});

describe('request id', () => {
	test.each(['/health', '/ready', '/nothing', '/trpc/house.sell'])('stands on every answer: %s', async (path) => {
		const response = await fetch(`${server.url}${path}`, { headers: { 'x-request-id': 'mine-1' } });
		expect(response.headers.get('x-request-id')).toBe('mine-1');
	});

	test.each([
		['abc-123', 'abc-123'],
		['x'.repeat(65), undefined],
		['a b', undefined],
	])('%s is taken over if it fits', async (given, expected) => {
		const response = await fetch(`${server.url}/trpc/house.info`, { headers: { 'x-request-id': given } });
		const answered = response.headers.get('x-request-id');
		expect(answered).toMatch(/^[A-Za-z0-9-]{1,64}$/);
		if (expected) expect(answered).toBe(expected);
		else expect(answered).not.toBe(given);
	});
});

describe('bad input is refused and changes nothing', () => {
	beforeAll(() => server.start());

	test.each<[string, unknown, string]>([
		['a day that does not exist', { startDate: '2027-02-29' }, 'startDate'],
		['a day with a time', { startDate: '2027-05-01T10:00:00Z' }, 'startDate'],
		['a number for a day', { endDate: 20270501 }, 'endDate'],
		['an unknown key', { color: 'red' }, 'color'],
		['no first name', { firstName: '   ' }, 'firstName'],
		['an address for a name', { firstName: 'a@b.de' }, 'firstName'],
		['too many people', { partySize: 11 }, 'partySize'],
		['half a person', { partySize: 2.5 }, 'partySize'],
		['an address that is none', { email: 'anna' }, 'email'],
		['no address', { email: undefined }, 'email'],
		['an unknown party', { affiliation: 'Otto' }, 'affiliation'],
		['a link in the description', { description: 'siehe https://example.com' }, 'description'],
		['a request key that is no UUID', { requestKey: 'again' }, 'requestKey'],
	])('%s', async (_, changes, path) => {
		const response = await create({ ...request(), ...(changes as object) });
		expect(response.status).toBe(400);
		const { data, message } = await errorOf(response);
		expect(data).toMatchObject({ reason: 'INVALID_INPUT', code: 'BAD_REQUEST', path: 'booking.create' });
		expect(data.details.fields.map((field: { path: string }) => field.path)).toEqual([path]);
		expect(data.requestId).toBe(response.headers.get('x-request-id'));
		expect(message).toBe('Bitte prüfe deine Angaben.');
		expect(data).not.toHaveProperty('stack');
		await expectNothingStored();
	});

	test.each<[string, () => Promise<Response>, number, string]>([
		['broken JSON', () => post('booking.create', '{"json":', bearer()), 400, 'INVALID_INPUT'],
		['no body', () => post('booking.create', '', bearer()), 400, 'INVALID_INPUT'],
		[
			'another content type',
			() => post('booking.create', 'a=b', { ...bearer(), 'content-type': 'text/plain' }),
			415,
			'INVALID_INPUT',
		],
		[
			'a body over the bound',
			() => post('booking.create', `{"json":"${'x'.repeat(100_000)}"}`, bearer()),
			413,
			'INVALID_INPUT',
		],
		[
			'GET of a mutation',
			() => fetch(`${server.url}/trpc/booking.create`, { headers: bearer() }),
			405,
			'INVALID_INPUT',
		],
		['an unknown procedure', () => fetch(`${server.url}/trpc/house.sell`), 404, 'NOT_FOUND'],
		[
			'broken input in the URL',
			() => fetch(`${server.url}/trpc/calendar.range?input=%7B`, { headers: bearer() }),
			400,
			'INVALID_INPUT',
		],
		[
			'an id that is no UUID',
			() => fetch(`${server.url}/trpc/booking.mine?input=1`, { headers: bearer() }),
			403,
			'ROLE_REQUIRED',
		],
	])('%s', async (_, call, status, reason) => {
		const response = await call();
		expect([response.status, (await errorOf(response)).data.reason]).toEqual([status, reason]);
		await expectNothingStored();
	});

	test.each<[string, () => Promise<Response>, string]>([
		[
			'GET of a mutation',
			() => fetch(`${server.url}/trpc/booking.create`, { headers: bearer() }),
			'Queries take GET and POST, mutations POST, subscriptions GET.',
		],
		[
			'no content type',
			() => fetch(`${server.url}/trpc/booking.create`, { method: 'POST', body: new Uint8Array(1), headers: bearer() }),
			'A POST needs the header `content-type: application/json`.',
		],
		['an unknown procedure', () => fetch(`${server.url}/trpc/booking.creat`), 'There is no procedure of this name.'],
		[
			'no envelope',
			() => post('booking.create', JSON.stringify(request()), bearer()),
			'The input has to be in `json`: {"json": {…}}.\n✖ Invalid input: expected object, received undefined',
		],
		[
			'a wrong field',
			() => create({ ...request(), color: 'red', partySize: 11 }),
			'✖ Unrecognized key: "color"\n✖ Too big: expected number to be <=10\n  → at partySize',
		],
	])('says to developers what is wrong: %s', async (_, call, hint) => {
		expect((await errorOf(await call())).data.hint).toBe(hint);
	});

	test('a refusal by the rules has no hint', async () => {
		const { data } = await errorOf(await create(request({ startDate: '2027-05-05', endDate: '2027-05-01' })));
		expect([data.reason, data.hint]).toEqual(['END_BEFORE_START', undefined]);
	});

	test('a batch of hundreds', async () => {
		const paths = Array.from({ length: 300 }, () => 'house.info').join(',');
		const response = await fetch(`${server.url}/trpc/${paths}?batch=1&input=%7B%7D`);
		expect([response.status, (await errorOf(response)).data.reason]).toEqual([400, 'INVALID_INPUT']);
	});

	test.each([
		['garbage', 'Bearer x.y.z'],
		['no scheme', 'x.y.z'],
		['nothing after the scheme', 'Bearer '],
	])('a token that is %s', async (_, authorization) => {
		const response = await fetch(`${server.url}/trpc/house.info`, { headers: { authorization } });
		expect([response.status, (await errorOf(response)).data.reason]).toEqual([401, 'LINK_INVALID']);
	});
});

test('a query that comes as POST has the same answer', async () => {
	await server.start();
	const got = await fetch(`${server.url}/trpc/house.info`);
	const posted = await post('house.info', '{}');
	expect(posted.status).toBe(200);
	expect(await posted.text()).toBe(await got.text());
});

test('an unforeseen error says nothing of its cause', async () => {
	const broken = await openHouse();
	const alone = await serve(broken);
	await alone.start();
	await broken.sql`alter table event rename to happened`;
	const response = await fetch(`${alone.url}/trpc/booking.create`, {
		method: 'POST',
		body: JSON.stringify(superjson.serialize(request({ description: 'geheim' }))),
		headers: { 'content-type': 'application/json', ...bearer() },
	});
	const text = await response.text();
	expect(response.status).toBe(500);
	expect(JSON.parse(text).error.json).toEqual({
		message: 'Da ist bei uns etwas schiefgegangen. Bitte versuche es später noch einmal.',
		code: -32603,
		data: {
			reason: 'INTERNAL',
			details: {},
			code: 'INTERNAL_SERVER_ERROR',
			httpStatus: 500,
			path: 'booking.create',
			requestId: response.headers.get('x-request-id'),
		},
	});
	await alone.close();
	await broken.close();
});

describe('CORS', () => {
	const preflight = (origin: string, headers = 'authorization,content-type') =>
		fetch(`${server.url}/trpc/house.info`, {
			method: 'OPTIONS',
			headers: {
				origin,
				'access-control-request-method': 'POST',
				'access-control-request-headers': headers,
			},
		});

	test('lets the configured origin in and no other, without credentials', async () => {
		const allowed = await preflight('https://frontend.example');
		expect(allowed.headers.get('access-control-allow-origin')).toBe('https://frontend.example');
		expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
		expect((await preflight('https://elsewhere.example')).headers.get('access-control-allow-origin')).toBeNull();
	});

	test('lets in whatever headers a call has, asked about once an hour: those of our client, and those that others add', async () => {
		const { headers } = await preflight('https://frontend.example', 'authorization,x-client,x-attempt,traceparent');
		expect(headers.get('access-control-allow-headers')).toBe('authorization,x-client,x-attempt,traceparent');
		expect(headers.get('access-control-max-age')).toBe('3600');
	});
});

test('/ready tells a caller whether limits count them by the header of the proxy, and where links lead', async () => {
	const served = await serve(house, { clientIpHeader: 'x-caller', webUrl: 'https://house.example' });
	const ready = async (headers: Record<string, string>) => (await fetch(`${served.url}/ready`, { headers })).json();
	const links = { webUrl: 'https://house.example' };
	expect(await ready({ 'x-caller': '192.0.2.1' })).toMatchObject({ callersBy: 'header', ...links });
	expect(await ready({ 'x-caller': 'nobody' })).toMatchObject({ callersBy: 'connection', ...links });
	expect(await ready({})).toMatchObject({ callersBy: 'connection', ...links });
	await served.close();
});
