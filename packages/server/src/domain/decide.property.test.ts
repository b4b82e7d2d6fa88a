import {
	addDays,
	BOOKING_ACTIONS,
	BOOKING_STATUSES,
	type BookingAction,
	type BookingStatus,
	type Day,
	type DayRange,
	dayIn,
	EVENT_TYPES,
	overlaps,
	totalDays,
} from '@betzenstein/shared';
import {
	APPROVERS,
	type Circumstances,
	type Command,
	decide,
	holderOf,
	mailedLink,
	personCalled,
	STRANGER,
	SYSTEM,
	submit,
	VIEWER,
} from '@betzenstein/testing/house/pure';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Asker, availableActions, type BookingState, holdsDays, isPast, rolesIn, seenBy } from './booking.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { Verdict } from './verdict.ts';

/** The changes of status that domain.md lists, and those that an edit or an approval within a status makes. */
const LISTED: Record<BookingStatus, BookingStatus[]> = {
	Pending: ['Pending', 'Confirmed', 'Denied', 'Canceled'],
	Confirmed: ['Confirmed', 'Denied', 'Canceled'],
	// At once Confirmed when the only approver reopens her own booking.
	Denied: ['Pending', 'Confirmed', 'Canceled'],
	Canceled: [],
};

rule(
	'no two bookings that hold days share one (BR-002)',
	['submit: DATES_TAKEN', 'edit: DATES_TAKEN', 'reopen: DATES_TAKEN', 'several hold days'],
	({ house, command, verdict }, reached) => {
		const holding = house.filter(({ status }) => holdsDays(status)).flatMap(eachDay);
		expect(new Set(holding).size).toBe(holding.length);
		if (verdict.kind === 'refused') reached(`${command.type}: ${verdict.refusal.reason}`);
		if (house.filter(({ status }) => holdsDays(status)).length > 1) reached('several hold days');
	},
);

rule(
	'a Confirmed booking has every approval, a Denied one exactly one denial, a Pending one an answer to come (BR-003, BR-004)',
	[
		'Confirmed',
		'Denied',
		'Denied after every approval',
		'Pending',
		'Pending with an approval',
		'one approver',
		'three approvers',
	],
	({ before, after, house }, reached) => {
		for (const { status, approvals } of house) {
			const count = (decision: string) => approvals.filter((approval) => approval.decision === decision).length;
			if (status === 'Confirmed') expect(count('Approved')).toBe(approvals.length);
			if (status === 'Denied') expect(count('Denied')).toBe(1);
			if (status === 'Pending') expect([count('Denied'), count('NoResponse') > 0]).toEqual([0, true]);
			reached(status);
			if (status === 'Pending' && count('Approved') > 0) reached('Pending with an approval');
			reached({ 1: 'one approver', 2: 'two approvers', 3: 'three approvers' }[approvals.length] ?? 'none');
		}
		if (before?.status === 'Confirmed' && after?.status === 'Denied') reached('Denied after every approval');
	},
);

rule(
	'every change has its events and grows the revision by one, and nothing else does either',
	[...EVENT_TYPES, 'no event', 'refused', 'unchanged'],
	({ before, after, verdict, command, at }, reached) => {
		if (verdict.kind !== 'changed') {
			expect(after).toBe(before);
			reached(verdict.kind);
			return;
		}
		expect(after?.revision).toBe((before?.revision ?? 0) + 1);
		expect(after?.lastActivityAt).toBe(at.now);
		expect(contentOf(after)).not.toEqual(contentOf(before));
		const types = verdict.events.map(({ type }) => type);
		expect(types).toEqual(eventsBetween(before, verdict.booking, command, at.now));
		const [cause] = verdict.events;
		const moved = before && !sameDays(before, verdict.booking);
		expect([cause?.from, cause?.to]).toEqual(moved ? [days(before), days(verdict.booking)] : [undefined, undefined]);
		for (const type of types) reached(type);
		if (types.length === 0) reached('no event');
	},
);

rule(
	'only the listed changes of status happen, and Canceled is the end',
	BOOKING_STATUSES.flatMap((from) => LISTED[from].map((to) => `${from} -> ${to}`)),
	({ before, after }, reached) => {
		if (!before || !after || after === before) return;
		const step = `${before.status} -> ${after.status}`;
		expect(LISTED[before.status], step).toContain(after.status);
		reached(step);
	},
);

rule(
	'a decision made on another round than the current one changes nothing',
	['outdated approve', 'outdated deny', 'an older round', 'a round to come'],
	({ before, after, command, caller, verdict, at }, reached) => {
		if ((command.type !== 'approve' && command.type !== 'deny') || !before || command.round === before.round) return;
		expect(after).toBe(before);
		// Only cases in which nothing but the round stands in the way.
		if (!availableActions(before, rolesIn(before, caller), at.today).includes(command.type)) return;
		expect(verdict).toEqual({ kind: 'unchanged', outcome: 'outdated' });
		reached(`outdated ${command.type}`);
		reached(command.round < before.round ? 'an older round' : 'a round to come');
	},
);

rule(
	'an edit or reopening made on another revision than the current one changes nothing',
	['stale edit', 'stale reopen', 'an older revision', 'a revision to come'],
	({ before, after, command, caller, verdict, at }, reached) => {
		if ((command.type !== 'edit' && command.type !== 'reopen') || !before || command.revision === before.revision)
			return;
		expect(after).toBe(before);
		if (!availableActions(before, rolesIn(before, caller), at.today).includes(command.type)) return;
		expect(verdict).toEqual({
			kind: 'refused',
			refusal: { reason: 'STALE_REVISION', details: { revision: before.revision } },
		});
		reached(`stale ${command.type}`);
		reached(command.revision < before.revision ? 'an older revision' : 'a revision to come');
	},
);

rule(
	'a Confirmed stay changes its days to fewer of them only, and keeps its approvals',
	['left early', 'came later', 'more or other days refused'],
	({ before, after, command, verdict, at }, reached) => {
		if (before?.status !== 'Confirmed' || after?.status !== 'Confirmed' || command.type !== 'edit') return;
		expect(eachDay(before)).toEqual(expect.arrayContaining(eachDay(after)));
		expect([after.approvals, after.round]).toEqual([before.approvals, before.round]);
		if (after.endDate < before.endDate) reached('left early');
		if (after.startDate > before.startDate) reached('came later');
		if (verdict.kind !== 'refused') return;
		if (verdict.refusal.reason === 'NOT_ALLOWED_NOW' && !isPast(before, at.today))
			reached('more or other days refused');
	},
);

rule(
	'an answer and its event hold the word that was given with it, and a denial always has one (BR-004)',
	['Approved with a word', 'Approved without', 'Denied with a word'],
	({ before, verdict, command, at }, reached) => {
		if (verdict.kind !== 'changed' || (command.type !== 'approve' && command.type !== 'deny')) return;
		const given = newAnswers(before, verdict.booking, at.now);
		expect(given).not.toEqual([]);
		for (const { party, decision, comment } of given) {
			expect(comment).toBe(command.comment ?? null);
			expect(verdict.events.find((event) => event.party === party)?.comment ?? null).toBe(comment);
			reached(`${decision} ${comment === null ? 'without' : 'with a word'}`);
		}
	},
);

rule(
	'what is offered is carried out, and what is not offered never is',
	BOOKING_ACTIONS.flatMap((action) => [`${action} offered`, `${action} not offered`]),
	({ after, at }, reached) => {
		if (!after) return;
		for (const caller of everybodyAround(after)) {
			const roles = rolesIn(after, caller);
			const offered = availableActions(after, roles, at.today);
			if (!seenBy(after, caller)) expect(offered).toEqual([]);
			for (const action of BOOKING_ACTIONS) {
				const expected: boolean =
					offered.includes(action) || (offered.includes('edit') && editReaches(action, after, at.today));
				const verdict = decide(after, goodInput(action, after, at.today), caller, {
					...at,
					inTheWay: [],
					address: FRESH,
				});
				if ((verdict.kind === 'changed') !== expected) {
					expect.fail(
						`${action} by ${JSON.stringify(caller)} is ${expected ? '' : 'not '}offered: ${JSON.stringify(verdict)}`,
					);
				}
				reached(`${action} ${offered.includes(action) ? 'offered' : 'not offered'}`);
			}
		}
	},
);

rule(
	'nobody gets two mails about one event, and only those with a role in it get one',
	['Submitted', 'Approved', 'Confirmed', 'Denied', 'DatesShrunk', 'DatesMoved', 'Reopened', 'Canceled', 'both roles'],
	({ verdict }, reached) => {
		if (verdict.kind !== 'changed') return;
		const { notices, booking } = verdict;
		expect(new Set(notices.map(({ kind, personId }) => `${kind} ${personId}`)).size).toBe(notices.length);
		for (const { kind, personId, roles } of notices) {
			expect(roles).not.toEqual([]);
			if (roles.includes('requester')) expect(personId).toBe(booking.requesterId);
			if (roles.includes('approver'))
				expect(booking.approvals.map((approval) => approval.personId)).toContain(personId);
			reached(roles.length === 2 ? 'both roles' : kind);
			reached(kind);
		}
	},
);

rule(
	'an answer is given with its own approver’s personal or mailed link only (BR-015)',
	[
		'Approved by person',
		'Approved by action',
		'Denied by person',
		'Denied by action',
		'self-approval',
		'an approver asks without her link',
	],
	({ before, verdict, command, caller, at }, reached) => {
		if (verdict.kind !== 'changed') return;
		for (const approval of newAnswers(before, verdict.booking, at.now)) {
			// Given with a proposal.
			if (
				command.type === 'reopen' &&
				isAsProposed(before, verdict.booking) &&
				approval.personId === command.proposerId
			)
				continue;
			expect(['person', 'action']).toContain(caller.kind);
			expect('personId' in caller && caller.personId).toBe(approval.personId);
			reached(`${approval.decision} by ${caller.kind}`);
			if (verdict.events[0]?.actor === 'requester') reached('self-approval');
		}
		const asksForHerself = verdict.booking.approvals.some(({ personId }) => personId === verdict.booking.requesterId);
		if (asksForHerself && verdict.events[0]?.actor === 'requester' && caller.kind !== 'person')
			reached('an approver asks without her link');
	},
);

rule(
	'a proposal stands on a Denied booking only, and ends with whatever follows',
	['proposed', 'denied without', 'reopened', 'canceled', 'for days that others hold'],
	({ before, after, house }, reached) => {
		for (const { status, proposal } of house) if (proposal) expect(status).toBe('Denied');
		if (after !== before && after?.status === 'Denied') reached(after.proposal ? 'proposed' : 'denied without');
		if (after !== before && after?.proposal?.isTaken) reached('for days that others hold');
		if (before?.proposal && after?.status === 'Pending') reached('reopened');
		if (before?.proposal && after?.status === 'Canceled') reached('canceled');
	},
);

rule(
	'a reopening counts the proposer’s approval as given when it asks for exactly the days proposed and changes nothing else',
	['given', 'given, and confirmed', 'other days', 'something else too', 'the proposer has no link'],
	({ before, verdict, command, caller }, reached) => {
		if (command.type !== 'reopen' || verdict.kind !== 'changed' || !before?.proposal) return;
		const { booking } = verdict;
		const isGiven = isAsProposed(before, booking) && command.proposerId !== undefined;
		for (const { party, personId, decision } of booking.approvals) {
			const isOwn = caller.kind === 'person' && caller.personId === personId;
			const expected = isOwn || (isGiven && party === before.proposal.party) ? 'Approved' : 'NoResponse';
			expect(decision).toBe(expected);
		}
		if (isGiven) reached(booking.status === 'Confirmed' ? 'given, and confirmed' : 'given');
		else if (isAsProposed(before, booking)) reached('the proposer has no link');
		else reached(sameDays(booking, before.proposal) ? 'something else too' : 'other days');
	},
);

rule(
	'a past booking changes only by expiring, and only a past one expires (BR-014, BR-028)',
	['Expired', 'edit refused', 'cancel refused', 'reopen refused', 'approve refused', 'deny refused'],
	({ before, after, command, verdict, at }, reached) => {
		if (command.type === 'expire' && before && after !== before) expect(isPast(before, at.today)).toBe(true);
		if (!before || !isPast(before, at.today)) return;
		if (command.type === 'expire' && before.status === 'Pending' && after !== before) reached('Expired');
		else {
			expect(after).toBe(before);
			if (verdict.kind === 'refused' && verdict.refusal.reason === 'NOT_ALLOWED_NOW')
				reached(`${command.type} refused`);
		}
	},
);

/** One thing that somebody tried. */
interface Turn {
	command: Command | { type: 'submit' };
	caller: Asker;
	at: Circumstances;
	verdict: Verdict;
	/** The booking it was about, before and after. */
	before: BookingState | undefined;
	after: BookingState | undefined;
	/** Every booking, after. */
	house: readonly BookingState[];
}

/**
 * Holds `check` against every turn of random stories, and fails when they did not reach what is `interesting` often
 * enough.
 */
function rule(
	title: string,
	interesting: readonly string[],
	check: (turn: Turn, reached: (what: string) => void) => void,
): void {
	test(title, () => {
		const reached = new Map<string, number>();
		fc.assert(
			fc.property(stories(), (story) => {
				for (const turn of play(story)) check(turn, (what) => reached.set(what, (reached.get(what) ?? 0) + 1));
			}),
			{ numRuns: 300 },
		);
		expect(interesting.length).toBeGreaterThan(0);
		expect(interesting.filter((what) => (reached.get(what) ?? 0) < 3)).toEqual([]);
	});
}

type Story = { approvers: number; steps: Step[] };
type Step = ReturnType<typeof steps> extends fc.Arbitrary<infer S> ? S : never;

function stories(): fc.Arbitrary<Story> {
	return fc.record({
		approvers: fc.constantFrom(1, 1, 2, 3),
		steps: fc.array(steps(), { minLength: 30, maxLength: 80, size: 'max' }),
	});
}

/** Choices, mostly sensible ones; what they mean is seen when they are played. */
function steps() {
	const often = <T>(usual: T, ...others: T[]) =>
		fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
	return fc.record({
		hours: fc.oneof(
			{ weight: 12, arbitrary: fc.integer({ min: 0, max: 3 }) },
			{ weight: 1, arbitrary: fc.integer({ min: 24, max: 200 }) },
		),
		type: weighted({ submit: 3, edit: 4, reopen: 3, approve: 4, deny: 2, cancel: 1, expire: 1, withdraw: 1 }),
		who: fc.nat({ max: 99 }),
		/** In `PEOPLE`; Ingeborg, who approves everywhere, more often. */
		person: fc.constantFrom(0, 1, 1, 2, 3),
		booking: fc.nat({ max: 9 }),
		/** Takes a booking and a caller for whom the command is meant, if there are any. */
		aimed: often(true, false),
		startIn: fc.oneof(
			{ weight: 9, arbitrary: fc.integer({ min: -1, max: 25 }) },
			{ weight: 1, arbitrary: fc.constant(600) },
		),
		length: fc.oneof(
			{ weight: 9, arbitrary: fc.integer({ min: 0, max: 9 }) },
			{ weight: 1, arbitrary: fc.constant(61) },
		),
		/** Does a denial propose the days, or a reopening ask for those proposed? */
		proposes: often(true, false),
		/** What an edit or a reopening touches. */
		touches: fc.constantFrom('dates', 'dates', 'start', 'end', 'party size', 'first name', 'nothing'),
		wrongBy: often(0, -1, 1),
		comment: often<string | undefined>('Weil es so ist', undefined),
		yes: often(true, false),
	});
}

const weighted = <T extends string>(weights: Record<T, number>): fc.Arbitrary<T> =>
	fc.constantFrom(
		...(Object.entries(weights) as [T, number][]).flatMap(([value, weight]) => Array<T>(weight).fill(value)),
	);

const WHO = [
	'a person',
	'its requester',
	'an approver of it',
	'the link to it',
	'the link to another',
	'a mailed link to approve',
	'a mailed link to deny',
	'a viewer',
	'a stranger',
	'a job',
] as const;
type Who = (typeof WHO)[number];
const PEOPLE = ['anna', ...APPROVERS.map(({ personId }) => personId)];

function play({ approvers, steps: tried }: Story): Turn[] {
	const house = new Map<string, BookingState>();
	let now = new Date('2027-03-01T10:00:00Z');
	return tried.map((step, index) => {
		now = new Date(now.getTime() + step.hours * 3_600_000);
		const before = pick([...house.values()], step);
		const caller = callerOf(step, before);
		const turn = attempt(step, { before, caller, now, house: [...house.values()], approvers, id: `booking ${index}` });
		if (turn.after) house.set(turn.after.id, turn.after);
		return { ...turn, house: [...house.values()] };
	});
}

/** Who does what with which bookings, when all is as it should be. */
const MEANT: Record<Step['type'], { who: readonly Who[]; on: readonly BookingStatus[] }> = {
	submit: { who: ['a person', 'a viewer'], on: [] },
	edit: { who: ['its requester', 'the link to it'], on: ['Pending', 'Confirmed'] },
	cancel: { who: ['its requester', 'the link to it'], on: ['Pending', 'Confirmed', 'Denied'] },
	reopen: { who: ['its requester', 'the link to it'], on: ['Denied'] },
	approve: { who: ['an approver of it', 'a mailed link to approve'], on: ['Pending'] },
	deny: { who: ['an approver of it', 'a mailed link to deny'], on: ['Pending', 'Confirmed'] },
	expire: { who: ['a job'], on: ['Pending'] },
	withdraw: { who: ['a job'], on: ['Pending', 'Confirmed', 'Denied'] },
};

function pick(house: readonly BookingState[], { type, aimed, booking }: Step): BookingState | undefined {
	if (type === 'submit') return undefined;
	const meant = house.filter(({ status }) => MEANT[type].on.includes(status));
	const choice = aimed && meant.length > 0 ? meant : house;
	return choice[booking % choice.length];
}

interface Scene {
	before: BookingState | undefined;
	caller: Asker;
	now: Date;
	house: readonly BookingState[];
	approvers: number;
	id: string;
}

function attempt(step: Step, { before, caller, now, house, approvers, id }: Scene): Omit<Turn, 'house'> {
	const today = dayIn('UTC', now);
	const startDate = addDays(today, step.startIn);
	const range = { startDate, endDate: addDays(startDate, step.length - 1) };
	const circumstancesFor = (wanted: DayRange, requesterId: string): Circumstances => ({
		now,
		today,
		limits: DEFAULT_LIMITS,
		inTheWay: house.filter((other) => other.id !== before?.id && holdsDays(other.status) && overlaps(other, wanted)),
		address: {
			pending: house.filter((other) => other.requesterId === requesterId && other.status === 'Pending').length,
			submittedToday: house.filter(({ createdAt }) => createdAt.toISOString().startsWith(today)).length,
			secondsToTomorrow: 1,
		},
	});

	const { type } = step;
	if (type === 'submit') {
		const by = caller.kind === 'person' ? caller : VIEWER;
		const requesterId = by.kind === 'person' ? by.personId : (PEOPLE[step.person] ?? 'anna');
		const content = {
			firstName: 'Anna',
			partySize: 4,
			affiliation: 'Ingeborg',
			description: null,
			confirmLongStay: step.yes,
		};
		const at = circumstancesFor(range, requesterId);
		const verdict = submit({ id, requesterId, ...range, ...content, approvers: APPROVERS.slice(0, approvers) }, by, at);
		return {
			command: { type: 'submit' },
			caller: by,
			at,
			verdict,
			before,
			after: verdict.kind === 'changed' ? verdict.booking : before,
		};
	}
	const isTaken = house.some((other) => other.id !== before?.id && holdsDays(other.status) && overlaps(other, range));
	const command = commandOf({ ...step, type }, before, { ...range, isTaken });
	const { startDate: start, endDate: end } = { ...before, ...('changes' in command ? command.changes : {}) };
	const at = circumstancesFor(start && end ? { startDate: start, endDate: end } : range, before?.requesterId ?? '');
	const verdict = decide(before, command, caller, at);
	return { command, caller, at, verdict, before, after: verdict.kind === 'changed' ? verdict.booking : before };
}

function callerOf(step: Step, booking: BookingState | undefined): Asker {
	const { person, wrongBy } = step;
	const choice = step.aimed ? MEANT[step.type].who : WHO;
	const who = choice[step.who % choice.length];
	const anybody = personCalled(PEOPLE[person] ?? 'anna');
	if (who === 'a viewer') return VIEWER;
	if (who === 'a stranger') return STRANGER;
	if (who === 'a job') return SYSTEM;
	if (!booking) return anybody;
	const approver = booking.approvals[person % booking.approvals.length]?.personId ?? '';
	switch (who) {
		case 'its requester':
			return personCalled(booking.requesterId);
		case 'an approver of it':
			return personCalled(approver);
		case 'the link to it':
			return holderOf(booking);
		case 'the link to another':
			return { ...holderOf(booking), bookingId: 'another' };
		case 'a mailed link to approve':
			return { ...mailedLink(booking, approver, 'approve'), round: booking.round + wrongBy };
		case 'a mailed link to deny':
			return { ...mailedLink(booking, approver, 'deny'), round: booking.round + wrongBy };
		default:
			return anybody;
	}
}

function commandOf(
	step: Omit<Step, 'type'> & { type: Command['type'] },
	booking: BookingState | undefined,
	wanted: DayRange & { isTaken: boolean },
): Command {
	const { type, comment, yes, touches, proposes } = step;
	const range = days(wanted);
	const revision = (booking?.revision ?? 1) + step.wrongBy;
	const round = (booking?.round ?? 1) + step.wrongBy;
	const changes = {
		dates: range,
		start: booking ? { startDate: addDays(booking.startDate, step.length - 4) } : {},
		end: booking ? { endDate: addDays(booking.endDate, step.length - 5) } : {},
		'party size': { partySize: (step.length % 10) + 1 },
		'first name': { firstName: step.length % 2 === 0 ? 'Anna' : 'Bea' },
		nothing: {},
	}[touches];
	switch (type) {
		case 'edit':
			return { type, revision, changes, confirmLongStay: yes };
		case 'reopen': {
			const proposerId = booking?.approvals.find(({ party }) => party === booking.proposal?.party)?.personId;
			const proposed = proposes && booking?.proposal && days(booking.proposal);
			return {
				type,
				revision,
				changes: { ...changes, ...proposed },
				confirmLongStay: yes,
				// Now and then their links are dead.
				proposerId: step.length % 3 === 0 ? undefined : proposerId,
			};
		}
		case 'approve':
			return { type, round, comment };
		case 'deny':
			return { type, round, comment, acknowledgeConfirmed: yes, ...(proposes && { proposal: wanted }) };
		case 'cancel':
			return { type, comment };
		case 'expire':
			return { type };
		case 'withdraw':
			return { type, tell: yes ? 'everybody' : 'approvers' };
	}
}

/** Everybody who could come near a booking, with right and wrong links. */
function everybodyAround(booking: BookingState): Asker[] {
	return [
		STRANGER,
		VIEWER,
		SYSTEM,
		...PEOPLE.map(personCalled),
		holderOf(booking),
		{ ...holderOf(booking), bookingId: 'another' },
		...booking.approvals.flatMap(({ personId }) => [
			mailedLink(booking, personId, 'approve'),
			mailedLink(booking, personId, 'deny'),
			{ ...mailedLink(booking, personId, 'approve'), round: booking.round - 1 },
		]),
	];
}

/** A command to which nothing can be said but that it is not the caller's, or not the time for it. */
function goodInput(
	action: BookingAction,
	{ revision, round, partySize, firstName, endDate }: BookingState,
	today: Day,
): Command {
	switch (action) {
		case 'edit':
			return { type: 'edit', revision, changes: { partySize: partySize === 1 ? 2 : 1 } };
		case 'editFirstName':
			return { type: 'edit', revision, changes: { firstName: `${firstName} Lena` } };
		case 'shorten':
			return { type: 'edit', revision, changes: { endDate: addDays(endDate, -1) }, confirmLongStay: true };
		case 'cancel':
			return { type: 'cancel', comment: 'Krank' };
		case 'reopen':
			return { type: 'reopen', revision, changes: { startDate: addDays(today, 90), endDate: addDays(today, 92) } };
		case 'approve':
			return { type: 'approve', round };
		case 'deny':
			return { type: 'deny', round, comment: 'Nein', acknowledgeConfirmed: true };
	}
}

/** What `edit` includes without being listed. */
const editReaches = (action: BookingAction, { startDate, endDate }: BookingState, today: Day): boolean =>
	action === 'editFirstName' || (action === 'shorten' && startDate < endDate && today < endDate);

const FRESH: Circumstances['address'] = { pending: 0, submittedToday: 0, secondsToTomorrow: 1 };

/** What must stand on the timeline, by the two states alone. */
function eventsBetween(
	before: BookingState | undefined,
	after: BookingState,
	command: Turn['command'],
	now: Date,
): string[] {
	const events: string[] = [];
	if (!before) events.push('Submitted');
	else if (after.round > before.round) events.push(before.status === 'Denied' ? 'Reopened' : 'DatesMoved');
	else if (!sameDays(before, after)) events.push('DatesShrunk');
	events.push(...newAnswers(before, after, now).map(({ decision }) => decision));
	if (after.status === 'Confirmed' && (before?.status !== 'Confirmed' || before.round !== after.round))
		events.push('Confirmed');
	if (after.status === 'Canceled') events.push(command.type === 'expire' ? 'Expired' : 'Canceled');
	return events;
}

/** Does the reopened booking ask for what was proposed, and for nothing else that is new? */
function isAsProposed(before: BookingState | undefined, after: BookingState): boolean {
	const content = ({ partySize, firstName, affiliation, description }: BookingState) => [
		partySize,
		firstName,
		affiliation,
		description,
	];
	if (!before?.proposal || !sameDays(before.proposal, after)) return false;
	return `${content(before)}` === `${content(after)}`;
}

/** The answers that a change brought. */
function newAnswers(before: BookingState | undefined, after: BookingState, now: Date) {
	return after.approvals.filter(({ decision, decidedAt }, index) => {
		const earlier = before?.round === after.round ? before.approvals[index]?.decision : 'NoResponse';
		return decision !== 'NoResponse' && decision !== earlier && decidedAt === now;
	});
}

const days = ({ startDate, endDate }: DayRange): DayRange => ({ startDate, endDate });
const sameDays = (a: DayRange, b: DayRange): boolean => a.startDate === b.startDate && a.endDate === b.endDate;
const eachDay = (range: DayRange): Day[] =>
	Array.from({ length: totalDays(range) }, (_, index) => addDays(range.startDate, index));
const contentOf = (booking: BookingState | undefined) => booking && { ...booking, revision: 0, lastActivityAt: 0 };
