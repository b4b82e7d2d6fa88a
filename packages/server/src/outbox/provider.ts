/** Resend, with what its SDK lacks: a time-out, and a verdict on each answer. */
import type { MailContent } from '../domain/mail.ts';

/** A mail with its links in it, ready to go. */
export interface OutgoingMail extends MailContent {
	/** The same for every try: the provider accepts a key once in 24 hours. */
	idempotencyKey: string;
	to: string;
	/** What it tells programs. */
	headers: Record<string, string>;
}

/** What came of a try. */
export type SendResult =
	| { kind: 'accepted'; providerId: string | null }
	/** The mail's own fault, and the same next time. */
	| { kind: 'refused'; why: string }
	/**
	 * Nothing is known, or the provider asks to wait. Whose trouble it is: every mail of the `account` would meet it,
	 * only this `mail` does, or the answer does not tell.
	 */
	| { kind: 'again'; why: string; whose: 'account' | 'mail' | 'unclear'; retryAfterMs?: number };

export interface MailProvider {
	/** @param signal cuts the try off; never throws */
	send(mail: OutgoingMail, signal: AbortSignal): Promise<SendResult>;
}

export interface ResendOptions {
	apiKey: string;
	/** Another server than Resend's, for tests and development. */
	baseUrl?: string | undefined;
	from: string;
	replyTo?: string | undefined;
	/** Longest wait for an answer. */
	timeoutMs: number;
}

export function createResend({ apiKey, baseUrl, from, replyTo, timeoutMs }: ResendOptions): MailProvider {
	return {
		send: async ({ idempotencyKey, calendar, ...mail }, signal) => {
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
			const answer = await resend.emails.send(
				{ ...mail, from, ...(replyTo !== undefined && { replyTo }), ...attachments },
				{ idempotencyKey, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) },
			);
			return verdictOn(answer);
		},
	};
}

/** What the SDK makes of an answer: it passes on whatever JSON came, and has a code of its own for all that is none. */
export interface Answer {
	data: unknown;
	error: unknown;
	headers: Record<string, string> | null;
}

/**
 * What every mail would meet, until somebody puts it right: key, plan, address of the API, sender, too many at once.
 */
const ACCOUNT_STATUS = new Set([401, 403, 404, 405, 429]);
const ACCOUNT_CODES = new Set(['invalid_from_address']);
/** Without such words nothing in a 4xx is known to come from Resend itself: a wall in front of it may speak. */
const WORDLESS = 'application_error';

/** An answer as one of three: accepted, refused for good, or to be tried again. Codes only, for they are logged. */
export function verdictOn({ data, error, headers }: Answer): SendResult {
	const id = (data as { id?: unknown } | null)?.id;
	if (typeof id === 'string' && id !== '') return { kind: 'accepted', providerId: id };
	const { name, statusCode } = (error ?? {}) as { name?: unknown; statusCode?: unknown };
	const status = typeof statusCode === 'number' ? statusCode : undefined;
	const isWorded = typeof name === 'string' && name !== WORDLESS;
	const why = isWorded && /^[a-z_]{1,50}$/.test(name) ? name : status === undefined ? 'no_answer' : `http_${status}`;
	// The key is known with another text (a signing key was changed between two tries): the first was accepted.
	if (why === 'invalid_idempotent_request') return { kind: 'accepted', providerId: null };
	// A try that was cut off still runs over there.
	if (status === 409) return { kind: 'again', why, whose: 'mail', retryAfterMs: 1_000 };
	const retryAfter = Number(headers?.['retry-after']);
	const pause = retryAfter > 0 ? { retryAfterMs: retryAfter * 1_000 } : {};
	if (ACCOUNT_CODES.has(why) || (status !== undefined && ACCOUNT_STATUS.has(status)))
		return { kind: 'again', why, whose: 'account', ...pause };
	if (status !== undefined && status >= 400 && status < 500 && status !== 408 && isWorded)
		return { kind: 'refused', why };
	return { kind: 'again', why, whose: 'unclear', ...pause };
}
