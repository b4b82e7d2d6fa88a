/** Approving and denying (BR-003, BR-004, BR-024), and how a round of approvals begins (BR-015). */
import { type Day, type DayRange, type DecidedBy, outstanding, refusal } from '@betzenstein/shared';
import {
	type ApprovalState,
	availableActions,
	type BookingEvent,
	type BookingState,
	isPast,
	partiesOf,
	type Roles,
	type Seen,
	unanswered,
} from './booking.ts';
import type { BookingHolder, Person, Viewer } from './caller.ts';
import { checkStay } from './stay.ts';
import {
	approversOf,
	type Change,
	type Circumstances,
	isJustDone,
	type NoticeKind,
	refuse,
	requesterOf,
	tell,
	type Verdict,
} from './verdict.ts';

export type ApprovalCommand = {
	round: number;
	comment?: string | undefined;
	/** The caller has sent it before and got no answer. */
	isRepeat?: boolean | undefined;
} & (
	| { type: 'approve' }
	| {
			type: 'deny';
			acknowledgeConfirmed?: boolean | undefined;
			/** Other days instead; `isTaken`: another booking holds one of them, which is no reason against it. */
			proposal?: (DayRange & { isTaken: boolean }) | undefined;
	  }
);

/** How things are for somebody who wants to decide. Of several reasons against it, the first in this order wins. */
export type ApprovalStanding =
	| { state: 'canceled' | 'past' | 'outdated' | 'open'; decidedBy?: never }
	/** BR-024: another decision was first. */
	| { state: 'already-done'; decidedBy: DecidedBy };

/** How things are for a decision of these parties. `outdated`: its maker saw other dates, so it decides nothing. */
export function approvalStanding(
	booking: BookingState,
	wanted: { action: 'approve' | 'deny'; round: number },
	parties: readonly string[],
	today: Day,
): ApprovalStanding {
	if (booking.status === 'Canceled') return { state: 'canceled' };
	if (isPast(booking, today)) return { state: 'past' };
	if (wanted.round !== booking.round) return { state: 'outdated' };
	const decidedBy = standingDecision(booking, wanted.action, parties);
	return decidedBy ? { state: 'already-done', decidedBy } : { state: 'open' };
}

/** The decision that leaves these parties nothing to decide. */
function standingDecision(
	booking: BookingState,
	wanted: 'approve' | 'deny',
	parties: readonly string[],
): DecidedBy | undefined {
	const denied = booking.status === 'Denied' && booking.approvals.find(({ decision }) => decision === 'Denied');
	const own =
		wanted === 'approve' &&
		unanswered(booking, parties).length === 0 &&
		booking.approvals.find(({ party, decision }) => parties.includes(party) && decision === 'Approved');
	const standing = denied || own;
	if (!standing || standing.decision === 'NoResponse' || !standing.decidedAt) return undefined;
	return { party: standing.party, decision: standing.decision, at: standing.decidedAt };
}

/** The newest decision of this kind that was made for one of these parties. */
function ownDecision(
	{ approvals }: BookingState,
	action: 'approve' | 'deny',
	parties: readonly string[],
): DecidedBy | undefined {
	const wanted = action === 'approve' ? 'Approved' : 'Denied';
	return approvals
		.flatMap(({ party, decision, decidedAt: at }) =>
			decision === wanted && at && parties.includes(party) ? [{ party, decision, at }] : [],
		)
		.reduce<DecidedBy | undefined>((newest, own) => (newest && newest.at >= own.at ? newest : own), undefined);
}

/** One decision answers for every party of its maker that has not answered. */
export function decideApproval(
	{ booking, roles }: Seen,
	command: ApprovalCommand,
	via: BookingEvent['via'],
	circumstances: Circumstances,
): Verdict {
	const { now, today } = circumstances;
	const notNow = refuse(refusal('NOT_ALLOWED_NOW', { status: booking.status, isPast: isPast(booking, today) }));
	const standing = approvalStanding(booking, { action: command.type, round: command.round }, roles.parties, today);
	switch (standing.state) {
		case 'canceled':
			return refuse(refusal('NOT_FOUND'));
		case 'past':
			return notNow;
		case 'outdated':
			return { kind: 'unchanged', outcome: 'outdated' };
		case 'already-done': {
			const own = command.isRepeat && ownDecision(booking, command.type, roles.parties);
			return own && isJustDone(own.at, circumstances)
				? { kind: 'unchanged', outcome: 'repeated', decidedBy: own }
				: { kind: 'unchanged', outcome: 'already-done', decidedBy: standing.decidedBy };
		}
		case 'open':
	}
	if (!availableActions(booking, roles, today).includes(command.type)) return notNow;
	return command.type === 'approve'
		? approve(booking, roles, command, via, now)
		: deny(booking, roles, command, via, circumstances);
}

function approve(
	booking: BookingState,
	roles: Roles,
	command: Extract<ApprovalCommand, { type: 'approve' }>,
	via: BookingEvent['via'],
	now: Date,
): Change {
	const comment = command.comment || undefined;
	const parties = unanswered(booking, roles.parties);
	const approvals = answered(booking, parties, { decision: 'Approved', comment: comment ?? null, decidedAt: now });
	return confirmIfComplete(
		{ ...touched(booking, now), approvals },
		parties.map((party) => ({ at: now, type: 'Approved', actor: 'approver', party, via, ...(comment && { comment }) })),
		// The last approval is mailed as the confirmation instead.
		isComplete(approvals) ? [] : tell('Approved', requesterOf(booking)),
		now,
		{ party: parties[0] as string, decision: 'Approved', at: now },
	);
}

function deny(
	booking: BookingState,
	roles: Roles,
	{ comment, acknowledgeConfirmed, proposal }: Extract<ApprovalCommand, { type: 'deny' }>,
	via: BookingEvent['via'],
	circumstances: Circumstances,
): Verdict {
	const { now } = circumstances;
	if (booking.status === 'Confirmed' && !acknowledgeConfirmed)
		return refuse(refusal('CONFIRMED_NEEDS_ACKNOWLEDGEMENT'));
	// How long to stay is for the requester to confirm (BR-027).
	const refusedDays = proposal && checkStay(proposal, { start: true, end: true }, true, circumstances);
	if (refusedDays) return refuse(refusedDays);
	if (!comment) return refuse(refusal('COMMENT_REQUIRED'));
	// One denial is enough, however many parties they decide for.
	const party = unanswered(booking, roles.parties)[0] ?? (roles.parties[0] as string);
	return {
		kind: 'changed',
		booking: {
			...touched(booking, now),
			status: 'Denied',
			approvals: answered(booking, [party], { decision: 'Denied', comment, decidedAt: now }),
			proposal: proposal ? { ...proposal, party } : null,
		},
		events: [
			{
				at: now,
				type: 'Denied',
				actor: 'approver',
				party,
				via,
				comment,
				...(proposal && { proposal: { startDate: proposal.startDate, endDate: proposal.endDate } }),
			},
		],
		notices: tell('Denied', requesterOf(booking), approversOf(booking)),
		decidedBy: { party, decision: 'Denied', at: now },
	};
}

/**
 * Resets the approvals: nobody has answered, except a requester who is an approver and asks with their own personal
 * link (BR-015), and the parties that `agreed` beforehand. Everybody who has to answer is told, and so is the requester
 * of a new booking. If nobody else has to, they are told of the confirmation alone.
 */
export function startRound(
	booking: BookingState,
	caller: Viewer | Person | BookingHolder,
	cause: BookingEvent & { type: NoticeKind },
	agreed: readonly string[] = [],
): Change {
	const { at } = cause;
	const own = caller.kind === 'person' ? partiesOf(booking, caller.personId) : [];
	const given = booking.approvals
		.map(({ party }) => party)
		.filter((party) => own.includes(party) || agreed.includes(party));
	const approvals = booking.approvals.map(
		(approval): ApprovalState =>
			given.includes(approval.party)
				? { ...approval, decision: 'Approved', comment: null, decidedAt: at }
				: { ...approval, decision: 'NoResponse', comment: null, decidedAt: null },
	);
	const open = outstanding(approvals).map(({ personId }) => personId);
	return confirmIfComplete(
		{ ...booking, approvals },
		[
			cause,
			...given.map((party): BookingEvent => ({ at, type: 'Approved', actor: 'approver', party, via: cause.via })),
		],
		isComplete(approvals) ? [] : tell(cause.type, cause.type === 'Submitted' ? requesterOf(booking) : [], open),
		at,
	);
}

/** BR-003: Confirmed when every approver has approved. */
function confirmIfComplete(
	booking: BookingState,
	events: BookingEvent[],
	notices: Change['notices'],
	now: Date,
	decidedBy?: DecidedBy,
): Change {
	const change: Change = { kind: 'changed', booking, events, notices, ...(decidedBy && { decidedBy }) };
	if (!isComplete(booking.approvals)) return change;
	return {
		...change,
		booking: { ...booking, status: 'Confirmed' },
		events: [...events, { at: now, type: 'Confirmed', actor: 'system', via: 'system' }],
		notices: [...notices, ...tell('Confirmed', requesterOf(booking), approversOf(booking))],
	};
}

const isComplete = (approvals: readonly ApprovalState[]): boolean =>
	approvals.length > 0 && approvals.every((approval) => approval.decision === 'Approved');

function answered(
	booking: BookingState,
	parties: readonly string[],
	answer: Pick<ApprovalState, 'decision' | 'comment' | 'decidedAt'>,
): ApprovalState[] {
	return booking.approvals.map((approval) =>
		parties.includes(approval.party) ? { ...approval, ...answer } : approval,
	);
}

/**
 * The booking with one more change: the next revision, and `now` as its last activity. Whatever follows a denial ends its
 * proposal.
 */
export const touched = (booking: BookingState, now: Date): BookingState => ({
	...booking,
	revision: booking.revision + 1,
	lastActivityAt: now,
	proposal: null,
});
