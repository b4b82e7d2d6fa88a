import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { freePort } from '@betzenstein/testing/machine/port';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type OpenedHouse, openOn } from './open.ts';
import { openApi } from './openApi.ts';
import { fitted, readableFailure, show } from './show.ts';

let house: House;
let opened: OpenedHouse;
beforeAll(async () => {
	house = await openHouse();
	opened = await openOn({ title: 'a test', config: house.config, isOwn: false, close: async () => {} });
});
afterAll(async () => {
	await opened[Symbol.asyncDispose]();
	await house.close();
});

const failureOf = (call: Promise<unknown>) =>
	call.then(
		(value) => Promise.reject(new Error(`Expected a failure, got ${JSON.stringify(value)}`)),
		(error: unknown) => readableFailure(error),
	);

describe('a failure', () => {
	test.each<[string, (opened: OpenedHouse) => Promise<unknown>, RegExp]>([
		['nobody', ({ as }) => as.person('nobody@example.com').booking.mine(), /^Nobody is known by nobody@example\.com: /],
		[
			'no approver',
			({ as }) => as.approver('Nobody').approval.history(),
			/^There is no approver Nobody\. There is: Ingeborg, Cornelia, Angelika\.$/,
		],
		[
			'a statement',
			({ db, sql }) => db.execute(sql`select nothing`).then(),
			/\nPostgresError: column "nothing" does not exist$/,
		],
	])('says what is wrong, without a stack: %s', async (_, call, message) => {
		expect(await failureOf(call(opened))).toMatch(message);
	});

	test('of the rules says its reason, the German sentence and the details', async () => {
		const wish = request({ startDate: '2027-05-01', endDate: '2027-05-05' });
		await house.as.viewer.booking.create(wish);
		expect(await failureOf(opened.as.viewer.booking.create(wish))).toBe(
			`DATES_TAKEN: Diese Tage sind schon belegt: \u2068Anna\u2069, 01.–05.05.2027 (angefragt).
{ conflicts: [ { firstName: 'Anna', status: 'Pending', startDate: '2027-05-01', endDate: '2027-05-05' } ] }`,
		);
	});

	test('of the code shows its cause: who works here has to find it', async () => {
		await house.sql`alter table booking rename to elsewhere`;
		const failure = await failureOf(opened.as.person('anna@example.com').booking.mine());
		await house.sql`alter table elsewhere rename to booking`;
		expect(failure).toMatch(/^INTERNAL: .+\nPostgresError: relation "booking" does not exist$/);
	});

	test('of a server that does not answer is told from one that refuses', async () => {
		const { api } = openApi(`http://localhost:${await freePort()}`, undefined);
		expect(await failureOf(api.house.info.query())).toMatch(
			/: GET http:\/\/localhost:\d+\/trpc\/house.info got no answer: .*ECONNREFUSED/,
		);
	});
});

describe('what is shown', () => {
	const table = vi.spyOn(console, 'table').mockImplementation(() => {});
	const columns = () => Object.keys(table.mock.lastCall?.[0][0]);

	test('a page of bookings is a table of what tells them apart, and whether there are more', async () => {
		const page = await opened.as.person('anna@example.com').booking.mine();
		expect(show(page)).toBe('{ nextCursor: null }');
		expect(columns()).toEqual(expect.arrayContaining(['id', 'status', 'startDate', 'firstName', 'revision']));
		expect(columns()).not.toContain('timeline');
	});

	test('rows are a table of all their columns', async () => {
		const rows = await opened.db.select().from(opened.tables.approver);
		expect(show(rows)).toBe('');
		expect(columns()).toEqual(Object.keys(opened.tables.approver).filter((name) => name in (rows[0] ?? {})));
	});

	test('of a table that is too wide the widest cells are cut, and of those no more than what is too much', async () => {
		const id = '9bc6a8a8-4ba2-4e3f-a146-6798a874d7ea';
		const rows = [
			{ id, short: 'a', html: 'x'.repeat(5_000), nested: { html: 'y'.repeat(5_000) } },
			{ id, short: 'b', html: 'x', nested: null },
		];
		const linesAt = async (width: number) => {
			const stream = new PassThrough();
			new Console(stream).table(fitted(rows, Object.keys(rows[0] ?? {}), width));
			return (await text(stream.end())).trimEnd().split('\n');
		};
		for (const width of [160, 200, 999]) {
			const lines = await linesAt(width);
			expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
			expect(width - (lines[0]?.length ?? 0)).toBeOneOf([0, 1]);
			expect(lines.join()).toMatch(/'a' +│ 'x+… │ \{ html: 'y+… │/);
		}
		// An id that is cut is of no use.
		expect((await linesAt(40)).join()).toContain(`│ '${id}' │`);
	});

	test.each([
		[[], '[]'],
		[{ items: [], nextCursor: null }, '{ items: [], nextCursor: null }'],
		[[1, 'two'], "[ 1, 'two' ]"],
		[null, 'null'],
		[undefined, 'undefined'],
		['\u001b[2Jgone', "'\\x1B[2Jgone'"],
	])('anything else is as Node shows it: %j', (value, shown) => {
		expect(show(value)).toBe(shown);
	});

	test('a promise says what is missing', () => {
		expect(show(Promise.resolve(1))).toContain('await');
	});
});
