/** Who takes mails from us, and what came of a try. */
import type { MailContent } from '../domain/mail.ts';

/** A mail with its links in it, ready to go. */
export interface OutgoingMail extends MailContent {
	/** The same for every try, so that the mail is known again: Resend accepts each key once in 24 hours. */
	idempotencyKey: string;
	to: string;
	/** Headers for mail programs. */
	headers: Record<string, string>;
}

/** The result of a try. */
export type SendResult =
	| { kind: 'accepted'; providerId: string | null }
	/** Something is wrong with the mail itself, so trying again does not help. */
	| { kind: 'refused'; why: string }
	/**
	 * No answer, or the provider asks to wait. `whose`: it concerns every mail of the `account`, only this `mail`, or the
	 * answer does not tell.
	 */
	| { kind: 'again'; why: string; whose: 'account' | 'mail' | 'unclear'; retryAfterMs?: number };

export interface MailProvider {
	/** Never throws. @param signal aborts the try */
	send(mail: OutgoingMail, signal: AbortSignal): Promise<SendResult>;
}

/**
 * What becomes of a mail, as it is counted. `unknown`: given up, since for 23 hours nobody could say whether it was
 * accepted. `no_address`: its recipient was blocked or forgotten meanwhile. `undelivered`: accepted, but it did not
 * arrive.
 */
export type MailOutcome = SendResult['kind'] | 'unknown' | 'no_address' | 'undelivered';

/** What goes for every mail. */
export interface SendingOptions {
	/** `Name <address>`, or an address alone. */
	from: string;
	replyTo?: string | undefined;
	/** Longest wait for an answer. */
	timeoutMs: number;
}

/** The name and kind that the calendar file of a mail is attached with. */
export const CALENDAR_FILE = { filename: 'termin.ics', contentType: 'text/calendar; charset=utf-8' };
