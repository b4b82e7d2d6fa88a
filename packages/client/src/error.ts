import type { Refusal } from '@betzenstein/shared';
import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from './router.ts';

/** A refusal, with what is needed to show it and to report it; discriminated by `reason`. */
export type BookingError = Refusal & {
	/** A German sentence fit to show. */
	message: string;
	/** Finds the request in the server's log. */
	requestId?: string | undefined;
};

/**
 * The refusal behind an error that a call threw; undefined for any other error, such as a lost connection. A newer
 * server may give a reason that this union does not list, so give a `switch` a `default` that shows `message`.
 * @example
 * const refused = bookingError(error);
 * if (refused?.reason === 'DATES_TAKEN') show(refused.details.conflicts);
 */
export function bookingError(error: unknown): BookingError | undefined {
	if (!(error instanceof TRPCClientError)) return undefined;
	const { data, message } = error as TRPCClientError<AppRouter>;
	if (!data?.reason) return undefined;
	const { code: _, httpStatus: _status, path: _path, requestId, ...refused } = data;
	return { ...refused, message, requestId };
}
