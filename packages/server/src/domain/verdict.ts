/** What a decision depends on, and what it can say. */
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

/** A booking that holds one of the days asked for (BR-002). */
export type InTheWay = DayRange & { firstName: string; status: BookingStatus };

/** The booking changed: what to write, and whom to tell. */
export interface Change {
	kind: 'changed';
	booking: BookingState;
	/** In order; the first is the cause of the others. */
	events: BookingEvent[];
	notices: Notice[];
	/** The caller's own decision, if the command was one. */
	decidedBy?: DecidedBy;
}

/** Nothing to write, which is not an error. */
export interface NoChange {
	kind: 'unchanged';
	/** `same`: the edit changes nothing. `repeated`: this caller did it just before, and did not hear that it was done. */
	outcome: 'same' | 'already-done' | 'outdated' | 'repeated';
	decidedBy?: DecidedBy;
	/** Who was told, if it is repeated and was a cancellation. */
	notices?: Notice[];
}

/** A call whose answer was lost is sent again within this time, or not at all. */
const REPEAT_WINDOW_MS = 60_000;

/** May a call that is sent again be the one that did this? */
export const isJustDone = (at: Date, { now }: Circumstances): boolean =>
	now.getTime() - at.getTime() <= REPEAT_WINDOW_MS;

/** The command is refused, and nothing happens. */
export interface Refused {
	kind: 'refused';
	refusal: Refusal;
}

export type Verdict = Change | NoChange | Refused;

export const refuse = (because: Refusal): Refused => ({ kind: 'refused', refusal: because });

/** Why somebody gets a mail: what happened, or what they are asked to do. */
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

/** Does it ask an approver for a decision? */
export const asks = ({ kind, roles }: Notice): boolean =>
	roles.includes('approver') && (kind === 'Submitted' || kind === 'DatesMoved' || kind === 'Reopened');

/** One notice per person, with all of their roles. */
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
