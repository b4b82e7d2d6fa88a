/** Resend, with what its SDK lacks: a time-out, and a verdict on each answer. */
import { CALENDAR_FILE, type MailProvider, type SendingOptions, type SendResult } from './provider.ts';

export interface ResendAccount {
	kind: 'resend';
	apiKey: string;
	/** Replaces Resend's server, for tests and development. */
	baseUrl?: string | undefined;
}

export function createResend(
	{ apiKey, baseUrl }: ResendAccount,
	{ from, replyTo, timeoutMs }: SendingOptions,
): MailProvider {
	return {
		send: async ({ idempotencyKey, calendar, ...mail }, signal) => {
			// Loaded only here: a start should not wait for what it does not need to answer requests.
			const { Resend } = await import('resend');
			const resend = new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl });
			const attachments = calendar && {
				attachments: [{ ...CALENDAR_FILE, content: Buffer.from(calendar.content).toString('base64') }],
			};
			const answer = await resend.emails.send(
				{ ...mail, from, ...(replyTo !== undefined && { replyTo }), ...attachments },
				{ idempotencyKey, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) },
			);
			return verdictOn(answer);
		},
	};
}

/** An answer as the SDK gives it: whatever JSON came, or a code of the SDK's own if it was not JSON. */
export interface Answer {
	data: unknown;
	error: unknown;
	headers: Record<string, string> | null;
}

/**
 * Failures that every mail would meet until somebody fixes them: key, plan, address of the API, sender, too many calls.
 */
const ACCOUNT_STATUS = new Set([401, 403, 404, 405, 429]);
const ACCOUNT_CODES = new Set(['invalid_from_address']);
/** The SDK's code for a 4xx without Resend's JSON, which may come from a firewall in front of it. */
const WORDLESS = 'application_error';

/** What an answer means: accepted, refused for good, or to be tried again. With codes only, because they are logged. */
export function verdictOn({ data, error, headers }: Answer): SendResult {
	const id = (data as { id?: unknown } | null)?.id;
	if (typeof id === 'string' && id !== '') return { kind: 'accepted', providerId: id };
	const { name, statusCode } = (error ?? {}) as { name?: unknown; statusCode?: unknown };
	const status = typeof statusCode === 'number' ? statusCode : undefined;
	const isWorded = typeof name === 'string' && name !== WORDLESS;
	const why = isWorded && /^[a-z_]{1,50}$/.test(name) ? name : status === undefined ? 'no_answer' : `http_${status}`;
	// The provider knows the key with another text (the signing key changed between two tries): it accepted the first.
	if (why === 'invalid_idempotent_request') return { kind: 'accepted', providerId: null };
	// An aborted try may still be running at the provider.
	if (status === 409) return { kind: 'again', why, whose: 'mail', retryAfterMs: 1_000 };
	const retryAfter = Number(headers?.['retry-after']);
	const pause = retryAfter > 0 ? { retryAfterMs: retryAfter * 1_000 } : {};
	if (ACCOUNT_CODES.has(why) || (status !== undefined && ACCOUNT_STATUS.has(status)))
		return { kind: 'again', why, whose: 'account', ...pause };
	if (status !== undefined && status >= 400 && status < 500 && status !== 408 && isWorded)
		return { kind: 'refused', why };
	return { kind: 'again', why, whose: 'unclear', ...pause };
}
