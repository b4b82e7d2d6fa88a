/** What a database error means to us. Drizzle wraps the driver's error, so the chain of causes is searched. */

interface PostgresError {
	code: string;
	constraint_name?: string;
}

function postgresError(error: unknown): PostgresError | undefined {
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		if ('code' in cause && typeof cause.code === 'string') return cause as Error & PostgresError;
	}
	return undefined;
}

/** Serialisation failure, deadlock, lock not available: the whole transaction may be run again. */
const RETRYABLE = new Set(['40001', '40P01', '55P03']);

/** Shutting down, too many connections, time-outs of statement or idle transaction, and the driver's own words for a lost connection. */
const UNAVAILABLE = /^(08...|53...|57...|58...|25P03|25P04|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|CONNECT(ION)?_.*)$/;

export const isRetryable = (error: unknown): boolean => RETRYABLE.has(postgresError(error)?.code ?? '');

export const isUnavailable = (error: unknown): boolean => UNAVAILABLE.test(postgresError(error)?.code ?? '');

/** BR-002's last word: the exclusion constraint. */
export const isOverlap = (error: unknown): boolean => postgresError(error)?.constraint_name === 'booking_no_overlap';
