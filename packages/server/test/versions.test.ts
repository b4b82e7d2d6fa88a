/**
 * What a version tells: to everybody that something they may see has changed, and to nobody that anything else has. The
 * streams of `live.changes` and the names of remembered answers are made of it.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Day } from '@betzenstein/shared';
import { listenAt } from '@betzenstein/testing/house/eventStream';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holderOf } from '../src/links/holder.ts';

let house: HttpHouse;
/** Anna's two, and Karl's. */
let bookings: Record<'anna' | 'second' | 'karl', { id: string; token: string }>;
let links: Record<string, string>;

const RANGE = { from: '2027-05-01', to: '2027-06-30' };

beforeAll(async () => {
	house = await openHttpHouse();
	const ask = async (email: string, startDate: Day, endDate = startDate) => {
		const { booking, bookingToken } = await house.as.viewer.booking.create(request({ email, startDate, endDate }));
		return { id: booking.id, token: bookingToken };
	};
	bookings = {
		anna: await ask('anna@example.com', '2027-05-01', '2027-05-03'),
		second: await ask('anna@example.com', '2027-05-10'),
		karl: await ask('karl@example.com', '2027-05-20'),
	};
	const { link } = house;
	links = {
		viewer: await link.calendar(),
		requester: await link.person('anna@example.com'),
		booking: bookings.anna.token,
		action: await link.action('Cornelia', bookings.anna.id, 'deny'),
		approver: await link.approver('Ingeborg'),
		'another requester': await link.person('karl@example.com'),
		'another booking': bookings.karl.token,
		'the requester’s other booking': bookings.second.token,
		'a watcher': await link.watches('karl@example.com'),
	};
	// Every first use is over.
	for (const token of Object.values(links)) await house.call('access.whoAmI', { token });
});
afterAll(() => house.close());

/** Everything that these callers may read, by caller: as bytes, and the version that stands for them. */
async function seen(): Promise<Record<string, { texts: string[]; version: number }>> {
	const { db, tokens } = house.services;
	const entries = Object.entries(links).map(async ([who, token]) => {
		const calls: [string, unknown?][] = [
			['access.whoAmI'],
			['calendar.range', RANGE],
			['action.preview'],
			['watch.mine'],
			...['booking.mine', 'approval.outstanding', 'approval.history'].map((path): [string, unknown] => [path, {}]),
			...Object.values(bookings).map(({ id }): [string, unknown] => ['booking.get', { id }]),
		];
		const answers = await Promise.all(calls.map(([path, input]) => house.call(path, { token, input })));
		const claims = await tokens.verify(token);
		if (claims?.kind === 'feed') throw new Error('A feed has no caller');
		const { version } = await db.read(({ sql }) => holderOf(sql, claims));
		return [who, { texts: answers.map(({ outcome, text }) => (outcome === 'ok' ? text : outcome)), version }] as const;
	});
	return Object.fromEntries(await Promise.all(entries));
}

const HERS = ['requester', 'booking', 'action', 'approver'];
/** What the calendar shows of it concerns everybody who sees that. */
const AND_CALENDAR = [...HERS, 'viewer', 'another requester'];
const EVERY_BOOKING = [...HERS, 'another requester', 'a watcher', 'another booking', 'the requester’s other booking'];

let revision = 1;
const call = async (path: string, token: string, input: object) => {
	const { outcome, value } = await house.call(path, { token, input });
	expect(outcome).toBe('ok');
	revision = value.revision ?? value.booking?.revision ?? revision;
};
const decide = (path: string, round: number, more = {}) =>
	call(path, links['approver'] as string, { bookingId: bookings.anna.id, round, ...more });
const edit = (changes: object) =>
	call('booking.edit', bookings.anna.token, { id: bookings.anna.id, revision, changes });

describe('a version', () => {
	test.each<[string, string[], () => Promise<unknown>]>([
		[
			'a stay beside it',
			['requester', 'action', 'approver', 'viewer', 'another requester', 'another booking', 'a watcher'],
			() => house.sql`update booking set first_name = 'Karla' where id = ${bookings.karl.id}`,
		],
		['an approval', AND_CALENDAR, () => decide('approval.approve', 1)],
		['another description', AND_CALENDAR, () => edit({ description: 'Mit Hund' })],
		['more guests', AND_CALENDAR, () => edit({ partySize: 7 })],
		[
			'a mail that failed',
			HERS,
			() =>
				house.sql`update mail set state = 'failed', failure = 'bounced' where booking_id = ${bookings.anna.id} and kind = 'Submitted'`,
		],
		['a denial', AND_CALENDAR, () => decide('approval.deny', 1, { comment: 'Nein.' })],
		[
			'what is written to a denied one',
			HERS,
			() => house.sql`update booking set description = 'Doch' where id = ${bookings.anna.id}`,
		],
		[
			'an event alone',
			HERS,
			() =>
				house.sql`update event set comment = 'Wirklich nicht.' where booking_id = ${bookings.anna.id} and type = 'Denied'`,
		],
		[
			'a reopening',
			AND_CALENDAR,
			() => call('booking.reopen', bookings.anna.token, { id: bookings.anna.id, revision }),
		],
		['another denial', AND_CALENDAR, () => decide('approval.deny', 2, { comment: 'Nein.' })],
		[
			'a cancellation of what was denied',
			HERS,
			() => call('booking.cancel', bookings.anna.token, { id: bookings.anna.id }),
		],
		[
			'another order of approvers',
			EVERY_BOOKING,
			() => house.sql`update approver set position = 9 where name = 'Ingeborg'`,
		],
		[
			'days that are watched',
			['another requester', 'a watcher', 'approver', 'action'],
			() => call('watch.add', links['another requester'] as string, { startDate: '2027-06-01', endDate: '2027-06-02' }),
		],
		['a deletion', HERS, () => house.sql`delete from booking where id = ${bookings.anna.id}`],
	])('grows with %s for those who may see it, and stands still for the others', async (_, told, happen) => {
		const before = await seen();
		await happen();
		const after = await seen();
		const grown = Object.keys(links).filter((who) => after[who]?.version !== before[who]?.version);
		const changed = Object.keys(links).filter((who) => `${after[who]?.texts}` !== `${before[who]?.texts}`);
		expect(grown.toSorted()).toEqual(told.toSorted());
		expect(changed.filter((who) => !told.includes(who))).toEqual([]);
		expect(changed.length).toBeGreaterThan(0);
	});
});

describe('a stream', () => {
	/** Who of these hears something while this happens; the last to be told is waited for, the others get a moment. */
	async function hearing(happen: () => Promise<unknown>): Promise<string[]> {
		const { action: _, 'a watcher': __, ...listening } = links;
		const streams = await Promise.all(
			Object.entries(listening).map(async ([who, token]) => ({ who, stream: await listenAt(house.url, token) })),
		);
		await Promise.all(streams.map(({ stream }) => stream.version()));
		const heard: string[] = [];
		for (const { who, stream } of streams)
			stream.version().then(
				() => heard.push(who),
				() => {},
			);
		await happen();
		await expect.poll(() => heard).toContain('approver');
		await sleep(300);
		for (const { stream } of streams) stream.close();
		return heard.toSorted();
	}
	const karls = (set: string) => () => house.sql.unsafe(`update booking set ${set} where id = '${bookings.karl.id}'`);

	test('says what its version says, to nobody else and nothing more', async () => {
		const his = ['another booking', 'another requester', 'approver'];
		expect(await hearing(karls('party_size = 9'))).toEqual([...his, 'requester', 'viewer'].toSorted());
		expect(await hearing(karls("status = 'Canceled'"))).toEqual([...his, 'requester', 'viewer'].toSorted());
		expect(await hearing(karls("description = 'Mit Hund'"))).toEqual(his);
	});

	test('follows the role of whoever listens', async () => {
		const { personId } = await house.person('karl@example.com');
		const description = () =>
			house.sql`update booking set description = md5(random()::text) where id = ${bookings.second.id}`;
		const stream = await listenAt(house.url, links['another requester']);
		const told = async (happen: () => Promise<unknown>) => {
			const next = stream.version();
			await happen();
			return next;
		};
		await stream.version();
		await told(() => house.sql`update approver set person_id = ${personId} where name = 'Angelika'`);
		expect(await told(description)).toBeGreaterThan(0);
		stream.close();
	});
});

test('who may see only which days are taken, with a link to another booking or none, sees them as they are', async () => {
	const open = await openHttpHouse({ env: { PUBLIC_AVAILABILITY: 'true' } });
	const ask = (changes: object) => open.as.viewer.booking.create(request(changes));
	const { bookingToken } = await ask({ startDate: '2027-05-20', endDate: '2027-05-20' });
	for (const token of [bookingToken, undefined]) {
		const read = () => open.call('calendar.range', { token, input: RANGE });
		const before = await read();
		expect((await read()).headers.get('etag')).toBe(before.headers.get('etag'));
		const startDate = token ? '2027-06-01' : '2027-06-03';
		await ask({ email: 'karl@example.com', startDate, endDate: startDate });
		expect((await read()).value.entries.length).toBe(before.value.entries.length + 1);
	}
	await open.close();
});

test('what is deleted leaves no version behind', async () => {
	await house.sql`delete from booking`;
	await house.sql`update approver set person_id = (select id from person where email = 'angelika@example.com') where name = 'Angelika'`;
	await house.sql`delete from mail`;
	await house.sql`delete from watch`;
	await house.sql`delete from person where id not in (select person_id from approver)`;
	expect(await house.sql`select from news`).toEqual([]);
});
