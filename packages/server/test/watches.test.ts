/**
 * Watching days: who is told when they become free, and when, what the answers give away, and every way in which it ends.
 * Which days a change frees, and whom that concerns, is in `domain/watch.test.ts`.
 */
import type { Day, DayRange } from '@betzenstein/shared';
import { callAt } from '@betzenstein/testing/house/calls';
import { emailOf } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { refusalIn } from '@betzenstein/testing/house/refusals';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MailFacts } from '../src/domain/mail.ts';
import { expireBookings } from '../src/services/due/expire.ts';
import { forgetOldThings } from '../src/services/due/retention.ts';
import { cancelBookings, rotateCalendarLink, setBlocked } from '../src/services/operator.ts';
import { bookingIn, type Standing } from './standing.ts';

const ANNA = 'anna@example.com';
const KARL = 'karl@example.com';
const DAYS: DayRange = { startDate: '2027-05-01', endDate: '2027-05-05' };

let house: HttpHouse;
beforeEach(async () => {
	house = await openHttpHouse({ env: { LIMIT_WRITES_PER_HOUR: '1000' } });
});
afterEach(() => house.close());

/** Whoever was told, in order, and of what. */
const told = async () =>
	(
		await house.sql<{ email: string; facts: MailFacts }[]>`
			select email, facts from mail join person on person.id = person_id where kind = 'DaysFree' order by sequence`
	).map(({ email, facts }) => [
		email,
		...(facts.free?.ranges ?? []).map(({ startDate, endDate }) => `${startDate}/${endDate}`),
	]);
const watched = async () =>
	(
		await house.sql<{ email: string }[]>`select email from watch join person on person.id = person_id order by email`
	).map(({ email }) => email);
const byKarl = async (days = DAYS) => (await house.as.person(KARL)).watch.add(days);

describe('whoever watches days is told, once, when the booking that holds them', () => {
	const deny = async (round = 1) => {
		const [{ id } = { id: '' }] = await house.sql<{ id: string }[]>`select id from booking`;
		await (await house.as.approver('Cornelia')).approval.deny({
			bookingId: id,
			round,
			comment: 'Handwerker',
			acknowledgeConfirmed: true,
		});
	};
	const edit = ({ booking, holder }: Standing, changes: Partial<DayRange>) =>
		house.as.caller(holder).booking.edit({ id: booking.id, revision: booking.revision, changes });

	test.each<[string, 'Pending' | 'Confirmed', (standing: Standing) => Promise<unknown>, boolean]>([
		['is denied', 'Pending', () => deny(), true],
		['is denied after all had approved', 'Confirmed', () => deny(), true],
		[
			'is canceled',
			'Pending',
			({ booking, holder }) => house.as.caller(holder).booking.cancel({ id: booking.id }),
			true,
		],
		['is canceled by the operator', 'Confirmed', ({ booking }) => cancelBookings(house.services, [booking.id]), true],
		['moves away', 'Pending', (standing) => edit(standing, { startDate: '2027-05-06', endDate: '2027-05-08' }), true],
		[
			'gets shorter, and keeps some of them',
			'Confirmed',
			(standing) => edit(standing, { endDate: '2027-05-02' }),
			false,
		],
		[
			'is of somebody who is forgotten',
			'Confirmed',
			async () => (await house.as.person(ANNA)).access.forgetMe({ confirm: true }),
			true,
		],
		[
			'gets another name',
			'Confirmed',
			({ booking, holder }) =>
				house.as
					.caller(holder)
					.booking.edit({ id: booking.id, revision: booking.revision, changes: { firstName: 'Nora' } }),
			false,
		],
	])('%s (%s)', async (_, status, happen, isTold) => {
		const standing = await bookingIn(house, status, { changes: DAYS });
		await byKarl();
		await happen(standing);
		expect(await told()).toEqual(isTold ? [[KARL, '2027-05-01/2027-05-05']] : []);
		// The watch is used up, or goes on.
		expect(await watched()).toEqual(isTold ? [] : [KARL]);
	});

	test('gives up the last of them, and not before; nor when nobody freed them', async () => {
		const first = await bookingIn(house, 'Pending', { changes: { startDate: '2027-05-01', endDate: '2027-05-02' } });
		const second = await bookingIn(house, 'Pending', { changes: { startDate: '2027-05-03', endDate: '2027-05-05' } });
		await byKarl();
		await house.as.caller(first.holder).booking.cancel({ id: first.booking.id });
		expect(await told()).toEqual([]);
		await house.as.caller(second.holder).booking.cancel({ id: second.booking.id });
		expect(await told()).toEqual([[KARL, '2027-05-01/2027-05-05']]);
		// Taken and freed again: of that only who asks again is told.
		const third = await bookingIn(house, 'Canceled', { changes: DAYS });
		expect([third.booking.status, (await told()).length]).toEqual(['Canceled', 1]);
	});

	test('in the transaction that frees them: what is refused frees none and tells nobody', async () => {
		const { booking, holder } = await bookingIn(house, 'Confirmed', { changes: DAYS });
		await byKarl();
		await refusalIn(house.as.caller(holder).booking.cancel({ id: booking.id }));
		expect([await told(), await watched()]).toEqual([[], [KARL]]);
	});

	test('in one mail to each: two ranges that are free at once are two in one', async () => {
		const { booking, holder } = await bookingIn(house, 'Pending', { changes: DAYS });
		await byKarl({ startDate: '2027-05-04', endDate: '2027-05-09' });
		await byKarl();
		await (await house.as.approver('Ingeborg')).watch.add(DAYS);
		await house.as.caller(holder).booking.cancel({ id: booking.id });
		// They asked at the same moment.
		expect((await told()).toSorted()).toEqual([
			[emailOf('Ingeborg'), '2027-05-01/2027-05-05'],
			[KARL, '2027-05-01/2027-05-05', '2027-05-04/2027-05-09'],
		]);
	});

	test('not by night: a request that nobody answered frees days that are over', async () => {
		await bookingIn(house, 'Pending', { changes: DAYS });
		await byKarl();
		house.travelTo('2027-05-05T22:00:01Z');
		expect(await expireBookings(house.services)).toBe(1);
		expect(await told()).toEqual([]);
	});

	test('days that are free already are watched all the same: until somebody has had them', async () => {
		await byKarl();
		expect([await told(), await watched()]).toEqual([[], [KARL]]);
		await bookingIn(house, 'Canceled', { changes: DAYS });
		expect((await told()).length).toBe(1);
	});
});

describe('asking to be told', () => {
	test('by a person: the watch comes with the answer, and the same days again are the same watch', async () => {
		const first = await byKarl();
		expect(first).toEqual({ accepted: true, watch: { id: expect.any(String), ...DAYS, createdAt: house.now() } });
		house.travelTo('2027-03-02');
		expect(await byKarl()).toEqual(first);
		expect((await (await house.as.person(KARL)).watch.mine()).items).toEqual([first.watch]);
	});

	test('a sixth range is refused to a person, and told so in words that fit', async () => {
		for (const day of [1, 2, 3, 4, 5]) await byKarl({ startDate: `2027-06-0${day}` as Day, endDate: '2027-06-09' });
		const refused = await refusalIn(byKarl());
		expect(refused).toMatchObject({ reason: 'TOO_MANY_PENDING', details: { max: 5, of: 'watches' } });
		await byKarl({ startDate: '2027-06-01', endDate: '2027-06-09' });
		// Those that are over do not count, also before they are deleted at night.
		house.travelTo('2027-06-02');
		expect(await byKarl({ startDate: '2027-07-01', endDate: '2027-07-01' })).toHaveProperty('watch');
	});

	test.each<[string, Partial<DayRange> & { email?: string }, string]>([
		['of more than 60 days', { endDate: '2027-06-30' }, 'STAY_TOO_LONG'],
		['that begin yesterday', { startDate: '2027-02-28' }, 'IN_THE_PAST'],
		['that end before they begin', { endDate: '2027-04-30' }, 'END_BEFORE_START'],
		['beyond the horizon', { startDate: '2028-09-02', endDate: '2028-09-03' }, 'TOO_FAR_AHEAD'],
		['for somebody else', { email: ANNA }, 'INVALID_INPUT'],
	])('days %s: refused to a person', async (_, wish, reason) => {
		const refused = await refusalIn((await house.as.person(KARL)).watch.add({ ...DAYS, ...wish }));
		expect(refused.reason).toBe(reason);
		expect(await watched()).toEqual([]);
	});

	test('a viewer has to type an address', async () => {
		expect(await refusalIn(house.as.viewer.watch.add(DAYS))).toMatchObject({
			details: { fields: [{ path: 'email', issue: 'required' }] },
		});
	});

	test('with a typed address: one answer, byte for byte, whatever is known of it', async () => {
		const token = await house.link.calendar();
		const add = (email: string, days = DAYS) =>
			callAt(house.url, 'watch.add', { input: { ...days, email }, token, headers: { 'x-request-id': 'the-same' } });
		const cases: Record<string, string> = { new: 'neu@example.com', known: ANNA, blocked: 'bert@example.com' };
		await house.as.viewer.booking.create(request({ email: ANNA }));
		await house.as.viewer.booking.create(
			request({ email: 'bert@example.com', startDate: '2027-05-07', endDate: '2027-05-07' }),
		);
		await setBlocked(house.services, 'bert@example.com', true);
		for (const day of [1, 2, 3, 4, 5]) {
			await add('voll@example.com', { startDate: `2027-06-0${day}` as Day, endDate: '2027-06-09' });
		}
		await add('schon@example.com');
		Object.assign(cases, { full: 'voll@example.com', already: 'schon@example.com' });

		const answers: string[] = [];
		for (const email of Object.values(cases)) {
			const { status, headers, text } = await add(email);
			answers.push(JSON.stringify([status, [...headers].filter(([name]) => name !== 'date'), text]));
		}
		expect(new Set(answers).size).toBe(1);
		expect(answers[0]).toContain('accepted');
		expect(answers[0]).not.toContain('startDate');
		const rows =
			await house.sql`select from watch join person on person.id = person_id where email = 'voll@example.com'`;
		expect(rows.length).toBe(5);
		// Nobody was mailed.
		expect(await house.sql`select from mail where kind = 'DaysFree'`).toHaveLength(0);
	});

	test('whatever else is wrong is refused alike to every typed address', async () => {
		await house.as.viewer.booking.create(request({ email: ANNA }));
		for (const email of [ANNA, 'neu@example.com']) {
			const refused = await refusalIn(house.as.viewer.watch.add({ ...DAYS, endDate: '2027-06-30', email }));
			expect(refused.reason).toBe('STAY_TOO_LONG');
		}
		expect(await house.sql`select from person where email = 'neu@example.com'`).toHaveLength(0);
	});

	test('counts as a write of the client address', async () => {
		const strict = await openHttpHouse({ env: { LIMIT_WRITES_PER_HOUR: '2' } });
		const token = await strict.link.person(KARL);
		const outcomes = [];
		for (const day of [1, 2, 3]) {
			const input = { startDate: `2027-06-0${day}` as Day, endDate: '2027-06-09' };
			outcomes.push((await strict.call('watch.add', { input, token })).outcome);
		}
		expect(outcomes).toEqual(['ok', 'ok', 'RATE_LIMITED']);
		await strict.close();
	});
});

describe('it ends', () => {
	const freed = async () => {
		await bookingIn(house, 'Canceled', { changes: { ...DAYS, email: 'bert@example.com' } });
		return told();
	};

	test('when its owner ends it, and nobody else’s does', async () => {
		const { watch } = await byKarl();
		const other = await house.as.person(ANNA);
		expect(await other.watch.remove({ id: watch?.id ?? '' })).toEqual({ removed: false });
		const karl = await house.as.person(KARL);
		expect(await karl.watch.remove({ id: watch?.id ?? '' })).toEqual({ removed: true });
		expect(await karl.watch.remove({ id: watch?.id ?? '' })).toEqual({ removed: false });
		expect(await freed()).toEqual([]);
	});

	test('with the link of its mail, on the page', async () => {
		const { watch } = await byKarl();
		const token = await house.link.watches(KARL);
		const mine = await house.call('watch.mine', { token });
		expect(mine.value.items.map(({ id }: { id: string }) => id)).toEqual([watch?.id]);
		expect((await house.call('watch.remove', { token, input: { id: watch?.id } })).value).toEqual({ removed: true });
		expect(await freed()).toEqual([]);
	});

	test('with the button of a mail program: a POST ends all of it, a GET nothing', async () => {
		await byKarl();
		await byKarl({ startDate: '2027-06-01', endDate: '2027-06-02' });
		await (await house.as.person(ANNA)).watch.add(DAYS);
		const url = `${house.url}/watch/${await house.link.watches(KARL)}`;
		const opened = await fetch(url, { redirect: 'manual' });
		expect([opened.status, opened.headers.get('location')]).toEqual([303, `/p#${await house.link.watches(KARL)}`]);
		expect((await fetch(url, { method: 'HEAD', redirect: 'manual' })).status).toBe(303);
		expect(await watched()).toEqual([ANNA, KARL, KARL]);

		const body = 'List-Unsubscribe=One-Click';
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		const answers = [];
		for (const _ of [1, 2]) {
			const response = await fetch(url, { method: 'POST', body, headers });
			answers.push([response.status, response.redirected, await response.text()]);
		}
		expect(answers).toEqual(Array(2).fill([200, false, '{"ended":true}']));
		expect(await watched()).toEqual([ANNA]);
	});

	test('a button’s address that is wrong or has ended is found nowhere, and one of another kind ends nothing', async () => {
		await byKarl();
		const post = async (secret: string) => {
			const response = await fetch(`${house.url}/watch/${secret}`, { method: 'POST' });
			return [response.status, await response.text()];
		};
		const nowhere = [404, '{"error":"not found"}'];
		const ended = await house.link.watches(KARL);
		await (await house.as.person(KARL)).access.rotateLink();
		for (const secret of [ended, await house.link.person(KARL), await house.link.calendar(), 'Karl'])
			expect(await post(secret)).toEqual(nowhere);
		expect(await watched()).toEqual([KARL]);
		expect(await post(await house.link.watches(KARL))).toEqual([200, '{"ended":true}']);
	});

	test('once its first day is over: it is not told any more, and deleted at night', async () => {
		await byKarl();
		const { booking, holder } = await bookingIn(house, 'Pending', { changes: DAYS });
		house.travelTo('2027-05-01T21:59:59Z');
		await forgetOldThings(house.services);
		expect(await watched()).toEqual([KARL]);
		house.travelTo('2027-05-01T22:00:00Z');
		expect((await (await house.as.person(KARL)).watch.mine()).items).toEqual([]);
		await house.as.caller(holder).booking.cancel({ id: booking.id });
		expect([await told(), await watched()]).toEqual([[], [KARL]]);
		await forgetOldThings(house.services);
		expect(await watched()).toEqual([]);
	});

	test('when its owner is forgotten, approver or not', async () => {
		for (const email of [KARL, emailOf('Ingeborg')]) {
			const owner = await house.as.person(email);
			await owner.watch.add(DAYS);
			expect((await owner.access.exportData()).watches).toMatchObject([DAYS]);
			await owner.access.forgetMe({ confirm: true });
		}
		expect(await watched()).toEqual([]);
		expect(await freed()).toEqual([]);
	});

	test('never while its owner is blocked only: nobody tells them, and a block that is lifted was none', async () => {
		await byKarl();
		await setBlocked(house.services, KARL, true);
		expect(await freed()).toEqual([]);
		await setBlocked(house.services, KARL, false);
		expect(await freed()).toHaveLength(1);
	});

	test('with the calendar link that it was typed in with, unless its owner has asked for it as well', async () => {
		const typed = (email: string, days = DAYS) => house.as.viewer.watch.add({ ...days, email });
		await typed('neu@example.com');
		await typed(KARL);
		await byKarl();
		await byKarl({ startDate: '2027-06-01', endDate: '2027-06-02' });
		// Typed in again, it stays its owner's.
		await typed(KARL, { startDate: '2027-06-01', endDate: '2027-06-02' });
		await rotateCalendarLink(house.services);
		expect(await watched()).toEqual([KARL, KARL]);
	});

	test('not with a rotation of its owner’s link', async () => {
		await byKarl();
		await (await house.as.person(KARL)).access.rotateLink();
		expect(await freed()).toHaveLength(1);
	});

	test('an address is kept while it watches, and 12 months longer', async () => {
		await house.as.viewer.watch.add({ startDate: '2028-08-01', endDate: '2028-08-02', email: 'neu@example.com' });
		const isKept = async (day: string) => {
			house.travelTo(day);
			await forgetOldThings(house.services);
			return (await house.sql`select from person where email = 'neu@example.com'`).length === 1;
		};
		expect(await isKept('2028-08-01')).toBe(true);
		expect(await isKept('2028-08-02')).toBe(false);
	});
});
