/**
 * The rules. Given a booking that the caller may see, a command and the circumstances, `decide` (or `submit` for a new
 * booking) returns the new state, the events and who is to be told, or a refusal. Pure: everything it needs is an
 * argument. The order of its checks is the order in which refusals win (domain.md, States).
 */
import { type BookingAction, type BookingChanges, contains, type DayRange, refusal } from '@betzenstein/shared';
import { type ApprovalCommand, decideApproval, startRound, touched } from './approval.ts';
import { type Asker, availableActions, type BookingState, holdsDays, isPast, partiesOf, type Seen } from './booking.ts';
import { type BookingHolder, type Person, type System, type Viewer, viaOf } from './caller.ts';
import { checkDays, checkPending, checkStay } from './stay.ts';
import {
	approversOf,
	type Change,
	type Circumstances,
	type InTheWay,
	isJustDone,
	type Refused,
	refuse,
	requesterOf,
	tell,
	type Verdict,
} from './verdict.ts';

/** What somebody wants to do with a booking, with what was looked up for it under the house's lock. */
export type Command =
	| {
			type: 'edit';
			revision: number;
			changes: BookingChanges;
			confirmLongStay?: boolean | undefined;
			/** Other bookings that hold one of the days wanted. */
			inTheWay: readonly InTheWay[];
	  }
	| {
			type: 'reopen';
			revision: number;
			changes?: BookingChanges | undefined;
			confirmLongStay?: boolean | undefined;
			inTheWay: readonly InTheWay[];
			/** How many Pending bookings the requester has (BR-012). */
			pending: number;
			/** Who made the proposal of the denial, unless their links are dead. */
			proposerId?: string | undefined;
	  }
	| { type: 'cancel'; comment?: string | undefined; isRepeat?: boolean | undefined }
	| ApprovalCommand
	| { type: 'expire' }
	| { type: 'withdraw'; tell: 'everybody' | 'approvers' };

/** A new booking's content, with its id and its requester. */
export interface Submission extends DayRange {
	id: string;
	requesterId: string;
	firstName: string;
	partySize: number;
	affiliation: string;
	description: string | null;
}

/** What a submission depends on besides its content and the usual circumstances. */
export interface Asking {
	confirmLongStay?: boolean | undefined;
	/** The approvers of the house today, in order; they stay this booking's approvers (BR-003). */
	approvers: readonly { party: string; personId: string }[];
	inTheWay: readonly InTheWay[];
	/** How much the requester's address has asked for so far (BR-012). */
	address: { pending: number; submittedToday: number; secondsToTomorrow: number };
}

/** Decides on a request for days. */
export function submit(
	content: Submission,
	asking: Asking,
	caller: Viewer | Person,
	circumstances: Circumstances,
): Change | Refused {
	const { confirmLongStay, approvers, inTheWay, address } = asking;
	const { now, limits } = circumstances;
	const refusedStay = checkStay(content, { start: true, end: true }, confirmLongStay, circumstances);
	if (refusedStay) return refuse(refusedStay);
	if (address.submittedToday >= limits.submissionsPerDay)
		return refuse(refusal('RATE_LIMITED', { retryAfterSeconds: address.secondsToTomorrow }));
	const refusedDays = checkPending(address.pending, limits) ?? checkDays(caller, inTheWay);
	if (refusedDays) return refuse(refusedDays);

	const booking: BookingState = {
		...content,
		status: 'Pending',
		round: 1,
		revision: 1,
		createdAt: now,
		lastActivityAt: now,
		approvals: approvers.map((approver) => ({ ...approver, decision: 'NoResponse', comment: null, decidedAt: null })),
		proposal: null,
	};
	return startRound(booking, caller, { at: now, type: 'Submitted', actor: 'requester', via: viaOf(caller) });
}

/** Decides on a command; a booking that the caller may not see (`seenBy`) is refused as if it did not exist. */
export function decide(seen: Seen | undefined, command: Command, caller: Asker, circumstances: Circumstances): Verdict {
	if (!seen || caller.kind === 'stranger' || caller.kind === 'viewer') return refuse(refusal('NOT_FOUND'));
	const { booking, roles } = seen;
	if (command.type === 'expire' || command.type === 'withdraw') {
		if (caller.kind !== 'system') return refuse(refusal('NOT_FOUND'));
		return command.type === 'expire'
			? expire(booking, caller, circumstances)
			: withdraw(booking, command, caller, circumstances);
	}
	if (caller.kind === 'system') return refuse(refusal('NOT_FOUND'));
	if (command.type === 'approve' || command.type === 'deny') {
		return roles.parties.length === 0
			? refuse(refusal('ROLE_REQUIRED'))
			: decideApproval(seen, command, viaOf(caller), circumstances);
	}
	if (!roles.requester || caller.kind === 'action') return refuse(refusal('ROLE_REQUIRED'));
	if (command.type === 'cancel') return cancel(seen, command, caller, circumstances);
	return command.type === 'edit'
		? edit(seen, command, caller, circumstances)
		: reopen(seen, command, caller, circumstances);
}

function edit(
	{ booking, roles }: Seen,
	command: Extract<Command, { type: 'edit' }>,
	caller: Person | BookingHolder,
	circumstances: Circumstances,
): Verdict {
	const { now, today } = circumstances;
	const allowed = availableActions(booking, roles, today);
	const editable = allowed.flatMap((action) => EDITABLE[action] ?? []);
	const wanted = given(command.changes);
	const next = { ...booking, ...wanted };
	const isAllowed =
		editable.length > 0 &&
		CONTENT.every((key) => !(key in wanted) || editable.includes(key)) &&
		(allowed.includes('edit') || contains(booking, next));
	if (!isAllowed) return notAllowedNow(booking, circumstances);
	if (command.revision !== booking.revision) return refuse(refusal('STALE_REVISION', { revision: booking.revision }));

	const changed = {
		start: next.startDate !== booking.startDate,
		end: next.endDate !== booking.endDate,
		keepsBegun: booking.status === 'Confirmed' && booking.startDate < today,
	};
	if (!changed.start && !changed.end) {
		return differs(booking, next)
			? { kind: 'changed', booking: touched(next, now), events: [], notices: [] }
			: { kind: 'unchanged', outcome: 'same' };
	}
	const refusedStay =
		checkStay(next, changed, command.confirmLongStay, circumstances) ?? checkDays(caller, command.inTheWay);
	if (refusedStay) return refuse(refusedStay);

	const dates = { at: now, via: viaOf(caller), actor: 'requester', from: days(booking), to: days(next) } as const;
	// BR-005: fewer of the same days need no new approvals.
	if (contains(booking, next)) {
		return {
			kind: 'changed',
			booking: touched(next, now),
			events: [{ type: 'DatesShrunk', ...dates }],
			// Whoever agreed to a stay plans with its days.
			notices: tell('DatesShrunk', requesterOf(next), booking.status === 'Confirmed' ? approversOf(next) : []),
		};
	}
	return startRound(nextRound(touched(next, now)), caller, { type: 'DatesMoved', ...dates });
}

function reopen(
	{ booking, roles }: Seen,
	command: Extract<Command, { type: 'reopen' }>,
	caller: Person | BookingHolder,
	circumstances: Circumstances,
): Verdict {
	const { now, today, limits } = circumstances;
	if (!availableActions(booking, roles, today).includes('reopen')) return notAllowedNow(booking, circumstances);
	if (command.revision !== booking.revision) return refuse(refusal('STALE_REVISION', { revision: booking.revision }));
	const next: BookingState = { ...booking, ...given(command.changes ?? {}), status: 'Pending' };
	// BR-018: every check of a new booking.
	const refusedStay =
		checkStay(next, { start: true, end: true }, command.confirmLongStay, circumstances) ??
		checkPending(command.pending, limits) ??
		checkDays(caller, command.inTheWay);
	if (refusedStay) return refuse(refusedStay);

	const moved = next.startDate !== booking.startDate || next.endDate !== booking.endDate;
	return startRound(
		nextRound(touched(next, now)),
		caller,
		{
			at: now,
			type: 'Reopened',
			actor: 'requester',
			via: viaOf(caller),
			...(moved && { from: days(booking), to: days(next) }),
		},
		agreedTo(booking, next, command.proposerId),
	);
}

/**
 * The parties whose yes to a reopening was given with the proposal: if it asks for exactly the days proposed and changes
 * nothing else, those of the proposer. An approval is a person's: if the party in whose name they proposed is somebody
 * else's now, that one is asked.
 */
function agreedTo(booking: BookingState, next: BookingState, proposerId: string | undefined): string[] {
	const { proposal } = booking;
	if (!proposal || proposerId === undefined || differs(next, { ...booking, ...days(proposal) })) return [];
	const parties = partiesOf(booking, proposerId);
	return parties.includes(proposal.party) ? parties : [];
}

function cancel(
	{ booking, roles }: Seen,
	command: Extract<Command, { type: 'cancel' }>,
	caller: Person | BookingHolder,
	circumstances: Circumstances,
): Verdict {
	const { now, today } = circumstances;
	const notices = tell('Canceled', requesterOf(booking), wasDenied(booking) ? [] : approversOf(booking));
	if (booking.status === 'Canceled') {
		// By `expire` instead, it is past, and nobody was told.
		return command.isRepeat && !isPast(booking, today) && isJustDone(booking.lastActivityAt, circumstances)
			? { kind: 'unchanged', outcome: 'repeated', notices }
			: { kind: 'unchanged', outcome: 'already-done' };
	}
	if (!availableActions(booking, roles, today).includes('cancel')) return notAllowedNow(booking, circumstances);
	const comment = command.comment || undefined;
	if (booking.status === 'Confirmed' && !comment) return refuse(refusal('COMMENT_REQUIRED'));
	return {
		kind: 'changed',
		booking: { ...touched(booking, now), status: 'Canceled' },
		events: [{ at: now, type: 'Canceled', actor: 'requester', via: viaOf(caller), ...(comment && { comment }) }],
		notices,
	};
}

/** Approvers of a Denied booking have nothing to hear of its cancellation; a Canceled one still shows what it was. */
const wasDenied = ({ approvals }: BookingState): boolean => approvals.some(({ decision }) => decision === 'Denied');

/** BR-028: cancels a Pending booking whose last day is over; nobody is told. */
function expire(booking: BookingState, system: System, circumstances: Circumstances): Verdict {
	const { now, today } = circumstances;
	if (booking.status !== 'Pending' || !isPast(booking, today)) return notAllowedNow(booking, circumstances);
	return {
		kind: 'changed',
		booking: { ...touched(booking, now), status: 'Canceled' },
		events: [{ at: now, type: 'Expired', actor: 'system', via: viaOf(system) }],
		notices: [],
	};
}

/** Cancels a booking in its requester's place: they asked to be forgotten, or the operator undoes a leaked link. */
function withdraw(
	booking: BookingState,
	command: Extract<Command, { type: 'withdraw' }>,
	system: System,
	circumstances: Circumstances,
): Verdict {
	const { now, today } = circumstances;
	if (booking.status === 'Canceled') return { kind: 'unchanged', outcome: 'already-done' };
	if (isPast(booking, today)) return notAllowedNow(booking, circumstances);
	const requester = command.tell === 'everybody' ? requesterOf(booking) : [];
	return {
		kind: 'changed',
		booking: { ...touched(booking, now), status: 'Canceled' },
		events: [{ at: now, type: 'Canceled', actor: 'system', via: viaOf(system) }],
		notices: tell('Canceled', requester, holdsDays(booking.status) ? approversOf(booking) : []),
	};
}

const notAllowedNow = (booking: BookingState, { today }: Circumstances): Refused =>
	refuse(refusal('NOT_ALLOWED_NOW', { status: booking.status, isPast: isPast(booking, today) }));

const days = ({ startDate, endDate }: DayRange): DayRange => ({ startDate, endDate });

const nextRound = (booking: BookingState): BookingState => ({ ...booking, round: booking.round + 1 });

const CONTENT = ['startDate', 'endDate', 'partySize', 'affiliation', 'description', 'firstName'] as const;
type Content = Pick<BookingState, (typeof CONTENT)[number]>;

/** What each way of editing reaches; `shorten` only to days inside the old ones. */
const EDITABLE: Partial<Record<BookingAction, readonly (keyof Content)[]>> = {
	edit: CONTENT,
	editFirstName: ['firstName'],
	shorten: ['startDate', 'endDate'],
};

/** The changes without the keys whose value is `undefined`: those change nothing. */
const given = (changes: BookingChanges): Partial<Content> =>
	Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));

const differs = (a: Content, b: Content): boolean => CONTENT.some((key) => a[key] !== b[key]);
