import { type BookingError, bookingError, describe } from '@betzenstein/client';
import type { TypedDates } from './model/stayDraft.ts';
import { type FieldErrors, fieldErrorsOf } from './text/fieldErrors.ts';

/** What to show when a call failed. */
export interface Failure {
	message: string;
	/** Sentences to show next to the fields concerned. */
	fields: FieldErrors;
	/** The server's refusal, unless the call never got an answer. */
	refused?: BookingError | undefined;
}

/**
 * What to show for an error that a call threw. @param dates the days that the call asked for
 * @throws the error, if it is not from a call but a bug in these pages
 */
export function failureOf(error: unknown, dates?: TypedDates): Failure {
	const refused = bookingError(error);
	if (!refused) {
		if (!(error instanceof Error) || error.name !== 'TRPCClientError') throw error;
		return { message: describe(error), fields: {} };
	}
	const { reason, requestId } = refused;
	const toReport = reason === 'INTERNAL' && requestId ? ` (Kennung für Rückfragen: ${requestId})` : '';
	return { message: describe(error) + toReport, fields: fieldErrorsOf(refused, dates), refused };
}
