/** Bookings and approvals as callers see them (contract.md). The schemas that check them are in `schema.ts`. */
import type { BookingContext } from './context.ts';
import type { Day, DayRange } from './day.ts';
import type { Open } from './open.ts';

/** What a booking can be. */
export const BOOKING_STATUSES = ['Pending', 'Confirmed', 'Denied', 'Canceled'] as const;
/** Pending and Confirmed hold their days; Denied and Canceled free them (BR-002). Open. */
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** What an approver can have said of the current dates. */
export const DECISIONS = ['NoResponse', 'Approved', 'Denied'] as const;
/** An approver's answer in the current round. */
export type ApprovalDecision = (typeof DECISIONS)[number];

/** Those of these approvals that are still waited for. */
export const outstanding = <A extends { decision: ApprovalDecision }>(approvals: readonly A[]): A[] =>
	approvals.filter(({ decision }) => decision === 'NoResponse');

/** What the timeline records. */
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
/**
 * An event on a booking's timeline. `DatesShrunk` stays within the old days and keeps the approvals (BR-005). Open.
 */
export type EventType = (typeof EVENT_TYPES)[number];

/** The roles in which somebody acts. */
export const ACTOR_KINDS = ['requester', 'approver', 'system'] as const;
/** The role in which somebody acted; `system` when neither a requester nor an approver did. Open. */
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** What somebody acts with: a kind of link, or none. */
export const VIAS = ['calendar', 'person', 'booking', 'action', 'operator', 'system'] as const;
/** The kind of link that something was done with; `operator` and `system` act without one. Open. */
export type Via = (typeof VIAS)[number];

/** What can be done with a booking that exists. */
export const BOOKING_ACTIONS = ['edit', 'editFirstName', 'shorten', 'cancel', 'reopen', 'approve', 'deny'] as const;
/**
 * What a caller may do with a booking now. `edit` includes everything that can be edited. A Confirmed booking allows
 * `editFirstName` (BR-025), and `shorten` where it has days to give up: `booking.edit` with days inside its own. Open.
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
	/** What they wrote with their answer, in plain text: why they denied (BR-004), or a word with their yes; null if nothing. */
	comment: string | null;
	/** When they answered; null while they have not. */
	decidedAt: Date | null;
	/** A mail that asked them in this round finally failed to arrive (BR-022). */
	mailFailed: boolean;
}

/** Whoever caused an event, by role and name. */
export interface Actor {
	/** Their role in the booking. */
	kind: Open<ActorKind>;
	/** The requester's first name, the approver's name, or `System`. */
	name: string;
}

/** An entry of a booking's timeline, written in the transaction of the change. */
export interface TimelineEvent {
	/** When the change was made. */
	at: Date;
	/** Whoever caused it. */
	actor: Actor;
	/** What happened; one change can write several events, such as `Approved` and `Confirmed`. */
	type: Open<EventType>;
	/** The kind of link it was done with. */
	via: Open<Via>;
	/** The reason for a denial or cancellation, or a word with an approval, in plain text. */
	comment?: string | undefined;
	/** The old dates, if this event changed them. */
	from?: DayRange | undefined;
	/** The new dates, if this event changed them. */
	to?: DayRange | undefined;
	/** The other days that this denial proposed; it may be in force no more (`Booking.proposal`). */
	proposal?: DayRange | undefined;
}

/** Other days that a denial proposes. Nothing is held by it. */
export interface Proposal extends DayRange {
	/** The approver's name. */
	party: string;
	/** Can these days be asked for now? None of them is over, and no booking holds one. */
	isFree: boolean;
}

/** A booking as its requester and its approvers see it. */
export interface Booking {
	/** UUID, made by the server. */
	id: string;
	/** Pending and Confirmed hold their days (BR-002). */
	status: Open<BookingStatus>;
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
	/** When it last changed; lists are sorted by this. */
	lastActivityAt: Date;
	/** Its last day is over in the house's time zone, so nobody can change it any more (BR-014). */
	isPast: boolean;
	/** One for each approver of this booking, in the house's order. */
	approvals: Approval[];
	/**
	 * The newest mail about it to its requester finally failed to arrive, so they may not know the current state
	 * (BR-022). Only approvers see this; it is false for everybody else.
	 */
	requesterMailFailed: boolean;
	/** Everything that happened, oldest first. */
	timeline: TimelineEvent[];
	/**
	 * Other days that its denial proposes; null unless it is Denied. Reopening with exactly these days and no other change
	 * counts the proposer's approval as given.
	 */
	proposal: Proposal | null;
	/** What this caller may do now, computed by the code that enforces it. */
	availableActions: Open<BookingAction>[];
	/**
	 * What lies around it. Only in answers to queries, and only for approvers who can still approve or deny it; nobody
	 * else gets it, not even its requester.
	 */
	context?: BookingContext | undefined;
}

/** A page of bookings; pass `nextCursor` as `cursor` to go on, null at the end. */
export interface BookingPage {
	/** At most `limit` bookings, newest activity first. */
	items: Booking[];
	/**
	 * Opaque; null on the last page. A booking that changes while you page moves to the top of the list, so the pages
	 * that follow may not have it; read the list from its beginning to see it.
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
	/** `already-done`: it had been canceled before, and nothing happened. */
	outcome: 'done' | 'already-done';
	/** The booking as it is now. */
	booking: Booking;
	/** Names of everybody who gets a mail about it; empty when nothing happened. */
	willBeTold: string[];
}

/** The decision that counts: whose it is, and since when. */
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
	 * `already-done`: somebody else was first, or this approver had said so before. `outdated`: `round` is not the
	 * current one, and nothing was decided.
	 */
	outcome: 'done' | 'already-done' | 'outdated';
	/** The booking as it is now. */
	booking: Booking;
	/** The decision that counts; absent when outdated. */
	decidedBy?: DecidedBy | undefined;
}

/** Input of `booking.create`. */
export interface CreateBookingInput {
	/** A random UUID that the caller makes: the same key with the same content within 24 h returns the same booking. */
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
	/** The revision that the caller saw; refused with `STALE_REVISION` unless it is the current one (BR-005). */
	revision: number;
	/** The fields to change. */
	changes: BookingChanges;
	/** Needed for more than 7 days (BR-027). */
	confirmLongStay?: boolean | undefined;
}

/** Input of `booking.reopen` (BR-018). */
export interface ReopenBookingInput {
	/** UUID of the booking. */
	id: string;
	/** The revision that the caller saw; refused with `STALE_REVISION` unless it is the current one (BR-005). */
	revision: number;
	/** The fields to change, if any. */
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
	/** The round that the approver saw; unless it is the current one, the outcome is `outdated` (BR-005). */
	round: number;
	/** A word with the yes, plain text of at most 500 characters (BR-020); blank is none. */
	comment?: string | undefined;
}

/** Input of `approval.deny`. */
export interface DenyInput extends ApproveInput {
	/** Why, plain text of at most 500 characters (BR-004). Missing or blank is `COMMENT_REQUIRED`. */
	comment?: string | undefined;
	/** Needed for a Confirmed booking (BR-004). */
	acknowledgeConfirmed?: boolean | undefined;
	/** Other days instead; nothing is held by it. */
	proposal?: ProposalInput | undefined;
}

/** The other days that a denial proposes, such as could be asked for today; they may be taken. */
export interface ProposalInput {
	/** First day, inclusive; today at the earliest, 18 months ahead at the latest (BR-026). */
	startDate: Day;
	/** Last day, inclusive; at most 60 days in all. */
	endDate: Day;
}

/** Input of every list. */
export interface PageInput {
	/** `nextCursor` of the previous page; none for the first. */
	cursor?: string | null | undefined;
	/** How many bookings to return, 1..100; 20 by default. */
	limit?: number | undefined;
}
