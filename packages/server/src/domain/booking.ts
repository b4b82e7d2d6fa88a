/** A booking as the rules see it, and what a caller is to it. Pure: no clock, no database. */
import type { ApprovalDecision, Booking, BookingAction, BookingStatus, Day, DayRange, Via } from '@betzenstein/shared';
import type { ActionHolder, BookingHolder, Person, Stranger, System, Viewer } from './caller.ts';

/** One approver's answer in the current round (BR-003). */
export interface ApprovalState {
	/** The approver's name. */
	party: string;
	/** Who decides for that party now. */
	personId: string;
	decision: ApprovalDecision;
	comment: string | null;
	decidedAt: Date | null;
}

/** All that the rules need to know of a booking. */
export interface BookingState extends DayRange {
	id: string;
	requesterId: string;
	status: BookingStatus;
	firstName: string;
	partySize: number;
	affiliation: string;
	description: string | null;
	round: number;
	revision: number;
	createdAt: Date;
	lastActivityAt: Date;
	approvals: readonly ApprovalState[];
}

/** What somebody is to a booking. */
export interface Roles {
	requester: boolean;
	/** The party they decide for. */
	approver?: string;
	/** Set when only this decision of this round is open to them: the holder of an action link. */
	only?: { action: 'approve' | 'deny'; round: number };
}

/** Anybody who can ask about a booking. */
export type Asker = Stranger | Viewer | Person | BookingHolder | ActionHolder | System;

/** Does it keep others from its days (BR-002)? */
export const holdsDays = (status: BookingStatus): boolean => status === 'Pending' || status === 'Confirmed';

/** BR-014: its last day is over. */
export const isPast = (booking: DayRange, today: Day): boolean => booking.endDate < today;

/** What `caller` is to `booking`; none of the roles for most. */
export function rolesIn(booking: BookingState, caller: Asker): Roles {
	switch (caller.kind) {
		case 'stranger':
		case 'viewer':
		case 'system':
			return { requester: false };
		case 'booking':
			return { requester: caller.bookingId === booking.id && caller.personId === booking.requesterId };
		case 'action': {
			const approval = caller.bookingId === booking.id && approvalOf(booking, caller.personId);
			return approval
				? { requester: false, approver: approval.party, only: { action: caller.action, round: caller.round } }
				: { requester: false };
		}
		case 'person': {
			const approval = approvalOf(booking, caller.personId);
			return { requester: caller.personId === booking.requesterId, ...(approval && { approver: approval.party }) };
		}
	}
}

/** A requester sees all of their bookings, an approver all but Canceled ones, nobody else any. */
export function isVisible(booking: BookingState, roles: Roles): boolean {
	return roles.requester || (roles.approver !== undefined && booking.status !== 'Canceled');
}

/** The table of states and roles in domain.md: what may be done now, and what `decide` refuses otherwise. */
export function availableActions(booking: BookingState, roles: Roles, today: Day): BookingAction[] {
	if (isPast(booking, today)) return [];
	const actions: BookingAction[] = [];
	if (roles.requester) actions.push(...REQUESTER_ACTIONS[booking.status]);
	if (roles.approver !== undefined) {
		const own = booking.approvals.find((approval) => approval.party === roles.approver);
		if (booking.status === 'Pending' && own?.decision === 'NoResponse') actions.push('approve');
		if (holdsDays(booking.status)) actions.push('deny');
	}
	const { only } = roles;
	return only ? actions.filter((action) => action === only.action && booking.round === only.round) : actions;
}

const REQUESTER_ACTIONS: Record<BookingStatus, readonly BookingAction[]> = {
	Pending: ['edit', 'cancel'],
	Confirmed: ['editFirstName', 'cancel'],
	Denied: ['reopen', 'cancel'],
	Canceled: [],
};

const approvalOf = (booking: BookingState, personId: string): ApprovalState | undefined =>
	booking.approvals.find((approval) => approval.personId === personId);

/** Why somebody gets a mail: what happened, or what they are asked. */
export type NoticeKind = 'Submitted' | 'Approved' | 'Confirmed' | 'Denied' | 'DatesShrunk' | 'DatesMoved' | 'Reopened' | 'Canceled';

/** One mail to one person about one event (BR-022): with two roles it is still one. */
export interface Notice {
	kind: NoticeKind;
	personId: string;
	roles: readonly ('requester' | 'approver')[];
}

/** An event to be written with the change. */
export interface NewEvent {
	type: Booking['timeline'][number]['type'];
	actor: 'requester' | 'approver' | 'system';
	/** The party, for an approver. */
	party?: string;
	via: Via;
	comment?: string;
	from?: DayRange;
	to?: DayRange;
}
