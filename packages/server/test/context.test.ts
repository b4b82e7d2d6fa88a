/**
 * What lies around a booking: who is shown it, where, and what mails keep of it. How it is reckoned is in
 * `domain/context.test.ts`.
 */
import { addDays, type Booking, type CreateBookingInput, type Day } from '@betzenstein/shared';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AskedFacts, MailFacts } from '../src/domain/mail.ts';
import { sendDigests, sendReminders } from '../src/services/due/reminders.ts';
import { forgetPerson } from '../src/services/forget.ts';
import { bookingIn } from './standing.ts';

let house: HttpHouse;
beforeAll(async () => {
	house = await openHttpHouse({
		env: { LIMIT_PENDING: '100', LIMIT_SUBMISSIONS_PER_DAY: '100', LIMIT_WRITES_PER_HOUR: '10000' },
	});
});
afterAll(() => house.close());

/** Anna's request for 1 to 5 May 2027. */
let booking: Booking;
let bookingToken: string;
beforeEach(async () => {
	await house.sql`truncate booking cascade`;
	house.travelTo('2027-03-01');
	({ booking, bookingToken } = await house.as.viewer.booking.create(request()));
});

const bert = (startDate: Day, changes: Partial<CreateBookingInput> = {}) =>
	bookingIn(house, 'Pending', {
		changes: { firstName: 'Bert', email: 'bert@example.com', startDate, endDate: startDate, ...changes },
	});
const karl = (startDate: Day, changes: Partial<CreateBookingInput> = {}) =>
	bookingIn(house, 'Confirmed', {
		changes: { firstName: 'Karl', email: 'karl@example.com', startDate, endDate: startDate, ...changes },
	});
const answerOf = async (path: string, token: string, input?: unknown) =>
	(await house.call(path, { token, input })).value;

/** `Bert 0`: who, and how many free days away. */
const who = (neighbour: { firstName: string; freeDays: number } | null | undefined) =>
	neighbour && `${neighbour.firstName} ${neighbour.freeDays}`;

describe('approvers who can still decide see what lies around a booking', () => {
	test('in every answer to a query that has it', async () => {
		await bert('2027-05-06');
		await karl('2027-04-20', { endDate: '2027-04-22' });
		const token = await house.link.approver('Cornelia');
		const action = await house.link.action('Cornelia', booking.id, 'deny');
		const seen = [
			await answerOf('booking.get', token, { id: booking.id }),
			await answerOf('booking.get', action, { id: booking.id }),
			(await answerOf('action.preview', action)).booking,
			...(await Promise.all(
				['approval.outstanding', 'approval.history'].map(async (path) =>
					(await answerOf(path, token, {})).items.find(({ id }: Booking) => id === booking.id),
				),
			)),
		];
		for (const { context } of seen) {
			expect([who(context.before), who(context.after)]).toEqual(['Karl 8', 'Bert 0']);
			expect(context).toMatchObject({
				holidays: [{ date: '2027-05-01', name: 'Tag der Arbeit' }],
				year: 2027,
				share: { party: 'Ingeborg', days: 3, stays: 1 },
			});
		}
	});

	// What is read for each must be all that the rules want.
	test.each<[string, Day, Partial<CreateBookingInput>, object]>([
		['30 free days before', '2027-03-31', {}, { before: { freeDays: 30 }, share: { days: 1 } }],
		['31 free days before', '2027-03-30', {}, { before: null, share: { days: 1 } }],
		['30 free days after', '2027-06-05', {}, { after: { freeDays: 30 }, share: { days: 1 } }],
		['31 free days after', '2027-06-06', {}, { after: null, share: { days: 1 } }],
		['the end of the year', '2027-12-31', { endDate: '2028-01-02' }, { after: null, share: { days: 1, stays: 1 } }],
		[
			'another party before',
			'2027-03-31',
			{ affiliation: 'Cornelia' },
			{ before: { freeDays: 30 }, share: { days: 0 } },
		],
		['another party after', '2027-06-05', { affiliation: 'Cornelia' }, { after: { freeDays: 30 }, share: { days: 0 } }],
	])('a stay at %s', async (_, startDate, changes, expected) => {
		await karl(startDate, changes);
		const { context } = await answerOf('booking.get', await house.link.approver('Cornelia'), { id: booking.id });
		expect(context).toMatchObject(expected);
	});

	test('as it is now: the answer is not remembered beyond a change beside it', async () => {
		const token = await house.link.action('Cornelia', booking.id, 'approve');
		const after = async () => who((await answerOf('action.preview', token)).booking.context.after);
		expect(await after()).toBeNull();
		const { booking: other, bookingToken: his } = await bert('2027-05-10');
		expect(await after()).toBe('Bert 4');
		await answerOf('booking.edit', his, { id: other.id, revision: 1, changes: { firstName: 'Bertold' } });
		expect(await after()).toBe('Bertold 4');
		await answerOf('booking.cancel', his, { id: other.id });
		expect(await after()).toBeNull();
	});
});

describe('nobody else sees it', () => {
	test('not its requester, with whichever link', async () => {
		await bert('2027-05-06');
		const person = await house.link.person('anna@example.com');
		const texts = [
			await house.call('booking.get', { token: bookingToken, input: { id: booking.id } }),
			await house.call('booking.get', { token: person, input: { id: booking.id } }),
			await house.call('booking.mine', { token: person, input: {} }),
			await house.call('booking.edit', {
				token: bookingToken,
				input: { id: booking.id, revision: 1, changes: { startDate: '2027-05-02' } },
			}),
			await house.call('access.exportData', { token: person }),
		];
		for (const { outcome, text } of texts) {
			expect(outcome).toBe('ok');
			expect(text).not.toContain('context');
			expect(text).not.toContain('Bert');
		}
	});

	test.each<[string, () => Promise<unknown>]>([
		[
			'once it is denied',
			async () =>
				(await house.as.approver('Ingeborg')).approval.deny({ bookingId: booking.id, round: 1, comment: 'Handwerker' }),
		],
		['once it is past', async () => house.travelTo('2027-05-06')],
	])('not its approvers, %s', async (_, happen) => {
		await happen();
		const [cornelia, action] = [
			await house.link.approver('Cornelia'),
			await house.link.action('Cornelia', booking.id, 'approve'),
		];
		expect(await answerOf('booking.get', cornelia, { id: booking.id })).not.toHaveProperty('context');
		expect((await answerOf('action.preview', action)).booking).not.toHaveProperty('context');
	});

	test('not an action link whose question is answered, or about another round', async () => {
		const token = await house.link.action('Cornelia', booking.id, 'approve');
		await answerOf('action.perform', token);
		expect((await answerOf('action.preview', token)).booking).not.toHaveProperty('context');
		const later = await house.link.action('Angelika', booking.id, 'approve', 2);
		expect((await answerOf('action.preview', later)).booking).not.toHaveProperty('context');
	});
});

describe('a mail that asks keeps what it was asked on', () => {
	interface Row {
		kind: string;
		email: string;
		facts: MailFacts;
	}
	const mails = (bookingId = booking.id) =>
		house.sql<Row[]>`select kind, email, facts from mail join person on person.id = mail.person_id
			where booking_id = ${bookingId} order by sequence`;
	/** What the last mail to Angelika was asked on. */
	const asked = async (): Promise<AskedFacts | undefined> =>
		(await mails()).findLast(({ email }) => email === 'angelika@example.com')?.facts.booking?.asked;
	const edit = (changes: object, revision = 1) =>
		answerOf('booking.edit', bookingToken, { id: booking.id, revision, changes });

	test('a new request', async () => {
		const { booking: his } = await bert('2027-05-08');
		const rows = await mails(his.id);
		expect(rows.map(({ email, facts }) => [email, who(facts.booking?.asked?.context?.before)]).toSorted()).toEqual([
			['angelika@example.com', 'Anna 2'],
			['bert@example.com', undefined],
			['cornelia@example.com', 'Anna 2'],
			['ingeborg@example.com', 'Anna 2'],
		]);
		expect(rows[0]?.facts.booking?.asked).toMatchObject({ today: '2027-03-01', approved: [] });
		// What changes later does not change what was said then.
		expect((await asked())?.context).toMatchObject({ before: null, after: null });
	});

	test('other days, and a reopening, of what lies around the new ones', async () => {
		await karl('2027-06-10', { endDate: '2027-06-12' });
		await karl('2028-08-01');
		await karl('2027-11-10', { affiliation: 'Cornelia' });
		await edit({ startDate: '2028-01-20', endDate: '2028-01-21' });
		expect((await asked())?.context).toMatchObject({ before: null, year: 2028, share: { party: 'Ingeborg', days: 1 } });
		await (await house.as.approver('Cornelia')).approval.deny({ bookingId: booking.id, round: 2, comment: 'Nein.' });
		const { revision } = await (await house.as.person('anna@example.com')).booking.get({ id: booking.id });
		await answerOf('booking.reopen', bookingToken, {
			id: booking.id,
			revision,
			changes: { startDate: '2027-06-13', endDate: '2027-06-13', affiliation: 'Cornelia' },
		});
		const rows = await mails();
		expect(rows.at(-1)).toMatchObject({
			kind: 'Reopened',
			facts: {
				booking: {
					asked: { context: { before: { firstName: 'Karl', freeDays: 0 }, share: { party: 'Cornelia', days: 1 } } },
				},
			},
		});
		const told = rows.filter(({ facts }) => facts.booking?.asked).map(({ kind }) => kind);
		expect([...new Set(told)]).toEqual(['Submitted', 'DatesMoved', 'Reopened']);
	});

	test('a reminder says who has approved by then', async () => {
		await bert('2027-05-08');
		await (await house.as.approver('Ingeborg')).approval.approve({ bookingId: booking.id, round: 1 });
		house.travelTo('2027-04-26T07:00:00Z');
		await sendReminders(house.services);
		const rows = (await mails()).filter(({ kind }) => kind === 'Reminder');
		expect(rows.map(({ email }) => email).toSorted()).toEqual(['angelika@example.com', 'cornelia@example.com']);
		for (const { facts } of rows)
			expect(facts.booking?.asked).toMatchObject({
				today: '2027-04-26',
				approved: ['Ingeborg'],
				context: { after: { firstName: 'Bert', freeDays: 2 } },
			});
	});

	test('a digest keeps it short', async () => {
		await (await house.as.approver('Ingeborg')).approval.approve({ bookingId: booking.id, round: 1 });
		house.travelTo('2027-03-14T08:00:00Z');
		await sendDigests(house.services);
		const rows = await house.sql<{ facts: MailFacts }[]>`select facts from mail where kind = 'Digest'`;
		expect(rows.map(({ facts }) => facts.waiting?.map(({ asked }) => asked))).toEqual([
			[{ today: '2027-03-14', approved: ['Ingeborg'] }],
			[{ today: '2027-03-14', approved: ['Ingeborg'] }],
		]);
	});

	test('but no neighbour who is forgotten', async () => {
		const { booking: neighbour } = await karl(addDays(booking.endDate, 1), { affiliation: 'Cornelia' });
		const { booking: his } = await bert(addDays(booking.endDate, 2));
		await house.sql`update mail set content = '{"text": "Davor: Karl"}'`;
		const named = async () =>
			(await mails(his.id)).flatMap(({ facts }) => who(facts.booking?.asked?.context?.before) ?? []);
		expect(await named()).toEqual(['Karl 0', 'Karl 0', 'Karl 0']);
		house.travelTo(neighbour.startDate);
		await forgetPerson(house.services, await house.person('karl@example.com'));
		expect(await named()).toEqual(['Gast 0', 'Gast 0', 'Gast 0']);
		// The receipt to Bert knows of no neighbour, and stays.
		expect(await house.sql`select from mail where booking_id = ${his.id} and content is not null`).toHaveLength(1);
	});
});
