/**
 * The rules. Given a booking, a command, a caller and the circumstances, `decide` (and `submit` for a new one) answers
 * with the new state, the events and who is to be told, or with a refusal. Pure: everything it needs is an argument.
 * The order of its checks is the order in which refusals win (domain.md, States).
 */
import {
	addMonths,
	type BookingChanges,
	type BookingStatus,
	contains,
	type Day,
	type DayRange,
	type DecidedBy,
	type Refusal,
	refusal,
	totalDays,
} from '@betzenstein/shared';
import {
	type ApprovalState,
	type Asker,
	availableActions,
	type BookingState,
	holdsDays,
	isPast,
	isVisible,
	type NewEvent,
	type Notice,
	type NoticeKind,
	type Roles,
	rolesIn,
} from './booking.ts';
import { type BookingHolder, type Person, type System, type Viewer, viaOf } from './caller.ts';
import type { Limits } from './limits.ts';

/** What somebody wants to happen to a booking. */
export type Command =
	| { type: 'edit'; revision: number; changes: BookingChanges; confirmLongStay?: boolean | undefined }
	| { type: 'reopen'; revision: number; changes?: BookingChanges | undefined; confirmLongStay?: boolean | undefined }
	| { type: 'cancel'; comment?: string | undefined }
	| { type: 'approve'; round: number }
	| { type: 'deny'; round: number; comment?: string | undefined; acknowledgeConfirmed?: boolean | undefined }
	| { type: 'expire' }
	| { type: 'withdraw'; tell: 'everybody' | 'approvers' };

/** What the decision depends on besides the booking itself, read under the house's lock. */
export interface Circumstances {
	now: Date;
	/** Today in the house's time zone. */
	today: Day;
	limits: Limits;
	/** Bookings that hold a day of the days asked for, this one left out (BR-002). */
	inTheWay: readonly (DayRange & { firstName: string; status: BookingStatus })[];
	/** How much the requester's address has asked for already (BR-012). */
	address: { pending: number; submittedToday: number; secondsToTomorrow: number };
}

/** The booking changed: what to write, and whom to tell. */
export interface Change {
	kind: 'changed';
	booking: BookingState;
	events: NewEvent[];
	notices: Notice[];
	/** The caller's own decision, if the command was one. */
	decidedBy?: DecidedBy;
}

/** Nothing to write, and that is an answer. */
export interface NoChange {
	kind: 'unchanged';
	/** `same`: the edit changes nothing. */
	outcome: 'same' | 'already-done' | 'outdated';
	decidedBy?: DecidedBy;
}

export type Verdict = Change | NoChange | Refused;

/** The command is refused, and nothing happens. */
export interface Refused {
	kind: 'refused';
	refusal: Refusal;
}

const refuse = (because: Refusal): Refused => ({ kind: 'refused', refusal: because });

/** A new booking's content, its id made and its requester known. */
export interface Submission extends DayRange {
	id: string;
	requesterId: string;
	firstName: string;
	partySize: number;
	affiliation: string;
	description: string | null;
	confirmLongStay?: boolean | undefined;
	/** The approvers of the house today, in order; they stay this booking's approvers (BR-003). */
	approvers: readonly { party: string; personId: string }[];
}

/** Ask for days. */
export function submit(submission: Submission, caller: Viewer | Person, circumstances: Circumstances): Change | Refused {
	const { confirmLongStay, approvers, ...content } = submission;
	const { now, address, limits } = circumstances;
	const refusedStay = checkStay(content, { start: true, end: true }, confirmLongStay, circumstances);
	if (refusedStay) return refuse(refusedStay);
	if (address.submittedToday >= limits.submissionsPerDay)
		return refuse(refusal('RATE_LIMITED', { retryAfterSeconds: address.secondsToTomorrow }));
	const refusedDays = checkPending(circumstances) ?? checkDays(caller, circumstances);
	if (refusedDays) return refuse(refusedDays);

	const booking: BookingState = {
		...content,
		status: 'Pending',
		round: 1,
		revision: 1,
		createdAt: now,
		lastActivityAt: now,
		approvals: approvers.map((approver) => ({ ...approver, decision: 'NoResponse', comment: null, decidedAt: null })),
	};
	return startRound(booking, caller, now, { type: 'Submitted', actor: 'requester', via: viaOf(caller) });
}

/** Do something with a booking, `undefined` if there is none of that id. */
export function decide(booking: BookingState | undefined, command: Command, caller: Asker, circumstances: Circumstances): Verdict {
	if (!booking || caller.kind === 'stranger' || caller.kind === 'viewer') return refuse(refusal('NOT_FOUND'));
	if (command.type === 'expire' || command.type === 'withdraw') {
		if (caller.kind !== 'system') return refuse(refusal('NOT_FOUND'));
		return command.type === 'expire' ? expire(booking, caller, circumstances) : withdraw(booking, command, caller, circumstances);
	}
	if (caller.kind === 'system') return refuse(refusal('NOT_FOUND'));
	const roles = rolesIn(booking, caller);
	if (!isVisible(booking, roles)) return refuse(refusal('NOT_FOUND'));

	if (command.type === 'approve' || command.type === 'deny') {
		return roles.approver === undefined
			? refuse(refusal('ROLE_REQUIRED'))
			: decideApproval({ booking, command, via: viaOf(caller), roles, party: roles.approver, circumstances });
	}
	if (!roles.requester || caller.kind === 'action') return refuse(refusal('ROLE_REQUIRED'));
	if (command.type === 'cancel') return cancel(booking, command, caller, roles, circumstances);
	return command.type === 'edit'
		? edit(booking, command, caller, roles, circumstances)
		: reopen(booking, command, caller, roles, circumstances);
}

function edit(
	booking: BookingState,
	command: Extract<Command, { type: 'edit' }>,
	caller: Person | BookingHolder,
	roles: Roles,
	circumstances: Circumstances,
): Verdict {
	const { changes } = command;
	const allowed = availableActions(booking, roles, circumstances.today);
	const onlyFirstName = Object.keys(given(changes)).every((key) => key === 'firstName');
	if (!allowed.includes('edit') && !(onlyFirstName && allowed.includes('editFirstName'))) return notAllowedNow(booking, circumstances);
	if (command.revision !== booking.revision) return refuse(refusal('STALE_REVISION', { revision: booking.revision }));

	const next = { ...booking, ...given(changes) };
	const changed = { start: next.startDate !== booking.startDate, end: next.endDate !== booking.endDate };
	if (!changed.start && !changed.end) {
		return differs(booking, next)
			? { kind: 'changed', booking: touched(next, circumstances.now), events: [], notices: [] }
			: { kind: 'unchanged', outcome: 'same' };
	}
	const refusedStay = checkStay(next, changed, command.confirmLongStay, circumstances) ?? checkDays(caller, circumstances);
	if (refusedStay) return refuse(refusedStay);

	const dates = { via: viaOf(caller), actor: 'requester', from: days(booking), to: days(next) } as const;
	// BR-005: fewer of the same days need no new approvals.
	if (contains(booking, next)) {
		return {
			kind: 'changed',
			booking: touched(next, circumstances.now),
			events: [{ type: 'DatesShrunk', ...dates }],
			notices: tell('DatesShrunk', requesterOf(next)),
		};
	}
	return startRound(nextRound(touched(next, circumstances.now)), caller, circumstances.now, { type: 'DatesMoved', ...dates });
}

function reopen(
	booking: BookingState,
	command: Extract<Command, { type: 'reopen' }>,
	caller: Person | BookingHolder,
	roles: Roles,
	circumstances: Circumstances,
): Verdict {
	if (!availableActions(booking, roles, circumstances.today).includes('reopen')) return notAllowedNow(booking, circumstances);
	if (command.revision !== booking.revision) return refuse(refusal('STALE_REVISION', { revision: booking.revision }));
	const next: BookingState = { ...booking, ...given(command.changes ?? {}), status: 'Pending' };
	// BR-018: every check of a new booking.
	const refusedStay =
		checkStay(next, { start: true, end: true }, command.confirmLongStay, circumstances) ??
		checkPending(circumstances) ??
		checkDays(caller, circumstances);
	if (refusedStay) return refuse(refusedStay);

	const moved = next.startDate !== booking.startDate || next.endDate !== booking.endDate;
	return startRound(nextRound(touched(next, circumstances.now)), caller, circumstances.now, {
		type: 'Reopened',
		actor: 'requester',
		via: viaOf(caller),
		...(moved && { from: days(booking), to: days(next) }),
	});
}

function cancel(
	booking: BookingState,
	command: Extract<Command, { type: 'cancel' }>,
	caller: Person | BookingHolder,
	roles: Roles,
	circumstances: Circumstances,
): Verdict {
	if (booking.status === 'Canceled') return { kind: 'unchanged', outcome: 'already-done' };
	if (!availableActions(booking, roles, circumstances.today).includes('cancel')) return notAllowedNow(booking, circumstances);
	const comment = command.comment || undefined;
	if (booking.status === 'Confirmed' && !comment) return refuse(refusal('COMMENT_REQUIRED'));
	return {
		kind: 'changed',
		booking: { ...touched(booking, circumstances.now), status: 'Canceled' },
		events: [{ type: 'Canceled', actor: 'requester', via: viaOf(caller), ...(comment && { comment }) }],
		notices: tell('Canceled', requesterOf(booking), holdsDays(booking.status) ? approversOf(booking) : []),
	};
}

/** BR-028: a Pending booking whose last day is over ends by itself; nobody is told. */
function expire(booking: BookingState, system: System, circumstances: Circumstances): Verdict {
	if (booking.status !== 'Pending' || !isPast(booking, circumstances.today)) return notAllowedNow(booking, circumstances);
	return {
		kind: 'changed',
		booking: { ...touched(booking, circumstances.now), status: 'Canceled' },
		events: [{ type: 'Expired', actor: 'system', via: viaOf(system) }],
		notices: [],
	};
}

/** Ends a booking for somebody who cannot do it: they asked to be forgotten, or the operator undoes a leaked link. */
function withdraw(
	booking: BookingState,
	command: Extract<Command, { type: 'withdraw' }>,
	system: System,
	circumstances: Circumstances,
): Verdict {
	if (booking.status === 'Canceled') return { kind: 'unchanged', outcome: 'already-done' };
	if (isPast(booking, circumstances.today)) return notAllowedNow(booking, circumstances);
	const requester = command.tell === 'everybody' ? requesterOf(booking) : [];
	return {
		kind: 'changed',
		booking: { ...touched(booking, circumstances.now), status: 'Canceled' },
		events: [{ type: 'Canceled', actor: 'system', via: viaOf(system) }],
		notices: tell('Canceled', requester, holdsDays(booking.status) ? approversOf(booking) : []),
	};
}

interface ApprovalCase {
	booking: BookingState;
	command: Extract<Command, { type: 'approve' | 'deny' }>;
	via: NewEvent['via'];
	roles: Roles;
	party: string;
	circumstances: Circumstances;
}

function decideApproval({ booking, command, via, roles, party, circumstances }: ApprovalCase): Verdict {
	const { now, today } = circumstances;
	if (booking.status === 'Canceled') return refuse(refusal('NOT_FOUND'));
	if (isPast(booking, today)) return notAllowedNow(booking, circumstances);
	// A decision on dates its maker did not see decides nothing.
	if (command.round !== booking.round) return { kind: 'unchanged', outcome: 'outdated' };
	const standing = standingDecision(booking, command.type, party);
	if (standing) return { kind: 'unchanged', outcome: 'already-done', decidedBy: standing };
	if (!availableActions(booking, roles, today).includes(command.type)) return notAllowedNow(booking, circumstances);

	if (command.type === 'approve') {
		const approvals = answered(booking, party, { decision: 'Approved', comment: null, decidedAt: now });
		return confirmIfComplete(
			{ ...touched(booking, now), approvals },
			[{ type: 'Approved', actor: 'approver', party, via }],
			// The last approval is told as the confirmation.
			isComplete(approvals) ? [] : tell('Approved', requesterOf(booking)),
			{ party, decision: 'Approved', at: now },
		);
	}
	if (booking.status === 'Confirmed' && !command.acknowledgeConfirmed) return refuse(refusal('CONFIRMED_NEEDS_ACKNOWLEDGEMENT'));
	if (!command.comment) return refuse(refusal('COMMENT_REQUIRED'));
	return {
		kind: 'changed',
		booking: {
			...touched(booking, now),
			status: 'Denied',
			approvals: answered(booking, party, { decision: 'Denied', comment: command.comment, decidedAt: now }),
		},
		events: [{ type: 'Denied', actor: 'approver', party, via, comment: command.comment }],
		notices: tell('Denied', requesterOf(booking), approversOf(booking)),
		decidedBy: { party, decision: 'Denied', at: now },
	};
}

/** BR-024: the decision that was there first and leaves nothing to decide. */
export function standingDecision(booking: BookingState, wanted: 'approve' | 'deny', party: string): DecidedBy | undefined {
	const denied = booking.status === 'Denied' && booking.approvals.find((approval) => approval.decision === 'Denied');
	const own = wanted === 'approve' && booking.approvals.find((approval) => approval.party === party && approval.decision === 'Approved');
	const standing = denied || own;
	if (!standing || standing.decision === 'NoResponse' || !standing.decidedAt) return undefined;
	return { party: standing.party, decision: standing.decision, at: standing.decidedAt };
}

/**
 * The approvals start afresh: nobody has answered, except the requester who is an approver and asks with their own
 * personal link (BR-015). Everybody who has to answer is told, of a new booking the requester too.
 */
function startRound(
	booking: BookingState,
	caller: Viewer | Person | BookingHolder,
	now: Date,
	cause: NewEvent & { type: NoticeKind },
): Change {
	const own = caller.kind === 'person' ? booking.approvals.find((approval) => approval.personId === caller.personId) : undefined;
	const approvals = booking.approvals.map(
		(approval): ApprovalState =>
			approval === own
				? { ...approval, decision: 'Approved', comment: null, decidedAt: now }
				: { ...approval, decision: 'NoResponse', comment: null, decidedAt: null },
	);
	const open = approvals.filter((approval) => approval.decision === 'NoResponse').map((approval) => approval.personId);
	const events: NewEvent[] = [cause];
	if (own) events.push({ type: 'Approved', actor: 'approver', party: own.party, via: cause.via });
	return confirmIfComplete(
		{ ...booking, approvals },
		events,
		tell(cause.type, cause.type === 'Submitted' ? requesterOf(booking) : [], open),
	);
}

/** BR-003: Confirmed when every approver has approved. */
function confirmIfComplete(booking: BookingState, events: NewEvent[], notices: Notice[], decidedBy?: DecidedBy): Change {
	const change: Change = { kind: 'changed', booking, events, notices, ...(decidedBy && { decidedBy }) };
	if (!isComplete(booking.approvals)) return change;
	return {
		...change,
		booking: { ...booking, status: 'Confirmed' },
		events: [...events, { type: 'Confirmed', actor: 'system', via: 'system' }],
		notices: [...notices, ...tell('Confirmed', requesterOf(booking), approversOf(booking))],
	};
}

const isComplete = (approvals: readonly ApprovalState[]): boolean =>
	approvals.length > 0 && approvals.every((approval) => approval.decision === 'Approved');

function answered(
	booking: BookingState,
	party: string,
	answer: Pick<ApprovalState, 'decision' | 'comment' | 'decidedAt'>,
): ApprovalState[] {
	return booking.approvals.map((approval) => (approval.party === party ? { ...approval, ...answer } : approval));
}

/** One notice for each person, whatever their roles. */
function tell(kind: NoticeKind, requesters: readonly string[], approvers: readonly string[] = []): Notice[] {
	return [...new Set([...approvers, ...requesters])].map((personId) => ({
		kind,
		personId,
		roles: [
			...(requesters.includes(personId) ? (['requester'] as const) : []),
			...(approvers.includes(personId) ? (['approver'] as const) : []),
		],
	}));
}

const requesterOf = (booking: BookingState): string[] => [booking.requesterId];
const approversOf = (booking: BookingState): string[] => booking.approvals.map((approval) => approval.personId);

/** The content of a stay, of a new one or of what an edit makes of it; only days that change must lie ahead (BR-014). */
function checkStay(
	stay: DayRange,
	changed: { start: boolean; end: boolean },
	confirmLongStay: boolean | undefined,
	{ today, limits }: Circumstances,
): Refusal | undefined {
	if (stay.endDate < stay.startDate) return refusal('END_BEFORE_START');
	if ((changed.start && stay.startDate < today) || (changed.end && stay.endDate < today)) return refusal('IN_THE_PAST');
	const latestStart = addMonths(today, limits.horizonMonths);
	if (changed.start && stay.startDate > latestStart) return refusal('TOO_FAR_AHEAD', { latestStart });
	const length = totalDays(stay);
	if (length > limits.maxStayDays) return refusal('STAY_TOO_LONG', { maxDays: limits.maxStayDays });
	if (length > limits.longStayDays && !confirmLongStay) return refusal('LONG_STAY_UNCONFIRMED', { totalDays: length });
	return undefined;
}

/** BR-012. */
function checkPending({ address, limits }: Circumstances): Refusal | undefined {
	return address.pending >= limits.pending ? refusal('TOO_MANY_PENDING', { max: limits.pending }) : undefined;
}

/** BR-002; names only for those who may see the calendar. */
function checkDays(caller: Viewer | Person | BookingHolder, { inTheWay }: Circumstances): Refusal | undefined {
	if (inTheWay.length === 0) return undefined;
	const named = caller.kind !== 'booking';
	return refusal('DATES_TAKEN', {
		conflicts: inTheWay.map(({ firstName, status, startDate, endDate }) => ({ ...(named && { firstName, status }), startDate, endDate })),
	});
}

const notAllowedNow = (booking: BookingState, { today }: Circumstances): Refused =>
	refuse(refusal('NOT_ALLOWED_NOW', { status: booking.status, isPast: isPast(booking, today) }));

const days = ({ startDate, endDate }: DayRange): DayRange => ({ startDate, endDate });

const touched = (booking: BookingState, now: Date): BookingState => ({ ...booking, revision: booking.revision + 1, lastActivityAt: now });

const nextRound = (booking: BookingState): BookingState => ({ ...booking, round: booking.round + 1 });

const CONTENT = ['startDate', 'endDate', 'partySize', 'affiliation', 'description', 'firstName'] as const;
type Content = Pick<BookingState, (typeof CONTENT)[number]>;

/** The changes that were named. A key that is there with `undefined` names nothing. */
const given = (changes: BookingChanges): Partial<Content> =>
	Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));

const differs = (a: Content, b: Content): boolean => CONTENT.some((key) => a[key] !== b[key]);
