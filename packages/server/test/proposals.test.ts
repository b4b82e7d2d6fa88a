/** Other days that a denial proposes: who is shown them, whether they are free now, and whose yes comes with them. */

import type { Booking, Day, DayRange } from '@betzenstein/shared';
import { emailOf } from '@betzenstein/testing/house/environment';
import { listenAt } from '@betzenstein/testing/house/eventStream';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { holderOf } from '../src/links/holder.ts';
import { replaceApprover, setBlocked } from '../src/services/operator.ts';

const NOT_THEN: DayRange = { startDate: '2027-05-01', endDate: '2027-05-05' };
const THEN: DayRange = { startDate: '2027-08-01', endDate: '2027-08-05' };

let house: HttpHouse;
beforeEach(async () => {
	house = await openHttpHouse();
});
afterEach(() => house.close());

/** Anna's, denied by Cornelia, who proposes other days. */
async function denied(proposal: DayRange = THEN) {
	const { booking, bookingToken } = await house.as.viewer.booking.create(request(NOT_THEN));
	const { id } = booking;
	const link = house.client(bookingToken);
	const { approval } = await house.as.approver('Cornelia');
	const deny = (round: number, days?: DayRange) =>
		approval.deny({ bookingId: id, round, comment: 'Da streichen wir.', proposal: days });
	return {
		id,
		bookingToken,
		link,
		deny,
		answer: (await deny(1, proposal)).booking,
		now: () => link.booking.get.query({ id }),
		reopen: (changes: Partial<DayRange> & { partySize?: number } = {}, revision = 2) =>
			link.booking.reopen.mutate({ id, revision, changes }),
	};
}

/** Somebody else's stay. */
const take = async (startDate: Day, endDate = startDate) =>
	(await house.as.viewer.booking.create(request({ email: 'karl@example.com', startDate, endDate }))).booking;

const answersOf = ({ status, approvals }: Booking) =>
	`${status}: ${approvals.map(({ party, decision }) => `${party} ${decision}`).join(', ')}`;

describe('a proposal', () => {
	test('is shown alike to everybody who sees the denied booking, at once and later', async () => {
		const { id, answer, now } = await denied();
		const expected = { ...THEN, party: 'Cornelia', isFree: true };
		const mailed = house.client(await house.link.action('Ingeborg', id, 'approve'));
		const ingeborg = await house.as.approver('Ingeborg');
		const shown = [
			answer,
			await now(),
			...(await (await house.as.person('anna@example.com')).booking.mine({})).items,
			...(await ingeborg.approval.history({})).items,
			await mailed.booking.get.query({ id }),
			(await mailed.action.preview.query()).booking,
		];
		expect(shown.map((booking) => booking?.proposal)).toEqual(shown.map(() => expected));
		expect(shown.map((booking) => booking?.timeline.at(-1)?.proposal)).toEqual(shown.map(() => THEN));
	});

	test('comes with a mailed link too, and means nothing with one to approve', async () => {
		const { booking } = await house.as.viewer.booking.create(request(NOT_THEN));
		const yes = house.client(await house.link.action('Ingeborg', booking.id, 'approve'));
		expect((await yes.action.perform.mutate({ proposal: THEN })).booking?.proposal).toBeNull();
		const no = house.client(await house.link.action('Angelika', booking.id, 'deny'));
		const { outcome, booking: after } = await no.action.perform.mutate({ comment: 'Nein', proposal: THEN });
		expect([outcome, after?.proposal]).toEqual(['done', { ...THEN, party: 'Angelika', isFree: true }]);
	});

	test('ends when the booking is reopened or canceled, and stays on the timeline', async () => {
		const { id, link, deny, now, reopen } = await denied();
		expect((await reopen()).proposal).toBeNull();
		expect((await deny(2)).booking.proposal).toBeNull();
		expect((await now()).proposal).toBeNull();
		await reopen({}, 4);
		await deny(3, THEN);
		expect((await link.booking.cancel.mutate({ id })).booking.proposal).toBeNull();
		const { proposal, timeline } = await now();
		expect(proposal).toBeNull();
		expect(timeline.flatMap((event) => event.proposal ?? [])).toEqual([THEN, THEN]);
	});

	test('stays when the proposer is forgotten, without the reason; it is in what each of them may export', async () => {
		const { now } = await denied();
		const cornelia = await house.as.approver('Cornelia');
		const denials = async () =>
			(await cornelia.access.exportData()).events.map(({ type, comment, proposal }) => ({ type, comment, proposal }));
		expect(await denials()).toEqual([{ type: 'Denied', comment: 'Da streichen wir.', proposal: THEN }]);
		await cornelia.access.forgetMe({ confirm: true });
		expect(await denials()).toEqual([{ type: 'Denied', comment: null, proposal: THEN }]);
		expect((await now()).proposal).toEqual({ ...THEN, party: 'Cornelia', isFree: true });
		const { bookings, events } = await (await house.as.person('anna@example.com')).access.exportData();
		expect([bookings[0]?.proposal?.party, events.map(({ proposal }) => proposal)]).toEqual(['Cornelia', [undefined]]);
	});
});

describe('the days proposed are free', () => {
	test.each<[string, boolean, DayRange, () => Promise<unknown>]>([
		['when nobody has them', true, THEN, async () => {}],
		[
			'when stays lie next to them',
			true,
			THEN,
			() => Promise.all([take('2027-07-30', '2027-07-31'), take('2027-08-06')]),
		],
		['not when somebody asks for their first day', false, THEN, () => take('2027-07-31', '2027-08-01')],
		['not when somebody asks for their last day', false, THEN, () => take('2027-08-05', '2027-08-06')],
		[
			'although they were the denied booking’s own',
			true,
			{ startDate: '2027-05-03', endDate: '2027-05-07' },
			async () => {},
		],
		['on their first day still', true, { startDate: '2027-03-01', endDate: '2027-03-03' }, async () => {}],
		[
			'not once the first is over',
			false,
			{ startDate: '2027-03-01', endDate: '2027-03-03' },
			async () => house.travelTo('2027-03-02'),
		],
	])('%s: %s', async (_, isFree, days, happen) => {
		const { now } = await denied(days);
		await happen();
		expect((await now()).proposal?.isFree).toBe(isFree);
	});

	test('or not, when they are proposed', async () => {
		await take('2027-08-03');
		const { answer, now } = await denied();
		expect([answer.proposal?.isFree, (await now()).proposal?.isFree]).toEqual([false, false]);
	});
});

describe('the version of the link to a denied booking', () => {
	const versionOf = async (token: string) => {
		const claims = await house.services.tokens.verify(token);
		if (claims?.kind !== 'booking') throw new Error('No link to a booking');
		return (await house.services.db.read(({ sql }) => holderOf(sql, claims))).version;
	};
	/** Karl's stays around the days that are proposed. */
	const karls = async (stays: [Day, Day?][]) => {
		const made: Booking[] = [];
		for (const [startDate, endDate] of stays) made.push(await take(startDate, endDate));
		const karl = await house.as.person('karl@example.com');
		return { made, karl, cancel: (index: number) => karl.booking.cancel({ id: made[index]?.id ?? '' }) };
	};
	type Karls = Awaited<ReturnType<typeof karls>>;
	const edit = ({ made, karl }: Karls, changes: object) =>
		karl.booking.edit({ id: made[0]?.id ?? '', revision: 1, changes });

	test.each<[boolean, string, [Day, Day?][], (karls: Karls) => Promise<unknown>]>([
		[true, 'somebody asks for one of the days', [], () => take('2027-08-03')],
		[true, 'a stay is moved onto them', [['2027-07-30']], (they) => edit(they, { endDate: '2027-08-01' })],
		[true, 'the only stay on them is canceled', [['2027-08-03']], ({ cancel }) => cancel(0)],
		[
			true,
			'the only stay on them is moved away',
			[['2027-07-31', '2027-08-01']],
			(they) => edit(they, { endDate: '2027-07-31' }),
		],
		[
			true,
			'the only stay on them is deleted',
			[['2027-08-03']],
			({ made }) => house.sql`delete from booking where id = ${made[0]?.id ?? ''}`,
		],
		[false, 'somebody asks for the day before', [], () => take('2027-07-31')],
		[false, 'a stay on them grows', [['2027-08-03']], (they) => edit(they, { partySize: 9 })],
		[
			false,
			'a stay moves within them',
			[['2027-08-02']],
			(they) => edit(they, { startDate: '2027-08-03', endDate: '2027-08-04' }),
		],
		[false, 'a second stay is asked for on them', [['2027-08-01']], () => take('2027-08-05')],
		[false, 'one of two stays on them is canceled', [['2027-08-01'], ['2027-08-05']], ({ cancel }) => cancel(1)],
	])('grows (%s) when %s', async (grows, _, stays, happen) => {
		const { bookingToken, now } = await denied();
		const others = await karls(stays);
		const [version, { proposal }] = [await versionOf(bookingToken), await now()];
		await happen(others);
		expect((await versionOf(bookingToken)) > version).toBe(grows);
		expect((await now()).proposal?.isFree !== proposal?.isFree).toBe(grows);
	});

	test.each<[string, (booking: Awaited<ReturnType<typeof denied>>) => Promise<unknown>]>([
		['another denial proposed, and no more', async ({ reopen, deny }) => [await reopen(), await deny(2)]],
		[
			'another denial proposed, which other days have followed',
			async ({ reopen, deny }) => [await reopen(), await deny(2, { startDate: '2027-10-01', endDate: '2027-10-01' })],
		],
		['a reopened booking was denied with', ({ reopen }) => reopen()],
		['a canceled booking was denied with', ({ id, link }) => link.booking.cancel.mutate({ id })],
	])('stands still when somebody asks for days that %s', async (_, before) => {
		const asked = await denied();
		await before(asked);
		const version = await versionOf(asked.bookingToken);
		await take('2027-08-03');
		expect(await versionOf(asked.bookingToken)).toBe(version);
	});

	test('is told to whoever listens with it, and its answer is read anew', async () => {
		const { id, bookingToken } = await denied();
		const read = () => house.call('booking.get', { token: bookingToken, input: { id } });
		const stream = await listenAt(house.url, bookingToken);
		const version = await stream.version();
		const before = await read();
		const told = stream.version();
		await take('2027-08-03');
		expect(await told).toBeGreaterThan(version);
		const after = await read();
		expect([before.value.proposal.isFree, after.value.proposal.isFree]).toEqual([true, false]);
		expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
		stream.close();
	});
});

describe('asking for the days proposed', () => {
	test('counts the proposer’s yes, as theirs, and then takes only the others', async () => {
		const { id, reopen } = await denied();
		expect(answersOf(await reopen(THEN))).toBe('Pending: Ingeborg NoResponse, Cornelia Approved, Angelika NoResponse');
		const events = await house.sql`select type, email, via from event left join person on person.id = person_id
			where booking_id = ${id} order by sequence offset 2`;
		expect(events.map(({ type, email, via }) => [type, email, via])).toEqual([
			['Reopened', 'anna@example.com', 'booking'],
			['Approved', emailOf('Cornelia'), 'booking'],
		]);
		for (const name of ['Ingeborg', 'Angelika'] as const)
			await (await house.as.approver(name)).approval.approve({ bookingId: id, round: 2 });
		expect((await (await house.as.approver('Cornelia')).booking.get({ id })).status).toBe('Confirmed');
	});

	test('changes nothing about what is asked for; anything else does', async () => {
		const { reopen } = await denied();
		expect(answersOf(await reopen({ ...THEN, partySize: 5 }))).toContain('Cornelia NoResponse');
	});

	// By the time of the reopening.
	test.each<[string, () => Promise<unknown>, string]>([
		['is still who proposed them', async () => {}, 'Ingeborg NoResponse, Cornelia Approved, Angelika NoResponse'],
		[
			'has taken over another party too',
			async () => {
				await house.sql`update approver set active = false where name = 'Angelika'`;
				await replaceApprover(house.services, 'Angelika', emailOf('Cornelia'));
			},
			'Ingeborg NoResponse, Cornelia Approved, Angelika Approved',
		],
		[
			'has left APPROVERS, with nobody in their place',
			() => house.sql`update approver set active = false where name = 'Cornelia'`,
			'Ingeborg NoResponse, Cornelia Approved, Angelika NoResponse',
		],
		[
			'is somebody else',
			() => replaceApprover(house.services, 'Cornelia', 'neu@example.com'),
			'Ingeborg NoResponse, Cornelia NoResponse, Angelika NoResponse',
		],
		[
			'is blocked',
			() => setBlocked(house.services, emailOf('Cornelia'), true),
			'Ingeborg NoResponse, Cornelia NoResponse, Angelika NoResponse',
		],
		[
			'asked to be forgotten, and still decides',
			async () => (await house.as.approver('Cornelia')).access.forgetMe({ confirm: true }),
			'Ingeborg NoResponse, Cornelia Approved, Angelika NoResponse',
		],
	])('counts for whoever decides for the party: it %s', async (_, happen, expected) => {
		const { reopen } = await denied();
		await happen();
		expect(answersOf(await reopen(THEN))).toBe(`Pending: ${expected}`);
	});

	test('needs the last denial: what an earlier one proposed counts no more', async () => {
		const { id, reopen, deny } = await denied();
		await reopen();
		await (await house.as.approver('Ingeborg')).approval.deny({ bookingId: id, round: 2, comment: 'Nein' });
		expect(answersOf(await reopen(THEN, 4))).toBe(
			'Pending: Ingeborg NoResponse, Cornelia NoResponse, Angelika NoResponse',
		);
		expect((await deny(3, THEN)).booking.proposal?.party).toBe('Cornelia');
	});

	test('when somebody was faster, is refused with dates only, and the proposal stands', async () => {
		const { now, reopen } = await denied();
		await take('2027-08-03');
		await expect(reopen(THEN)).rejects.toMatchObject({
			data: {
				reason: 'DATES_TAKEN',
				details: { conflicts: [{ startDate: '2027-08-03', endDate: '2027-08-03' }] },
			},
		});
		expect(await now()).toMatchObject({ status: 'Denied', proposal: { ...THEN, isFree: false } });
	});
});
