import { bookingError } from './error.ts';
import { textIn, valueIn } from './unknown.ts';

const KINDS = ['refused', 'aborted', 'timeout', 'offline', 'unexpected', 'bug'] as const;
/**
 * Why a call failed. `refused`: by the server, and `bookingError` says why. `aborted`: by the caller's own signal.
 * `timeout`: no answer in time. `offline`: no connection. `unexpected`: an answer that is not this server's, such as a
 * proxy's page. `bug`: none of these, so the program has to be mended, its `token` function perhaps.
 */
export type FailureKind = (typeof KINDS)[number];

/** What came of a call instead of an answer: the `cause` of its error. Plain data, which outlives a structured clone. */
export interface Failure {
	failure: Exclude<FailureKind, 'refused'>;
	/** In English, for developers. */
	message: string;
	/** HTTP status, if something answered. */
	status?: number;
	/** How long it asks to wait, in milliseconds. */
	retryAfter?: number | undefined;
	/** The error behind it. */
	cause?: unknown;
}

/** Causes may go in circles. */
const MOST_CAUSES = 8;

/**
 * Why a call failed, told from what it threw.
 * @example
 * if (failureKind(error) === 'aborted') return; // nobody waits for it any more
 */
export function failureKind(error: unknown): FailureKind {
	if (bookingError(error)) return 'refused';
	let each = error;
	for (let depth = 0; depth < MOST_CAUSES; depth++) {
		const told = valueIn(each, 'failure');
		const kind = KINDS.find((one) => one === told) ?? kindOfSignal(each);
		if (kind) return kind;
		each = valueIn(each, 'cause');
	}
	return 'bug';
}

/** What the platform's signals end things with has one of these names. */
export function kindOfSignal(reason: unknown): 'aborted' | 'timeout' | undefined {
	const name = textIn(reason, 'name');
	return name === 'AbortError' ? 'aborted' : name === 'TimeoutError' ? 'timeout' : undefined;
}
