/** Links: who holds one, what a mailed one does, and what is kept about a person (contract.md). */
import type { Booking, DecidedBy, EventType, ProposalInput, Via } from './booking.ts';
import type { DayRange } from './day.ts';
import type { Open } from './open.ts';
import type { Watch } from './watch.ts';

/** What kinds of caller there are. */
export const CALLER_KINDS = ['stranger', 'viewer', 'person', 'booking', 'action', 'watch'] as const;
/** The kind of link that a caller holds; `stranger` without one. Open. */
export type CallerKind = (typeof CALLER_KINDS)[number];

/** Output of `access.whoAmI`. */
export interface WhoAmI {
	/** The kind of link that the token belongs to; `stranger` without a token. */
	kind: Open<CallerKind>;
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

/** The request was accepted; its result, if there is one, arrives by mail. */
export interface Accepted {
	/** Always true, whether the address is known or not (BR-021). */
	accepted: true;
}

/** How things can be when somebody opens an action link. */
export const ACTION_STATES = ['open', 'already-done', 'outdated', 'past', 'canceled'] as const;
/** What a mailed action link would do now: act (`open`), or only say how things are. */
export type ActionState = (typeof ACTION_STATES)[number];

/** Output of `action.preview`. */
export interface ActionPreview {
	/** What the link is for. */
	action: 'approve' | 'deny';
	/** `open` if it would act; otherwise why it would not (BR-024). */
	state: ActionState;
	/** The booking as it is now; null when it was canceled. */
	booking: Booking | null;
	/** The decision that counts, when already done (BR-024). */
	decidedBy?: DecidedBy | undefined;
	/** The dates that the mail showed, if they have changed since. */
	previous?: DayRange | undefined;
}

/** Input of `action.perform`. */
export interface PerformActionInput {
	/** The reason, plain text of at most 500 characters, needed to deny (BR-004); or a word with the yes. */
	comment?: string | undefined;
	/** Needed to deny a Confirmed booking (BR-004). */
	acknowledgeConfirmed?: boolean | undefined;
	/** With a denial: other days instead; nothing is held by it. */
	proposal?: ProposalInput | undefined;
}

/** Output of `action.perform`: a mailed link has an answer, whatever has happened since it was sent. */
export interface ActionResult {
	/** `done`: the link did what it is for. Anything else says why nothing was decided (BR-024). */
	outcome: 'done' | 'already-done' | 'outdated' | 'past' | 'canceled';
	/** The booking as it is now; null when it was canceled. */
	booking: Booking | null;
	/** The decision that counts; absent when outdated, past or canceled. */
	decidedBy?: DecidedBy | undefined;
}

/** Something this person did, to their own booking or to one they decide on. */
export interface ExportedEvent {
	/** UUID of the booking. */
	bookingId: string;
	/** When it was done. */
	at: Date;
	/** What was done. */
	type: Open<EventType>;
	/** The kind of link it was done with. */
	via: Open<Via>;
	/** Their reason, if they gave one; plain text. */
	comment: string | null;
	/** The other days that they proposed with a denial, if they did. */
	proposal?: DayRange | undefined;
}

/** A mail to this person. */
export interface ExportedMail {
	/** What the mail is about: an event such as `Confirmed`, or `Digest`, `Reminder`, `LinkRotated` and the like. */
	kind: string;
	/** When it was recorded; it is sent later. */
	createdAt: Date;
	/** `queued`: not sent yet. `sent`: accepted by the mail provider. `failed`: given up, refused or bounced. */
	state: 'queued' | 'sent' | 'failed';
	/** UUID of the booking that it is about; null when it is about none. */
	bookingId: string | null;
	/** When the mail provider accepted it; null if it did not. */
	sentAt: Date | null;
	/** When it arrived, as far as the provider says. */
	deliveredAt: Date | null;
	/** Its subject; null before it is written, and once its text is deleted (after 30 days). */
	subject: string | null;
	/** Its plain text, null like its subject. `[Link]` stands for every link. */
	text: string | null;
}

/** That the personal link of this address was asked for, by them or by whoever typed their address. */
export interface ExportedLinkRequest {
	/** When it was asked for; deleted within two days. */
	at: Date;
}

/** Something that the operator did to this person, their booking or their mail. Who that was is not stored. */
export interface ExportedOperation {
	/** When it was done. */
	at: Date;
	/** What was done: `block`, `unblock`, `rotate-person`, `replace-approver`, `cancel-leaked`, `send-again`, or newer. */
	command: string;
	/** UUID of the booking that was canceled, if one was. */
	bookingId: string | null;
	/** The party that they were put in charge of, if they were. */
	party: string | null;
}

/** Output of `access.exportData`: everything that is stored about a person. */
export interface ExportedData {
	/** Their address, their names and their role. */
	person: {
		/** Their e-mail address; no other output has one. */
		email: string;
		/** Every first name they used. */
		firstNames: string[];
		/** When their address was first used. */
		createdAt: Date;
		/** When they last asked for days, or a booking of theirs was deleted: from then on they are kept for 12 months. */
		lastAskedAt: Date;
		/** When their personal link was first used; null before that. */
		linkUsedAt: Date | null;
		/** The party they decide for; null for anybody but an approver. */
		approverOf: string | null;
	};
	/** The bookings that they asked for, oldest first. */
	bookings: Booking[];
	/** What they did, oldest first. */
	events: ExportedEvent[];
	/** The mails to them, oldest first. */
	mails: ExportedMail[];
	/** The days that they watch, soonest first. */
	watches: Watch[];
	/** When their link was asked for, oldest first. */
	linkRequests: ExportedLinkRequest[];
	/** What the operator did that concerns them, oldest first. */
	operations: ExportedOperation[];
}

/** Input of `access.forgetMe`. */
export interface ForgetMeInput {
	/** Always true, so that nobody is forgotten by accident. */
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
 * The page that a link of this kind opens, below `WEB_URL`; the token follows `#`. Mailed links live for ever, so these
 * paths do too.
 */
export const LINK_PATHS = { action: '/a', booking: '/b', person: '/p', viewer: '/c', watch: '/p' } as const;
