/** "Not then, but then": denials that propose other days, and what a reopening with those counts for. */
import type { BookingChanges, Day, Reason } from '@betzenstein/shared';
import {
	APPROVERS,
	type Asked,
	type Circumstances,
	type Command,
	canceled,
	changeOf,
	circumstances,
	confirmed,
	decide,
	holderOf,
	mailedLink,
	pending,
	personCalled,
	SYSTEM,
	stay,
} from '@betzenstein/testing/house/pure';
import { describe, expect, test } from 'vitest';
import type { Asker, BookingState } from './booking.ts';
import type { Change, Verdict } from './verdict.ts';

const THEN = '2027-08-01/2027-08-05';
const AT = circumstances().now;

const denial = (days = THEN, changes: Partial<Extract<Command, { type: 'deny' }>> = {}): Command => ({
	type: 'deny',
	round: 1,
	comment: 'Da streichen wir.',
	proposal: { ...stay(days), isTaken: false },
	...changes,
});

/** Denied by Cornelia, who proposes the days. */
const denied = (asked: Partial<Asked> = {}, days = THEN): BookingState =>
	changeOf(decide(pending(asked), denial(days), personCalled('cornelia'), circumstances())).booking;

const answers = ({ booking }: Change) => booking.approvals.map(({ decision }) => decision);
const happened = ({ events }: Change) => events.map(({ type, party }) => [type, party].filter(Boolean).join(' '));
const told = ({ notices }: Change) => notices.map(({ kind, personId }) => `${kind}: ${personId}`).sort();

const YES = 'Approved';
const OPEN = 'NoResponse';

describe('a denial', () => {
	test.each<[string, (booking: BookingState) => Asker]>([
		['the personal link', () => personCalled('cornelia')],
		['a mailed link', (booking) => mailedLink(booking, 'cornelia', 'deny')],
	])('may propose other days with %s: they stand on the booking and on the timeline', (_, callerOf) => {
		const before = pending();
		const caller = callerOf(before);
		const change = changeOf(decide(before, denial(), caller, circumstances()));
		expect(change.booking).toMatchObject({ status: 'Denied', ...stay('2027-05-01/2027-05-05') });
		expect(change.booking.proposal).toEqual({ ...stay(THEN), party: 'Cornelia', isTaken: false });
		expect(change.events).toEqual([
			{
				at: AT,
				type: 'Denied',
				actor: 'approver',
				party: 'Cornelia',
				via: caller.kind,
				comment: 'Da streichen wir.',
				proposal: stay(THEN),
			},
		]);
	});

	test.each([
		['today', '2027-03-01'],
		['some of the days that it denies', '2027-05-03/2027-05-06'],
		['more than 7 days: only asking for them has to be confirmed (BR-027)', '2027-08-01/2027-08-08'],
		['60 days', '2027-08-01/2027-09-29'],
		['the latest start (BR-026)', '2028-09-01/2028-09-07'],
	])('may propose %s', (_, days) => {
		expect(denied({}, days).proposal).toMatchObject(stay(days));
	});

	test('may propose days that others hold', () => {
		const taken = denial(THEN, { proposal: { ...stay(THEN), isTaken: true } });
		const change = changeOf(decide(pending(), taken, personCalled('cornelia'), circumstances()));
		expect(change.booking.proposal?.isTaken).toBe(true);
	});

	// In the order in which they win.
	const refused: [Reason, string, () => BookingState, Command, Circumstances?][] = [
		['NOT_FOUND', 'a Canceled booking', canceled, denial('2027-08-05/2027-08-01')],
		['NOT_ALLOWED_NOW', 'a past one', pending, denial('2027-08-05/2027-08-01'), on('2027-06-01')],
		['CONFIRMED_NEEDS_ACKNOWLEDGEMENT', 'a Confirmed one', confirmed, denial('2027-08-05/2027-08-01')],
		['END_BEFORE_START', 'and in the past', pending, denial('2027-02-05/2027-02-01')],
		['IN_THE_PAST', 'and too long', pending, denial('2027-02-28/2027-06-01')],
		['TOO_FAR_AHEAD', 'and too long', pending, denial('2028-09-02/2028-12-01')],
		['STAY_TOO_LONG', 'and no comment', pending, denial('2027-08-01/2027-09-30', { comment: '' })],
		['COMMENT_REQUIRED', 'nothing else', pending, denial(THEN, { comment: '' })],
	];
	test.each(refused)('is refused with %s: %s', (reason, _, make, command, around) => {
		expect(decide(make(), command, personCalled('cornelia'), around ?? circumstances())).toMatchObject({
			kind: 'refused',
			refusal: { reason },
		});
	});

	test.each<[string, () => BookingState, number]>([
		['comes after another denial', denied, 1],
		['was made on another round', pending, 2],
	])('proposes nothing when it %s', (_, make, round) => {
		const before = make();
		const verdict = decide(
			before,
			denial('2027-09-01', { round, acknowledgeConfirmed: true }),
			personCalled('ingeborg'),
			circumstances(),
		);
		expect(verdict.kind).toBe('unchanged');
	});
});

describe('a proposal ends', () => {
	test.each<[string, Command, (booking: BookingState) => Asker]>([
		['a reopening', { type: 'reopen', revision: 2 }, holderOf],
		['a cancellation', { type: 'cancel' }, holderOf],
		['a withdrawal', { type: 'withdraw', tell: 'everybody' }, () => SYSTEM],
	])('with %s', (_, command, callerOf) => {
		const before = denied();
		expect(changeOf(decide(before, command, callerOf(before), circumstances())).booking.proposal).toBeNull();
	});

	test('with the next denial, which proposes its own days or none', () => {
		const again = changeOf(reopen(denied())).booking;
		const next = (command: Command) =>
			changeOf(decide(again, command, personCalled('ingeborg'), circumstances())).booking.proposal;
		expect(next(denial('2027-09-01', { round: 2 }))).toMatchObject({ ...stay('2027-09-01'), party: 'Ingeborg' });
		expect(next({ type: 'deny', round: 2, comment: 'Nein' })).toBeNull();
	});
});

describe('asking again for the days proposed', () => {
	test('counts the proposer’s approval as given, and asks the others only', () => {
		const change = changeOf(reopen(denied(), stay(THEN)));
		expect(change.booking).toMatchObject({ status: 'Pending', round: 2, ...stay(THEN) });
		expect(answers(change)).toEqual([OPEN, YES, OPEN]);
		expect(change.booking.approvals[1]).toMatchObject({ comment: null, decidedAt: AT });
		expect(change.events).toEqual([
			{
				at: AT,
				type: 'Reopened',
				actor: 'requester',
				via: 'booking',
				from: stay('2027-05-01/2027-05-05'),
				to: stay(THEN),
			},
			{ at: AT, type: 'Approved', actor: 'approver', party: 'Cornelia', via: 'booking' },
		]);
		expect(told(change)).toEqual(['Reopened: angelika', 'Reopened: ingeborg']);
	});

	test.each<[string, BookingChanges, string[]]>([
		['the same days', {}, [OPEN, OPEN, OPEN]],
		['a day less', stay('2027-08-01/2027-08-04'), [OPEN, OPEN, OPEN]],
		['a day more', stay('2027-08-01/2027-08-06'), [OPEN, OPEN, OPEN]],
		['other days', stay('2027-09-01'), [OPEN, OPEN, OPEN]],
		['the first one alone', { startDate: '2027-08-01', endDate: '2027-08-01' }, [OPEN, OPEN, OPEN]],
		['more people', { ...stay(THEN), partySize: 5 }, [OPEN, OPEN, OPEN]],
		['another first name', { ...stay(THEN), firstName: 'Bea' }, [OPEN, OPEN, OPEN]],
		['another party', { ...stay(THEN), affiliation: 'Cornelia' }, [OPEN, OPEN, OPEN]],
		['a message', { ...stay(THEN), description: 'Mit Hund' }, [OPEN, OPEN, OPEN]],
		['what it says already', { ...stay(THEN), partySize: 4, description: null }, [OPEN, YES, OPEN]],
	])('counts for nothing unless it is exactly those, and nothing else changes: %s', (_, changes, expected) => {
		expect(answers(changeOf(reopen(denied(), changes)))).toEqual(expected);
	});

	test('counts without any change where the days denied are proposed', () => {
		expect(answers(changeOf(reopen(denied({}, '2027-05-01/2027-05-05'))))).toEqual([OPEN, YES, OPEN]);
	});

	test('confirms at once where the proposer is the only approver', () => {
		const change = changeOf(reopen(denied({ approvers: [APPROVERS[1] as (typeof APPROVERS)[number]] }), stay(THEN)));
		expect(change.booking).toMatchObject({ status: 'Confirmed', round: 2 });
		expect(happened(change)).toEqual(['Reopened', 'Approved Cornelia', 'Confirmed']);
		expect(told(change)).toEqual(['Confirmed: anna', 'Confirmed: cornelia']);
	});

	test('counts beside the approval of a requester who decides as well (BR-015)', () => {
		const change = changeOf(reopen(denied({ requesterId: 'ingeborg' }), stay(THEN), {}, personCalled('ingeborg')));
		expect(answers(change)).toEqual([YES, YES, OPEN]);
		expect(happened(change)).toEqual(['Reopened', 'Approved Ingeborg', 'Approved Cornelia']);
		expect(told(change)).toEqual(['Reopened: angelika']);
	});

	// Who decides for Ingeborg, Cornelia and Angelika by then.
	test.each<[string, string[], string | undefined, string[]]>([
		['gave her party to somebody else', ['ingeborg', 'clara', 'angelika'], 'cornelia', [OPEN, OPEN, OPEN]],
		['has another party instead', ['ingeborg', 'clara', 'cornelia'], 'cornelia', [OPEN, OPEN, OPEN]],
		['has another party too', ['ingeborg', 'cornelia', 'cornelia'], 'cornelia', [OPEN, YES, YES]],
		['was blocked or is forgotten', ['ingeborg', 'cornelia', 'angelika'], undefined, [OPEN, OPEN, OPEN]],
	])(
		'counts if the same person decides for that party still, for all of theirs: the proposer %s',
		(_, deciders, proposerId, expected) => {
			const before = denied();
			const approvals = before.approvals.map((approval, index) => ({
				...approval,
				personId: deciders[index] as string,
			}));
			expect(answers(changeOf(reopen({ ...before, approvals }, stay(THEN), { proposerId })))).toEqual(expected);
		},
	);

	test('is refused like any other: unconfirmed long, in the past, taken', () => {
		const long = denied({}, '2027-08-01/2027-08-20');
		const days = stay('2027-08-01/2027-08-20');
		expect(reopen(long, days)).toMatchObject({ refusal: { reason: 'LONG_STAY_UNCONFIRMED' } });
		expect(answers(changeOf(reopen(long, days, { confirmLongStay: true })))).toEqual([OPEN, YES, OPEN]);
		const soon = denied({}, '2027-03-01/2027-03-05');
		const another = reopen(soon, stay('2027-03-01/2027-03-05'), {}, holderOf(soon), on('2027-03-02'));
		expect(another).toMatchObject({ refusal: { reason: 'IN_THE_PAST' } });
		const inTheWay = [{ firstName: 'Bea', status: 'Pending' as const, ...stay(THEN) }];
		expect(reopen(denied(), stay(THEN), {}, undefined, circumstances({ inTheWay }))).toMatchObject({
			refusal: { reason: 'DATES_TAKEN' },
		});
	});
});

function reopen(
	booking: BookingState,
	changes: BookingChanges = {},
	more: { confirmLongStay?: boolean; proposerId?: string | undefined } = {},
	caller: Asker = holderOf(booking),
	around = circumstances(),
): Verdict {
	const { revision } = booking;
	return decide(booking, { type: 'reopen', revision, changes, proposerId: 'cornelia', ...more }, caller, around);
}

function on(today: Day): Circumstances {
	return circumstances({ today, now: new Date(`${today}T10:00:00Z`) });
}
