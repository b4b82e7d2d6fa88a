/** Links: who holds one, what a mailed one does, and what is kept about a person (contract.md). */
import type { Booking, DecidedBy, EventType, Via } from './booking.ts';
import type { DayRange } from './day.ts';

/** Output of `access.whoAmI`. */
export interface WhoAmI {
	/** What kind of link the token is; `stranger` without one. */
	kind: 'stranger' | 'viewer' | 'person' | 'booking' | 'action';
	/** The party whose approver this person is. */
	approverOf?: string | undefined;
	/** The one booking that a booking or action link is about. */
	bookingId?: string | undefined;
}

/** Output of `access.feed`. */
export interface FeedAddress {
	/**
	 * An `.ics` for programs that ask for it again and again; whoever has it can read it. Written `webcal:`, it opens in the
	 * device's own calendar.
	 */
	url: string;
}

/** Input of `access.requestLink`. */
export interface RequestLinkInput {
	/** Where the personal link goes, if the address is known (BR-021). */
	email: string;
}

/** Taken note of; what comes of it arrives by mail, if anything does. */
export interface Accepted {
	/** Always true, whether the address is known or not (BR-021). */
	accepted: true;
}

/** Everything that an action link can find. */
export const ACTION_STATES = ['open', 'already-done', 'outdated', 'past', 'canceled'] as const;
/** What a mailed action link would do now: act, or only answer. */
export type ActionState = (typeof ACTION_STATES)[number];

/** Output of `action.preview`. */
export interface ActionPreview {
	/** What the link is for. */
	action: 'approve' | 'deny';
	/** Whether it would act (`open`), or why it would only answer (BR-024). */
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
	/** Needed to deny a Confirmed booking (BR-004). */
	acknowledgeConfirmed?: boolean | undefined;
}

/** Output of `action.perform`: a mailed link answers, whatever happened since. */
export interface ActionResult {
	/** `done`: the link did what it is for. Anything else: nothing was decided, and this is why (BR-024). */
	outcome: 'done' | 'already-done' | 'outdated' | 'past' | 'canceled';
	/** The booking as it is now; null when it was canceled. */
	booking: Booking | null;
	/** The decision that stands; not there when outdated, past or canceled. */
	decidedBy?: DecidedBy | undefined;
}

/** Something this person did, to their own booking or to one they decide on. */
export interface ExportedEvent {
	/** UUID of the booking. */
	bookingId: string;
	/** When it was done. */
	at: Date;
	/** What was done. */
	type: EventType;
	/** By which kind of link. */
	via: Via;
	/** Their reason, if they gave one; plain text. */
	comment: string | null;
}

/** A mail to this person. */
export interface ExportedMail {
	/** What it told them of. */
	kind: string;
	/** When it was written; it is sent later. */
	createdAt: Date;
	/** `failed`: given up on. */
	state: 'queued' | 'sent' | 'failed';
	/** UUID of the booking that it is about; null when it is about none. */
	bookingId: string | null;
}

/** Output of `access.exportData`: everything that is stored about a person. */
export interface ExportedData {
	/** The person themselves. */
	person: {
		/** Their address. The only one in any output. */
		email: string;
		/** Every first name they used. */
		firstNames: string[];
		/** When their address was first used. */
		createdAt: Date;
		/** The party they decide for; null for anybody but an approver. */
		approverOf: string | null;
	};
	/** What they asked for. */
	bookings: Booking[];
	/** What they did, oldest first. */
	events: ExportedEvent[];
	/** What was written to them. */
	mails: ExportedMail[];
}

/** Input of `access.forgetMe`: nobody is forgotten by a slip. */
export interface ForgetMeInput {
	/** Always true. */
	confirm: true;
}

/** Output of `access.forgetMe`. */
export interface Forgotten {
	/** Bookings that had not begun and are canceled now. */
	canceled: number;
	/** Bookings that keep their days under the name "Gast". */
	kept: number;
}

/**
 * The page that a link of this kind opens, below `WEB_URL`; the token stands behind `#`. Mailed links lead here for
 * ever.
 */
export const LINK_PATHS = { action: '/a', booking: '/b', person: '/p', viewer: '/c' } as const;
