import { addDays, type BookingChanges, type Day, type DayRange, type Reason, totalDays } from '@betzenstein/shared';
import {
	APPROVERS,
	type Asked,
	approvedBy,
	type Circumstances,
	type Command,
	canceled,
	changeOf,
	circumstances,
	confirmed,
	decide,
	denied,
	holderOf,
	mailedLink,
	pending,
	personCalled,
	STRANGER,
	SYSTEM,
	stay,
	submission,
	submit,
	VIEWER,
} from '@betzenstein/testing/house/pure';
import { describe, expect, test } from 'vitest';
import { type Asker, availableActions, type BookingEvent, type BookingState, rolesIn } from './booking.ts';
import type { Notice, Verdict } from './verdict.ts';

const TAKEN = { firstName: 'Bea', status: 'Confirmed', startDate: '2027-05-04', endDate: '2027-05-06' } as const;
/** When everything here happens, unless said. */
const AT = circumstances().now;
const anna = personCalled('anna');
const ingeborg = personCalled('ingeborg');

const TOLD_APPROVERS = [
	'Canceled: angelika as approver',
	'Canceled: cornelia as approver',
	'Canceled: ingeborg as approver',
];
const TOLD_OF_DENIAL = ['Denied: anna as requester', 'Denied: cornelia as approver', 'Denied: ingeborg as approver'];
const TOLD_ALL = [...TOLD_APPROVERS, 'Canceled: anna as requester'].sort();

describe('a new booking', () => {
	test('is Pending in round 1 and revision 1, with every approver of the house still to answer', () => {
		expect(changeOf(submit(submission(), VIEWER, circumstances())).booking).toEqual({
			id: 'booking',
			requesterId: 'anna',
			status: 'Pending',
			...stay('2027-05-01/2027-05-05'),
			firstName: 'Anna',
			partySize: 4,
			affiliation: 'Ingeborg',
			description: null,
			round: 1,
			revision: 1,
			createdAt: new Date('2027-03-01T10:00:00Z'),
			lastActivityAt: new Date('2027-03-01T10:00:00Z'),
			approvals: APPROVERS.map((approver) => ({ ...approver, decision: 'NoResponse', comment: null, decidedAt: null })),
			proposal: null,
		});
	});

	test.each([
		['today', '2027-03-01', false],
		['one day', '2027-05-01', false],
		['seven days without a confirmation', '2027-05-01/2027-05-07', false],
		['eight days, confirmed', '2027-05-01/2027-05-08', true],
		['60 days, confirmed', '2027-05-01/2027-06-29', true],
		['the latest start', '2028-09-01', false],
		['beginning on the latest start, ending after it', '2028-09-01/2028-09-07', false],
		['around a leap day', '2028-02-28/2028-03-01', false],
	])('is taken: %s', (_, days, confirmLongStay) => {
		expect(submit(submission({ ...stay(days), confirmLongStay }), VIEWER, circumstances())).toMatchObject({
			kind: 'changed',
		});
	});

	// In the order in which they win; the second column says what else is wrong with it.
	const refused: [Reason, string, string, boolean?][] = [
		['END_BEFORE_START', 'nothing else', '2027-05-05/2027-05-04'],
		['END_BEFORE_START', 'starts in the past', '2027-02-10/2027-02-05'],
		['END_BEFORE_START', 'ends in the past', '2027-03-02/2027-02-28'],
		['END_BEFORE_START', 'starts too far ahead', '2029-05-05/2027-05-04'],
		['IN_THE_PAST', 'nothing else', '2027-02-28/2027-03-02'],
		['IN_THE_PAST', 'is too long', '2027-02-28/2027-05-30'],
		['IN_THE_PAST', 'is long and unconfirmed', '2027-02-28/2027-03-08'],
		['TOO_FAR_AHEAD', 'nothing else', '2028-09-02/2028-09-03'],
		['TOO_FAR_AHEAD', 'is too long', '2028-09-02/2028-12-01'],
		['TOO_FAR_AHEAD', 'is long and unconfirmed', '2028-09-02/2028-09-10'],
		['STAY_TOO_LONG', 'is unconfirmed', '2027-05-01/2027-06-30'],
		['STAY_TOO_LONG', 'nothing else', '2027-05-01/2027-06-30', true],
		['LONG_STAY_UNCONFIRMED', 'nothing else', '2027-05-01/2027-05-08'],
	];
	test.each(refused)('is refused with %s before anything else (%s)', (reason, _, days, confirmLongStay) => {
		const asked = submission({ ...stay(days), confirmLongStay });
		expect(reasonIn(submit(asked, VIEWER, circumstances()))).toBe(reason);
		// The limits of the address and the days taken come last.
		expect(reasonIn(submit(asked, VIEWER, exhausted()))).toBe(reason);
	});

	test('is refused for the limits of the address before the days taken', () => {
		const used = (address: Partial<Circumstances['address']>) =>
			circumstances({
				inTheWay: [TAKEN],
				address: { pending: 0, submittedToday: 0, secondsToTomorrow: 46_800, ...address },
			});
		expect(submit(submission(), VIEWER, used({ submittedToday: 10 }))).toEqual(
			refusedWith('RATE_LIMITED', { retryAfterSeconds: 46_800 }),
		);
		expect(submit(submission(), VIEWER, used({ pending: 5 }))).toEqual(refusedWith('TOO_MANY_PENDING', { max: 5 }));
		expect(submit(submission(), VIEWER, used({ pending: 4, submittedToday: 9 }))).toEqual(
			refusedWith('DATES_TAKEN', { conflicts: [TAKEN] }),
		);
	});

	test.each([
		['TOO_FAR_AHEAD', { latestStart: '2028-09-01' }, '2028-09-02'],
		['STAY_TOO_LONG', { maxDays: 60 }, '2027-05-01/2027-06-30'],
		['LONG_STAY_UNCONFIRMED', { totalDays: 8 }, '2027-05-01/2027-05-08'],
	] as const)('is refused with the numbers that %s names', (reason, details, days) => {
		expect(submit(submission(stay(days)), VIEWER, circumstances())).toEqual({
			kind: 'refused',
			refusal: { reason, details },
		});
	});
});

describe('editing a Pending booking (BR-005)', () => {
	const half = () => approvedBy(pending(), 'ingeborg', 'cornelia');

	test.each<[string, BookingChanges, string]>([
		['the same start, an earlier end', { endDate: '2027-05-04' }, '2027-05-01/2027-05-04'],
		['a later start, the same end', { startDate: '2027-05-02' }, '2027-05-02/2027-05-05'],
		['one day in the middle', { startDate: '2027-05-03', endDate: '2027-05-03' }, '2027-05-03'],
		['only the start differs', { startDate: '2027-05-05', endDate: '2027-05-05' }, '2027-05-05'],
	])('keeps the approvals and tells the requester when all days lie inside the old ones: %s', (_, changes, days) => {
		const before = half();
		const change = changeOf(edit(before, changes));
		expect(change.booking).toEqual({ ...before, ...stay(days), revision: before.revision + 1 });
		expect(change.events).toEqual([
			{
				at: AT,
				type: 'DatesShrunk',
				actor: 'requester',
				via: 'booking',
				from: stay('2027-05-01/2027-05-05'),
				to: stay(days),
			},
		]);
		expect(told(change.notices)).toEqual(['DatesShrunk: anna as requester']);
	});

	test.each<[string, BookingChanges, string]>([
		['a later end', { endDate: '2027-05-06' }, '2027-05-01/2027-05-06'],
		['an earlier start', { startDate: '2027-04-30' }, '2027-04-30/2027-05-05'],
		['other days', { startDate: '2027-07-01', endDate: '2027-07-02' }, '2027-07-01/2027-07-02'],
		['as long as before', { startDate: '2027-05-02', endDate: '2027-05-06' }, '2027-05-02/2027-05-06'],
		['on both sides', { startDate: '2027-04-30', endDate: '2027-05-06' }, '2027-04-30/2027-05-06'],
	])('starts a new round and asks every approver again when any day lies outside: %s', (_, changes, days) => {
		const before = half();
		const change = changeOf(edit(before, changes));
		expect(change.booking).toEqual({
			...before,
			...stay(days),
			round: 2,
			revision: before.revision + 1,
			approvals: before.approvals.map((approval) => ({
				...approval,
				decision: 'NoResponse',
				comment: null,
				decidedAt: null,
			})),
		});
		expect(change.events).toEqual([
			{
				at: AT,
				type: 'DatesMoved',
				actor: 'requester',
				via: 'booking',
				from: stay('2027-05-01/2027-05-05'),
				to: stay(days),
			},
		]);
		expect(told(change.notices)).toEqual([
			'DatesMoved: angelika as approver',
			'DatesMoved: cornelia as approver',
			'DatesMoved: ingeborg as approver',
		]);
	});

	test.each<[string, BookingChanges]>([
		['party size', { partySize: 5 }],
		['affiliation', { affiliation: 'Cornelia' }],
		['description', { description: 'Mit Hund' }],
		['first name', { firstName: 'Bea' }],
		['all of them, the dates named but the same', { partySize: 5, firstName: 'Bea', ...stay('2027-05-01/2027-05-05') }],
	])('of %s keeps the approvals, stands on no timeline and is told to nobody', (_, changes) => {
		const before = half();
		expect(edit(before, changes)).toEqual({
			kind: 'changed',
			booking: { ...before, ...changes, revision: before.revision + 1 },
			events: [],
			notices: [],
		});
	});

	test.each<[string, BookingChanges]>([
		['nothing', {}],
		[
			'the values as they are',
			{ partySize: 4, firstName: 'Anna', description: null, ...stay('2027-05-01/2027-05-05') },
		],
		['keys without values', { partySize: undefined, startDate: undefined }],
	])('to %s changes nothing, not even the revision', (_, changes) => {
		expect(edit(half(), changes)).toEqual({ kind: 'unchanged', outcome: 'same' });
	});

	const stale: [number][] = [[2], [4], [99]];
	test.each(stale)('made on revision %i instead of 3 is stale, before any look at its content', (revision) => {
		const before = half();
		expect(before.revision).toBe(3);
		expect(edit(before, stay('2027-05-05/2027-05-04'), { revision }, exhausted())).toEqual(
			refusedWith('STALE_REVISION', { revision: 3 }),
		);
	});

	const refused: [Reason, string, BookingChanges, boolean?][] = [
		['END_BEFORE_START', 'the new end lies before the old start', { endDate: '2027-04-30' }],
		['END_BEFORE_START', 'and in the past', { endDate: '2027-02-01' }],
		['IN_THE_PAST', 'and too long', { startDate: '2027-02-28' }],
		['TOO_FAR_AHEAD', 'and long', stay('2028-09-02/2028-09-10')],
		['STAY_TOO_LONG', 'and unconfirmed', { endDate: '2027-06-30' }],
		['LONG_STAY_UNCONFIRMED', 'and taken', { endDate: '2027-05-08' }],
		['DATES_TAKEN', 'confirmed', { endDate: '2027-05-08' }, true],
	];
	test.each(refused)('is refused with %s: %s', (reason, _, changes, confirmLongStay) => {
		expect(reasonIn(edit(pending(), changes, { confirmLongStay }, circumstances({ inTheWay: [TAKEN] })))).toBe(reason);
	});

	test('of a long stay needs the confirmation again only when dates change', () => {
		const long = pending({ ...stay('2027-05-01/2027-05-20'), confirmLongStay: true });
		expect(edit(long, { partySize: 5 })).toMatchObject({ kind: 'changed' });
		expect(edit(long, { endDate: '2027-05-10' })).toEqual(refusedWith('LONG_STAY_UNCONFIRMED', { totalDays: 10 }));
		expect(edit(long, { endDate: '2027-05-10' }, { confirmLongStay: true })).toMatchObject({ kind: 'changed' });
		expect(edit(long, { endDate: '2027-05-07' })).toMatchObject({ kind: 'changed' });
	});

	test('does not count against the limits of the address', () => {
		expect(edit(pending(), stay('2027-07-01'), {}, { ...exhausted(), inTheWay: [] })).toMatchObject({
			kind: 'changed',
		});
	});

	test.each([
		['with a personal link', anna, [TAKEN]],
		['with the link to the booking', holderOf(pending()), [stay('2027-05-04/2027-05-06')]],
	] as const)('%s is told whose days are in the way only if they may see the calendar', (_, caller, conflicts) => {
		const verdict = decide(
			pending(),
			{ type: 'edit', revision: 1, changes: { endDate: '2027-05-06' } },
			caller,
			circumstances({ inTheWay: [TAKEN] }),
		);
		expect(verdict).toEqual(refusedWith('DATES_TAKEN', { conflicts: [...conflicts] }));
	});

	// From 1 to 5 May, on the third: only days that change must still lie ahead (BR-014).
	const running: [Reason | 'DatesShrunk' | 'DatesMoved', string, BookingChanges][] = [
		['DatesShrunk', 'an end of today', { endDate: '2027-05-03' }],
		['IN_THE_PAST', 'an end of yesterday', { endDate: '2027-05-02' }],
		['DatesMoved', 'a later end', { endDate: '2027-05-06' }],
		['DatesShrunk', 'the past start named as it is', { startDate: '2027-05-01', endDate: '2027-05-04' }],
		['DatesShrunk', 'a start of today', { startDate: '2027-05-03' }],
		['IN_THE_PAST', 'a start of yesterday', { startDate: '2027-05-02' }],
		['IN_THE_PAST', 'an earlier start', { startDate: '2027-04-30' }],
		['DatesMoved', 'other days', stay('2027-07-01/2027-07-02')],
	];
	test.each(running)('of a running stay: %s for %s', (outcome, _, changes) => {
		const verdict = edit(pending(), changes, {}, on('2027-05-03'));
		expect(verdict.kind === 'changed' ? types(verdict.events) : [reasonIn(verdict)]).toEqual([outcome]);
	});

	test('on its last day is possible, on the day after nothing is (BR-014)', () => {
		expect(edit(pending(), { partySize: 5 }, {}, on('2027-05-05'))).toMatchObject({ kind: 'changed' });
		expect(edit(pending(), { partySize: 5 }, {}, on('2027-05-06'))).toEqual(
			refusedWith('NOT_ALLOWED_NOW', { status: 'Pending', isPast: true }),
		);
	});
});

describe('editing in another status', () => {
	test('of a Confirmed booking reaches the first name only (BR-025)', () => {
		const before = confirmed();
		expect(edit(before, { firstName: 'Bea' })).toEqual({
			kind: 'changed',
			booking: { ...before, firstName: 'Bea', revision: before.revision + 1 },
			events: [],
			notices: [],
		});
		expect(edit(before, { firstName: 'Bea', partySize: undefined })).toMatchObject({ kind: 'changed' });
		expect(edit(before, { firstName: 'Anna' })).toEqual({ kind: 'unchanged', outcome: 'same' });
	});

	test.each<[string, () => BookingState, BookingChanges]>([
		['Confirmed', confirmed, { partySize: 5 }],
		['Confirmed', confirmed, { firstName: 'Bea', partySize: 5 }],
		['Confirmed', confirmed, { endDate: '2027-05-04', partySize: 5 }],
		['Confirmed', confirmed, { endDate: '2027-05-06' }],
		['Confirmed', confirmed, { startDate: '2027-04-30' }],
		['Confirmed', confirmed, { firstName: 'Bea', endDate: '2027-05-06' }],
		['Confirmed', confirmed, stay('2027-05-02/2027-05-06')],
		['Confirmed', confirmed, stay('2027-07-01')],
		['Confirmed', confirmed, stay('2027-02-10/2027-02-05')],
		['Confirmed', () => confirmed(stay('2027-05-01')), stay('2027-05-02')],
		['Denied', denied, { firstName: 'Bea' }],
		['Denied', denied, {}],
		['Canceled', canceled, { firstName: 'Bea' }],
	])('of a %s booking is refused before its revision is looked at (case %#)', (status, make, changes) => {
		expect(edit(make(), changes, { revision: 99 })).toEqual(
			refusedWith('NOT_ALLOWED_NOW', { status: status as BookingState['status'], isPast: false }),
		);
	});
});

describe('shortening a Confirmed stay', () => {
	test.each<[string, BookingChanges, string]>([
		['leaving early', { endDate: '2027-05-03' }, '2027-05-01/2027-05-03'],
		['coming later', { startDate: '2027-05-02' }, '2027-05-02/2027-05-05'],
		['one day in the middle', stay('2027-05-03'), '2027-05-03'],
		['the same start named', stay('2027-05-01/2027-05-04'), '2027-05-01/2027-05-04'],
	])('keeps the approvals and tells everybody: %s', (_, changes, days) => {
		const before = confirmed();
		const change = changeOf(edit(before, changes));
		expect(change.booking).toEqual({ ...before, ...stay(days), revision: before.revision + 1 });
		expect(change.events).toEqual([
			{
				at: AT,
				type: 'DatesShrunk',
				actor: 'requester',
				via: 'booking',
				from: stay('2027-05-01/2027-05-05'),
				to: stay(days),
			},
		]);
		expect(told(change.notices)).toEqual([
			'DatesShrunk: angelika as approver',
			'DatesShrunk: anna as requester',
			'DatesShrunk: cornelia as approver',
			'DatesShrunk: ingeborg as approver',
		]);
	});

	test('may change the first name with the days, and to the same days changes nothing', () => {
		const both = changeOf(edit(confirmed(), { firstName: 'Bea', endDate: '2027-05-04' }));
		expect(both.booking).toMatchObject({ firstName: 'Bea', endDate: '2027-05-04', status: 'Confirmed' });
		expect(edit(confirmed(), stay('2027-05-01/2027-05-05'))).toEqual({ kind: 'unchanged', outcome: 'same' });
	});

	const refused: [Reason, string, BookingChanges, boolean?][] = [
		['END_BEFORE_START', 'and too long', stay('2027-05-05/2027-05-04')],
		['LONG_STAY_UNCONFIRMED', 'nothing else', { endDate: '2027-05-10' }],
	];
	test.each(refused)('is refused with %s: %s', (reason, _, changes) => {
		const long = confirmed({ ...stay('2027-05-01/2027-05-20'), confirmLongStay: true });
		expect(reasonIn(edit(long, changes))).toBe(reason);
		expect(edit(long, { endDate: '2027-05-10' }, { confirmLongStay: true })).toMatchObject({ kind: 'changed' });
	});

	test('made on another revision is stale, before any look at its content', () => {
		expect(edit(confirmed(), stay('2027-05-05/2027-05-04'), { revision: 3 })).toEqual(
			refusedWith('STALE_REVISION', { revision: 4 }),
		);
	});

	// From 1 to 5 May, on the third: what is over stays (BR-014).
	const running: [Reason | 'DatesShrunk', string, BookingChanges][] = [
		['DatesShrunk', 'an end of today', { endDate: '2027-05-03' }],
		['DatesShrunk', 'the past start named as it is', stay('2027-05-01/2027-05-04')],
		['IN_THE_PAST', 'an end of yesterday', { endDate: '2027-05-02' }],
		['IN_THE_PAST', 'a start of yesterday', { startDate: '2027-05-02' }],
		['IN_THE_PAST', 'a start of today, without the days that are over', { startDate: '2027-05-03' }],
		['END_BEFORE_START', 'a start after the end', stay('2027-05-04/2027-05-03')],
		['NOT_ALLOWED_NOW', 'a later end', { endDate: '2027-05-06' }],
	];
	test.each(running)('of a running stay: %s for %s', (outcome, _, changes) => {
		const verdict = edit(confirmed(), changes, {}, on('2027-05-03'));
		expect(verdict.kind === 'changed' ? types(verdict.events) : [reasonIn(verdict)]).toEqual([outcome]);
	});

	test.each<Day>(['2027-04-30', '2027-05-01', '2027-05-02', '2027-05-03', '2027-05-04', '2027-05-05'])(
		'on %s leads to exactly the days inside its own that keep what is over and end no earlier',
		(today) => {
			const before = confirmed();
			const old = eachDay(before);
			const around = eachDay(stay('2027-04-29/2027-05-07'));
			for (const startDate of around) {
				for (const endDate of around.filter((day) => day >= startDate)) {
					const wanted = eachDay({ startDate, endDate });
					const isFewer = wanted.length < old.length && wanted.every((day) => old.includes(day));
					const keepsOver = old.filter((day) => day < today).every((day) => wanted.includes(day));
					const verdict = edit(before, { startDate, endDate }, {}, on(today));
					expect(verdict.kind === 'changed', `${startDate}/${endDate}`).toBe(isFewer && keepsOver && endDate >= today);
				}
			}
		},
	);

	test('of a long running stay names the days that are over before the length', () => {
		const long = confirmed({ ...stay('2027-05-01/2027-05-20'), confirmLongStay: true });
		expect(reasonIn(edit(long, { startDate: '2027-05-03' }, {}, on('2027-05-03')))).toBe('IN_THE_PAST');
	});

	test.each<[string, string, Day, boolean]>([
		['before it', '2027-05-01/2027-05-05', '2027-03-01', true],
		['on its first day', '2027-05-01/2027-05-05', '2027-05-01', true],
		['on the day before its last', '2027-05-01/2027-05-05', '2027-05-04', true],
		['on its last day', '2027-05-01/2027-05-05', '2027-05-05', false],
		['when it is past', '2027-05-01/2027-05-05', '2027-05-06', false],
		['of two days, before it', '2027-05-01/2027-05-02', '2027-03-01', true],
		['of one day, before it', '2027-05-01', '2027-03-01', false],
	])('is offered only where there are days to give up: %s', (_, days, today, expected) => {
		const booking = confirmed(stay(days));
		const actions = availableActions(booking, rolesIn(booking, holderOf(booking)), today);
		expect(actions.includes('shorten')).toBe(expected);
	});
});

describe('reopening a Denied booking (BR-018)', () => {
	test('asks every approver again, in a new round, without a trace of the old answers', () => {
		const before = denied();
		const change = changeOf(reopen(before));
		expect(change.booking).toEqual({
			...before,
			status: 'Pending',
			round: 2,
			revision: before.revision + 1,
			approvals: APPROVERS.map((approver) => ({ ...approver, decision: 'NoResponse', comment: null, decidedAt: null })),
		});
		expect(change.events).toEqual([{ at: AT, type: 'Reopened', actor: 'requester', via: 'booking' }]);
		expect(told(change.notices)).toEqual([
			'Reopened: angelika as approver',
			'Reopened: cornelia as approver',
			'Reopened: ingeborg as approver',
		]);
	});

	test('may change what an edit may, in one event with the old and the new dates', () => {
		const changes = {
			...stay('2027-07-01/2027-07-02'),
			firstName: 'Bea',
			partySize: 1,
			affiliation: 'Cornelia',
			description: 'Neu',
		};
		const change = changeOf(reopen(denied(), changes));
		expect(change.booking).toMatchObject({ ...changes, status: 'Pending', round: 2 });
		expect(change.events).toEqual([
			{
				at: AT,
				type: 'Reopened',
				actor: 'requester',
				via: 'booking',
				from: stay('2027-05-01/2027-05-05'),
				to: stay('2027-07-01/2027-07-02'),
			},
		]);
	});

	test('to fewer of the same days asks again too', () => {
		expect(changeOf(reopen(denied(), { endDate: '2027-05-02' })).booking).toMatchObject({
			status: 'Pending',
			round: 2,
		});
	});

	const refused: [Reason, string, BookingChanges, boolean?][] = [
		['END_BEFORE_START', 'and in the past', stay('2027-02-10/2027-02-05')],
		['IN_THE_PAST', 'and long', stay('2027-02-28/2027-03-08')],
		['TOO_FAR_AHEAD', 'and too long', stay('2028-09-02/2028-12-01')],
		['STAY_TOO_LONG', 'and unconfirmed', stay('2027-05-01/2027-06-30')],
		['LONG_STAY_UNCONFIRMED', 'and over the limits', stay('2027-05-01/2027-05-08')],
		['TOO_MANY_PENDING', 'and taken', stay('2027-05-01/2027-05-08'), true],
	];
	test.each(refused)('runs every check of a new booking: %s, %s', (reason, _, changes, confirmLongStay) => {
		expect(reasonIn(reopen(denied(), changes, { confirmLongStay }, exhausted()))).toBe(reason);
	});

	test('of days that are held by others is refused', () => {
		expect(reasonIn(reopen(denied(), {}, {}, circumstances({ inTheWay: [TAKEN] })))).toBe('DATES_TAKEN');
	});

	test('does not count against the submissions of the day', () => {
		const address = { pending: 4, submittedToday: 10, secondsToTomorrow: 1 };
		expect(reopen(denied(), {}, {}, circumstances({ address }))).toMatchObject({ kind: 'changed' });
	});

	test('of a long stay needs the confirmation again even when no date changes', () => {
		const long = denied({ ...stay('2027-05-01/2027-05-20'), confirmLongStay: true });
		expect(reopen(long)).toEqual(refusedWith('LONG_STAY_UNCONFIRMED', { totalDays: 20 }));
		expect(reopen(long, {}, { confirmLongStay: true })).toMatchObject({ kind: 'changed' });
	});

	test('of one that has begun is refused unless its start is moved (BR-014)', () => {
		expect(reasonIn(reopen(denied(), {}, {}, on('2027-05-02')))).toBe('IN_THE_PAST');
		expect(reasonIn(reopen(denied(), { endDate: '2027-05-09' }, {}, on('2027-05-02')))).toBe('IN_THE_PAST');
		expect(reopen(denied(), { startDate: '2027-05-02' }, {}, on('2027-05-02'))).toMatchObject({ kind: 'changed' });
	});

	test('of one that is past is refused even when its dates are moved', () => {
		expect(reopen(denied(), stay('2027-07-01'), {}, on('2027-05-06'))).toEqual(
			refusedWith('NOT_ALLOWED_NOW', { status: 'Denied', isPast: true }),
		);
	});

	test('made on another revision is stale', () => {
		expect(reopen(denied(), stay('2027-05-05/2027-05-04'), { revision: 1 })).toEqual(
			refusedWith('STALE_REVISION', { revision: 2 }),
		);
	});

	test.each([
		['Pending', pending],
		['Confirmed', confirmed],
		['Canceled', canceled],
	] as const)('is not possible while %s', (status, make) => {
		expect(reopen(make(), {}, { revision: 99 })).toEqual(refusedWith('NOT_ALLOWED_NOW', { status, isPast: false }));
	});
});

describe('self-approval (BR-015)', () => {
	const asIngeborg = (caller: typeof VIEWER | typeof ingeborg, changes: Partial<Asked> = {}) =>
		changeOf(submit(submission({ requesterId: 'ingeborg', ...changes }), caller, circumstances()));

	test('is given at submission with the approver’s own personal link', () => {
		const change = asIngeborg(ingeborg);
		expect(answers(change.booking)).toEqual(['Approved', 'NoResponse', 'NoResponse']);
		expect(change.events).toEqual([
			{ at: AT, type: 'Submitted', actor: 'requester', via: 'person' },
			{ at: AT, type: 'Approved', actor: 'approver', party: 'Ingeborg', via: 'person' },
		]);
	});

	test('is not given by typing an approver’s address', () => {
		const change = asIngeborg(VIEWER);
		expect(answers(change.booking)).toEqual(['NoResponse', 'NoResponse', 'NoResponse']);
		expect(types(change.events)).toEqual(['Submitted']);
	});

	const reset: [string, (booking: BookingState) => Asker, string[]][] = [
		['the personal link gives it again', () => ingeborg, ['Approved', 'NoResponse', 'NoResponse']],
		['the link to the booking does not', holderOf, ['NoResponse', 'NoResponse', 'NoResponse']],
	];
	test.each(reset)('when the dates move: %s', (_, callerOf, expected) => {
		const before = approvedBy(asIngeborg(ingeborg).booking, 'cornelia');
		const command: Command = { type: 'edit', revision: before.revision, changes: stay('2027-07-01') };
		const change = changeOf(decide(before, command, callerOf(before), circumstances()));
		expect(answers(change.booking)).toEqual(expected);
		expect(types(change.events)).toEqual(expected.includes('Approved') ? ['DatesMoved', 'Approved'] : ['DatesMoved']);
	});

	test.each(reset)('when it is reopened: %s', (_, callerOf, expected) => {
		const before = changeOf(
			decide(
				asIngeborg(ingeborg).booking,
				{ type: 'deny', round: 1, comment: 'Nein' },
				personCalled('cornelia'),
				circumstances(),
			),
		).booking;
		const change = changeOf(
			decide(before, { type: 'reopen', revision: before.revision }, callerOf(before), circumstances()),
		);
		expect(answers(change.booking)).toEqual(expected);
		expect(types(change.events)).toEqual(expected.includes('Approved') ? ['Reopened', 'Approved'] : ['Reopened']);
	});

	test('leaves the approver free to deny', () => {
		const before = asIngeborg(ingeborg).booking;
		const change = changeOf(
			decide(before, { type: 'deny', round: 1, comment: 'Doch nicht' }, ingeborg, circumstances()),
		);
		expect(change.booking.status).toBe('Denied');
	});

	const single: Partial<Asked> = { approvers: APPROVERS.slice(0, 1) };

	test('of the only approver confirms at once, and one mail says so', () => {
		const change = asIngeborg(ingeborg, single);
		expect(change.booking).toMatchObject({ status: 'Confirmed', round: 1, revision: 1 });
		expect(types(change.events)).toEqual(['Submitted', 'Approved', 'Confirmed']);
		expect(told(change.notices)).toEqual(['Confirmed: ingeborg as requester+approver']);
	});

	test('of the only approver confirms again when the dates move', () => {
		const before = asIngeborg(VIEWER, single).booking;
		const change = changeOf(edit(before, stay('2027-07-01'), {}, circumstances(), ingeborg));
		expect(change.booking).toMatchObject({ status: 'Confirmed', round: 2, revision: 2 });
		expect(types(change.events)).toEqual(['DatesMoved', 'Approved', 'Confirmed']);
		expect(told(change.notices)).toEqual(['Confirmed: ingeborg as requester+approver']);
	});
});

describe('deciding', () => {
	test.each([
		['one', 1],
		['two', 2],
		['three', 3],
	])('of %s asked, the last to approve confirms (BR-003)', (_, count) => {
		const approvers = APPROVERS.slice(0, count);
		const [last, ...others] = approvers.map(({ personId }) => personId);
		const almost = approvedBy(pending({ approvers }), ...others);
		expect(almost.status).toBe('Pending');
		const change = changeOf(decide(almost, { type: 'approve', round: 1 }, personCalled(last ?? ''), circumstances()));
		expect(change.booking).toMatchObject({ status: 'Confirmed', revision: count + 1 });
		expect(change.events).toEqual([
			{ at: AT, type: 'Approved', actor: 'approver', party: 'Ingeborg', via: 'person' },
			{ at: AT, type: 'Confirmed', actor: 'system', via: 'system' },
		]);
		expect(change.decidedBy).toEqual({ party: 'Ingeborg', decision: 'Approved', at: circumstances().now });
	});

	test('one deny is enough, and its reason is kept with the answer and on the timeline (BR-004)', () => {
		const before = approvedBy(pending(), 'ingeborg');
		const change = changeOf(deny(before, 'cornelia', { comment: 'Handwerker' }));
		expect(change.booking).toMatchObject({ status: 'Denied', revision: 3, round: 1 });
		expect(change.booking.approvals[1]).toEqual({
			party: 'Cornelia',
			personId: 'cornelia',
			decision: 'Denied',
			comment: 'Handwerker',
			decidedAt: circumstances().now,
		});
		expect(change.events).toEqual([
			{ at: AT, type: 'Denied', actor: 'approver', party: 'Cornelia', via: 'person', comment: 'Handwerker' },
		]);
		expect(change.decidedBy).toEqual({ party: 'Cornelia', decision: 'Denied', at: circumstances().now });
	});

	test.each([
		['a word', 'Gern!', { comment: 'Gern!' }],
		['a blank', '', {}],
		['nothing', undefined, {}],
	] as const)('an approval with %s keeps it with the answer and on the timeline', (_, comment, expected) => {
		const before = pending();
		const change = changeOf(decide(before, { type: 'approve', round: 1, comment }, ingeborg, circumstances()));
		expect(change.booking.approvals[0]).toMatchObject({ decision: 'Approved', comment: comment || null });
		expect(change.events).toEqual([
			{ at: AT, type: 'Approved', actor: 'approver', party: 'Ingeborg', via: 'person', ...expected },
		]);
	});

	test('an approver may deny after their own approval', () => {
		expect(deny(approvedBy(pending(), 'ingeborg'), 'ingeborg', { comment: 'Doch nicht' })).toMatchObject({
			kind: 'changed',
			booking: { status: 'Denied' },
		});
	});

	test('a Confirmed booking can be denied, with acknowledgement and comment', () => {
		const change = changeOf(deny(confirmed(), 'ingeborg', { comment: 'Rohrbruch', acknowledgeConfirmed: true }));
		expect(change.booking).toMatchObject({ status: 'Denied', revision: 5 });
		expect(answers(change.booking)).toEqual(['Denied', 'Approved', 'Approved']);
	});

	test('a mailed link decides like its person, and stands on the timeline', () => {
		const before = pending();
		const change = changeOf(
			decide(before, { type: 'approve', round: 1 }, mailedLink(before, 'cornelia', 'approve'), circumstances()),
		);
		expect(change.events).toEqual([{ at: AT, type: 'Approved', actor: 'approver', party: 'Cornelia', via: 'action' }]);
	});

	test.each([
		['approve', 'deny'],
		['deny', 'approve'],
	] as const)('a mailed link to %s does not %s', (linked, wanted) => {
		const before = pending();
		const command: Command =
			wanted === 'approve' ? { type: 'approve', round: 1 } : { type: 'deny', round: 1, comment: 'Nein' };
		expect(reasonIn(decide(before, command, mailedLink(before, 'cornelia', linked), circumstances()))).toBe(
			'NOT_ALLOWED_NOW',
		);
	});

	test('a mailed link is good for nothing but its decision', () => {
		const before = pending({ requesterId: 'cornelia' });
		for (const command of REQUESTER_COMMANDS) {
			expect(reasonIn(decide(before, command, mailedLink(before, 'cornelia', 'approve'), circumstances()))).toBe(
				'ROLE_REQUIRED',
			);
		}
	});

	// The answer is a result, not an error (BR-024).
	const unchanged: [string, () => BookingState, Command, string, object][] = [
		[
			'repeating one’s approval',
			() => approvedBy(pending(), 'ingeborg'),
			{ type: 'approve', round: 1 },
			'ingeborg',
			done('Ingeborg', 'Approved'),
		],
		[
			'approving again after the last approval',
			confirmed,
			{ type: 'approve', round: 1 },
			'ingeborg',
			done('Ingeborg', 'Approved'),
		],
		[
			'approving what another has denied',
			denied,
			{ type: 'approve', round: 1 },
			'ingeborg',
			done('Cornelia', 'Denied'),
		],
		[
			'denying what another has denied',
			denied,
			{ type: 'deny', round: 1, comment: 'Auch' },
			'ingeborg',
			done('Cornelia', 'Denied'),
		],
		['denying it without a comment', denied, { type: 'deny', round: 1 }, 'ingeborg', done('Cornelia', 'Denied')],
		[
			'repeating one’s deny',
			denied,
			{ type: 'deny', round: 1, comment: 'Noch einmal' },
			'cornelia',
			done('Cornelia', 'Denied'),
		],
		['approving after one’s deny', denied, { type: 'approve', round: 1 }, 'cornelia', done('Cornelia', 'Denied')],
		['approving in an older round', moved, { type: 'approve', round: 1 }, 'ingeborg', { outcome: 'outdated' }],
		['approving in a round to come', pending, { type: 'approve', round: 2 }, 'ingeborg', { outcome: 'outdated' }],
		[
			'denying in an older round, without a comment',
			moved,
			{ type: 'deny', round: 1 },
			'ingeborg',
			{ outcome: 'outdated' },
		],
		[
			'repeating an approval of an older round',
			() => approvedBy(moved(), 'ingeborg'),
			{ type: 'approve', round: 1 },
			'ingeborg',
			{ outcome: 'outdated' },
		],
		[
			'approving in another round what was denied',
			denied,
			{ type: 'approve', round: 2 },
			'ingeborg',
			{ outcome: 'outdated' },
		],
		[
			'denying a Confirmed one in another round',
			confirmed,
			{ type: 'deny', round: 2 },
			'ingeborg',
			{ outcome: 'outdated' },
		],
	];
	test.each(unchanged)('%s decides nothing', (_, make, command, personId, expected) => {
		expect(decide(make(), command, personCalled(personId), circumstances())).toEqual({
			kind: 'unchanged',
			...expected,
		});
	});

	test('a deny of a Confirmed booking wants the acknowledgement before the comment', () => {
		expect(reasonIn(deny(confirmed(), 'ingeborg', {}))).toBe('CONFIRMED_NEEDS_ACKNOWLEDGEMENT');
		expect(reasonIn(deny(confirmed(), 'ingeborg', { comment: 'Nein' }))).toBe('CONFIRMED_NEEDS_ACKNOWLEDGEMENT');
		expect(reasonIn(deny(confirmed(), 'ingeborg', { acknowledgeConfirmed: false, comment: 'Nein' }))).toBe(
			'CONFIRMED_NEEDS_ACKNOWLEDGEMENT',
		);
		expect(reasonIn(deny(confirmed(), 'ingeborg', { acknowledgeConfirmed: true }))).toBe('COMMENT_REQUIRED');
	});

	test.each([[undefined], ['']])('a deny with the comment %j is refused', (comment) => {
		expect(reasonIn(deny(pending(), 'ingeborg', { comment }))).toBe('COMMENT_REQUIRED');
	});

	test('a Canceled booking is not there for approvers, before it is past or outdated', () => {
		for (const today of ['2027-03-01', '2027-06-01'] as const) {
			expect(reasonIn(decide(canceled(), { type: 'approve', round: 9 }, ingeborg, on(today)))).toBe('NOT_FOUND');
			expect(
				reasonIn(decide(canceled({ requesterId: 'ingeborg' }), { type: 'deny', round: 9 }, ingeborg, on(today))),
			).toBe('NOT_FOUND');
		}
	});

	test.each([
		['Pending', pending],
		['Confirmed', confirmed],
		['Denied', denied],
	] as const)('a past %s booking is past before it is outdated or decided', (status, make) => {
		for (const command of [
			{ type: 'approve', round: 1 },
			{ type: 'approve', round: 9 },
			{ type: 'deny', round: 1 },
		] satisfies Command[]) {
			expect(decide(make(), command, ingeborg, on('2027-05-06'))).toEqual(
				refusedWith('NOT_ALLOWED_NOW', { status, isPast: true }),
			);
		}
	});

	test('a booking can be decided on until its last day', () => {
		expect(decide(pending(), { type: 'approve', round: 1 }, ingeborg, on('2027-05-05'))).toMatchObject({
			kind: 'changed',
		});
	});
});

describe('one person who decides for two parties', () => {
	// Angelika has left, and Cornelia answers in her place.
	const approvers = APPROVERS.map(({ party, personId }) => ({
		party,
		personId: party === 'Angelika' ? 'cornelia' : personId,
	}));
	const cornelia = personCalled('cornelia');
	const asked = (changes: Partial<Asked> = {}) => pending({ approvers, ...changes });
	/** Cornelia had answered for herself before she took over. */
	const half = (booking: BookingState): BookingState => ({
		...booking,
		approvals: booking.approvals.map((approval) =>
			approval.party === 'Cornelia' ? { ...approval, decision: 'Approved', decidedAt: AT } : approval,
		),
	});
	const done = () => approvedBy(asked(), 'cornelia', 'ingeborg');
	const approve: Command = { type: 'approve', round: 1 };
	const denial: Command = { type: 'deny', round: 1, comment: 'Nein', acknowledgeConfirmed: true };
	const [approvedCornelia, approvedAngelika, deniedCornelia, deniedAngelika] = [
		'Approved Cornelia',
		'Approved Angelika',
		'Denied Cornelia',
		'Denied Angelika',
	];

	// Answers in the order Ingeborg, Cornelia, Angelika.
	const decisions: [string, () => BookingState, Command, string, string[], string[]][] = [
		[
			'approves for both',
			asked,
			approve,
			'no yes yes',
			[approvedCornelia, approvedAngelika],
			['Approved: anna as requester'],
		],
		[
			'approves for the one that is left',
			() => half(asked()),
			approve,
			'no yes yes',
			[approvedAngelika],
			['Approved: anna as requester'],
		],
		[
			'confirms where all others have approved',
			() => approvedBy(asked(), 'ingeborg'),
			approve,
			'yes yes yes',
			[approvedCornelia, approvedAngelika, 'Confirmed'],
			['Confirmed: anna as requester', 'Confirmed: cornelia as approver', 'Confirmed: ingeborg as approver'],
		],
		['denies once', asked, denial, 'no DENIED no', [deniedCornelia], TOLD_OF_DENIAL],
		['denies for the one that is left', () => half(asked()), denial, 'no yes DENIED', [deniedAngelika], TOLD_OF_DENIAL],
		['denies once after having approved for both', done, denial, 'yes DENIED yes', [deniedCornelia], TOLD_OF_DENIAL],
	];
	describe.each(decisions)('%s', (_, make, command, expected, events, notices) => {
		test.each([
			['the personal link', () => cornelia],
			[
				'a mailed link',
				(booking: BookingState) => mailedLink(booking, 'cornelia', command.type === 'deny' ? 'deny' : 'approve'),
			],
		])('with %s', (_, callerOf) => {
			const before = make();
			const change = changeOf(decide(before, command, callerOf(before), circumstances()));
			const shown = { NoResponse: 'no', Approved: 'yes', Denied: 'DENIED' };
			expect(change.booking.approvals.map(({ decision }) => shown[decision]).join(' ')).toBe(expected);
			expect(change.booking.revision).toBe(before.revision + 1);
			expect(change.events.map(({ type, party }) => [type, party].filter(Boolean).join(' '))).toEqual(events);
			// Two parties, but one person: one mail.
			expect(told(change.notices)).toEqual(notices);
			expect(`${change.decidedBy?.decision} ${change.decidedBy?.party}`).toBe(events[0]);
		});
	});

	test.each<[string, () => BookingState, Command, object]>([
		[
			'approving again',
			() => approvedBy(asked(), 'cornelia'),
			approve,
			{ outcome: 'already-done', decidedBy: { party: 'Cornelia' } },
		],
		['approving after the last approval', done, approve, { outcome: 'already-done', decidedBy: { party: 'Cornelia' } }],
		['approving in an older round', () => ({ ...asked(), round: 2, revision: 2 }), approve, { outcome: 'outdated' }],
	])('%s decides nothing', (_, make, command, expected) => {
		for (const caller of [cornelia, mailedLink(asked(), 'cornelia', 'approve')]) {
			expect(decide(make(), command, caller, circumstances())).toMatchObject({ kind: 'unchanged', ...expected });
		}
	});

	test('is offered to approve as long as one of the two has not answered', () => {
		const offered = (booking: BookingState) => availableActions(booking, rolesIn(booking, cornelia), '2027-03-01');
		expect(offered(half(asked()))).toEqual(['approve', 'deny']);
		expect(offered(approvedBy(asked(), 'cornelia'))).toEqual(['deny']);
	});

	test('approves for both when asking with the own link, and again when the dates move (BR-015)', () => {
		const change = changeOf(submit(submission({ approvers, requesterId: 'cornelia' }), cornelia, circumstances()));
		expect(answers(change.booking)).toEqual(['NoResponse', 'Approved', 'Approved']);
		expect(change.events.map(({ type, party }) => party ?? type)).toEqual(['Submitted', 'Cornelia', 'Angelika']);
		expect(told(change.notices)).toEqual(['Submitted: cornelia as requester', 'Submitted: ingeborg as approver']);
		const moved = changeOf(edit(change.booking, stay('2027-07-01'), {}, circumstances(), cornelia));
		expect(answers(moved.booking)).toEqual(['NoResponse', 'Approved', 'Approved']);
		expect(told(moved.notices)).toEqual(['DatesMoved: ingeborg as approver']);
	});

	test('is asked once', () => {
		const change = changeOf(submit(submission({ approvers }), VIEWER, circumstances()));
		expect(told(change.notices)).toEqual([
			'Submitted: anna as requester',
			'Submitted: cornelia as approver',
			'Submitted: ingeborg as approver',
		]);
	});
});

describe('who may', () => {
	const booking = pending();
	const callers: [string, Asker, Reason, Reason][] = [
		['a stranger', STRANGER, 'NOT_FOUND', 'NOT_FOUND'],
		['a viewer', VIEWER, 'NOT_FOUND', 'NOT_FOUND'],
		['a job', SYSTEM, 'NOT_FOUND', 'NOT_FOUND'],
		['an unrelated person', personCalled('bea'), 'NOT_FOUND', 'NOT_FOUND'],
		['the link to another booking', { ...holderOf(booking), bookingId: 'other' }, 'NOT_FOUND', 'NOT_FOUND'],
		['another person’s link to this booking', { ...holderOf(booking), personId: 'bea' }, 'NOT_FOUND', 'NOT_FOUND'],
		[
			'a mailed link to another booking',
			{ ...mailedLink(booking, 'ingeborg', 'approve'), bookingId: 'other' },
			'NOT_FOUND',
			'NOT_FOUND',
		],
		[
			'a mailed link of somebody who is no approver of it',
			mailedLink(booking, 'bea', 'approve'),
			'NOT_FOUND',
			'NOT_FOUND',
		],
	];
	test.each(callers)('%s finds nothing to change', (_, caller, asRequester, asApprover) => {
		for (const command of REQUESTER_COMMANDS)
			expect(reasonIn(decide(booking, command, caller, circumstances()))).toBe(asRequester);
		for (const command of APPROVER_COMMANDS)
			expect(reasonIn(decide(booking, command, caller, circumstances()))).toBe(asApprover);
	});

	test('an approver may not do what is the requester’s, nor the requester what is an approver’s', () => {
		for (const command of REQUESTER_COMMANDS)
			expect(reasonIn(decide(booking, command, ingeborg, circumstances()))).toBe('ROLE_REQUIRED');
		for (const caller of [anna, holderOf(booking)]) {
			for (const command of APPROVER_COMMANDS)
				expect(reasonIn(decide(booking, command, caller, circumstances()))).toBe('ROLE_REQUIRED');
		}
	});

	test('a booking that does not exist answers like one that may not be seen', () => {
		for (const command of [...REQUESTER_COMMANDS, ...APPROVER_COMMANDS]) {
			expect(decide(undefined, command, ingeborg, circumstances())).toEqual(
				decide(booking, command, personCalled('bea'), circumstances()),
			);
		}
	});

	test('approvers do not see a Canceled booking', () => {
		for (const command of REQUESTER_COMMANDS)
			expect(reasonIn(decide(canceled(), command, ingeborg, circumstances()))).toBe('NOT_FOUND');
	});
});

describe('cancelling', () => {
	test.each([
		['Pending', pending, undefined],
		['Pending', pending, 'Doch nicht'],
		['Confirmed', confirmed, 'Krank'],
		['Denied', denied, undefined],
		['Denied', denied, 'Schade'],
	] as const)('a %s booking is the end of it, its comment being kept (case %#)', (_, make, comment) => {
		const before = make();
		const change = changeOf(decide(before, { type: 'cancel', comment }, anna, circumstances()));
		expect(change.booking).toEqual({ ...before, status: 'Canceled', revision: before.revision + 1 });
		expect(change.events).toEqual([
			{ at: AT, type: 'Canceled', actor: 'requester', via: 'person', ...(comment && { comment }) },
		]);
	});

	test.each([[undefined], ['']])('a Confirmed booking with the comment %j is refused (BR-007)', (comment) => {
		expect(decide(confirmed(), { type: 'cancel', comment }, anna, circumstances())).toEqual(
			refusedWith('COMMENT_REQUIRED'),
		);
	});

	test('a Canceled booking again is answered, and nothing happens, even when it is past', () => {
		for (const today of ['2027-03-01', '2027-06-01'] as const) {
			expect(decide(canceled(), { type: 'cancel', comment: 'x' }, anna, on(today))).toEqual({
				kind: 'unchanged',
				outcome: 'already-done',
			});
		}
	});

	test('a running stay ends the whole booking', () => {
		const change = changeOf(decide(confirmed(), { type: 'cancel', comment: 'Krank' }, anna, on('2027-05-03')));
		expect(change.booking).toMatchObject({ status: 'Canceled', ...stay('2027-05-01/2027-05-05') });
	});

	test.each([
		['Pending', pending],
		['Confirmed', confirmed],
		['Denied', denied],
	] as const)('a past %s booking is refused, before a missing comment', (status, make) => {
		expect(decide(make(), { type: 'cancel' }, anna, on('2027-05-06'))).toEqual(
			refusedWith('NOT_ALLOWED_NOW', { status, isPast: true }),
		);
	});
});

describe('expiring (BR-028)', () => {
	test('cancels a Pending booking the day after its end, and tells nobody', () => {
		const before = pending();
		expect(decide(before, { type: 'expire' }, SYSTEM, on('2027-05-06'))).toEqual({
			kind: 'changed',
			booking: { ...before, status: 'Canceled', revision: 2, lastActivityAt: on('2027-05-06').now },
			events: [{ at: on('2027-05-06').now, type: 'Expired', actor: 'system', via: 'system' }],
			notices: [],
		});
	});

	test.each([
		['Pending', pending, '2027-05-05'],
		['Confirmed', confirmed, '2027-05-06'],
		['Denied', denied, '2027-05-06'],
		['Canceled', canceled, '2027-05-06'],
	] as const)('leaves a %s booking of 1 to 5 May alone (case %#)', (_, make, today) => {
		expect(reasonIn(decide(make(), { type: 'expire' }, SYSTEM, on(today)))).toBe('NOT_ALLOWED_NOW');
	});

	test.each<[string, Asker]>([
		['its requester', anna],
		['an approver', ingeborg],
		['a viewer', VIEWER],
		['a stranger', STRANGER],
	])('is nothing that %s can do', (_, caller) => {
		expect(reasonIn(decide(pending(), { type: 'expire' }, caller, on('2027-05-06')))).toBe('NOT_FOUND');
	});
});

describe('withdrawing, by a job or the operator', () => {
	test.each<[string, () => BookingState, 'everybody' | 'approvers', string[]]>([
		['Pending', pending, 'everybody', TOLD_ALL],
		['Confirmed', confirmed, 'everybody', TOLD_ALL],
		['Pending', pending, 'approvers', TOLD_APPROVERS],
		['Confirmed', confirmed, 'approvers', TOLD_APPROVERS],
		['Denied', denied, 'everybody', ['Canceled: anna as requester']],
		['Denied', denied, 'approvers', []],
	])(
		'ends a %s booking without a comment, in the name of the system, and tells those it should (case %#)',
		(_, make, tell, expected) => {
			const before = make();
			const change = changeOf(
				decide(before, { type: 'withdraw', tell }, { ...SYSTEM, via: 'operator' }, circumstances()),
			);
			expect(change.booking).toEqual({ ...before, status: 'Canceled', revision: before.revision + 1 });
			expect(change.events).toEqual([{ at: AT, type: 'Canceled', actor: 'system', via: 'operator' }]);
			expect(told(change.notices)).toEqual(expected);
		},
	);

	test('leaves a Canceled booking and a past one alone', () => {
		const command: Command = { type: 'withdraw', tell: 'everybody' };
		expect(decide(canceled(), command, SYSTEM, on('2027-05-06'))).toEqual({
			kind: 'unchanged',
			outcome: 'already-done',
		});
		expect(decide(confirmed(), command, SYSTEM, on('2027-05-06'))).toEqual(
			refusedWith('NOT_ALLOWED_NOW', { status: 'Confirmed', isPast: true }),
		);
	});

	test('is nothing that a requester, an approver, a viewer or a stranger can do', () => {
		for (const caller of [anna, holderOf(pending()), ingeborg, VIEWER, STRANGER]) {
			expect(reasonIn(decide(pending(), { type: 'withdraw', tell: 'everybody' }, caller, circumstances()))).toBe(
				'NOT_FOUND',
			);
		}
	});
});

describe('who is told', () => {
	/** The requester: somebody who is no approver, or Ingeborg. */
	const by = (requesterId: string) => ({ requesterId });
	const cancelIt: Command = { type: 'cancel', comment: 'Krank' };
	const denyIt: Command = { type: 'deny', round: 1, comment: 'Nein', acknowledgeConfirmed: true };
	const approveIt: Command = { type: 'approve', round: 1 };
	const moveIt = (revision: number): Command => ({ type: 'edit', revision, changes: stay('2027-07-01') });
	const shrinkIt = { type: 'edit', revision: 1, changes: { endDate: '2027-05-04' } } satisfies Command;

	const everybody = (kind: string, requester: string) =>
		requester === 'ingeborg'
			? [`${kind}: angelika as approver`, `${kind}: cornelia as approver`, `${kind}: ingeborg as requester+approver`]
			: [
					`${kind}: angelika as approver`,
					`${kind}: anna as requester`,
					`${kind}: cornelia as approver`,
					`${kind}: ingeborg as approver`,
				];
	const approversOnly = (kind: string) => [
		`${kind}: angelika as approver`,
		`${kind}: cornelia as approver`,
		`${kind}: ingeborg as approver`,
	];
	const othersOnly = (kind: string) => [`${kind}: angelika as approver`, `${kind}: cornelia as approver`];

	test.each([
		['submitted by somebody who is no approver', 'anna', VIEWER, everybody('Submitted', 'anna')],
		['submitted with the personal link of one who is no approver', 'anna', anna, everybody('Submitted', 'anna')],
		['submitted by an approver’s address, in a form', 'ingeborg', VIEWER, everybody('Submitted', 'ingeborg')],
		[
			'submitted by an approver with their own link',
			'ingeborg',
			ingeborg,
			['Submitted: angelika as approver', 'Submitted: cornelia as approver', 'Submitted: ingeborg as requester'],
		],
	])('%s', (_, requesterId, caller, expected) => {
		expect(told(changeOf(submit(submission({ requesterId }), caller, circumstances())).notices)).toEqual(expected);
	});

	const own = () => changeOf(submit(submission({ requesterId: 'ingeborg' }), ingeborg, circumstances())).booking;
	test.each<[string, () => BookingState, Command, (booking: BookingState) => Asker, string[]]>([
		['approved, not the last', pending, approveIt, () => personCalled('cornelia'), ['Approved: anna as requester']],
		[
			'approved by the requester herself, not the last',
			() => pending(by('ingeborg')),
			approveIt,
			() => ingeborg,
			['Approved: ingeborg as requester'],
		],
		[
			'the last approval',
			() => approvedBy(pending(), 'ingeborg', 'angelika'),
			approveIt,
			() => personCalled('cornelia'),
			everybody('Confirmed', 'anna'),
		],
		[
			'the last approval of an approver’s booking',
			() => approvedBy(own(), 'angelika'),
			approveIt,
			() => personCalled('cornelia'),
			everybody('Confirmed', 'ingeborg'),
		],
		['denied', pending, denyIt, () => personCalled('cornelia'), everybody('Denied', 'anna')],
		['denied after Confirmed', confirmed, denyIt, () => personCalled('cornelia'), everybody('Denied', 'anna')],
		[
			'denied, an approver’s booking',
			() => pending(by('ingeborg')),
			denyIt,
			() => personCalled('cornelia'),
			everybody('Denied', 'ingeborg'),
		],
		['denied by the requester herself', own, denyIt, () => ingeborg, everybody('Denied', 'ingeborg')],
		['dates shrunk', pending, shrinkIt, holderOf, ['DatesShrunk: anna as requester']],
		['a Confirmed stay shortened', confirmed, { ...shrinkIt, revision: 4 }, holderOf, everybody('DatesShrunk', 'anna')],
		[
			'a Confirmed stay shortened by an approver',
			() => confirmed(by('ingeborg')),
			{ ...shrinkIt, revision: 4 },
			() => ingeborg,
			everybody('DatesShrunk', 'ingeborg'),
		],
		['dates shrunk by an approver', own, shrinkIt, () => ingeborg, ['DatesShrunk: ingeborg as requester']],
		['dates moved', pending, moveIt(1), holderOf, approversOnly('DatesMoved')],
		['dates moved by an approver with her own link', own, moveIt(1), () => ingeborg, othersOnly('DatesMoved')],
		['dates moved by an approver with the link to the booking', own, moveIt(1), holderOf, approversOnly('DatesMoved')],
		['reopened', denied, { type: 'reopen', revision: 2 }, holderOf, approversOnly('Reopened')],
		[
			'reopened by an approver with her own link',
			() => denied(by('ingeborg')),
			{ type: 'reopen', revision: 2 },
			() => ingeborg,
			othersOnly('Reopened'),
		],
		[
			'reopened by an approver with the link to the booking',
			() => denied(by('ingeborg')),
			{ type: 'reopen', revision: 2 },
			holderOf,
			approversOnly('Reopened'),
		],
		['cancelled from Pending', pending, cancelIt, holderOf, everybody('Canceled', 'anna')],
		['cancelled from Confirmed', confirmed, cancelIt, holderOf, everybody('Canceled', 'anna')],
		[
			'cancelled from Confirmed by an approver',
			() => confirmed(by('ingeborg')),
			cancelIt,
			() => ingeborg,
			everybody('Canceled', 'ingeborg'),
		],
		['cancelled from Denied', denied, cancelIt, holderOf, ['Canceled: anna as requester']],
		[
			'cancelled from Denied by an approver',
			() => denied(by('ingeborg')),
			cancelIt,
			() => ingeborg,
			['Canceled: ingeborg as requester'],
		],
	])('%s', (_, make, command, callerOf, expected) => {
		const booking = make();
		expect(told(changeOf(decide(booking, command, callerOf(booking), circumstances())).notices)).toEqual(expected);
	});
});

describe('what is sent again because its answer was lost is answered as the first time', () => {
	const cornelia = personCalled('cornelia');
	const later = (seconds: number) => circumstances({ now: new Date(AT.getTime() + seconds * 1_000) });
	const repeats: [string, () => BookingState, Command, Asker][] = [
		['an approval', pending, { type: 'approve', round: 1 }, cornelia],
		['the last approval', () => approvedBy(pending(), 'ingeborg', 'angelika'), { type: 'approve', round: 1 }, cornelia],
		['an approval by its link', pending, { type: 'approve', round: 1 }, mailedLink(pending(), 'cornelia', 'approve')],
		['a denial', pending, { type: 'deny', round: 1, comment: 'Nein' }, cornelia],
		['a cancellation', confirmed, { type: 'cancel', comment: 'Krank' }, anna],
		['a cancellation of what was denied', denied, { type: 'cancel' }, anna],
	];

	test.each(repeats)('%s', (_, make, command, caller) => {
		const first = changeOf(decide(make(), command, caller, circumstances()));
		const again = (seconds: number, isRepeat: boolean) =>
			decide(first.booking, { ...command, isRepeat } as Command, caller, later(seconds));
		expect(again(60, true)).toEqual({
			kind: 'unchanged',
			outcome: 'repeated',
			...(first.decidedBy && { decidedBy: first.decidedBy }),
			...(command.type === 'cancel' && { notices: first.notices }),
		});
		// Not when it is too late to be the same call, nor when it is another call.
		expect(again(61, true)).toMatchObject({ outcome: 'already-done' });
		expect(again(1, false)).toMatchObject({ outcome: 'already-done' });
	});

	test('but not what somebody else did', () => {
		const byAnother = changeOf(deny(pending(), 'ingeborg', { comment: 'Nein' })).booking;
		for (const type of ['approve', 'deny'] as const)
			expect(decide(byAnother, { type, round: 1, comment: 'x', isRepeat: true }, cornelia, later(1))).toMatchObject({
				outcome: 'already-done',
				decidedBy: { party: 'Ingeborg' },
			});
	});

	test('nor an expiry, of which nobody was told', () => {
		const expired = changeOf(decide(pending(), { type: 'expire' }, SYSTEM, on('2027-05-06'))).booking;
		expect(decide(expired, { type: 'cancel', isRepeat: true }, anna, on('2027-05-06'))).toMatchObject({
			outcome: 'already-done',
		});
	});
});

const eachDay = (range: DayRange): Day[] =>
	Array.from({ length: totalDays(range) }, (_, index) => addDays(range.startDate, index));

const REQUESTER_COMMANDS: Command[] = [
	{ type: 'edit', revision: 1, changes: { partySize: 5 } },
	{ type: 'cancel', comment: 'Krank' },
	{ type: 'reopen', revision: 1 },
];
const APPROVER_COMMANDS: Command[] = [
	{ type: 'approve', round: 1 },
	{ type: 'deny', round: 1, comment: 'Nein' },
];

/** The third of May, or whichever day. */
const on = (today: Day): Circumstances => circumstances({ today, now: new Date(`${today}T10:00:00Z`) });

/** Every limit used up, and the days taken. */
function exhausted(): Circumstances {
	return circumstances({ inTheWay: [TAKEN], address: { pending: 5, submittedToday: 10, secondsToTomorrow: 46_800 } });
}

function edit(
	booking: BookingState,
	changes: BookingChanges,
	{ revision = booking.revision, confirmLongStay }: { revision?: number; confirmLongStay?: boolean | undefined } = {},
	inThese = circumstances(),
	caller: Asker = holderOf(booking),
): Verdict {
	return decide(booking, { type: 'edit', revision, changes, confirmLongStay }, caller, inThese);
}

function reopen(
	booking: BookingState,
	changes?: BookingChanges,
	{ revision = booking.revision, confirmLongStay }: { revision?: number; confirmLongStay?: boolean | undefined } = {},
	inThese = circumstances(),
): Verdict {
	return decide(booking, { type: 'reopen', revision, changes, confirmLongStay }, holderOf(booking), inThese);
}

const deny = (booking: BookingState, personId: string, rest: Partial<Extract<Command, { type: 'deny' }>>): Verdict =>
	decide(booking, { type: 'deny', round: booking.round, ...rest }, personCalled(personId), circumstances());

/** In round 2, after the dates moved. */
function moved(): BookingState {
	return changeOf(edit(approvedBy(pending(), 'ingeborg'), stay('2027-07-01'))).booking;
}

function done(party: string, decision: 'Approved' | 'Denied') {
	return { outcome: 'already-done', decidedBy: { party, decision, at: circumstances().now } };
}

const refusedWith = (reason: Reason, details: object = {}) => ({ kind: 'refused', refusal: { reason, details } });

function reasonIn(verdict: Verdict): Reason {
	if (verdict.kind !== 'refused') throw new Error(`Expected a refusal, got ${JSON.stringify(verdict)}`);
	return verdict.refusal.reason;
}

const answers = (booking: BookingState) => booking.approvals.map(({ decision }) => decision);
const types = (events: readonly BookingEvent[]) => events.map(({ type }) => type);
/** Everybody who is told, by name. */
const told = (notices: readonly Notice[]) =>
	notices.map(({ kind, personId, roles }) => `${kind}: ${personId} as ${roles.join('+')}`).sort();
