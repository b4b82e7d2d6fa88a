import type { Newer, Refusal } from '@betzenstein/shared';
import { textIn, valueIn } from './unknown.ts';

/** A refusal for a reason that only a newer server knows. */
export interface NewerRefusal {
	/** Not one of `Reason`. */
	reason: Newer;
	/** Whatever that server says about it. */
	details: Record<string, unknown>;
}

/** A refusal, with what is needed to show it and to report it; discriminated by `reason`. */
export type BookingError = (Refusal | NewerRefusal) & {
	/** A German sentence fit to show. */
	message: string;
	/** In English, for developers: what is wrong with the request itself, if it is that. */
	hint?: string | undefined;
	/** Finds the request in the server's log. */
	requestId?: string | undefined;
};

/**
 * The refusal behind what a call threw; undefined for anything else, such as a lost connection (`failureKind` tells).
 * It is plain data, so it may be sent to another thread or machine, and asked about there again. Its `reason` is open: a
 * newer server may give one that this version does not list, so give a `switch` a `default` that shows `message`.
 * @example
 * const refused = bookingError(error);
 * if (refused?.reason === 'DATES_TAKEN') show(refused.details.conflicts);
 */
export function bookingError(error: unknown): BookingError | undefined {
	// An error of a call keeps it in `data`, its structured clone in `cause`; or it is a refusal already.
	return refusalOf(valueIn(error, 'data'), error) ?? refusalOf(valueIn(error, 'cause')) ?? refusalOf(error);
}

function refusalOf(data: unknown, said: unknown = data): BookingError | undefined {
	const reason = textIn(data, 'reason');
	const message = textIn(said, 'message');
	if (reason === undefined || message === undefined) return undefined;
	const details = valueIn(data, 'details');
	const hint = textIn(data, 'hint');
	const requestId = textIn(data, 'requestId');
	return {
		reason,
		details: typeof details === 'object' && details !== null ? details : {},
		message,
		...(hint !== undefined && { hint }),
		...(requestId !== undefined && { requestId }),
	} as BookingError;
}
