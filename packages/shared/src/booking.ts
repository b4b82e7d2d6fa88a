/** Bookings and approvals as callers see them (contract.md). The schemas that check them stand in `schema.ts`. */
import type { Day, DayRange } from './day.ts';

/** Every status. */
export const BOOKING_STATUSES = ['Pending', 'Confirmed', 'Denied', 'Canceled'] as const;
/** Pending and Confirmed hold their days; Denied and Canceled free them (BR-002). */
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** Every answer of an approver. */
export const DECISIONS = ['NoResponse', 'Approved', 'Denied'] as const;
/** What an approver has said in the current round. */
export type ApprovalDecision = (typeof DECISIONS)[number];

/** Those of these approvals that are still waited for. */
export const outstanding = <A extends { decision: ApprovalDecision }>(approvals: readonly A[]): A[] =>
	approvals.filter(({ decision }) => decision === 'NoResponse');

/** Everything that can happen. */
export const EVENT_TYPES = [
	'Submitted',
	'Approved',
	'Denied',
	'Confirmed',
	'DatesShrunk',
	'DatesMoved',
	'Reopened',
	'Canceled',
	'Expired',
] as const;
/** What happened to a booking. */
export type EventType = (typeof EVENT_TYPES)[number];

/** Every role. */
export const ACTOR_KINDS = ['requester', 'approver', 'system'] as const;
/** In which role somebody acted. */
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Every kind of link, and what acts without one. */
export const VIAS = ['calendar', 'person', 'booking', 'action', 'operator', 'system'] as const;
/** By which kind of link something was done. */
export type Via = (typeof VIAS)[number];

/** Every action. */
export const BOOKING_ACTIONS = ['edit', 'editFirstName', 'cancel', 'reopen', 'approve', 'deny'] as const;
/**
 * What a caller may do with a booking now. `edit` includes the first name; `editFirstName` is all that a Confirmed one
 * allows (BR-025).
 */
export type BookingAction = (typeof BOOKING_ACTIONS)[number];

/** The most people that a booking can be for (BR-017). */
export const PARTY_SIZE_MAX = 10;

/** One approver's answer (BR-003). */
export interface Approval {
	/** The approver's name. */
	party: string;
	/** Their answer in the current round. */
	decision: ApprovalDecision;
	/** Why they denied (BR-004). */
	comment: string | null;
	/** When they answered; null while they have not. */
	decidedAt: Date | null;
	/** A mail that asked them in this round finally failed to arrive (BR-022). */
	mailFailed: boolean;
}

/** Who did it. */
export interface Actor {
	/** In which role. */
	kind: ActorKind;
	/** The requester's first name, the approver's name, or `System`. */
	name: string;
}

/** Something that happened, written in the transaction of the change. */
export interface TimelineEvent {
	/** When it happened. */
	at: Date;
	/** Who did it. */
	actor: Actor;
	/** What happened. */
	type: EventType;
	/** By which kind of link. */
	via: Via;
	/** Why it was denied or canceled. */
	comment?: string | undefined;
	/** The dates before, where they changed. */
	from?: DayRange | undefined;
	/** The dates after, where they changed. */
	to?: DayRange | undefined;
}

/** A booking as its requester and its approvers see it. */
export interface Booking {
	/** UUID, made by the server. */
	id: string;
	/** Pending and Confirmed hold their days (BR-002). */
	status: BookingStatus;
	/** First day, inclusive (BR-001). */
	startDate: Day;
	/** Last day, inclusive (BR-001). */
	endDate: Day;
	/** Days from start to end, both included (BR-001). */
	totalDays: number;
	/** How many people come, 1..10 (BR-017). */
	partySize: number;
	/** The requester's first name (BR-019). */
	firstName: string;
	/** The party it belongs to: an approver's name, for the colour only. */
	affiliation: string;
	/** Plain text, at most 500 characters (BR-020). */
	description: string | null;
	/** How often the approvals have been started afresh, from 1. A decision names the round it was made on. */
	round: number;
	/** Grows with every change, decisions included; an edit names the one it was made on. */
	revision: number;
	/** When the days were first asked for. */
	createdAt: Date;
	/** The last change. */
	lastActivityAt: Date;
	/** Its last day is over in the house's time zone: nobody can change it any more (BR-014). */
	isPast: boolean;
	/** One for each approver of this booking, in the house's order. */
	approvals: Approval[];
	/**
	 * The newest mail that told the requester about it finally failed to arrive: they may not know how things stand
	 * (BR-022). Only approvers see that; false for everybody else.
	 */
	requesterMailFailed: boolean;
	/** All that happened, oldest first. */
	timeline: TimelineEvent[];
	/** What this caller may do now, computed by the code that enforces it. */
	availableActions: BookingAction[];
}

/** A page of bookings; pass `nextCursor` as `cursor` to go on, null at the end. */
export interface BookingPage {
	/** At most `limit` bookings, newest activity first. */
	items: Booking[];
	/**
	 * Opaque; null on the last page. A booking that changes while somebody turns the pages moves to the top of the list,
	 * and so may stand on none of the pages to come: reading the list from its beginning shows it.
	 */
	nextCursor: string | null;
}

/** A new booking and the link to it. */
export interface CreatedBooking {
	/** The booking, Pending, or Confirmed at once when nobody but its requester had to agree (BR-015). */
	booking: Booking;
	/** Opens this one booking as its requester; the same each time. */
	bookingToken: string;
}

/** What a cancellation did. */
export interface CancelResult {
	/** `already-done`: it was canceled before, nothing happened. */
	outcome: 'done' | 'already-done';
	/** The booking as it is now. */
	booking: Booking;
	/** Names of everybody who gets a mail about it; empty when nothing happened. */
	willBeTold: string[];
}

/** Whose decision stands, and since when. */
export interface DecidedBy {
	/** The approver's name. */
	party: string;
	/** What they decided. */
	decision: 'Approved' | 'Denied';
	/** When they decided. */
	at: Date;
}

/** What a decision did (BR-024). */
export interface Decision {
	/**
	 * `already-done`: somebody was first, or it was said before. `outdated`: the approvals were reset since; nothing was
	 * decided.
	 */
	outcome: 'done' | 'already-done' | 'outdated';
	/** The booking as it is now. */
	booking: Booking;
	/** The decision that stands; not there when outdated. */
	decidedBy?: DecidedBy | undefined;
}

/** Input of `booking.create`. */
export interface CreateBookingInput {
	/** A random UUID of the caller's making: the same key with the same content within 24 h answers the same booking. */
	requestKey?: string | undefined;
	/** 1..40 letters, marks, spaces, hyphens, apostrophes (BR-019). */
	firstName: string;
	/** The requester's address; may be left out by the holder of a personal link. */
	email?: string | undefined;
	/** First day, inclusive; today at the earliest, 18 months ahead at the latest (BR-026). */
	startDate: Day;
	/** Last day, inclusive. */
	endDate: Day;
	/** 1..10 people (BR-017). */
	partySize: number;
	/** An approver's name. */
	affiliation: string;
	/** Plain text, at most 500 characters, no links or addresses (BR-020). */
	description?: string | null | undefined;
	/** Needed for more than 7 days (BR-027). */
	confirmLongStay?: boolean | undefined;
}

/** What a requester may change; a key that is left out stays as it is. */
export interface BookingChanges {
	/** First day, inclusive (BR-001). */
	startDate?: Day | undefined;
	/** Last day, inclusive (BR-001). */
	endDate?: Day | undefined;
	/** 1..10 people (BR-017). */
	partySize?: number | undefined;
	/** An approver's name. */
	affiliation?: string | undefined;
	/** Plain text, at most 500 characters (BR-020); null or blank empties it. */
	description?: string | null | undefined;
	/** 1..40 letters, marks, spaces, hyphens, apostrophes (BR-019). */
	firstName?: string | undefined;
}

/** Input of `booking.get`. */
export interface GetBookingInput {
	/** UUID of the booking. */
	id: string;
}

/** Input of `booking.edit`. */
export interface EditBookingInput {
	/** UUID of the booking. */
	id: string;
	/** The revision the edit was made on; another one is `STALE_REVISION` (BR-005). */
	revision: number;
	/** What is to be other than it is. */
	changes: BookingChanges;
	/** Needed for more than 7 days (BR-027). */
	confirmLongStay?: boolean | undefined;
}

/** Input of `booking.reopen` (BR-018). */
export interface ReopenBookingInput {
	/** UUID of the booking. */
	id: string;
	/** The revision the reopening was made on; another one is `STALE_REVISION` (BR-005). */
	revision: number;
	/** What is to be other than it was. */
	changes?: BookingChanges | undefined;
	/** Needed for more than 7 days (BR-027). */
	confirmLongStay?: boolean | undefined;
}

/** Input of `booking.cancel`. */
export interface CancelBookingInput {
	/** UUID of the booking. */
	id: string;
	/** Why, plain text of at most 500 characters; needed for a Confirmed booking (BR-007). */
	comment?: string | undefined;
}

/** Input of `approval.approve`. */
export interface ApproveInput {
	/** UUID of the booking. */
	bookingId: string;
	/** The round the approver saw; another one is answered `outdated` (BR-005). */
	round: number;
}

/** Input of `approval.deny`. */
export interface DenyInput extends ApproveInput {
	/** Why, plain text of at most 500 characters (BR-004). Missing or blank is `COMMENT_REQUIRED`. */
	comment?: string | undefined;
	/** Needed for a Confirmed booking (BR-004). */
	acknowledgeConfirmed?: boolean | undefined;
}

/** Input of every list. */
export interface PageInput {
	/** `nextCursor` of the page before. */
	cursor?: string | null | undefined;
	/** How many bookings, 1..100; 20 unless given. */
	limit?: number | undefined;
}
