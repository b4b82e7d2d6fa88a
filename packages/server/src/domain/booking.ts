/** A booking as the rules see it, and what a caller is to it. Pure: no clock, no database. */
import {
	type ActorKind,
	type ApprovalDecision,
	type BookingAction,
	type BookingStatus,
	type Day,
	type DayRange,
	type EventType,
	outstanding,
	type Via,
} from '@betzenstein/shared';
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

/** The other days that the denial in force proposes. Nothing is held by it. */
export interface ProposalState extends DayRange {
	/** In whose name; more parties may be the proposer's. */
	party: string;
	/** Does another booking hold one of the days? */
	isTaken: boolean;
}

/** Everything that the rules need to know about a booking. */
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
	/** Null unless Denied. */
	proposal: ProposalState | null;
}

/** Something that happened to a booking, as its timeline keeps it. */
export interface BookingEvent {
	at: Date;
	type: EventType;
	actor: ActorKind;
	/** The party, for an approver. */
	party?: string;
	/** The kind of link it was done with. */
	via: Via;
	comment?: string;
	from?: DayRange;
	to?: DayRange;
	/** Other days that a denial proposes. */
	proposal?: DayRange;
}

/** What somebody is to a booking. */
export interface Roles {
	requester: boolean;
	/** The parties they decide for; more than one where approvers changed while the booking ran. */
	parties: readonly string[];
	/** Set for the holder of an action link, who may make only this decision of this round. */
	only?: { action: 'approve' | 'deny'; round: number };
}

/** Anybody who can ask about a booking. */
export type Asker = Stranger | Viewer | Person | BookingHolder | ActionHolder | System;

/** Does a booking in this status keep others from its days (BR-002)? */
export const holdsDays = (status: BookingStatus): boolean => status === 'Pending' || status === 'Confirmed';

/** BR-014: its last day is over. */
export const isPast = (booking: DayRange, today: Day): boolean => booking.endDate < today;

/** What `caller` is to `booking`; most callers have no role in it. */
export function rolesIn(booking: BookingState, caller: Asker): Roles {
	switch (caller.kind) {
		case 'stranger':
		case 'viewer':
		case 'system':
			return { requester: false, parties: [] };
		case 'booking':
			return { requester: caller.bookingId === booking.id && caller.personId === booking.requesterId, parties: [] };
		case 'action': {
			const parties = caller.bookingId === booking.id ? partiesOf(booking, caller.personId) : [];
			return { requester: false, parties, only: { action: caller.action, round: caller.round } };
		}
		case 'person':
			return { requester: caller.personId === booking.requesterId, parties: partiesOf(booking, caller.personId) };
	}
}

/** A booking that the caller may see, and their roles in it. */
export interface Seen {
	booking: BookingState;
	roles: Roles;
}

/** Requesters see all of their bookings, approvers all but Canceled ones, the system every one, others none. */
export function seenBy(booking: BookingState | undefined, caller: Asker): Seen | undefined {
	if (!booking) return undefined;
	const roles = rolesIn(booking, caller);
	const isSeen =
		roles.requester || (roles.parties.length > 0 && booking.status !== 'Canceled') || caller.kind === 'system';
	return isSeen ? { booking, roles } : undefined;
}

/** The table of states and roles in domain.md: what may be done now, and what `decide` refuses otherwise. */
export function availableActions(booking: BookingState, roles: Roles, today: Day): BookingAction[] {
	if (isPast(booking, today)) return [];
	const actions: BookingAction[] = [];
	if (roles.requester)
		actions.push(
			...REQUESTER_ACTIONS[booking.status].filter((action) => action !== 'shorten' || hasDaysToSpare(booking, today)),
		);
	if (roles.parties.length > 0) {
		if (booking.status === 'Pending' && unanswered(booking, roles.parties).length > 0) actions.push('approve');
		if (holdsDays(booking.status)) actions.push('deny');
	}
	const { only } = roles;
	return only ? actions.filter((action) => action === only.action && booking.round === only.round) : actions;
}

const REQUESTER_ACTIONS: Record<BookingStatus, readonly BookingAction[]> = {
	Pending: ['edit', 'cancel'],
	Confirmed: ['editFirstName', 'shorten', 'cancel'],
	Denied: ['reopen', 'cancel'],
	Canceled: [],
};

/** Is there a day to give up? Days that are over stay, and a stay has at least one. */
const hasDaysToSpare = ({ startDate, endDate }: DayRange, today: Day): boolean =>
	startDate < endDate && today < endDate;

/** Which of these parties have not answered in this round. */
export const unanswered = (booking: BookingState, parties: readonly string[]): string[] =>
	outstanding(booking.approvals)
		.map(({ party }) => party)
		.filter((party) => parties.includes(party));

/** The parties of this booking that a person decides for. */
export const partiesOf = (booking: BookingState, personId: string): string[] =>
	booking.approvals.filter((approval) => approval.personId === personId).map(({ party }) => party);
