/** What a mail is about, as facts: the text is made of them later, outside the transaction (BR-022). */
import type { BookingStatus, Day, DayRange } from '@betzenstein/shared';

export const MAIL_KINDS = [
	'Submitted',
	'Approved',
	'Confirmed',
	'Denied',
	'DatesShrunk',
	'DatesMoved',
	'Reopened',
	'Canceled',
	'MadeApprover',
	'LinkRecovery',
	'LinkRotated',
	'Forgotten',
] as const;
/** The event somebody is told of. `MadeApprover`, `LinkRecovery` and `LinkRotated` bring the personal link. */
export type MailKind = (typeof MAIL_KINDS)[number];

export const MAIL_STATES = ['queued', 'sent', 'failed'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** The booking at the moment of the event. */
export interface BookingFacts {
	status: BookingStatus;
	startDate: Day;
	endDate: Day;
	firstName: string;
	partySize: number;
	affiliation: string;
	description: string | null;
	/** Approvers who have not answered. */
	outstanding: string[];
	/** Who did it: the approver's name, or null for the requester. */
	by: string | null;
	comment: string | null;
	/** The dates before, where they changed. */
	from: DayRange | null;
}

/** What a mail's text will say. */
export interface MailFacts {
	/** As what this person is told: both if they are both (one mail for one event). */
	roles: ('requester' | 'approver')[];
	/** Does it bring the personal link? Only the first submission, being made an approver, recovery and rotation do. */
	personalLink: boolean;
	/** Null for mails about no booking. */
	booking: BookingFacts | null;
}
