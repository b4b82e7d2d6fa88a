/**
 * Links end when they should, come again when asked for, and a person can take back what is kept about them.
 */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Day } from '@betzenstein/shared';
import { emailOf, PARTIES, type PartyName, testEnvironment } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { reasonOf } from '@betzenstein/testing/house/refusals';
import { dump, stored } from '@betzenstein/testing/house/tables';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect } from '../src/db/client.ts';
import { sendAgain } from '../src/outbox/failed.ts';
import { answerLinkRequests } from '../src/services/links.ts';
import {
	calendarLink,
	cancelBookings,
	madeWithCalendarLink,
	OperatorError,
	replaceApprover,
	rotateCalendarLink,
	rotatePerson,
	setBlocked,
} from '../src/services/operator.ts';

const ANNA = 'anna@example.com';
const KARL = 'karl@example.com';

let house: HttpHouse;
beforeEach(async () => {
	house = await openHttpHouse();
});
afterEach(() => house.close());

/** As a viewer, on one day. */
const ask = async (startDate: Day, changes: Parameters<typeof request>[0] = {}) =>
	house.as.viewer.booking.create(request({ startDate, endDate: startDate, ...changes }));
const decideAs = async (name: PartyName) => (await house.as.approver(name)).approval;
const confirm = async (bookingId: string) => {
	for (const name of PARTIES) await (await decideAs(name)).approve({ bookingId, round: 1 });
};
const outcome = async (path: string, token: string | undefined, input?: unknown) =>
	(await house.call(path, { input, token })).outcome;
const whoIs = (token: string) => outcome('access.whoAmI', token);

interface MailRow {
	kind: string;
	email: string;
	personalLink: boolean;
}
const mailRows = (kind: string) =>
	house.sql<
		MailRow[]
	>`select kind, coalesce(address, email) as email, (facts -> 'personalLink')::boolean as "personalLink"
		from mail join person on person.id = person_id where kind = ${kind} order by mail.created_at, email`;

describe('access.rotateLink', () => {
	test('ends the personal, booking and action links of the person at once, and mails the new personal one', async () => {
		const { booking } = await ask('2027-05-01', { email: emailOf('Cornelia') });
		const links = async () => ({
			personal: await house.link.approver('Cornelia'),
			booking: await house.link.booking(booking.id),
			action: await house.link.action('Cornelia', booking.id, 'approve'),
		});
		const [old, others] = [await links(), [await house.link.approver('Ingeborg'), await house.link.calendar()]];
		for (const token of Object.values(old)) expect(await whoIs(token)).toBe('ok');

		const { value, text } = await house.call('access.rotateLink', { token: old.personal });
		expect(value).toEqual({ accepted: true });
		for (const token of Object.values(old)) expect(await whoIs(token)).toBe('LINK_ENDED');
		const fresh = await links();
		for (const token of [...Object.values(fresh), ...others]) expect(await whoIs(token)).toBe('ok');
		expect(text).not.toContain(fresh.personal);
		expect(await mailRows('LinkRotated')).toEqual([
			{ kind: 'LinkRotated', email: emailOf('Cornelia'), personalLink: true },
		]);
	});

	test('loses nothing: the new link opens the same bookings', async () => {
		const { booking } = await ask('2027-05-01');
		await house.call('access.rotateLink', { token: await house.link.person(ANNA) });
		const { value } = await house.call('booking.mine', { input: {}, token: await house.link.person(ANNA) });
		expect(value.items).toMatchObject([{ id: booking.id, revision: 1 }]);
	});
});

describe('no replay revives a link', () => {
	/** One day, by whoever holds this token. */
	const askAgain = (token: string, requestKey: string) =>
		house.call('booking.create', {
			token,
			input: request({ requestKey, startDate: '2027-05-01', endDate: '2027-05-01' }),
		});

	test.each([
		['an address typed into the form', () => house.link.calendar()],
		['a personal link', () => house.link.person(ANNA)],
	])('a repeated create answers the booking and the link it was made with, which has ended: %s', async (_, linkOf) => {
		await house.person(ANNA);
		// Not the first generation, which a row without one would stand for.
		await rotatePerson(house.services, ANNA);
		const requestKey = crypto.randomUUID();
		const { value: made } = await askAgain(await linkOf(), requestKey);
		expect(await whoIs(made.bookingToken)).toBe('ok');
		expect((await askAgain(await linkOf(), requestKey)).value.bookingToken).toBe(made.bookingToken);

		await rotatePerson(house.services, ANNA);
		const { value: repeated } = await askAgain(await linkOf(), requestKey);
		expect(repeated).toMatchObject({ bookingToken: made.bookingToken, booking: { id: made.booking.id } });
		expect(await whoIs(repeated.bookingToken)).toBe('LINK_ENDED');
		expect(await whoIs(await house.link.booking(made.booking.id))).toBe('ok');
	});

	test('whatever else is repeated after a rotation answers no link at all', async () => {
		const { booking } = await ask('2027-05-01', { email: emailOf('Cornelia') });
		const id = booking.id;
		const action = { token: await house.link.action('Cornelia', id, 'approve') };
		await house.call('action.perform', action);
		await rotatePerson(house.services, emailOf('Cornelia'));
		const token = await house.link.approver('Cornelia');
		const again = [
			await house.call('action.perform', { token: await house.link.action('Cornelia', id, 'approve') }),
			await house.call('approval.approve', { token, input: { bookingId: id, round: 1 } }),
			await house.call('access.exportData', { token }),
			await house.call('booking.cancel', { token, input: { id } }),
			await house.call('booking.cancel', { token, input: { id } }),
		];
		expect(again.map(({ outcome, value }) => value?.outcome ?? outcome)).toEqual([
			'already-done',
			'already-done',
			'ok',
			'done',
			'already-done',
		]);
		expect((await house.call('action.perform', action)).outcome).toBe('LINK_ENDED');
		// Every signed token begins so.
		for (const { text } of again) expect(text).not.toContain('eyJ');
	});
});

test('two spellings of an address are one person, for those who type it and for the operator', async () => {
	await ask('2027-05-01', { email: 'joerg@xn--mller-kva.de' });
	await ask('2027-05-03', { email: 'Joerg@müller.de' });
	const mine = { input: {}, token: await house.link.person('joerg@xn--mller-kva.de') };
	expect((await house.call('booking.mine', mine)).value.items).toHaveLength(2);
	await setBlocked(house.services, 'joerg@MÜLLER.de', true);
	expect((await house.call('booking.mine', mine)).outcome).toBe('LINK_ENDED');
});

describe('access.requestLink', () => {
	test('answers alike whether the address is known, unknown, blocked or forgotten, and whatever token comes along', async () => {
		await ask('2027-05-01');
		await ask('2027-05-03', { email: 'bert@example.com' });
		await ask('2027-05-05', { email: 'frieda@example.com' });
		const ended = await house.link.person(ANNA);
		await house.call('access.rotateLink', { token: ended });
		await setBlocked(house.services, 'bert@example.com', true);
		await house.call('access.forgetMe', {
			input: { confirm: true },
			token: await house.link.person('frieda@example.com'),
		});

		const addresses = [
			ANNA,
			emailOf('Ingeborg'),
			'nobody@example.com',
			'bert@example.com',
			'frieda@example.com',
			' Anna@EXAMPLE.com ',
		];
		const tokens = [undefined, 'garbage', ended, await house.link.person(ANNA), await house.link.calendar()];
		const before = await dump(house.sql);
		const answers = [];
		for (const email of addresses) {
			for (const token of tokens) {
				const headers = { 'x-request-id': 'the-same' };
				const {
					status,
					text,
					headers: answered,
				} = await house.call('access.requestLink', { input: { email }, token, headers });
				answers.push(JSON.stringify([status, text, [...answered].filter(([name]) => name !== 'date')]));
			}
		}
		expect(answers).toHaveLength(30);
		expect(new Set(answers).size).toBe(1);
		expect(answers[0]).toContain('\\"accepted\\":true');

		// The same is written for each, and nothing is looked up yet.
		const written =
			await house.sql`select email, count(*)::int as requests, count(sent)::int as looked from link_request group by email order by email`;
		expect(written).toEqual([
			{ email: ANNA, requests: 10, looked: 0 },
			{ email: 'bert@example.com', requests: 5, looked: 0 },
			{ email: 'frieda@example.com', requests: 5, looked: 0 },
			{ email: emailOf('Ingeborg'), requests: 5, looked: 0 },
			{ email: 'nobody@example.com', requests: 5, looked: 0 },
		]);
		const after = await dump(house.sql);
		const same = (tables: typeof before) => ({ ...tables, 'public.link_request': [], 'public.rate_limit': [] });
		expect(same(after)).toEqual(same(before));
	});
});

describe('the worker that answers requests for links', () => {
	const requestLink = (email: string) => house.call('access.requestLink', { input: { email } });
	const recoveries = async () => (await mailRows('LinkRecovery')).map(({ email }) => email);
	/** Asks and answers at once, `seconds` after ten o'clock. */
	async function askAt(seconds: number, email = ANNA): Promise<void> {
		house.travelTo(new Date(Date.parse('2027-03-01T10:00:00Z') + seconds * 1_000).toISOString());
		await requestLink(email);
		await answerLinkRequests(house.services);
	}
	beforeEach(async () => {
		await ask('2027-05-01');
	});

	test('mails the same link again to who is known, and nothing to who is unknown or blocked', async () => {
		await ask('2027-05-03', { email: 'bert@example.com' });
		await setBlocked(house.services, 'bert@example.com', true);
		const link = await house.link.person(ANNA);
		for (const email of [ANNA, 'nobody@example.com', 'bert@example.com', emailOf('Angelika')]) await requestLink(email);
		expect(await answerLinkRequests(house.services)).toBe(4);
		expect(await mailRows('LinkRecovery')).toEqual([
			{ kind: 'LinkRecovery', email: emailOf('Angelika'), personalLink: true },
			{ kind: 'LinkRecovery', email: ANNA, personalLink: true },
		]);
		expect(await house.link.person(ANNA)).toBe(link);
		expect(await whoIs(link)).toBe('ok');
		expect(await answerLinkRequests(house.services)).toBe(0);
	});

	test('sends one mail in 60 seconds, each address for itself', async () => {
		await askAt(0);
		await askAt(30);
		await askAt(30, emailOf('Ingeborg'));
		await askAt(59);
		expect(await recoveries()).toEqual([ANNA, emailOf('Ingeborg')]);
		await askAt(60);
		expect(await recoveries()).toEqual([ANNA, emailOf('Ingeborg'), ANNA]);
		// What was not sent does not put the next one off.
		await askAt(119);
		await askAt(120);
		expect(await recoveries()).toHaveLength(4);
	});

	test('sends 5 in an hour, and goes on when the first is an hour old', async () => {
		for (let minute = 0; minute < 30; minute += 3) await askAt(minute * 60);
		expect(await recoveries()).toHaveLength(5);
		await askAt(3_599);
		expect(await recoveries()).toHaveLength(5);
		await askAt(3_660);
		expect(await recoveries()).toHaveLength(6);
	});

	test('keeps a request for no more than an hour', async () => {
		await askAt(0);
		await askAt(0, 'nobody@example.com');
		await askAt(3_601, emailOf('Ingeborg'));
		expect((await house.sql`select email from link_request`).map((row) => row['email'])).toEqual([emailOf('Ingeborg')]);
	});

	/** Two workers, each with connections of its own. */
	async function answerTwiceAtOnce(): Promise<number> {
		const dbs = [1, 2].map(() =>
			connect({ ...house.services, url: house.databaseUrl, timeZone: house.config.timeZone }),
		);
		const workers = dbs.map((db) => ({ ...house.services, db }));
		let answered = 0;
		for (let round = 0; round < 4; round++) {
			for (const count of await Promise.all(workers.map(answerLinkRequests))) answered += count;
		}
		await Promise.all(dbs.map((db) => db.close()));
		return answered;
	}

	test('answers each request once, however many of it work at once', async () => {
		const emails = Array.from({ length: 120 }, (_, index) => `gast${index}@example.com`);
		for (const email of emails) await house.person(email);
		for (const email of emails) await requestLink(email);
		expect(await answerTwiceAtOnce()).toBe(120);
		expect((await recoveries()).toSorted()).toEqual(emails.toSorted());
	});

	test('sends one mail for many requests of one address, however many of it work at once', async () => {
		for (let count = 0; count < 120; count++) await requestLink(ANNA);
		expect(await answerTwiceAtOnce()).toBe(120);
		expect(await recoveries()).toEqual([ANNA]);
	});
});

describe('the first use of a personal link', () => {
	const usedAt = async () =>
		(await house.sql`select link_used_at from person where email = ${ANNA}`)[0]?.['link_used_at'];

	test('is noted, once; other links and dead ones note nothing', async () => {
		const { booking, bookingToken } = await ask('2027-05-01');
		const { personId } = await house.person(ANNA);
		const dead = await house.link.sign({ kind: 'person', personId, generation: 2 });
		for (const token of [bookingToken, dead, await house.link.action('Ingeborg', booking.id, 'approve')])
			await whoIs(token);
		expect(await usedAt()).toBeNull();
		await whoIs(await house.link.person(ANNA));
		expect(await usedAt()).toEqual(new Date('2027-03-01T10:00:00Z'));
		house.travelTo('2027-03-02');
		await whoIs(await house.link.person(ANNA));
		expect(await usedAt()).toEqual(new Date('2027-03-01T10:00:00Z'));
	});

	test('is not what a page asks for that nobody has touched: mail scanners run its script; what is sent always is', async () => {
		await ask('2027-05-01');
		const untouched = { token: await house.link.person(ANNA), headers: { 'x-unattended': '1' } };
		expect((await house.call('booking.mine', untouched)).outcome).toBe('ok');
		expect(await usedAt()).toBeNull();
		expect((await house.call('access.rotateLink', untouched)).outcome).toBe('ok');
		expect(await usedAt()).toEqual(new Date('2027-03-01T10:00:00Z'));
	});
});

describe('access.forgetMe', () => {
	const FRIEDA = 'frieda.zaubernuss@example.com';
	/** What came from her, wherever it went; every one of them is unlike anything else in the database. */
	const TRACES = ['zaubernuss', 'Friedhilde', 'Friedchen', 'Quittenmus', 'Beinbruch', 'Erbtante'];
	const EVERYWHERE = ['public', 'drizzle'];

	const forget = async (email: string) =>
		house.call('access.forgetMe', { input: { confirm: true }, token: await house.link.person(email) });

	/** Table and row of everything that holds one of her traces. */
	async function tracesLeft(): Promise<string[]> {
		const tables = await dump(house.sql, EVERYWHERE);
		return Object.entries(tables).flatMap(([table, lines]) =>
			lines
				.filter((line) => TRACES.some((trace) => line.toLowerCase().includes(trace.toLowerCase())))
				.map((line) => `${table} ${line}`),
		);
	}

	/** A booking of hers on these days, asked for in her name with a text of hers. */
	async function asks(startDate: Day, endDate: Day): Promise<string> {
		const input = request({
			requestKey: crypto.randomUUID(),
			email: FRIEDA,
			firstName: 'Friedhilde',
			description: 'Wir bringen Quittenmus mit.',
			startDate,
			endDate,
		});
		return (await house.as.viewer.booking.create(input)).booking.id;
	}

	test('cancels what has not begun, keeps what has, and leaves no trace of her in any table', async () => {
		const frieda = await house.as.person(FRIEDA);
		const ids: Record<string, string> = {};
		house.travelTo('2027-03-01');
		ids['past, Confirmed'] = await asks('2027-03-02', '2027-03-03');
		await confirm(ids['past, Confirmed']);
		ids['past, Denied'] = await asks('2027-03-05', '2027-03-06');
		await (await decideAs('Cornelia')).deny({ bookingId: ids['past, Denied'], round: 1, comment: 'Da streichen wir.' });
		ids['past, Pending'] = await asks('2027-03-07', '2027-03-08');
		ids['running, Confirmed'] = await asks('2027-04-08', '2027-04-12');
		await confirm(ids['running, Confirmed']);
		house.travelTo('2027-03-15');
		ids['running, Pending'] = await asks('2027-04-13', '2027-04-14');
		ids['Pending'] = await asks('2027-06-01', '2027-06-02');
		await frieda.booking.edit({
			id: ids['Pending'],
			revision: 1,
			changes: { firstName: 'Friedchen', endDate: '2027-06-03' },
		});
		ids['Confirmed'] = await asks('2027-06-05', '2027-06-06');
		await confirm(ids['Confirmed']);
		ids['Denied'] = await asks('2027-06-10', '2027-06-11');
		await (await decideAs('Angelika')).deny({ bookingId: ids['Denied'], round: 1, comment: 'Da haben wir Gäste.' });
		ids['Canceled'] = await asks('2027-06-15', '2027-06-16');
		await confirm(ids['Canceled']);
		await frieda.booking.cancel({ id: ids['Canceled'], comment: 'Wegen Beinbruch der Erbtante.' });
		await house.call('access.requestLink', { input: { email: FRIEDA } });
		// Texts that were written already, for her and for others.
		await house.sql`update mail set content = ${house.sql.json({ subject: 'Friedhilde fragt an', html: 'Quittenmus', text: 'Quittenmus', calendar: null })}, link_generation = 1, state = 'sent'
			where booking_id is not null`;
		house.travelTo('2027-04-13');
		expect((await tracesLeft()).length).toBeGreaterThan(50);
		const links = [await house.link.person(FRIEDA), await house.link.booking(ids['running, Confirmed'])];
		const { personId } = await house.person(FRIEDA);
		const sent = await house.sql<{ id: string }[]>`select id from mail`;

		const { value } = await forget(FRIEDA);
		expect(value).toEqual({ canceled: 4, kept: 2 });

		const rows = await house.sql<{ id: string; status: string; firstName: string; description: string | null }[]>`
			select id, status, first_name as "firstName", description from booking where requester_id = ${personId}`;
		expect(
			Object.fromEntries(Object.entries(ids).map(([what, id]) => [what, rows.find((row) => row.id === id)?.status])),
		).toEqual({
			'past, Confirmed': 'Confirmed',
			'past, Denied': 'Denied',
			'past, Pending': 'Pending',
			'running, Confirmed': 'Confirmed',
			'running, Pending': 'Canceled',
			Pending: 'Canceled',
			Confirmed: 'Canceled',
			Denied: 'Canceled',
			Canceled: 'Canceled',
		});
		expect(new Set(rows.map(({ firstName, description }) => `${firstName} ${description}`))).toEqual(
			new Set(['Gast null']),
		);

		// The last mail is the only place that still knows where it goes.
		const left = await tracesLeft();
		expect(left).toHaveLength(1);
		expect(await mailRows('Forgotten')).toEqual([{ kind: 'Forgotten', email: FRIEDA, personalLink: false }]);
		await house.sql`update mail set address = null where kind = 'Forgotten'`;
		expect(await tracesLeft()).toEqual([]);

		// What others said stays, and who was asked is told of what is canceled, without her name.
		const cornelia = await house.as.approver('Cornelia');
		expect((await cornelia.booking.get({ id: ids['past, Denied'] })).timeline.at(-1)).toMatchObject({
			comment: 'Da streichen wir.',
		});
		expect((await cornelia.booking.get({ id: ids['running, Confirmed'] })).timeline[0]?.actor).toEqual({
			kind: 'requester',
			name: 'Gast',
		});
		const news = await house.sql<{ email: string; bookingId: string; facts: { booking: Record<string, unknown> } }[]>`
			select email, booking_id as "bookingId", facts from mail join person on person.id = person_id
			where kind = 'Canceled' and not mail.id = any(${sent.map(({ id }) => id)}) order by email`;
		const told = [ids['running, Pending'], ids['Pending'], ids['Confirmed']];
		expect(news.map(({ email, bookingId }) => `${email} ${bookingId}`).toSorted()).toEqual(
			PARTIES.flatMap((name) => told.map((id) => `${emailOf(name)} ${id}`)).toSorted(),
		);
		for (const { facts } of news)
			expect(facts.booking).toMatchObject({ firstName: 'Gast', description: null, comment: null });

		for (const token of links) expect(await whoIs(token)).toBe('LINK_ENDED');
		expect((await ask('2027-06-01', { email: KARL })).booking.status).toBe('Pending');
	});

	test('by "the system", with the days free at once and nobody told of what was Denied', async () => {
		const id = await asks('2027-06-01', '2027-06-02');
		await (await decideAs('Angelika')).deny({ bookingId: id, round: 1, comment: 'Nein.' });
		await forget(FRIEDA);
		expect(
			await house.sql`select actor, via, comment, person_id from event where booking_id = ${id} order by sequence desc limit 1`,
		).toEqual([{ actor: 'system', via: 'system', comment: null, person_id: null }]);
		expect(await mailRows('Canceled')).toEqual([]);
	});

	test('somebody with nothing is forgotten all the same, and comes back as somebody new', async () => {
		const before = await house.person(FRIEDA);
		expect((await forget(FRIEDA)).value).toEqual({ canceled: 0, kept: 0 });
		await asks('2027-06-01', '2027-06-02');
		const after = await house.person(FRIEDA);
		expect(after.personId).not.toBe(before.personId);
		const { value } = await house.call('booking.mine', { input: {}, token: await house.link.person(FRIEDA) });
		expect(value.items).toHaveLength(1);
	});

	test('a request that was on its way with her link does not bring her address back', async () => {
		await ask('2027-05-01');
		const anna = await house.as.person(ANNA);
		await anna.access.forgetMe({ confirm: true });
		const late = anna.booking.create(request({ email: undefined, startDate: '2027-06-01', endDate: '2027-06-02' }));
		expect(await reasonOf(late)).toBe('LINK_ENDED');
		expect(await house.sql`select id from person where email = ${ANNA}`).toEqual([]);
	});

	test('an approver stays one, and keeps her address and her link; what she wrote is gone', async () => {
		const { booking } = await ask('2027-06-01', { email: KARL });
		const second = await ask('2027-06-05', { email: KARL });
		const mine = await (await house.as.approver('Angelika')).booking.create(
			request({
				email: undefined,
				firstName: 'Friedhilde',
				description: 'Mit der Erbtante.',
				startDate: '2027-06-10',
				endDate: '2027-06-11',
			}),
		);
		await (await decideAs('Angelika')).deny({ bookingId: booking.id, round: 1, comment: 'Der Beinbruch, leider.' });
		const agreed = (await ask('2027-06-20', { email: KARL })).booking.id;
		await (await decideAs('Angelika')).approve({ bookingId: agreed, round: 1, comment: 'Es gibt Quittenmus.' });
		await (await decideAs('Cornelia')).approve({ bookingId: agreed, round: 1, comment: 'Ich freue mich.' });
		expect((await tracesLeft()).length).toBeGreaterThan(6);
		const token = await house.link.approver('Angelika');

		expect((await forget(emailOf('Angelika'))).value).toEqual({ canceled: 1, kept: 0 });
		expect(await tracesLeft()).toEqual([]);
		expect((await house.call('access.whoAmI', { token })).value).toEqual({ kind: 'person', approverOf: 'Angelika' });
		const { timeline, approvals } = await (await house.as.person(KARL)).booking.get({ id: booking.id });
		expect(timeline.at(-1)).toEqual({
			at: house.now(),
			actor: { kind: 'approver', name: 'Angelika' },
			type: 'Denied',
			via: 'person',
		});
		expect(approvals.find(({ party }) => party === 'Angelika')).toMatchObject({ decision: 'Denied', comment: null });

		// What others said with their yes stays, in the mails about it too.
		const words = async () =>
			(
				await house.sql`select facts -> 'booking' ->> 'comment' as word from mail where booking_id = ${agreed} and kind = 'Approved' order by word`
			).map(({ word }) => word);
		expect(await words()).toEqual(['Ich freue mich.', null]);

		// What still asks her goes out; what told her of her own is gone.
		const asking =
			await house.sql`select kind, booking_id from mail where person_id = ${(await house.person(emailOf('Angelika'))).personId}
			and kind = 'Submitted'`;
		expect(asking.map((row) => row['booking_id'])).toContain(second.booking.id);
		expect(asking.map((row) => row['booking_id'])).not.toContain(mine.booking.id);
		expect(await outcome('approval.approve', token, { bookingId: second.booking.id, round: 1 })).toBe('ok');
	});

	test('asked for twice at once, it is done once, and the other call’s link has ended', async () => {
		await asks('2027-06-01', '2027-06-02');
		const token = await house.link.person(FRIEDA);
		const twice = [1, 2].map(() => house.call('access.forgetMe', { input: { confirm: true }, token }));
		expect((await Promise.all(twice)).map((answer) => answer.outcome).toSorted()).toEqual(['LINK_ENDED', 'ok']);
		expect(await mailRows('Forgotten')).toHaveLength(1);
	});

	test.each([undefined, {}, { confirm: false }, { confirm: 'true' }])(
		'needs a clear yes: %o is refused and changes nothing',
		async (input) => {
			await asks('2027-06-01', '2027-06-02');
			const token = await house.link.person(FRIEDA);
			const before = await stored(house.sql);
			expect(await outcome('access.forgetMe', token, input)).toBe('INVALID_INPUT');
			expect(await stored(house.sql)).toEqual(before);
		},
	);
});

describe('the operator', () => {
	test('rotates the calendar link: the old one ends at once, personal and booking links stay', async () => {
		const { bookingToken } = await ask('2027-05-01');
		const [old, personal] = [await calendarLink(house.services), await house.link.person(ANNA)];
		const fresh = await rotateCalendarLink(house.services);
		expect([old.generation, fresh.generation]).toEqual([1, 2]);
		expect(fresh).toEqual(await calendarLink(house.services));
		expect(await whoIs(old.token)).toBe('LINK_ENDED');
		for (const token of [fresh.token, bookingToken, personal]) expect(await whoIs(token)).toBe('ok');
	});

	test('rotates for a person, as they do themselves', async () => {
		await ask('2027-05-01');
		const old = await house.link.person(ANNA);
		await rotatePerson(house.services, ' Anna@example.com ');
		expect(await whoIs(old)).toBe('LINK_ENDED');
		expect(await mailRows('LinkRotated')).toEqual([{ kind: 'LinkRotated', email: ANNA, personalLink: true }]);
		await expect(rotatePerson(house.services, 'nobody@example.com')).rejects.toThrow(OperatorError);
	});

	test('blocks a person, whose links are dead until the block is taken back', async () => {
		const { booking, bookingToken } = await ask('2027-05-01', { email: emailOf('Cornelia') });
		const links = [
			await house.link.approver('Cornelia'),
			bookingToken,
			await house.link.action('Cornelia', booking.id, 'approve'),
		];
		await setBlocked(house.services, emailOf('Cornelia'), true);
		for (const token of links) expect(await whoIs(token)).toBe('LINK_ENDED');
		await setBlocked(house.services, emailOf('Cornelia'), false);
		for (const token of links) expect(await whoIs(token)).toBe('ok');
		await expect(setBlocked(house.services, 'nobody@example.com', true)).rejects.toThrow(OperatorError);
	});

	test('gives a party to somebody else, open bookings included; the old approver’s links open nothing of them', async () => {
		const { booking } = await ask('2027-05-01');
		const [old, oldAction] = [
			await house.link.approver('Cornelia'),
			await house.link.action('Cornelia', booking.id, 'approve'),
		];
		await replaceApprover(house.services, 'Cornelia', ' Corinna@example.com');
		const fresh = await house.link.person('corinna@example.com');
		expect(await mailRows('MadeApprover')).toContainEqual({
			kind: 'MadeApprover',
			email: 'corinna@example.com',
			personalLink: true,
		});
		expect((await house.call('access.whoAmI', { token: fresh })).value).toEqual({
			kind: 'person',
			approverOf: 'Cornelia',
		});
		expect((await house.call('access.whoAmI', { token: old })).value).toEqual({ kind: 'person' });
		expect(await outcome('booking.get', old, { id: booking.id })).toBe('NOT_FOUND');
		expect(await outcome('approval.approve', old, { bookingId: booking.id, round: 1 })).toBe('ROLE_REQUIRED');
		expect(await outcome('action.perform', oldAction)).toBe('LINK_ENDED');
		expect(await outcome('approval.approve', fresh, { bookingId: booking.id, round: 1 })).toBe('ok');

		const before = await stored(house.sql);
		await expect(replaceApprover(house.services, 'Otto', 'otto@example.com')).rejects.toThrow(
			'no approver called Otto',
		);
		await expect(replaceApprover(house.services, 'Cornelia', 'corinna@example.com')).rejects.toThrow(
			'their address already',
		);
		await expect(replaceApprover(house.services, 'Cornelia', emailOf('Ingeborg'))).rejects.toThrow(
			'already decides for Ingeborg',
		);
		expect(await stored(house.sql)).toEqual(before);
	});

	test('lists what a leaked calendar link made, cancels what is not over, and everybody concerned is told', async () => {
		const over = (await ask('2027-03-02')).booking.id;
		const open = (await ask('2027-05-01')).booking.id;
		const canceled = (await ask('2027-05-03')).booking.id;
		await (await house.as.person(ANNA)).booking.cancel({ id: canceled });
		const byPerson = (
			await (
				await house.as.person(KARL)
			).booking.create(request({ email: undefined, startDate: '2027-06-01', endDate: '2027-06-05' }))
		).booking.id;
		const { generation } = await rotateCalendarLink(house.services);
		const later = (
			await house.as
				.caller({ kind: 'viewer', calendarGeneration: generation })
				.booking.create(request({ email: KARL, startDate: '2027-07-01', endDate: '2027-07-01' }))
		).booking.id;
		house.travelTo('2027-04-01');

		const made = await madeWithCalendarLink(house.services, 1);
		expect(made.map(({ id, status }) => [id, status])).toEqual([
			[over, 'Pending'],
			[open, 'Pending'],
			[canceled, 'Canceled'],
		]);
		expect((await madeWithCalendarLink(house.services, 2)).map(({ id }) => id)).toEqual([later]);
		await house.sql`delete from mail`;
		expect(
			await cancelBookings(
				house.services,
				made.map(({ id }) => id),
			),
		).toBe(1);
		const statuses = await house.sql<{ id: string; status: string }[]>`select id, status from booking`;
		expect(Object.fromEntries(statuses.map(({ id, status }) => [id, status]))).toEqual({
			[over]: 'Pending',
			[open]: 'Canceled',
			[canceled]: 'Canceled',
			[byPerson]: 'Pending',
			[later]: 'Pending',
		});
		const { timeline } = await (await house.as.person(ANNA)).booking.get({ id: open });
		expect(timeline.at(-1)).toEqual({
			at: house.now(),
			actor: { kind: 'system', name: 'System' },
			type: 'Canceled',
			via: 'operator',
		});
		expect((await mailRows('Canceled')).map(({ email }) => email)).toEqual([
			emailOf('Angelika'),
			ANNA,
			emailOf('Cornelia'),
			emailOf('Ingeborg'),
		]);
	});
});

describe('the admin command', () => {
	/** Runs it as a process, with nobody at a terminal. */
	function admin(
		args: string[],
		env: Record<string, string> = {},
	): Promise<{ code: number | null; out: string; err: string }> {
		return new Promise((resolve, reject) => {
			const child = spawn(process.execPath, [join(projectRoot, 'packages/server/src/admin.ts'), ...args], {
				env: { PATH: process.env['PATH'], ...env },
				stdio: ['ignore', 'pipe', 'pipe'],
			});
			const said = { out: '', err: '' };
			child.stdout.on('data', (chunk) => {
				said.out += chunk;
			});
			child.stderr.on('data', (chunk) => {
				said.err += chunk;
			});
			child.once('error', reject);
			child.once('close', (code) => resolve({ code, ...said }));
		});
	}
	const here = () => testEnvironment(house.databaseUrl);

	test('explains itself, without any configuration', async () => {
		for (const { code, out, err } of await Promise.all([admin([]), admin(['help']), admin(['block', '--help'])])) {
			expect([code, err]).toEqual([0, '']);
			for (const command of [
				'calendar-link',
				'rotate-calendar-link',
				'rotate-person <address>',
				'block',
				'leaked <generation>',
			]) {
				expect(out).toContain(command);
			}
		}
	});

	test.each([
		[['explode'], 'There is no command explode. `admin help` lists what there is.'],
		[['__proto__'], 'There is no command __proto__. `admin help` lists what there is.'],
		[['constructor'], 'There is no command constructor. `admin help` lists what there is.'],
		[['calendar-link', '--frob'], "Unknown option '--frob'. `admin help` lists what there is."],
		[['calendar-link', 'frob'], 'Usage: admin calendar-link'],
		[['block', 'anna@example.com', '--all'], 'Usage: admin block <address>'],
		[['block'], 'Usage: admin block <address>'],
		[['replace-approver', 'Cornelia'], 'Usage: admin replace-approver <name> <address>'],
	])('%o ends with 1 and says why', async (args, message) => {
		const { code, err } = await admin(args);
		expect([code, err.trim()]).toEqual([1, message]);
	});

	test('without a configuration it names what is missing', async () => {
		const { code, err } = await admin(['calendar-link']);
		expect(code).toBe(1);
		expect(err).toContain('DATABASE_URL: is missing');
	});

	test('prints the calendar link, and rotates it', async () => {
		const printed = await admin(['calendar-link'], here());
		const [, token = ''] = /^http:\/\/localhost:8080\/c#(\S+)\n\(generation 1\)\n$/.exec(printed.out) ?? [];
		expect([printed.code, await whoIs(token)]).toEqual([0, 'ok']);

		const rotated = await admin(['rotate-calendar-link', '--yes'], here());
		const [, fresh = ''] = /\/c#(\S+)\n\(generation 2\)/.exec(rotated.out) ?? [];
		expect([rotated.code, await whoIs(token), await whoIs(fresh)]).toEqual([0, 'LINK_ENDED', 'ok']);
	});

	test('leaves a trace of each change, but no address in it once its owner is forgotten', async () => {
		const { booking } = await ask('2027-05-01');
		await rotateCalendarLink(house.services);
		await rotatePerson(house.services, ANNA);
		expect((await admin(['block', ANNA, '--yes'], here())).out).toBe('Blocked.\n');
		await setBlocked(house.services, ANNA, false);
		await replaceApprover(house.services, 'Cornelia', KARL);
		await cancelBookings(house.services, [booking.id]);
		await house.sql`update mail set state = 'failed', failure = 'unknown' where kind = 'MadeApprover'`;
		const ids = await house.sql<{ id: string }[]>`select id from mail where state = 'failed' order by sequence`;
		await sendAgain(
			house.services,
			ids.map(({ id }) => id),
		);

		const printed = (await admin(['log'], here())).out.trim().split('\n');
		const [at, ...rest] = (printed[0] ?? '').split(/ {2,}/);
		expect(new Date(at ?? '').toISOString()).toBe(at);
		expect([rest[0], rest[1]?.split(' ').toSorted()]).toEqual(['send-again', ids.map(({ id }) => id).toSorted()]);
		expect(printed.slice(1).map((line) => line.split(/ {2,}/).slice(1))).toEqual([
			['cancel-leaked', booking.id],
			['replace-approver', KARL, 'Cornelia'],
			['unblock', ANNA],
			['block', ANNA],
			['rotate-person', ANNA],
			['rotate-calendar-link', 'generation 1'],
		]);

		await house.call('access.forgetMe', { input: { confirm: true }, token: await house.link.person(ANNA) });
		const after = await admin(['log'], here());
		expect(after.out.split('\n')).toHaveLength(printed.length + 1);
		expect(after.out).not.toContain('anna');
		expect(JSON.stringify(await house.sql`select * from operator_log`)).not.toContain('@');
	});

	test('leaves no trace of what did not happen, and a change whose trace cannot be written does not happen', async () => {
		await ask('2027-05-01');
		const traces = async () => (await house.sql`select * from operator_log`).length;
		const nobody = 'nobody@example.com';
		const noBooking = '00000000-0000-4000-8000-000000000000';
		await expect(rotatePerson(house.services, nobody)).rejects.toThrow(OperatorError);
		await expect(setBlocked(house.services, nobody, true)).rejects.toThrow(OperatorError);
		await expect(replaceApprover(house.services, 'Cornelia', emailOf('Cornelia'))).rejects.toThrow(OperatorError);
		expect([await cancelBookings(house.services, [noBooking]), await sendAgain(house.services, 'all')]).toEqual([0, 0]);
		expect(await traces()).toBe(0);

		await house.sql`update mail set state = 'failed', failure = 'unknown'`;
		const made = (await madeWithCalendarLink(house.services, 1)).map(({ id }) => id);
		await house.sql`alter table operator_log add constraint full_up check (false)`;
		const before = await stored(house.sql);
		const changes = [
			() => rotateCalendarLink(house.services),
			() => rotatePerson(house.services, ANNA),
			() => setBlocked(house.services, ANNA, true),
			() => replaceApprover(house.services, 'Cornelia', KARL),
			() => cancelBookings(house.services, made),
			() => sendAgain(house.services, 'all'),
		];
		for (const change of changes) await expect(change()).rejects.toMatchObject({ constraint_name: 'full_up' });
		expect(await stored(house.sql)).toEqual(before);
	});

	test('says in one line that nobody has an address', async () => {
		const { code, out, err } = await admin(['rotate-person', 'nobody@example.com', '--yes'], here());
		expect([code, out, err]).toEqual([1, '', 'Nobody has that address here.\n']);
	});

	test('lists mails that failed, and sends some or all of them again', async () => {
		await ask('2027-05-01');
		await house.sql`update mail set state = 'failed', failure = 'unknown'`;
		const [{ id, count }] = await house.sql<
			[{ id: string; count: number }]
		>`select min(id::text) as id, count(*)::int from mail`;
		expect((await admin(['failed-mails'], here())).out).toContain(`${id}  `);
		const refused = await Promise.all([
			admin(['send-again', '--yes'], here()),
			admin(['send-again', id, '--all', '--yes'], here()),
		]);
		for (const { code, err } of refused)
			expect([code, err]).toEqual([1, 'Usage: admin send-again <mail id …>, or admin send-again --all\n']);
		expect((await admin(['send-again', id, '--yes'], here())).out).toContain('Queued 1 of 1.');
		expect((await admin(['send-again', '--all', '--yes'], here())).out).toContain(
			`Queued ${count - 1} of ${count - 1}.`,
		);
		expect((await admin(['failed-mails'], here())).out).toContain('None.');
	});

	test('lists and cancels what a leaked link made, and only that', async () => {
		const { booking } = await ask('2027-05-01');
		const listed = await admin(['leaked', '1'], here());
		expect(listed.out).toContain(`${booking.id}  Pending    01.05.2027  Anna`);
		const [foreign] = await house.sql`select gen_random_uuid() as id`;
		const refused = await admin(['cancel-leaked', '1', foreign?.['id'], '--yes'], here());
		expect([refused.code, refused.err]).toEqual([1, `Not made with that link: ${foreign?.['id']}\n`]);
		const [none, other] = await Promise.all([admin(['leaked', 'x'], here()), admin(['leaked', '2'], here())]);
		expect([none.err, other.out]).toEqual(['x is not a generation.\n', 'Nothing.\n']);
		expect((await admin(['cancel-leaked', '1', booking.id, '--yes'], here())).out).toContain('Canceled 1.');
	});

	test.each([
		[['rotate-calendar-link'], 'postgres://u:geheim@db.example.com/house'],
		[['rotate-calendar-link'], 'postgres://u:geheim@127.0.0.1:16380/house'],
		[['block', ANNA], 'postgres://u:geheim@localhost/house'],
		[['replace-approver', 'Cornelia', KARL], 'postgres://u:geheim@localhost,db.example.com/house'],
		[['cancel-leaked', '1'], 'postgres://u:geheim@10.0.0.1/house'],
	])('%o does not change %s when nobody can be asked', async (args, databaseUrl) => {
		const { code, out, err } = await admin(args, testEnvironment(databaseUrl));
		expect([code, out]).toEqual([1, '']);
		expect(err).toContain(`${args.join(' ')} changes the database`);
		expect(err).toContain('add --yes');
		expect(err).not.toContain('geheim');
	});

	test('goes on with --yes', async () => {
		// Nobody listens there: it gets as far as the connection.
		const elsewhere = 'postgres://u:geheim@127.0.0.2:9/house';
		const { code, err } = await admin(['rotate-calendar-link', '--yes'], testEnvironment(elsewhere));
		expect(code).toBe(1);
		expect(err).toContain('ECONNREFUSED');
		expect(err).not.toContain('geheim');
	});
});
