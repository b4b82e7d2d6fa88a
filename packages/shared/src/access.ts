/** Links: who holds one, what a mailed one does, and what is kept about a person (contract.md). */
import type { Booking, DecidedBy, EventType, Via } from './booking.ts';
import type { DayRange } from './day.ts';

/** Output of `access.whoAmI`. */
export interface WhoAmI {
	kind: 'stranger' | 'viewer' | 'person' | 'booking' | 'action';
	/** The party whose approver this person is. */
	approverOf?: string | undefined;
	/** The one booking that a booking or action link is about. */
	bookingId?: string | undefined;
}

/** Input of `access.requestLink`. */
export interface RequestLinkInput {
	/** Where the personal link goes, if the address is known (BR-021). */
	email: string;
}

/** Taken note of; what comes of it arrives by mail, if anything does. */
export interface Accepted {
	accepted: true;
}

export const ACTION_STATES = ['open', 'already-done', 'outdated', 'past', 'canceled'] as const;
/** What a mailed action link would do now: act, or only answer. */
export type ActionState = (typeof ACTION_STATES)[number];

/** Output of `action.preview`. */
export interface ActionPreview {
	/** What the link is for. */
	action: 'approve' | 'deny';
	state: ActionState;
	/** The booking as it is now; null when it was canceled. */
	booking: Booking | null;
	/** The decision that stands, when already done (BR-024). */
	decidedBy?: DecidedBy | undefined;
	/** The dates that the mail showed, where they are others now. */
	previous?: DayRange | undefined;
}

/** Input of `action.perform`. */
export interface PerformActionInput {
	/** Why; needed to deny (BR-004). */
	comment?: string | undefined;
	/** Needed to deny a Confirmed booking. */
	acknowledgeConfirmed?: boolean | undefined;
}

/** Output of `action.perform`: a mailed link answers, whatever happened since. */
export interface ActionResult {
	outcome: 'done' | 'already-done' | 'outdated' | 'past' | 'canceled';
	/** The booking as it is now; null when it was canceled. */
	booking: Booking | null;
	/** The decision that stands; not there when outdated, past or canceled. */
	decidedBy?: DecidedBy | undefined;
}

/** Something this person did, to their own booking or to one they decide on. */
export interface ExportedEvent {
	bookingId: string;
	at: Date;
	type: EventType;
	via: Via;
	comment: string | null;
}

/** A mail to this person. */
export interface ExportedMail {
	/** What it told them of. */
	kind: string;
	createdAt: Date;
	state: 'queued' | 'sent' | 'failed';
	bookingId: string | null;
}

/** Output of `access.exportData`: everything that is stored about a person. */
export interface ExportedData {
	person: {
		email: string;
		/** Every first name they used. */
		firstNames: string[];
		/** When their address was first used. */
		createdAt: Date;
		/** The party they decide for. */
		approverOf: string | null;
	};
	/** What they asked for. */
	bookings: Booking[];
	/** What they did, oldest first. */
	events: ExportedEvent[];
	mails: ExportedMail[];
}

/** Output of `access.forgetMe`. */
export interface Forgotten {
	/** Bookings that had not begun and are canceled now. */
	canceled: number;
	/** Bookings that keep their days under the name "Gast". */
	kept: number;
}
