/** Resend, with what its SDK lacks: a time-out, and a verdict on each error. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MailContent } from '../domain/mail.ts';

/** A mail with its links in it, ready to go. */
export interface OutgoingMail extends MailContent {
	/** The same for every try: the provider accepts a key once in 24 hours. */
	idempotencyKey: string;
	to: string;
}

/** What came of a try. `again`: nothing is known, or the provider asks to wait. */
export type SendResult =
	| { kind: 'accepted'; providerId: string | null }
	| { kind: 'refused'; why: string }
	| { kind: 'again'; why: string };

export interface MailProvider {
	send(mail: OutgoingMail): Promise<SendResult>;
}

export interface ResendOptions {
	apiKey: string;
	/** Another server than Resend's, for tests and development. */
	baseUrl?: string | undefined;
	from: string;
	replyTo?: string | undefined;
	/** Longest wait for an answer. */
	timeoutMs: number;
	/** After so many seconds another process takes the mail over. */
	leaseSeconds: number;
}

export function createResend({ apiKey, baseUrl, from, replyTo, timeoutMs, leaseSeconds }: ResendOptions): MailProvider {
	const patienceMs = leaseSeconds * 1_000 - 2 * timeoutMs;
	// Retry-After is for the whole account: until then nobody is asked.
	let notBefore = 0;

	async function ask({ idempotencyKey, to, subject, html, text, calendar }: OutgoingMail): Promise<SendResult> {
		// Loaded only here: a start waits for nothing that it does not need to answer requests.
		const { Resend } = await import('resend');
		const resend = new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl });
		const attachments = calendar && {
			attachments: [
				{
					filename: 'termin.ics',
					content: Buffer.from(calendar.content).toString('base64'),
					contentType: 'text/calendar; charset=utf-8',
				},
			],
		};
		const { data, error, headers } = await resend.emails.send(
			{ from, to, subject, html, text, ...(replyTo !== undefined && { replyTo }), ...attachments },
			{ idempotencyKey, signal: AbortSignal.timeout(timeoutMs) },
		);
		if (data) return { kind: 'accepted', providerId: data.id };
		if (!error) return { kind: 'again', why: 'application_error' };
		// The key is known with another text (a signing key was changed between two tries): the first was accepted.
		if (error.name === 'invalid_idempotent_request') return { kind: 'accepted', providerId: null };
		const retryAfter = Number(headers?.['retry-after']);
		if (retryAfter > 0) notBefore = Math.max(notBefore, Date.now() + retryAfter * 1_000);
		return { kind: isFinal(error.statusCode) ? 'refused' : 'again', why: error.name };
	}

	return {
		send: async (mail) => {
			const giveUpAt = Date.now() + patienceMs;
			for (;;) {
				// Waited for here if it is soon: a backlog put back for each pause would let hardly a mail through between two.
				for (let pause = notBefore - Date.now(); pause > 0; pause = notBefore - Date.now()) {
					if (notBefore > giveUpAt) return { kind: 'again', why: 'rate_limit_exceeded' };
					await sleep(pause);
				}
				const result = await ask(mail);
				if (result.kind !== 'again' || notBefore <= Date.now()) return result;
			}
		},
	};
}

/** Our fault, and the same next time. 409 is a try that still runs, 429 too many at once. */
function isFinal(status: number | null): boolean {
	return status !== null && status >= 400 && status < 500 && status !== 408 && status !== 409 && status !== 429;
}
