/** What a mail is about, as facts, from which the text is written later, outside the transaction (BR-022). */
import {
	type BookingContext,
	type BookingStatus,
	type Day,
	type DayRange,
	type Neighbour,
	outstanding,
} from '@betzenstein/shared';
import type { BookingState } from './booking.ts';

export const MAIL_KINDS = [
	'Submitted',
	'Approved',
	'Confirmed',
	'Denied',
	'DatesShrunk',
	'DatesMoved',
	'Reopened',
	'Canceled',
	'Reminder',
	'BeforeArrival',
	'DaysFree',
	'Digest',
	'MadeApprover',
	'LinkRecovery',
	'LinkRotated',
	'Forgotten',
] as const;
/** The occasion of a mail. `MadeApprover`, `LinkRecovery` and `LinkRotated` always bring the personal link. */
export type MailKind = (typeof MAIL_KINDS)[number];

export const MAIL_STATES = ['queued', 'sent', 'failed'] as const;
/** `sent`: accepted by the provider. `failed`: given up on, refused or bounced; the operator can send it again. */
export type MailState = (typeof MAIL_STATES)[number];

/** A booking at the moment of the event. */
export interface BookingFacts {
	id: string;
	round: number;
	/** Grows with every change: the SEQUENCE of its calendar entry. */
	revision: number;
	status: BookingStatus;
	/** The status before the event; null for a new booking. */
	was: BookingStatus | null;
	startDate: Day;
	endDate: Day;
	firstName: string;
	partySize: number;
	affiliation: string;
	description: string | null;
	/** Approvers who have not answered. */
	outstanding: string[];
	/** The name of the approver who did it; null for the requester or the system. */
	by: string | null;
	/** Why it was denied or canceled, or a word with an approval. */
	comment: string | null;
	/** The dates before, where they changed. */
	from: DayRange | null;
	/** The other days that a denial proposes. */
	proposal?: DayRange | undefined;
	/** When it happened, ISO 8601. */
	at: string;
	/** In mails that ask for a decision: the state on which it is asked for. */
	asked?: AskedFacts;
}

/** What an approver is shown who is asked for a decision, besides the booking. */
export interface AskedFacts {
	/** The house's day at that moment. */
	today: Day;
	/** The names of the approvers who have approved. */
	approved: string[];
	/** What lies around it; a digest leaves it out. */
	context?: BookingContext;
}

/** What a mail says about an event, besides the booking as it is afterwards. */
export type EventFacts = Pick<BookingFacts, 'was' | 'by' | 'comment' | 'from' | 'proposal' | 'at' | 'asked'>;

/** A booking and what has just happened to it. */
export function factsOf(state: BookingState, event: EventFacts): BookingFacts {
	return {
		id: state.id,
		round: state.round,
		revision: state.revision,
		status: state.status,
		startDate: state.startDate,
		endDate: state.endDate,
		firstName: state.firstName,
		partySize: state.partySize,
		affiliation: state.affiliation,
		description: state.description,
		outstanding: outstanding(state.approvals).map(({ party }) => party),
		...event,
	};
}

/** What an approver is shown beside the booking who is asked for a decision on it now. */
export const askedFacts = ({ approvals }: BookingState, today: Day, context?: BookingContext): AskedFacts => ({
	today,
	approved: approvals.filter(({ decision }) => decision === 'Approved').map(({ party }) => party),
	...(context && { context }),
});

/** Everything that a mail's text is written from. */
export interface MailFacts {
	/** Why this person is told: both roles if they have both (one mail per event), none in mails about no booking. */
	roles: ('requester' | 'approver')[];
	/** Does it bring the personal link? Only the first submission, being made an approver, recovery and rotation do. */
	personalLink: boolean;
	/** The booking it is about, if any. */
	booking: BookingFacts | null;
	/** A digest's bookings, soonest start first (BR-009). */
	waiting?: BookingFacts[];
	/** The notes of the house, in the mail before arrival. */
	notes?: string;
	/** What a watcher is told of, soonest first. */
	free?: FreeDays;
}

/** Days that became free, and the way to the form that asks for them. */
export interface FreeDays {
	ranges: DayRange[];
	/** Of the calendar link: the one that held when the days became free, and no later one. */
	calendarGeneration: number;
}

/** A mail's text as it is stored, with placeholders instead of links (`mail/links.ts`). */
export interface MailContent {
	subject: string;
	html: string;
	text: string;
	/** An iCalendar file to attach: the confirmed stay, or its cancellation. An entry, not an invitation. */
	calendar: { content: string } | null;
}

/** The first name of a guest who asked to be forgotten. */
export const FORGOTTEN_NAME = 'Gast';

/** That a party of a booking has answered. */
export interface PartyAnswer {
	bookingId: string;
	/** The approver's name. */
	party: string | null;
}

/**
 * The same facts without what somebody who asked to be forgotten typed: as requester of the one kind of bookings, and as
 * approver, with these answers.
 */
export function withoutPerson(
	facts: MailFacts,
	requested: ReadonlySet<string>,
	answered: readonly PartyAnswer[],
): MailFacts {
	const clean = (booking: BookingFacts): BookingFacts => {
		const isTheirs = requested.has(booking.id);
		const isTheirComment =
			booking.by === null
				? isTheirs
				: answered.some(({ bookingId, party }) => bookingId === booking.id && party === booking.by);
		const { asked } = booking;
		return {
			...booking,
			...(asked?.context && { asked: { ...asked, context: cleanContext(asked.context) } }),
			...(isTheirs && { firstName: FORGOTTEN_NAME, description: null }),
			...(isTheirComment && { comment: null }),
		};
	};
	const cleanContext = ({ before, after, ...rest }: BookingContext): BookingContext => ({
		...rest,
		before: before && cleanNeighbour(before),
		after: after && cleanNeighbour(after),
	});
	const cleanNeighbour = (stay: Neighbour): Neighbour =>
		requested.has(stay.bookingId) ? { ...stay, firstName: FORGOTTEN_NAME } : stay;
	return {
		...facts,
		booking: facts.booking && clean(facts.booking),
		...(facts.waiting && { waiting: facts.waiting.map(clean) }),
	};
}
