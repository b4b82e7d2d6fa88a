import { randomUUID } from 'node:crypto';
import {
	addDays,
	type Booking,
	type BookingPage,
	type BookingStatus,
	type CalendarRangeInput,
	type CreateBookingInput,
	type Day,
	type PageInput,
} from '@betzenstein/shared';
import { emailOf } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { reasonOf, refusalIn } from '@betzenstein/testing/house/refusals';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bookingIn, clearBookings, rowsOf, type Standing } from './standing.ts';

let house: House;
beforeAll(async () => {
	house = await openHouse();
});
beforeEach(() => house.travelTo('2027-03-01'));
afterEach(() => clearBookings(house));
afterAll(() => house.close());

describe('what a list holds, newest activity first (BR-023)', () => {
	/** One booking in each status, made a minute apart, the Pending one first. */
	async function oneOfEach() {
		const made = {
			Pending: await nextBooking('Pending'),
			Confirmed: await nextBooking('Confirmed'),
			Denied: await nextBooking('Denied'),
			Canceled: await nextBooking('Canceled'),
			other: await nextBooking('Pending', { email: 'bea@example.com' }),
		};
		return {
			made,
			nameOf: ({ id }: Booking) => Object.entries(made).find(([, { booking }]) => booking.id === id)?.[0],
		};
	}

	test('mine: what this person asked for, in every status, by whichever link', async () => {
		const { made, nameOf } = await oneOfEach();
		const anna = await house.person('anna@example.com');
		const own = await bookingIn(house, 'Pending', {
			by: anna,
			changes: { startDate: '2027-07-01', endDate: '2027-07-01' },
		});
		const names = (page: BookingPage) =>
			page.items.map((item) => (item.id === own.booking.id ? 'own link' : nameOf(item)));
		expect(names(await house.as.caller(anna).booking.mine({}))).toEqual([
			'own link',
			'Canceled',
			'Denied',
			'Confirmed',
			'Pending',
		]);
		expect(names(await (await house.as.person('bea@example.com')).booking.mine({}))).toEqual(['other']);
		expect(await (await house.as.person('carl@example.com')).booking.mine({})).toEqual({ items: [], nextCursor: null });
		expect((await house.as.caller(anna).booking.mine({})).items[4]).toEqual(
			await house.as.caller(anna).booking.get({ id: made.Pending.booking.id }),
		);
	});

	test('outstanding: Pending and unanswered by this approver', async () => {
		const { made, nameOf } = await oneOfEach();
		const ingeborg = await house.as.approver('Ingeborg');
		const outstanding = async () => (await ingeborg.approval.outstanding({})).items.map(nameOf);
		expect(await outstanding()).toEqual(['other', 'Pending']);
		await ingeborg.approval.approve({ bookingId: made.other.booking.id, round: 1 });
		expect(await outstanding()).toEqual(['Pending']);
		expect((await (await house.as.approver('Cornelia')).approval.outstanding({})).items.map(nameOf)).toEqual([
			'other',
			'Pending',
		]);
	});

	test('outstanding: again when the approvals were reset', async () => {
		const { booking, holder } = await bookingIn(house, 'Pending');
		const ingeborg = await house.as.approver('Ingeborg');
		await ingeborg.approval.approve({ bookingId: booking.id, round: 1 });
		expect((await ingeborg.approval.outstanding({})).items).toEqual([]);
		await house.as.caller(holder).booking.edit({ id: booking.id, revision: 2, changes: { endDate: '2027-05-06' } });
		expect((await ingeborg.approval.outstanding({})).items.map(({ id, round }) => [id, round])).toEqual([
			[booking.id, 2],
		]);
	});

	test('outstanding: not what is past, nor what the approver gave by asking with her own link', async () => {
		await bookingIn(house, 'Pending');
		await bookingIn(house, 'Pending', {
			by: await house.person(emailOf('Ingeborg')),
			changes: { email: emailOf('Ingeborg'), startDate: '2027-07-01', endDate: '2027-07-01' },
		});
		const count = async (name: 'Ingeborg' | 'Cornelia') =>
			(await (await house.as.approver(name)).approval.outstanding({})).items.length;
		expect([await count('Ingeborg'), await count('Cornelia')]).toEqual([1, 2]);
		house.travelTo('2027-05-05');
		expect([await count('Ingeborg'), await count('Cornelia')]).toEqual([1, 2]);
		house.travelTo('2027-05-06');
		expect([await count('Ingeborg'), await count('Cornelia')]).toEqual([0, 1]);
	});

	test('history: all that this approver is party to, past ones too, but no Canceled ones', async () => {
		const { made, nameOf } = await oneOfEach();
		const history = async (name: 'Ingeborg' | 'Angelika') =>
			(await (await house.as.approver(name)).approval.history({})).items.map(nameOf);
		expect(await history('Ingeborg')).toEqual(['other', 'Denied', 'Confirmed', 'Pending']);
		// As after a change of APPROVERS, which bookings of before do not follow.
		await house.sql`delete from approval where booking_id = ${made.Denied.booking.id} and party = 'Angelika'`;
		expect(await history('Angelika')).toEqual(['other', 'Confirmed', 'Pending']);
		house.travelTo('2027-12-01');
		expect(await history('Ingeborg')).toEqual(['other', 'Denied', 'Confirmed', 'Pending']);
	});

	test('every change moves a booking to the front', async () => {
		const { made, nameOf } = await oneOfEach();
		const anna = await house.as.person('anna@example.com');
		const order = async () => (await anna.booking.mine({})).items.map(nameOf);
		const { booking } = made.Pending;
		minutesLater(10);
		await anna.booking.edit({ id: booking.id, revision: 1, changes: { partySize: 5 } });
		expect(await order()).toEqual(['Pending', 'Canceled', 'Denied', 'Confirmed']);
		minutesLater(1);
		await anna.booking.edit({
			id: made.Confirmed.booking.id,
			revision: made.Confirmed.booking.revision,
			changes: { firstName: 'Lena' },
		});
		expect(await order()).toEqual(['Confirmed', 'Pending', 'Canceled', 'Denied']);
	});

	test('are for persons, and those of approvals for approvers', async () => {
		const anna = await house.as.person('anna@example.com');
		const { holder } = await bookingIn(house, 'Pending');
		expect(await reasonOf(house.as.stranger.booking.mine({}))).toBe('LINK_REQUIRED');
		expect(await reasonOf(house.as.viewer.booking.mine({}))).toBe('ROLE_REQUIRED');
		expect(await reasonOf(house.as.caller(holder).booking.mine({}))).toBe('ROLE_REQUIRED');
		for (const list of ['outstanding', 'history'] as const) {
			expect(await reasonOf(house.as.stranger.approval[list]({}))).toBe('LINK_REQUIRED');
			expect(await reasonOf(house.as.viewer.approval[list]({}))).toBe('ROLE_REQUIRED');
			expect(await reasonOf(anna.approval[list]({}))).toBe('ROLE_REQUIRED');
		}
	});
});

describe('paging', () => {
	type Pages = { name: string; page: (input: PageInput) => Promise<BookingPage> };
	const lists = async (): Promise<[Pages, Pages, Pages]> => {
		const ingeborg = await house.as.approver('Ingeborg');
		return [
			{ name: 'mine', page: ingeborg.booking.mine },
			{ name: 'outstanding', page: ingeborg.approval.outstanding },
			{ name: 'history', page: ingeborg.approval.history },
		];
	};
	/** Asked for by Ingeborg's address in the form; all at the same instant, so that only the id tells them apart. */
	const fill = async (count: number) => {
		for (let day = 1; day <= count; day++) await nextBooking('Pending', { email: emailOf('Ingeborg') }, 0);
	};

	test.each([
		[1, [1, 1, 1, 1, 1]],
		[2, [2, 2, 1]],
		[4, [4, 1]],
		[5, [5]],
		[100, [5]],
	])('by %i gives every booking once, in the order of the whole list', async (limit, sizes) => {
		await fill(5);
		for (const { name, page } of await lists()) {
			const whole = (await page({})).items.map(({ id }) => id);
			expect(whole, name).toHaveLength(5);
			const pages = await pagesOf(page, limit);
			expect(pages.map(({ length }) => length)).toEqual(sizes);
			expect(pages.flat()).toEqual(whole);
		}
	});

	test('a page has 20 unless another number is wanted', async () => {
		for (const name of ['a', 'b', 'c', 'd', 'e']) {
			for (let day = 1; day <= 5; day++) await nextBooking('Pending', { email: `${name}@example.com` });
		}
		const { approval } = await house.as.approver('Cornelia');
		expect((await pagesOf(approval.outstanding, undefined)).map(({ length }) => length)).toEqual([20, 5]);
	});

	test.each([0, 101, -1, 1.5])('by %d is INVALID_INPUT', async (limit) => {
		for (const { page } of await lists()) {
			expect(await refusalIn(page({ limit }))).toMatchObject({
				reason: 'INVALID_INPUT',
				details: { fields: [{ path: 'limit' }] },
			});
		}
	});

	const foreign = { reason: 'INVALID_INPUT', details: { fields: [{ path: 'cursor', issue: 'foreign_cursor' }] } };

	test('with the cursor of another list is refused', async () => {
		await fill(2);
		const [mine, outstanding, history] = await lists();
		for (const [from, to] of [
			[mine, outstanding],
			[mine, history],
			[outstanding, mine],
			[outstanding, history],
			[history, mine],
			[history, outstanding],
		] as const) {
			const cursor = await firstCursor(from.page);
			expect((await from.page({ cursor })).items).toHaveLength(1);
			expect(await refusalIn(to.page({ cursor })), `${from.name} in ${to.name}`).toEqual(foreign);
		}
	});

	test('with the cursor of another person is refused', async () => {
		await fill(2);
		const cornelia = await house.as.approver('Cornelia');
		const [, outstanding, history] = await lists();
		expect(await refusalIn(outstanding.page({ cursor: await firstCursor(cornelia.approval.outstanding) }))).toEqual(
			foreign,
		);
		expect(await refusalIn(history.page({ cursor: await firstCursor(cornelia.approval.history) }))).toEqual(foreign);
	});

	test.each([
		['nothing', ''],
		['a word', 'abc'],
		['white space', ' '],
		['a number', '20'],
		['an id', randomUUID()],
		['no JSON', Buffer.from('[').toString('base64url')],
		['another JSON', Buffer.from('{}').toString('base64url')],
		['too few parts', Buffer.from('["mine"]').toString('base64url')],
		['parts of another kind', Buffer.from('["mine", 1, 2, 3]').toString('base64url')],
	])('with %s for a cursor is refused', async (_, cursor) => {
		for (const { page } of await lists()) expect(await refusalIn(page({ cursor }))).toEqual(foreign);
	});

	test.each(['0000-01-01T00:00:00Z', '2027-02-30T00:00:00Z', '2027-03-01'])(
		'with a cursor made up for %s is refused',
		async (instant) => {
			const { personId } = await house.person('anna@example.com');
			const cursor = Buffer.from(JSON.stringify(['mine', personId, instant, randomUUID()])).toString('base64url');
			expect(await refusalIn((await house.as.person('anna@example.com')).booking.mine({ cursor }))).toEqual(foreign);
		},
	);

	test('with null for a cursor begins at the beginning', async () => {
		await fill(2);
		for (const { page } of await lists()) expect(await page({ cursor: null })).toEqual(await page({}));
	});
});

describe('the calendar', () => {
	const MAY: CalendarRangeInput = { from: '2027-05-01', to: '2027-05-31' };

	test('shows viewers and persons the stays that are asked for or confirmed, by their start', async () => {
		const later = await bookingIn(
			house,
			'Confirmed',
			stay('2027-05-20', '2027-05-22', { firstName: 'Bea', affiliation: 'Cornelia', partySize: 1 }),
		);
		const sooner = await bookingIn(house, 'Pending', stay('2027-05-03', '2027-05-05'));
		await bookingIn(house, 'Denied', stay('2027-05-10', '2027-05-11'));
		await bookingIn(house, 'Canceled', stay('2027-05-12', '2027-05-13'));
		const entries = [
			{
				detail: 'full',
				bookingId: sooner.booking.id,
				startDate: '2027-05-03',
				endDate: '2027-05-05',
				totalDays: 3,
				status: 'Pending',
				firstName: 'Anna',
				partySize: 4,
				affiliation: 'Ingeborg',
			},
			{
				detail: 'full',
				bookingId: later.booking.id,
				startDate: '2027-05-20',
				endDate: '2027-05-22',
				totalDays: 3,
				status: 'Confirmed',
				firstName: 'Bea',
				partySize: 1,
				affiliation: 'Cornelia',
			},
		];
		for (const caller of [
			house.as.viewer,
			await house.as.person('carl@example.com'),
			await house.as.approver('Ingeborg'),
		]) {
			expect(await caller.calendar.range(MAY)).toMatchObject({ ...MAY, entries });
		}
	});

	test('hides a request that is past, and keeps a stay that was Confirmed', async () => {
		const asked = await bookingIn(house, 'Pending', stay('2027-05-03', '2027-05-05'));
		const confirmed = await bookingIn(house, 'Confirmed', stay('2027-05-06', '2027-05-07'));
		const shown = async () =>
			(await house.as.viewer.calendar.range(MAY)).entries.map((entry) => 'bookingId' in entry && entry.bookingId);
		house.travelTo('2027-05-05');
		expect(await shown()).toEqual([asked.booking.id, confirmed.booking.id]);
		house.travelTo('2027-05-06');
		expect(await shown()).toEqual([confirmed.booking.id]);
		house.travelTo('2027-05-08');
		expect(await shown()).toEqual([confirmed.booking.id]);
	});

	test.each<[Day, Day, number]>([
		['2027-05-02', '2027-05-03', 1],
		['2027-05-05', '2027-05-06', 1],
		['2027-05-04', '2027-05-04', 1],
		['2027-05-01', '2027-05-31', 1],
		['2027-05-01', '2027-05-02', 0],
		['2027-05-06', '2027-05-31', 0],
	])('from %s to %s, both included, meets a stay from 3 to 5 May %i times', async (from, to, count) => {
		await bookingIn(house, 'Pending', stay('2027-05-03', '2027-05-05'));
		expect((await house.as.viewer.calendar.range({ from, to })).entries).toHaveLength(count);
	});

	test('answers 400 days, not 401, and none backwards', async () => {
		const range = (from: Day, to: Day) => house.as.viewer.calendar.range({ from, to });
		expect(await range('2027-01-01', '2028-02-04')).toMatchObject({ from: '2027-01-01', to: '2028-02-04' });
		expect(await refusalIn(range('2027-01-01', '2028-02-05'))).toEqual({
			reason: 'INVALID_INPUT',
			details: { fields: [{ path: '', issue: 'range_too_long' }] },
		});
		expect(await refusalIn(range('2027-05-02', '2027-05-01'))).toEqual({ reason: 'END_BEFORE_START', details: {} });
		expect(await reasonOf(range('2027-02-29', '2027-03-01'))).toBe('INVALID_INPUT');
		expect(await reasonOf(range('0000-01-01', '0000-01-02'))).toBe('INVALID_INPUT');
	});

	test('is closed to strangers and to holders of a booking or action link, whatever they ask', async () => {
		const { booking, holder } = await bookingIn(house, 'Pending');
		const { personId } = await house.person(emailOf('Ingeborg'));
		const action = house.as.caller({
			kind: 'action',
			personId,
			generation: 1,
			bookingId: booking.id,
			action: 'approve',
			round: 1,
		});
		for (const asked of [MAY, { from: 'May', to: '' } as never]) {
			expect(await reasonOf(house.as.stranger.calendar.range(asked))).toBe('LINK_REQUIRED');
			expect(await reasonOf(house.as.caller(holder).calendar.range(asked))).toBe('ROLE_REQUIRED');
			expect(await reasonOf(action.calendar.range(asked))).toBe('ROLE_REQUIRED');
		}
	});

	test('names the holidays of the region, both ends included', async () => {
		const { holidays } = await house.as.viewer.calendar.range({ from: '2027-05-01', to: '2027-05-27' });
		expect(holidays).toEqual([
			{ date: '2027-05-01', name: 'Tag der Arbeit' },
			{ date: '2027-05-06', name: 'Christi Himmelfahrt' },
			{ date: '2027-05-17', name: 'Pfingstmontag' },
			{ date: '2027-05-27', name: 'Fronleichnam' },
		]);
		const { holidays: turn } = await house.as.viewer.calendar.range({ from: '2027-12-26', to: '2028-01-06' });
		expect(turn.map(({ date }) => date)).toEqual(['2027-12-26', '2028-01-01', '2028-01-06']);
	});
});

describe('the calendar for everybody (PUBLIC_AVAILABILITY)', () => {
	let open: House;
	beforeAll(async () => {
		open = await openHouse({ env: { PUBLIC_AVAILABILITY: 'true', HOLIDAY_REGION: 'DE-BE' } });
		open.travelTo('2027-02-01');
		await bookingIn(open, 'Confirmed', stay('2027-02-20', '2027-02-22'));
		await bookingIn(open, 'Confirmed', stay('2027-02-27', '2027-03-03'));
		await bookingIn(open, 'Pending', stay('2027-03-04', '2027-03-05', { email: 'bea@example.com' }));
		await bookingIn(open, 'Pending', stay('2027-03-07', '2027-03-07', { email: 'carl@example.com' }));
		await bookingIn(open, 'Denied', stay('2027-03-10', '2027-03-11'));
		await bookingIn(open, 'Canceled', stay('2027-03-12', '2027-03-13'));
	});
	beforeEach(() => open.travelTo('2027-03-01'));
	afterAll(() => open.close());

	const busy = (startDate: Day, endDate = startDate) => ({ detail: 'busy', startDate, endDate });

	test.each<[string, Day, Day, object[]]>([
		[
			'all that lies ahead, adjoining stays in one',
			'2027-02-01',
			'2027-03-31',
			[busy('2027-03-01', '2027-03-05'), busy('2027-03-07')],
		],
		[
			'cut at the range, so that no end of a stay shows',
			'2027-03-02',
			'2027-03-04',
			[busy('2027-03-02', '2027-03-04')],
		],
		['a single day', '2027-03-05', '2027-03-05', [busy('2027-03-05')]],
		['a free day', '2027-03-06', '2027-03-06', []],
		['nothing of what was denied or canceled', '2027-03-08', '2027-03-31', []],
		['today', '2027-03-01', '2027-03-01', [busy('2027-03-01')]],
		['nothing before today, even within a running stay', '2027-02-27', '2027-02-28', []],
		['nothing before today, from long ago to yesterday', '2027-02-01', '2027-02-28', []],
	])('shows strangers which days are taken: %s', async (_, from, to, entries) => {
		expect(await open.as.stranger.calendar.range({ from, to })).toMatchObject({ from, to, entries });
	});

	test('shows holders of a booking or action link what strangers see, and viewers everything', async () => {
		const [own] = (await (await open.as.person('anna@example.com')).booking.mine({ limit: 1 })).items;
		const bookingId = own?.id ?? '';
		const { personId } = await open.person('anna@example.com');
		const asked: CalendarRangeInput = { from: '2027-02-01', to: '2027-03-31' };
		const forStrangers = await open.as.stranger.calendar.range(asked);
		expect(await open.as.caller({ kind: 'booking', personId, generation: 1, bookingId }).calendar.range(asked)).toEqual(
			forStrangers,
		);
		const action = open.as.caller({ kind: 'action', personId, generation: 1, bookingId, action: 'deny', round: 1 });
		expect(await action.calendar.range(asked)).toEqual(forStrangers);
		expect((await open.as.viewer.calendar.range(asked)).entries.map(({ detail }) => detail)).toEqual([
			'full',
			'full',
			'full',
			'full',
		]);
	});

	test('names the holidays of another region', async () => {
		const { holidays } = await open.as.stranger.calendar.range({ from: '2027-03-01', to: '2027-05-27' });
		expect(holidays.map(({ date }) => date)).toEqual([
			'2027-03-08',
			'2027-03-26',
			'2027-03-29',
			'2027-05-01',
			'2027-05-06',
			'2027-05-17',
		]);
	});
});

describe('a request key', () => {
	const keyed = (changes: Partial<CreateBookingInput> = {}) =>
		request({ requestKey: KEY, description: 'Mit Hund', ...changes });
	const KEY = '5c8e0a3e-3c37-4d0c-8a39-6d8d3b6f6a11';

	test('with the same content answers the same booking as it is now, with the same token, and writes nothing', async () => {
		const { booking, bookingToken } = await house.as.viewer.booking.create(keyed());
		await (await house.as.approver('Ingeborg')).approval.approve({ bookingId: booking.id, round: 1 });
		const rows = await rowsOf(house);
		const again = await house.as.viewer.booking.create(keyed());
		expect(again.bookingToken).toBe(bookingToken);
		expect(again.booking).toMatchObject({
			id: booking.id,
			revision: 2,
			status: 'Pending',
			availableActions: ['edit', 'cancel'],
		});
		expect(await rowsOf(house)).toEqual(rows);
	});

	test.each<[string, Partial<CreateBookingInput>]>([
		['the key in capitals', { requestKey: KEY.toUpperCase() }],
		['the address in capitals, with spaces', { email: ' Anna@EXAMPLE.com ' }],
		['the name with spaces', { firstName: ' Anna ' }],
		['the description with spaces', { description: ' Mit Hund\n' }],
	])('counts as the same with %s', async (_, changes) => {
		const { booking } = await house.as.viewer.booking.create(keyed());
		expect((await house.as.viewer.booking.create(keyed(changes))).booking.id).toBe(booking.id);
	});

	test.each<[string, Partial<CreateBookingInput>]>([
		['firstName', { firstName: 'Bea' }],
		['email', { email: 'bea@example.com' }],
		['startDate', { startDate: '2027-05-02' }],
		['endDate', { endDate: '2027-05-06' }],
		['partySize', { partySize: 5 }],
		['affiliation', { affiliation: 'Cornelia' }],
		['description', { description: 'Ohne Hund' }],
		['no description', { description: null }],
		['confirmLongStay', { confirmLongStay: true }],
	])('with another content is refused: %s', async (_, changes) => {
		await house.as.viewer.booking.create(keyed());
		const rows = await rowsOf(house);
		expect(await refusalIn(house.as.viewer.booking.create(keyed(changes)))).toEqual({
			reason: 'ID_REUSED',
			details: {},
		});
		expect(await rowsOf(house)).toEqual(rows);
	});

	test('of another caller is refused', async () => {
		await house.as.viewer.booking.create(keyed());
		const anna = await house.as.person('anna@example.com');
		expect(await reasonOf(anna.booking.create(keyed()))).toBe('ID_REUSED');
		const own = randomUUID();
		await anna.booking.create(keyed({ requestKey: own, startDate: '2027-07-01', endDate: '2027-07-01' }));
		const { email: _, ...without } = keyed({ requestKey: own, startDate: '2027-07-01', endDate: '2027-07-01' });
		expect(await reasonOf((await house.as.person('bea@example.com')).booking.create(without))).toBe('ID_REUSED');
		expect(await reasonOf(house.as.viewer.booking.create(keyed({ requestKey: own })))).toBe('ID_REUSED');
	});

	test('is the same for a person with or without the address that is theirs', async () => {
		const anna = await house.as.person('anna@example.com');
		const { email: _, ...without } = keyed();
		const { booking, bookingToken } = await anna.booking.create(keyed());
		expect(await anna.booking.create(without)).toEqual({ booking, bookingToken });
	});

	test('makes a new booking after 24 hours', async () => {
		const { booking, holder } = await bookingIn(house, 'Pending', { changes: keyed() });
		await house.as.caller(holder).booking.cancel({ id: booking.id });
		house.travelTo('2027-03-02T10:00:00Z');
		expect((await house.as.viewer.booking.create(keyed())).booking).toMatchObject({
			id: booking.id,
			status: 'Canceled',
		});
		house.travelTo('2027-03-02T10:00:00.001Z');
		const later = await house.as.viewer.booking.create(keyed());
		expect(later.booking.status).toBe('Pending');
		expect(later.booking.id).not.toBe(booking.id);
		expect((await house.as.viewer.booking.create(keyed())).booking.id).toBe(later.booking.id);
	});

	test('of a refused request is free for another', async () => {
		expect(await reasonOf(house.as.viewer.booking.create(keyed({ startDate: '2027-02-01' })))).toBe('IN_THE_PAST');
		expect((await house.as.viewer.booking.create(keyed())).booking.status).toBe('Pending');
	});

	test('is needed for a repeat: without one the days are taken', async () => {
		await house.as.viewer.booking.create(request());
		expect(await reasonOf(house.as.viewer.booking.create(request()))).toBe('DATES_TAKEN');
	});
});

describe('days taken (BR-002)', () => {
	const asked = request({ email: 'dora@example.com', startDate: '2027-05-05', endDate: '2027-05-11' });
	const named = [
		{ firstName: 'Anna', status: 'Pending', startDate: '2027-05-01', endDate: '2027-05-05' },
		{ firstName: 'Bea', status: 'Confirmed', startDate: '2027-05-11', endDate: '2027-05-12' },
	];
	const taken = (conflicts: object[]) => ({ reason: 'DATES_TAKEN', details: { conflicts } });

	beforeEach(async () => {
		house.travelTo('2027-03-01');
		await bookingIn(
			house,
			'Confirmed',
			stay('2027-05-11', '2027-05-12', { firstName: 'Bea', email: 'bea@example.com' }),
		);
		await bookingIn(house, 'Pending', stay('2027-05-01', '2027-05-05'));
		await bookingIn(house, 'Denied', stay('2027-05-06', '2027-05-07', { email: 'bea@example.com' }));
		await bookingIn(house, 'Canceled', stay('2027-05-08', '2027-05-09', { email: 'bea@example.com' }));
	});

	test('are told to viewers and persons with every name, status and dates, by their start', async () => {
		expect(await refusalIn(house.as.viewer.booking.create(asked))).toEqual(taken(named));
		expect(await refusalIn((await house.as.person('dora@example.com')).booking.create(asked))).toEqual(taken(named));
	});

	test('are told to the holder of a booking link as dates only, by edit and reopen', async () => {
		const onlyDates = taken(named.map(({ startDate, endDate }) => ({ startDate, endDate })));
		const changes = { startDate: asked.startDate, endDate: asked.endDate };
		const elsewhere = stay('2027-07-01', '2027-07-01', { email: 'dora@example.com' });
		const pending = await bookingIn(house, 'Pending', elsewhere);
		const edit = (caller: ReturnType<House['as']['caller']>) =>
			caller.booking.edit({ id: pending.booking.id, revision: 1, changes });
		expect(await refusalIn(edit(house.as.caller(pending.holder)))).toEqual(onlyDates);
		expect(await refusalIn(edit(await house.as.person('dora@example.com')))).toEqual(taken(named));
		await house.as.caller(pending.holder).booking.cancel({ id: pending.booking.id });
		const denied = await bookingIn(house, 'Denied', elsewhere);
		const reopened = house.as.caller(denied.holder).booking.reopen({ id: denied.booking.id, revision: 2, changes });
		expect(await refusalIn(reopened)).toEqual(onlyDates);
	});

	test('are not in the way of their own booking', async () => {
		const anna = await house.as.person('anna@example.com');
		const [own] = (await anna.booking.mine({})).items;
		expect(
			await anna.booking.edit({ id: own?.id ?? '', revision: 1, changes: { endDate: '2027-05-06' } }),
		).toMatchObject({ round: 2 });
	});
});

let days = 0;

/** One more booking, on a day of its own, made `minutes` after the one before. */
async function nextBooking(
	status: BookingStatus,
	changes: Partial<CreateBookingInput> = {},
	minutes = 1,
): Promise<Standing> {
	minutesLater(minutes);
	days = (days % 200) + 1;
	const day = addDays('2027-03-31', days);
	return bookingIn(house, status, { changes: { startDate: day, endDate: day, ...changes } });
}

function minutesLater(minutes: number): void {
	house.travelTo(new Date(house.now().getTime() + minutes * 60_000).toISOString());
}

const stay = (startDate: Day, endDate: Day, more: Partial<CreateBookingInput> = {}) => ({
	changes: { startDate, endDate, ...more },
});

/** The ids of all pages, one after the other. */
async function pagesOf(
	page: (input: PageInput) => Promise<BookingPage>,
	limit: number | undefined,
): Promise<string[][]> {
	const pages: string[][] = [];
	let cursor: string | null = null;
	do {
		const answer: BookingPage = await page({ cursor, limit });
		pages.push(answer.items.map(({ id }) => id));
		cursor = answer.nextCursor;
	} while (cursor !== null);
	return pages;
}

async function firstCursor(page: (input: PageInput) => Promise<BookingPage>): Promise<string> {
	const { nextCursor } = await page({ limit: 1 });
	if (nextCursor === null) throw new Error('Wanted a second page');
	return nextCursor;
}
