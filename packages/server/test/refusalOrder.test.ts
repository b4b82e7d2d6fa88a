import { randomUUID } from 'node:crypto';
import {
	type BookingStatus,
	type CreateBookingInput,
	type Day,
	type DayRange,
	type Reason,
	refusal,
} from '@betzenstein/shared';
import { emailOf } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { refusalIn } from '@betzenstein/testing/house/refusals';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../src/domain/caller.ts';
import { RefusedError } from '../src/domain/errors.ts';
import { createInnerContext, identify } from '../src/trpc/context.ts';
import { createCaller } from '../src/trpc/root.ts';
import { bookingIn, clearBookings, type Standing } from './standing.ts';

/**
 * "Order in which refusals win" (domain.md). Each list holds what can be wrong with a call, in that order. Every one is
 * tried alone, and then together with every later one that can be wrong at the same time.
 */
interface Fault {
	/** What is wrong. */
	is: string;
	/** How it is answered: a reason, or the outcome of a decision. */
	answer: Reason | `NOT_ALLOWED_NOW, ${'past' | 'not past'}` | 'RATE_LIMITED by IP' | 'outdated' | 'already-done';
	/** How a call comes to be wrong so. */
	by: Partial<Setting>;
	/** Wrong in two ways by itself, and not tried with a third. */
	alone?: true;
}

/** Everything a call depends on, with nothing wrong by default. */
interface Setting {
	who: Who;
	/** The client address has used up its writes. */
	limited: boolean;
	malformed: boolean;
	/** The key of an earlier request with another content. */
	key: 'reused';
	/** The id of no booking. */
	missing: boolean;
	/** What has become of the booking. */
	status: BookingStatus | 'Denied, then Canceled';
	past: boolean;
	/** The revision or round that the caller saw. */
	stale: boolean;
	/** The days asked for, as `start/end`. */
	dates: string;
	/** What the address has used up. */
	address: 'submissions' | 'pending' | 'watches';
	/** Somebody else holds the days. */
	taken: boolean;
	comment: 'missing';
	acknowledge: boolean;
}

type Who =
	| 'bad link'
	| 'stranger'
	| 'viewer'
	| 'requester'
	| 'booking link'
	| 'unrelated person'
	| 'Ingeborg'
	| 'an approver who is none of this booking';

const LINK: Fault = { is: 'an invalid link', answer: 'LINK_INVALID', by: { who: 'bad link' } };
const IP: Fault = {
	is: 'too many writes from the client address',
	answer: 'RATE_LIMITED by IP',
	by: { limited: true },
};
const INPUT: Fault = { is: 'malformed input', answer: 'INVALID_INPUT', by: { malformed: true } };
const MISSING: Fault = { is: 'no such booking', answer: 'NOT_FOUND', by: { missing: true } };
const HIDDEN: Fault = {
	is: 'a booking that the caller may not see',
	answer: 'NOT_FOUND',
	by: { who: 'unrelated person' },
};
const NOT_THEIRS: Fault = { is: 'not theirs to do', answer: 'ROLE_REQUIRED', by: { who: 'Ingeborg' } };
const PAST: Fault = { is: 'a past booking', answer: 'NOT_ALLOWED_NOW, past', by: { past: true } };
const STALE: Fault = { is: 'a stale revision', answer: 'STALE_REVISION', by: { stale: true } };
const NO_COMMENT: Fault = { is: 'no comment', answer: 'COMMENT_REQUIRED', by: { comment: 'missing' } };
const TAKEN: Fault = { is: 'days taken', answer: 'DATES_TAKEN', by: { taken: true } };
const kind = (who: Who, answer: 'LINK_REQUIRED' | 'ROLE_REQUIRED'): Fault => ({
	is: `the wrong kind of caller (${who})`,
	answer,
	by: { who },
});

/** Days are wrong in several ways at once where that is possible. */
const CONTENT: Fault[] = [
	{ is: 'an end before the start', answer: 'END_BEFORE_START', by: { dates: '2027-05-05/2027-05-04' } },
	{
		is: 'an end before the start, in the past',
		answer: 'END_BEFORE_START',
		by: { dates: '2027-02-27/2027-02-26' },
		alone: true,
	},
	{
		is: 'an end before the start, too far ahead',
		answer: 'END_BEFORE_START',
		by: { dates: '2028-09-05/2028-09-04' },
		alone: true,
	},
	{ is: 'a start in the past', answer: 'IN_THE_PAST', by: { dates: '2027-02-28/2027-03-02' } },
	{
		is: 'a start in the past, long and unconfirmed',
		answer: 'IN_THE_PAST',
		by: { dates: '2027-02-28/2027-03-08' },
		alone: true,
	},
	{ is: 'a start in the past, too long', answer: 'IN_THE_PAST', by: { dates: '2027-02-28/2027-05-30' }, alone: true },
	{ is: 'a start too far ahead', answer: 'TOO_FAR_AHEAD', by: { dates: '2028-09-02/2028-09-03' } },
	{
		is: 'a start too far ahead, long and unconfirmed',
		answer: 'TOO_FAR_AHEAD',
		by: { dates: '2028-09-02/2028-09-10' },
		alone: true,
	},
	{
		is: 'a start too far ahead, too long',
		answer: 'TOO_FAR_AHEAD',
		by: { dates: '2028-09-02/2028-12-01' },
		alone: true,
	},
	{ is: 'a stay too long, unconfirmed', answer: 'STAY_TOO_LONG', by: { dates: '2027-06-10/2027-08-09' } },
	{ is: 'a long stay, unconfirmed', answer: 'LONG_STAY_UNCONFIRMED', by: { dates: '2027-06-10/2027-06-17' } },
];

const CHAINS = {
	create: [
		LINK,
		kind('stranger', 'LINK_REQUIRED'),
		kind('booking link', 'ROLE_REQUIRED'),
		IP,
		INPUT,
		{ is: 'a key used for another content', answer: 'ID_REUSED', by: { key: 'reused' } },
		...CONTENT,
		{ is: 'too many submissions today', answer: 'RATE_LIMITED', by: { address: 'submissions' } },
		{ is: 'too many Pending bookings', answer: 'TOO_MANY_PENDING', by: { address: 'pending' } },
		TAKEN,
	],
	shorten: [
		LINK,
		kind('stranger', 'LINK_REQUIRED'),
		kind('viewer', 'ROLE_REQUIRED'),
		IP,
		INPUT,
		MISSING,
		HIDDEN,
		NOT_THEIRS,
		PAST,
		{ is: 'days that are not its own', answer: 'NOT_ALLOWED_NOW, not past', by: { dates: '2027-02-28/2027-04-03' } },
		STALE,
		{ is: 'an end before the start', answer: 'END_BEFORE_START', by: { dates: '2027-04-03/2027-04-02' } },
	],
	edit: [
		LINK,
		kind('stranger', 'LINK_REQUIRED'),
		kind('viewer', 'ROLE_REQUIRED'),
		IP,
		INPUT,
		MISSING,
		HIDDEN,
		NOT_THEIRS,
		PAST,
		{ is: 'a Confirmed booking', answer: 'NOT_ALLOWED_NOW, not past', by: { status: 'Confirmed' } },
		STALE,
		...CONTENT,
		TAKEN,
	],
	reopen: [
		LINK,
		kind('stranger', 'LINK_REQUIRED'),
		kind('viewer', 'ROLE_REQUIRED'),
		IP,
		INPUT,
		MISSING,
		HIDDEN,
		NOT_THEIRS,
		PAST,
		{ is: 'a Pending booking', answer: 'NOT_ALLOWED_NOW, not past', by: { status: 'Pending' } },
		STALE,
		...CONTENT,
		{ is: 'too many Pending bookings', answer: 'TOO_MANY_PENDING', by: { address: 'pending' } },
		TAKEN,
	],
	cancel: [
		LINK,
		kind('stranger', 'LINK_REQUIRED'),
		kind('viewer', 'ROLE_REQUIRED'),
		IP,
		INPUT,
		MISSING,
		HIDDEN,
		NOT_THEIRS,
		PAST,
		{
			is: 'no comment for a Confirmed booking',
			answer: 'COMMENT_REQUIRED',
			by: { status: 'Confirmed', comment: 'missing' },
		},
	],
	approve: [
		LINK,
		kind('stranger', 'LINK_REQUIRED'),
		kind('unrelated person', 'ROLE_REQUIRED'),
		IP,
		INPUT,
		MISSING,
		{
			is: 'an approver’s own booking that is not theirs to decide',
			answer: 'ROLE_REQUIRED',
			by: { who: 'an approver who is none of this booking' },
		},
		{ is: 'a Canceled booking', answer: 'NOT_FOUND', by: { status: 'Canceled' } },
		{ is: 'a Canceled booking, denied before', answer: 'NOT_FOUND', by: { status: 'Denied, then Canceled' } },
		PAST,
		{ is: 'another round', answer: 'outdated', by: { stale: true } },
		{ is: 'a denial by another', answer: 'already-done', by: { status: 'Denied' } },
	],
	deny: [
		LINK,
		kind('stranger', 'LINK_REQUIRED'),
		kind('unrelated person', 'ROLE_REQUIRED'),
		IP,
		INPUT,
		MISSING,
		{
			is: 'an approver’s own booking that is not theirs to decide',
			answer: 'ROLE_REQUIRED',
			by: { who: 'an approver who is none of this booking' },
		},
		{ is: 'a Canceled booking', answer: 'NOT_FOUND', by: { status: 'Canceled' } },
		{ is: 'a Canceled booking, denied before', answer: 'NOT_FOUND', by: { status: 'Denied, then Canceled' } },
		PAST,
		{ is: 'another round', answer: 'outdated', by: { stale: true } },
		{ is: 'a denial by another', answer: 'already-done', by: { status: 'Denied' } },
		{
			is: 'a Confirmed booking, unacknowledged',
			answer: 'CONFIRMED_NEEDS_ACKNOWLEDGEMENT',
			by: { status: 'Confirmed', acknowledge: false },
		},
		// Of the days that it proposes; how long to stay there is not for an approver to confirm.
		...CONTENT.filter(({ answer }) => answer !== 'LONG_STAY_UNCONFIRMED'),
		NO_COMMENT,
	],
	watch: [
		LINK,
		kind('stranger', 'LINK_REQUIRED'),
		kind('booking link', 'ROLE_REQUIRED'),
		IP,
		INPUT,
		// However long the days are, nobody has to confirm that.
		...CONTENT.filter(({ answer }) => answer !== 'LONG_STAY_UNCONFIRMED'),
		{ is: 'as many watches as an address may have', answer: 'TOO_MANY_PENDING', by: { address: 'watches' } },
	],
} satisfies Record<string, Fault[]>;
type Procedure = keyof typeof CHAINS;

let house: House;
beforeAll(async () => {
	house = await openHouse({ env: { LIMIT_SUBMISSIONS_PER_DAY: '2', LIMIT_PENDING: '1', LIMIT_WATCHES: '1' } });
});
afterEach(async () => {
	await clearBookings(house);
	await house.sql`delete from watch`;
});
afterAll(() => house.close());

describe.each(Object.keys(CHAINS) as Procedure[])('%s', (procedure) => {
	const chain: Fault[] = CHAINS[procedure];

	test('succeeds when nothing is wrong', async () => {
		await expect(call(procedure, {})).resolves.toBeTypeOf('object');
	});

	test.each(chain)('$is: $answer', async ({ by, answer }) => {
		expect(await answerOf(call(procedure, by))).toBe(answer);
	});

	test.each(pairsOf(chain))('$first.is ($first.answer) wins over $second.is', async ({ first, second }) => {
		expect(await answerOf(call(procedure, { ...first.by, ...second.by }))).toBe(first.answer);
	});
});

test('a repeated create answers before its content is looked at again', async () => {
	house.travelTo('2027-03-01');
	const repeated = request({ requestKey: randomUUID(), startDate: '2027-03-01', endDate: '2027-03-01' });
	const { booking } = await house.as.viewer.booking.create(repeated);
	// By now the day is past, taken by the booking itself, and the address has its one Pending booking.
	house.travelTo('2027-03-02T09:00:00Z');
	expect((await house.as.viewer.booking.create(repeated)).booking).toEqual({
		...booking,
		isPast: true,
		availableActions: [],
	});
});

/** Faults that can be wrong with one call; how each comes about must not undo the other. */
function pairsOf(chain: Fault[]): { first: Fault; second: Fault }[] {
	const paired = chain.filter(({ alone }) => !alone);
	return paired.flatMap((first, index) =>
		paired
			.slice(index + 1)
			.filter((second) => Object.keys(second.by).every((key) => !(key in first.by)))
			.map((second) => ({ first, second })),
	);
}

/** Makes the house what the setting says, and the call. */
async function call(procedure: Procedure, setting: Partial<Setting>): Promise<unknown> {
	const standing = await prepare(procedure, setting);
	const caller = createCaller(await contextFor(procedure, setting, standing));
	const id = setting.malformed ? 'no id' : setting.missing ? randomUUID() : standing.booking.id;
	const seen = (current: number) => (setting.stale ? current + 1 : current);
	const { startDate, endDate } = datesOf(
		procedure === 'shorten' ? { dates: '2027-04-01/2027-04-02', ...setting } : setting,
	);
	const changes = { startDate, endDate };
	const comment = setting.comment === 'missing' ? {} : { comment: 'Krank' };
	switch (procedure) {
		case 'create':
			return caller.booking.create(await submissionFor(setting));
		case 'shorten':
		case 'edit':
			return caller.booking.edit({ id, revision: seen(standing.booking.revision), changes });
		case 'reopen':
			return caller.booking.reopen({ id, revision: seen(standing.booking.revision), changes });
		case 'cancel':
			return caller.booking.cancel({ id, ...comment });
		case 'approve':
			return caller.approval.approve({ bookingId: id, round: seen(standing.booking.round) });
		case 'deny':
			return caller.approval.deny({
				bookingId: id,
				round: seen(standing.booking.round),
				acknowledgeConfirmed: setting.acknowledge ?? true,
				proposal: changes,
				...comment,
			});
		case 'watch':
			return caller.watch.add({ startDate: setting.malformed ? ('morgen' as Day) : startDate, endDate });
	}
}

/** The booking that the call is about, and everything around it, on the first of March 2027. */
async function prepare(
	procedure: Procedure,
	{ status, past, taken, address, ...rest }: Partial<Setting>,
): Promise<Standing> {
	house.travelTo(past ? '2027-02-01' : '2027-02-27');
	const days: DayRange = past
		? { startDate: '2027-02-10', endDate: '2027-02-12' }
		: { startDate: '2027-04-01', endDate: '2027-04-03' };
	const outside = rest.who === 'an approver who is none of this booking';
	const email = outside ? emailOf('Angelika') : procedure === 'create' ? 'somebody@example.com' : 'anna@example.com';
	const usual: Partial<Record<Procedure, BookingStatus>> = { reopen: 'Denied', shorten: 'Confirmed' };
	const wanted = status ?? usual[procedure] ?? 'Pending';
	const standing = await bookingIn(house, wanted === 'Denied, then Canceled' ? 'Denied' : wanted, {
		changes: { ...days, email },
	});
	if (wanted === 'Denied, then Canceled')
		await house.as.caller(standing.holder).booking.cancel({ id: standing.booking.id });
	// As after a change of APPROVERS, which bookings of before do not follow.
	if (outside) await house.sql`delete from approval where booking_id = ${standing.booking.id} and party = 'Angelika'`;
	// A Pending booking that is reopened is the one Pending booking of its address.
	if (address === 'pending' && status !== 'Pending')
		await bookingIn(house, 'Pending', { changes: { startDate: '2027-10-01', endDate: '2027-10-01' } });
	if (taken) await takeDays(datesOf(rest));
	house.travelTo('2027-03-01');
	if (address === 'submissions') {
		await bookingIn(house, 'Canceled', { changes: { startDate: '2027-10-01', endDate: '2027-10-01' } });
		await bookingIn(house, 'Canceled', { changes: { startDate: '2027-10-01', endDate: '2027-10-01' } });
	}
	if (address === 'watches')
		await (await house.as.person('anna@example.com')).watch.add({ startDate: '2027-10-01', endDate: '2027-10-01' });
	return standing;
}

function datesOf({ dates = '2027-06-10/2027-06-12' }: Partial<Setting>): DayRange {
	const [startDate, endDate] = dates.split('/') as [Day, Day];
	return { startDate, endDate };
}

/** Somebody else holds the day that the stay starts on, and all days back to its end if that lies before. */
async function takeDays({ startDate, endDate }: DayRange): Promise<void> {
	const first = endDate < startDate ? endDate : startDate;
	const today = house.now().toISOString();
	house.travelTo(first);
	await bookingIn(house, 'Pending', { changes: { email: 'bea@example.com', startDate: first, endDate: startDate } });
	house.travelTo(today);
}

async function submissionFor(setting: Partial<Setting>): Promise<CreateBookingInput> {
	const requestKey = randomUUID();
	if (setting.key === 'reused') {
		const other = request({ requestKey, email: 'carl@example.com', startDate: '2027-11-01', endDate: '2027-11-01' });
		await house.as.viewer.booking.create(other);
	}
	return request({ requestKey, ...datesOf(setting), partySize: setting.malformed ? 11 : 5 });
}

async function contextFor(procedure: Procedure, { who, limited }: Partial<Setting>, standing: Standing) {
	const spend = async () => {
		if (limited) throw new RefusedError(refusal('RATE_LIMITED', { retryAfterSeconds: IP_SECONDS }));
	};
	if (who === 'bad link') {
		const { services } = house;
		const badLink = { authorization: 'Bearer nonsense', isUnattended: false };
		const resolveCaller = async () => (await identify(services, badLink)).caller;
		return { ...createInnerContext(services, { kind: 'stranger' }, 'test'), resolveCaller, spend };
	}
	return { ...createInnerContext(house.services, await callerFor(procedure, who, standing), 'test'), spend };
}

async function callerFor(
	procedure: Procedure,
	who: Exclude<Who, 'bad link'> | undefined,
	{ holder }: Standing,
): Promise<Caller> {
	const usual = {
		create: 'viewer',
		shorten: 'requester',
		edit: 'requester',
		reopen: 'requester',
		cancel: 'requester',
		approve: 'Ingeborg',
		deny: 'Ingeborg',
		watch: 'requester',
	} as const;
	switch (who ?? usual[procedure]) {
		case 'stranger':
			return { kind: 'stranger' };
		case 'viewer':
			return { kind: 'viewer', calendarGeneration: 1 };
		case 'requester':
			return house.person('anna@example.com');
		case 'booking link':
			return holder;
		case 'unrelated person':
			return house.person('dora@example.com');
		case 'Ingeborg':
			return house.person(emailOf('Ingeborg'));
		case 'an approver who is none of this booking':
			return house.person(emailOf('Angelika'));
	}
}

const IP_SECONDS = 7;

/** How a call is answered, as the chains have it. */
async function answerOf(made: Promise<unknown>): Promise<string> {
	const outcome = await made.then(
		(answer) =>
			typeof answer === 'object' && answer !== null && 'outcome' in answer ? String(answer.outcome) : 'done',
		() => undefined,
	);
	if (outcome !== undefined) return outcome;
	const refused = await refusalIn(made);
	if (refused.reason === 'NOT_ALLOWED_NOW') return `NOT_ALLOWED_NOW, ${refused.details.isPast ? 'past' : 'not past'}`;
	return refused.reason === 'RATE_LIMITED' && refused.details.retryAfterSeconds === IP_SECONDS
		? 'RATE_LIMITED by IP'
		: refused.reason;
}
