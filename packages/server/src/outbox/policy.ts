/** When mails are tried again, and when they are given up. Pure. */
import { KEPT } from '@betzenstein/shared';
import type { Handled } from './deliver.ts';

/** The provider forgets a key after 24 hours. A mail whose fate is unknown by then could be sent twice. */
export const GIVE_UP_MS = 23 * 3_600_000;

/** How long a mail's text and facts are kept (domain.md, Keeping and forgetting). */
export const KEPT_MS = KEPT.mailDays * 86_400_000;

/** First and longest pause between two tries of a mail that fails while others pass; each is twice the one before. */
const BACKOFF_MS = { first: 250, longest: 60_000 } as const;
/** After this many tries the pauses have reached their longest. */
export const MANY_ATTEMPTS = 1 + Math.ceil(Math.log2(BACKOFF_MS.longest / BACKOFF_MS.first));

/** Pauses of the whole queue; the last one repeats. */
const PAUSES_MS = [1_000, 2_000, 4_000, 5_000] as const;

/** Longest pause that the provider may ask for. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/** What a process knows about the provider from its own tries. */
export interface ProviderState {
	/** Only while it is `open` is more than one mail tried at a time. `unknown` before the first answer. */
	kind: 'unknown' | 'open' | 'paused';
	/** Nothing is tried before this time of `performance.now()`. */
	until: number;
	/** How many pauses in a row. */
	pauses: number;
	/** Why it paused last: the provider's code, or the HTTP status. */
	code?: string;
}

/** A pause that ended longer ago than this says nothing any more: another process has sent what was to be tried. */
const STALE_MS = 60_000;

/** Is the provider pausing, as far as this process knows? */
export const isPausedAt = ({ kind, until }: ProviderState, now: number): boolean =>
	kind === 'paused' && now < until + STALE_MS;

export const UNKNOWN: ProviderState = { kind: 'unknown', until: 0, pauses: 0 };
const OPEN: ProviderState = { kind: 'open', until: 0, pauses: 0 };

/**
 * What a batch says about the provider, and how long each of its mails has to wait, in milliseconds.
 *
 * A failure that every mail would meet pauses the queue. So does one that may concern a single mail, unless others have
 * just passed and that mail has failed before: then it alone waits, longer each time.
 */
export function learn(
	before: ProviderState,
	handled: readonly Handled[],
	now: number,
): { state: ProviderState; waitsMs: number[] } {
	const state = stateAfter(before, handled, now);
	return { state, waitsMs: handled.map((one) => waitOf(one, state, now)) };
}

function stateAfter(before: ProviderState, handled: readonly Handled[], now: number): ProviderState {
	const isAnswered = handled.some(
		({ result }) =>
			result.kind === 'accepted' || result.kind === 'refused' || (result.kind === 'again' && result.whose === 'mail'),
	);
	const failed = handled.flatMap(({ mail, result }) =>
		result.kind === 'again' && result.whose !== 'mail' ? { ...result, isNew: mail.attempts === 1 } : [],
	);
	const account = failed.find(({ whose }) => whose === 'account');
	if (account) return pausedAfter(before, account, now);
	// An answer to a mail that was under way before the pause began does not end it.
	if (isAnswered) return now < before.until ? before : OPEN;
	const [first] = failed;
	if (!first || (before.kind === 'open' && !failed.some(({ isNew }) => isNew))) return before;
	return pausedAfter(before, first, now);
}

function pausedAfter(
	before: ProviderState,
	{ why, retryAfterMs }: { why: string; retryAfterMs?: number },
	now: number,
): ProviderState {
	const step = Math.min(before.pauses, PAUSES_MS.length - 1);
	const pauseMs = Math.min(retryAfterMs ?? PAUSES_MS[step as 0], LONGEST_RETRY_AFTER_MS);
	return { kind: 'paused', until: Math.max(before.until, now + pauseMs), pauses: before.pauses + 1, code: why };
}

function waitOf({ mail, result }: Handled, state: ProviderState, now: number): number {
	const backoffMs = Math.min(BACKOFF_MS.longest, BACKOFF_MS.first * 2 ** (mail.attempts - 1));
	switch (result.kind) {
		case 'again':
			if (result.whose === 'mail') return result.retryAfterMs ?? backoffMs;
			return state.kind === 'open' ? backoffMs : Math.ceil(Math.max(0, state.until - now));
		case 'unwritten':
			return backoffMs;
		default:
			return 0;
	}
}
