/** What a decision is made of, and what comes of it. */
import type { BookingStatus, Day, DayRange, DecidedBy, Refusal } from '@betzenstein/shared';
import type { BookingEvent, BookingState } from './booking.ts';
import type { Limits } from './limits.ts';

/** What every decision depends on besides the booking itself. */
export interface Circumstances {
	now: Date;
	/** Today in the house's time zone. */
	today: Day;
	limits: Limits;
}

/** A booking that holds a day of the days asked for (BR-002). */
export type InTheWay = DayRange & { firstName: string; status: BookingStatus };

/** The booking changed: what to write, and whom to tell. */
export interface Change {
	kind: 'changed';
	booking: BookingState;
	/** In their order; the first is the cause of what follows. */
	events: BookingEvent[];
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

/** The command is refused, and nothing happens. */
export interface Refused {
	kind: 'refused';
	refusal: Refusal;
}

export type Verdict = Change | NoChange | Refused;

export const refuse = (because: Refusal): Refused => ({ kind: 'refused', refusal: because });

/** Why somebody gets a mail: what happened, or what they are asked. */
export type NoticeKind =
	| 'Submitted'
	| 'Approved'
	| 'Confirmed'
	| 'Denied'
	| 'DatesShrunk'
	| 'DatesMoved'
	| 'Reopened'
	| 'Canceled';

/** One mail to one person about one event (BR-022): with two roles it is still one. */
export interface Notice {
	kind: NoticeKind;
	personId: string;
	roles: readonly ('requester' | 'approver')[];
}

/** One notice for each person, whatever their roles. */
export function tell(kind: NoticeKind, requesters: readonly string[], approvers: readonly string[] = []): Notice[] {
	return [...new Set([...approvers, ...requesters])].map((personId) => ({
		kind,
		personId,
		roles: [
			...(requesters.includes(personId) ? (['requester'] as const) : []),
			...(approvers.includes(personId) ? (['approver'] as const) : []),
		],
	}));
}

export const requesterOf = (booking: BookingState): string[] => [booking.requesterId];
export const approversOf = (booking: BookingState): string[] => booking.approvals.map((approval) => approval.personId);
