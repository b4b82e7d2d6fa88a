/** What is due by the clock: digest, reminder, expiry, retention. Each once, however many instances run. */

import { addDays, type Day } from '@betzenstein/shared';
import { PARTIES } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request, silentLog } from '@betzenstein/testing/house/inProcess';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { HOUSE_LOCK } from '../src/db/client.ts';
import type { Services } from '../src/deps.ts';
import { createServices } from '../src/server.ts';
import { expireBookings } from '../src/services/due/expire.ts';
import { sendDigests, sendReminders } from '../src/services/due/reminders.ts';
import { forgetOldThings } from '../src/services/due/retention.ts';
import { createTicker, doWhatIsDue } from '../src/services/due/tick.ts';
import { rotateCalendarLink } from '../src/services/operator.ts';

let house: House;
let others: Services[];
afterEach(async () => {
	await Promise.all(others.map(({ db }) => db.close()));
	await house.close();
});

async function begin(today: Day) {
	house = await openHouse({ today });
	// Two more instances on the same database and clock.
	others = await Promise.all([1, 2].map(() => createServices(house.config, { clock: house.now })));
}

/** Three instances at once, twice. */
async function everywhere(duty: (services: Services) => Promise<unknown>) {
	for (const _ of [1, 2]) await Promise.all([house.services, ...others].map(duty));
}

/** Who got mails of this kind, by their address, with what they are about. */
async function mails(kind: string): Promise<[string, string][]> {
	const rows = await house.sql`
		select p.email, coalesce(m.facts #>> '{booking,firstName}', (select string_agg(w ->> 'firstName', ',') from jsonb_array_elements(m.facts -> 'waiting') w)) as about
		from mail m join person p on p.id = m.person_id where m.kind = ${kind} order by p.email, m.created_at`;
	return rows.map((row) => [row['email'], row['about']]);
}

const ask = (firstName: string, startDate: Day, endDate = startDate) =>
	house.as.viewer.booking.create(
		request({ firstName, email: `${firstName.toLowerCase()}@example.com`, startDate, endDate }),
	);

const nobody: [string, string][] = [];
const allThree = (about: string): [string, string][] =>
	PARTIES.map((name): [string, string] => [`${name.toLowerCase()}@example.com`, about]).sort();

describe('BR-009: the digest', () => {
	// Both Sundays on which the clocks change, and one on which they do not.
	test.each<[Day, string, string]>([
		['2027-03-28', '07:00', '06:59:59'],
		['2027-10-31', '08:00', '07:59:59'],
		['2027-06-06', '07:00', '06:59:59'],
	])('comes on Sunday %s at 09:00 Berlin, once', async (sunday, nineUtc, before) => {
		const day = (offset: number) => addDays(sunday, offset);
		await begin(day(-30));
		await everywhere(sendDigests);
		house.travelTo(day(-5));
		await ask('Anna', day(40), day(42));
		await ask('Berta', day(30), day(31));
		house.travelTo(day(-4));
		await ask('Zukurz', day(50));
		house.travelTo(`${sunday}T${before}Z`);
		await everywhere(sendDigests);
		expect(await mails('Digest')).toEqual(nobody);
		house.travelTo(`${sunday}T${nineUtc}:00Z`);
		await everywhere(sendDigests);
		expect(await mails('Digest')).toEqual(allThree('Berta,Anna'));
		house.travelTo(`${sunday}T20:00:00Z`);
		await everywhere(sendDigests);
		expect(await mails('Digest')).toEqual(allThree('Berta,Anna'));
	});

	test('after a stop over Sunday it comes late, once; who has answered everything gets none', async () => {
		await begin('2027-05-01');
		await everywhere(sendDigests);
		const { booking } = await ask('Anna', '2027-07-01');
		await (await house.as.approver('Ingeborg')).approval.approve({ bookingId: booking.id, round: 1 });
		house.travelTo('2027-05-11T03:00:00Z');
		await everywhere(sendDigests);
		expect(await mails('Digest')).toEqual([
			['angelika@example.com', 'Anna'],
			['cornelia@example.com', 'Anna'],
		]);
	});
});

describe('the reminder', () => {
	test.each<[Day, string, string]>([
		['2027-03-28', '06:59:59', '07:00:00'],
		['2027-10-31', '07:59:59', '08:00:00'],
	])(
		'comes on %s at 09:00 Berlin for a request that starts within 7 days, once per round, to those who have not answered',
		async (today, before, nine) => {
			const day = (offset: number) => addDays(today, offset);
			await begin(day(-3));
			const { booking } = await ask('Anna', day(7), day(9));
			await ask('Later', day(10));
			await (await house.as.approver('Cornelia')).approval.approve({ bookingId: booking.id, round: 1 });
			house.travelTo(`${today}T${before}Z`);
			await everywhere(sendReminders);
			expect(await mails('Reminder')).toEqual(nobody);
			house.travelTo(`${today}T${nine}Z`);
			await everywhere(sendReminders);
			const once: [string, string][] = [
				['angelika@example.com', 'Anna'],
				['ingeborg@example.com', 'Anna'],
			];
			expect(await mails('Reminder')).toEqual(once);
			house.travelTo(day(1));
			await everywhere(sendReminders);
			expect(await mails('Reminder')).toEqual(once);
			// Other days start another round, and so another reminder.
			await (await house.as.person('anna@example.com')).booking.edit({
				id: booking.id,
				revision: 2,
				changes: { endDate: day(9), startDate: day(6) },
			});
			house.travelTo(day(2));
			await everywhere(sendReminders);
			expect((await mails('Reminder')).length).toBe(5);
		},
	);

	test('waits a night for who was asked after nine', async () => {
		await begin('2027-05-01');
		await ask('Anna', '2027-05-03');
		await everywhere(sendReminders);
		expect(await mails('Reminder')).toEqual(nobody);
		house.travelTo('2027-05-02T06:59:59Z');
		await everywhere(sendReminders);
		expect(await mails('Reminder')).toEqual(nobody);
		house.travelTo('2027-05-02T07:00:00Z');
		await everywhere(sendReminders);
		expect(await mails('Reminder')).toEqual(allThree('Anna'));
	});
});

describe('BR-028: a Pending request whose last day is over', () => {
	test.each<[Day, string, string]>([
		['2027-03-27', '2027-03-27T22:59:59Z', '2027-03-27T23:00:00Z'],
		['2027-03-28', '2027-03-28T21:59:59Z', '2027-03-28T22:00:00Z'],
		['2027-10-31', '2027-10-31T22:59:59Z', '2027-10-31T23:00:00Z'],
	])('of %s expires just after midnight in Berlin, once and without a mail', async (lastDay, before, midnight) => {
		await begin('2027-03-20');
		const { booking } = await ask('Anna', lastDay);
		house.travelTo(before);
		await everywhere(expireBookings);
		expect(await state(booking.id)).toEqual(['Pending', 0, 4]);
		house.travelTo(midnight);
		await everywhere(expireBookings);
		expect(await state(booking.id)).toEqual(['Canceled', 1, 4]);
	});

	/** Status, how often it expired, and how many mails there are about it. */
	async function state(id: string) {
		const [row] =
			await house.sql`select status, (select count(*)::int from event where booking_id = ${id} and type = 'Expired') as expired,
			(select count(*)::int from mail where booking_id = ${id}) as mails from booking where id = ${id}`;
		return [row?.['status'], row?.['expired'], row?.['mails']];
	}
});

describe('what is due', () => {
	test.each([
		['Reminder', sendReminders],
		['Digest', sendDigests],
	])('a %s does not tell of a booking that is just being canceled', async (kind, send) => {
		await begin('2027-05-01');
		const { booking } = await ask('Anna', '2027-05-15');
		house.travelTo('2027-05-09T08:00:00Z');
		const holder = await house.sql.reserve();
		await holder`begin`;
		await holder`select pg_advisory_xact_lock(${HOUSE_LOCK})`;
		const sending = send(house.services);
		await vi.waitUntil(
			async () => (await house.sql`select 1 from pg_locks where locktype = 'advisory' and not granted`).length > 0,
			{
				timeout: 5_000,
			},
		);
		await holder`update booking set status = 'Canceled' where id = ${booking.id}`;
		await holder`commit`;
		holder.release();
		await sending;
		expect(await mails(kind)).toEqual(nobody);
	});

	test('takes no lock as long as nothing is', async () => {
		await begin('2027-05-01');
		await ask('Anna', '2027-05-15');
		house.travelTo('2027-05-09T08:00:00Z');
		await doWhatIsDue(house.services, silentLog);
		expect((await mails('Reminder')).length + (await mails('Digest')).length).toBe(6);
		const write = vi.spyOn(house.services.db, 'write');
		await doWhatIsDue(house.services, silentLog);
		expect(write).not.toHaveBeenCalled();
	});

	const asked = async (email: string) => {
		await house.sql`insert into link_request (id, email, created_at) values (gen_random_uuid(), ${email}, ${house.now()})`;
	};
	const answered = async () =>
		(await house.sql`select count(*)::int as n from link_request where sent is not null`)[0]?.['n'];

	test('is done at the start, and when somebody says so; never twice at a time in one process', async () => {
		await begin('2027-05-01');
		const ticker = createTicker(house.services, silentLog);
		const { db } = house.services;
		let running = 0;
		let most = 0;
		let rounds = 0;
		// The first duty of a round.
		const note: typeof db.note = async (work) => {
			most = Math.max(most, ++running);
			rounds++;
			return db.note(work).finally(() => running--);
		};
		vi.spyOn(house.services, 'db', 'get').mockReturnValue({ ...db, note });
		await asked('nobody@example.com');
		ticker.start();
		await vi.waitUntil(async () => (await answered()) === 1, { timeout: 5_000 });
		await asked('nobody@example.org');
		for (let count = 0; count < 20; count++) ticker.wake();
		await vi.waitUntil(async () => (await answered()) === 2, { timeout: 5_000 });
		const before = rounds;
		ticker.wake();
		await vi.waitUntil(() => rounds > before, { timeout: 5_000 });
		await ticker.stop(5_000);
		expect(most).toBe(1);
		const after = rounds;
		await asked('nobody@example.net');
		ticker.wake();
		expect(await answered()).toBe(2);
		expect(rounds).toBe(after);
	});

	test('takes the house’s lock once a day, not at each look', async () => {
		await begin('2027-05-01');
		const write = vi.spyOn(house.services.db, 'write');
		for (const _ of [1, 2, 3]) await forgetOldThings(house.services);
		expect(write).toHaveBeenCalledOnce();
		house.travelTo('2027-05-02');
		await forgetOldThings(house.services);
		expect(write).toHaveBeenCalledTimes(2);
	});
});

describe('BR-013: retention', () => {
	const remaining = async () =>
		(await house.sql`select first_name from booking order by first_name`).map((row) => row['first_name']);

	test('Canceled go a year after, Denied once they are over, past Confirmed stay', async () => {
		await begin('2027-05-01');
		const canceled = await ask('Canceled', '2027-06-01');
		const denied = await ask('Denied', '2027-06-02', '2027-06-03');
		const confirmed = await ask('Confirmed', '2027-06-05');
		await (await house.as.person('canceled@example.com')).booking.cancel({ id: canceled.booking.id });
		await (await house.as.approver('Ingeborg')).approval.deny({
			bookingId: denied.booking.id,
			round: 1,
			comment: 'Nein',
		});
		for (const name of PARTIES)
			await (await house.as.approver(name)).approval.approve({ bookingId: confirmed.booking.id, round: 1 });
		for (const [now, left] of [
			['2027-06-03', ['Canceled', 'Confirmed', 'Denied']],
			['2027-06-04', ['Canceled', 'Confirmed']],
			['2028-05-01', ['Canceled', 'Confirmed']],
			['2028-05-02', ['Confirmed']],
		] as const) {
			house.travelTo(now);
			await everywhere(forgetOldThings);
			expect([now, await remaining()]).toEqual([now, left]);
		}
	});

	test('texts of sent mails go after 30 days, those that still wait stay', async () => {
		await begin('2027-05-01');
		await ask('Anna', '2027-06-01');
		await house.sql`update mail set content = '{"subject":"x","html":"x","text":"x","calendar":null}', link_generation = 1, state = case when person_id in (select person_id from approver where name = 'Ingeborg') then 'queued' else 'sent' end::mail_state`;
		const kept = async () =>
			(
				await house.sql`select count(*)::int as n from mail where content is not null and facts -> 'booking' <> 'null'`
			)[0]?.['n'];
		house.travelTo('2027-05-31T09:00:00Z');
		await everywhere(forgetOldThings);
		expect(await kept()).toBe(4);
		house.travelTo('2027-06-01T11:00:00Z');
		await everywhere(forgetOldThings);
		expect(await kept()).toBe(1);
	});

	test('what the operator changed goes after a year', async () => {
		await begin('2027-05-01');
		await rotateCalendarLink(house.services);
		const noted = async () => (await house.sql`select command from operator_log`).map((row) => row['command']);
		for (const [now, left] of [
			['2028-05-01', ['rotate-calendar-link']],
			['2028-05-02', []],
		] as const) {
			house.travelTo(now);
			await everywhere(forgetOldThings);
			expect([now, await noted()]).toEqual([now, left]);
		}
	});

	const addresses = async () => (await house.sql`select email from person order by email`).map((row) => row['email']);
	const APPROVERS_ALONE = ['angelika@example.com', 'cornelia@example.com', 'ingeborg@example.com'];

	// Asked for on the first of March 2027, what becomes of it, when it is deleted, and from when on the address is gone.
	test.each<[string, Day, (id: string) => Promise<unknown>, Day, Day]>([
		[
			'canceled at once',
			'2027-06-01',
			async (id) => (await house.as.person('anna@example.com')).booking.cancel({ id }),
			'2028-03-02',
			'2029-03-03',
		],
		[
			'denied, for days more than a year ahead',
			'2028-06-01',
			async (bookingId) =>
				(await house.as.approver('Ingeborg')).approval.deny({ bookingId, round: 1, comment: 'Nein' }),
			'2028-06-02',
			'2029-06-03',
		],
	])('an address goes twelve months after its last booking went: %s', async (_, startDate, end, deleted, gone) => {
		await begin('2027-03-01');
		const { booking } = await ask('Anna', startDate);
		await end(booking.id);
		const dayBefore = (day: Day) => addDays(day, -1);
		for (const [now, left, known] of [
			[dayBefore(deleted), ['Anna'], true],
			[deleted, [], true],
			[dayBefore(gone), [], true],
			[gone, [], false],
		] as const) {
			house.travelTo(now);
			await everywhere(forgetOldThings);
			expect([now, await remaining(), (await addresses()).includes('anna@example.com')]).toEqual([now, left, known]);
		}
		expect(await addresses()).toEqual(APPROVERS_ALONE);
	});

	test('an address that never had a booking goes twelve months after it came to be known', async () => {
		await begin('2027-03-01');
		await house.person('anna@example.com');
		house.travelTo('2028-03-01');
		await everywhere(forgetOldThings);
		expect(await addresses()).toContain('anna@example.com');
		house.travelTo('2028-03-02');
		await everywhere(forgetOldThings);
		expect(await addresses()).toEqual(APPROVERS_ALONE);
	});
});
