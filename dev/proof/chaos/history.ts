/** What is written down while faults are played, all times in milliseconds of one clock; the judge knows nothing else. */
import type { BookingStatus, Conflict, DayRange } from '@betzenstein/shared';
import type { MailVerdict } from '@betzenstein/testing/mail/mailVerdict';

/** A booking as an answer shows it, or as it should be. */
export interface Stay extends DayRange {
	status: BookingStatus;
	partySize: number;
	round: number;
	revision: number;
	/** The timeline, an approver's events with the name: `Submitted`, `Approved Ingeborg`. */
	events: readonly string[];
	/** Other days that its denial proposes. */
	proposal: (DayRange & { party: string }) | null;
}

/** What is asked of a booking. */
export type Asked =
	| ({ what: 'create'; partySize: number } & DayRange)
	| { what: 'edit' | 'reopen'; revision: number; changes: Partial<DayRange> & { partySize?: number } }
	| { what: 'cancel' | 'get' }
	| { what: 'approve'; by: string; round: number }
	| { what: 'deny'; by: string; round: number; proposal?: DayRange | undefined };

export interface Times {
	begin: number;
	/** Of a call: when the answer was there, or it was clear that there would be none. */
	end: number;
}

interface Timed extends Times {
	/** The server's name. */
	server: string;
}

interface Answered extends Timed {
	/** `ok`, a decision's outcome, or the reason of the refusal; `LOST` without any of them. */
	outcome: string;
}

/** A call about one booking, known by its first name, which nobody else has. */
export interface BookingCall extends Answered {
	name: string;
	asked: Asked;
	seen?: Stay | undefined;
	/** Of a refusal: who is in the way, or the current revision. */
	details?: { conflicts?: readonly Conflict[]; revision?: number } | undefined;
}

/** A stay in the calendar. */
export interface Entry extends DayRange {
	name: string;
	status: BookingStatus;
	partySize: number;
}

/** A call of `calendar.range` for all the days that are asked for. */
export interface CalendarCall extends Answered {
	entries?: Entry[] | undefined;
}

/** A fault, from its beginning until everything is as it should be again: from then on the servers have time to recover. */
export interface Act extends Times {
	fault: string;
	/** The servers that it touches; from the others nothing is excused. */
	servers: readonly string[];
	/** What `/ready` of every server has to miss, once the fault has lasted for as long as that may take. */
	misses?: string | undefined;
	/** When everybody who listens had heard of what was committed by the end. */
	heardAt: number;
}

/** A look at `/ready`. */
export interface Look extends Timed {
	/** `ok`, `starting`, `draining`, or what is missing; nothing if there was no answer. */
	says: readonly string[];
}

/** A booking as it is stored in the end. */
export interface StoredStay extends Stay {
	name: string;
	email: string;
	/** Kinds of its mails, in alphabetical order. */
	mails: readonly string[];
}

/** An event as it is stored, in the order of the timeline of all bookings. */
export interface StoredEvent {
	name: string;
	type: string;
	from: DayRange | null;
	to: DayRange | null;
}

export interface History {
	bookingCalls: readonly BookingCall[];
	calendarCalls: readonly CalendarCall[];
	acts: readonly Act[];
	looks: readonly Look[];
	stays: readonly StoredStay[];
	events: readonly StoredEvent[];
	/** For each watch that was asked for, and answered or not: how many mails told of it, and whether it goes on. */
	watches: readonly { isAnswered: boolean; told: number; watching: number }[];
	mails: MailVerdict;
	/** Streams that ended for good, or did not hear the last version of all. */
	deaf: readonly string[];
	/** Lines of the servers' logs about crashes and unexpected errors. */
	errors: readonly string[];
}
