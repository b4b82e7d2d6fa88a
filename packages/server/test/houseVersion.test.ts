/**
 * The house's version grows, by the database's own doing, in every transaction that changes what an answer depends on.
 */

import { randomUUID } from 'node:crypto';
import { emailOf } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setBlocked } from '../src/services/operator.ts';

let house: House;

beforeAll(async () => {
	house = await openHouse();
	const { booking } = await house.as.viewer.booking.create(request({ requestKey: randomUUID() }));
	await (await house.as.approver('Ingeborg')).approval.approve({ bookingId: booking.id, round: 1 });
	await house.sql`insert into occasion (key, at) values ('test', now())`;
	await house.sql`insert into link_request (id, email, created_at) values (gen_random_uuid(), 'anna@example.com', now())`;
	await house.sql`insert into blocked_address (digest, blocked_at) values (repeat('0', 64), now())`;
	await (await house.as.person('anna@example.com')).watch.add({ startDate: '2027-06-01', endDate: '2027-06-02' });
	await house.sql`insert into operator_log (at, command) values (now(), 'test')`;
	await house.sql`insert into rate_limit (key, points, expire) values ('test', 1, 0)`;
});

afterAll(() => house.close());

async function version(): Promise<number> {
	const [row] = await house.sql<[{ version: string }]>`select version from house`;
	return Number(row.version);
}

/** How much the version grew while something happened. */
async function growth(work: () => Promise<unknown>): Promise<number> {
	const before = await version();
	await work();
	return (await version()) - before;
}

/** Tables of which no change is news, and why. */
const NO_NEWS: Record<string, string> = {
	house: 'holds the version itself; the generation of the calendar link is asked with it, on every request',
	blocked_address: 'says whether a new person is blocked, and their links are asked about on every request',
	person: 'who holds a link is asked on every request; names and texts stand in bookings and events',
	create_request: 'answers repeats of a create, under the lock; no query reads it',
	news: 'holds versions itself, and changes with the house',
	link_request: 'says what was asked for, to the job that answers it',
	occasion: 'says what was done once, to jobs',
	operator_log: 'says what the operator did, to the operator',
	rate_limit: 'counts, and no answer shows the count',
};

/** Tables of which some changes are no news, and why. */
const SOMETIMES: Record<string, string> = { mail: 'only that one failed, or no longer does, is shown to anybody' };

describe('a statement that changes a row', () => {
	test('is news in every table, or the table says here why not', async () => {
		const tables = await house.sql<{ name: string }[]>`select table_name as name from information_schema.tables
			where table_schema = 'public' and table_type = 'BASE TABLE'`;
		const quiet: string[] = [];
		for (const { name } of tables) {
			const [row] = await house.sql`select count(*)::int as count from ${house.sql(name)}`;
			expect(row?.['count'], `${name} has rows to change`).toBeGreaterThan(0);
			// A change of no value changes a row all the same; which columns it names does not matter.
			const [column] = await house.sql<[{ name: string }]>`select column_name as name from information_schema.columns
				where table_schema = 'public' and table_name = ${name} and is_identity = 'NO' order by ordinal_position limit 1`;
			const touch = house.sql`update ${house.sql(name)} set ${house.sql(column.name)} = ${house.sql(column.name)}`;
			if ((await growth(async () => touch)) === 0) quiet.push(name);
		}
		expect(quiet.sort()).toEqual([...Object.keys(NO_NEWS), ...Object.keys(SOMETIMES)].sort());
	});

	test.each(['booking', 'approval', 'event', 'approver', 'mail', 'notes'])(
		'is news when it deletes or empties: %s',
		async (table) => {
			const [{ events }] = await house.sql<[{ events: string[] }]>`
			select array_agg(distinct event_manipulation::text) as events from information_schema.triggers
			where event_object_table = ${table} and action_statement like '%bump_house_version%'`;
			const truncates =
				await house.sql`select from pg_trigger where tgrelid = ${table}::regclass and (tgtype & 32) > 0`;
			expect([...events].sort()).toEqual(['DELETE', 'INSERT', 'UPDATE']);
			expect(truncates).toHaveLength(1);
		},
	);

	test('of a mail is news when it fails and when it is sent again, and at no other time', async () => {
		const states = async (set: string) => growth(() => house.sql.unsafe(`update mail set ${set}`));
		expect(await states("due_at = now() + interval '1 hour', attempts = 3")).toBe(0);
		expect(await states("state = 'sent', sent_at = now()")).toBe(0);
		expect(await states("state = 'failed', failure = 'bounced'")).toBeGreaterThan(0);
		expect(await states("state = 'queued', failure = null")).toBeGreaterThan(0);
	});
});

describe('the version', () => {
	test('grows once a transaction, at its end, whatever is in it', async () => {
		await house.sql.begin(async (sql) => {
			const [before] = await sql`select version from house`;
			await sql`update booking set description = 'eins'`;
			await sql`update booking set description = 'zwei'`;
			expect(await sql`select version from house`).toEqual([before]);
		});
		const lines = await house.sql`select xmin, version from house`;
		expect(lines).toHaveLength(1);
	});

	test('does not grow with a change that is rolled back', async () => {
		const change = async () =>
			house.sql.begin(async (sql) => {
				await sql`update booking set description = 'nie'`;
				throw new Error('no');
			});
		expect(await growth(() => change().catch(() => {}))).toBe(0);
	});

	test('is never used twice, also after a backup was restored: it is no smaller than the milliseconds since 1970', async () => {
		const before = Date.now();
		await house.sql`update house set version = 5`;
		await house.sql`update booking set description = 'nach der Sicherung'`;
		// The database's clock and ours are the same machine's.
		expect(await version()).toBeGreaterThanOrEqual(before);
		await house.sql`update house set version = version + 1000000`;
		expect(await growth(() => house.sql`update booking set description = 'Uhr gestellt'`)).toBe(1);
	});

	test('grows with each of many changes at once', async () => {
		const touch = async (name: string) => {
			for (let round = 0; round < 10; round++)
				await house.sql`update approver set position = position where name = ${name}`;
		};
		const names = ['Ingeborg', 'Cornelia', 'Angelika', 'Ingeborg', 'Cornelia', 'Angelika'];
		expect(await growth(() => Promise.all(names.map(touch)))).toBeGreaterThanOrEqual(60);
	});

	test('grows with what services do, each by itself', async () => {
		const person = await house.as.person('anna@example.com');
		const { items } = await person.booking.mine({});
		const [booking] = items;
		if (!booking) throw new Error('no booking');
		expect(
			await growth(() =>
				person.booking.edit({ id: booking.id, revision: booking.revision, changes: { partySize: 9 } }),
			),
		).toBeGreaterThan(0);
		expect(await growth(() => setBlocked(house.services, emailOf('Angelika'), true))).toBe(0);
		expect(await growth(() => setBlocked(house.services, emailOf('Angelika'), false))).toBe(0);
		expect(await growth(() => person.access.forgetMe({ confirm: true }))).toBeGreaterThan(0);
	});
});
