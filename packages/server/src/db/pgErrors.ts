/** What a database error means to us. Drizzle wraps the driver's error, so the chain of causes is searched. */

function codeOf(error: unknown): string {
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		if ('code' in cause && typeof cause.code === 'string') return cause.code;
	}
	return '';
}

/**
 * Serialisation failure, deadlock, lock not available: the whole transaction may be run again. So may one that the
 * exclusion constraint refused (BR-002's last word): run again, it finds who was first and names them.
 */
const RETRYABLE = new Set(['40001', '40P01', '55P03', '23P01']);

/** Shutting down, too many connections, time-outs of statement or idle transaction, and the driver's own words for a lost connection. */
const UNAVAILABLE = /^(08...|53...|57...|58...|25P03|25P04|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|CONNECT(ION)?_.*)$/;

export const isRetryable = (error: unknown): boolean => RETRYABLE.has(codeOf(error));

export const isUnavailable = (error: unknown): boolean => UNAVAILABLE.test(codeOf(error));

/** Of those, the ones that the connection does not survive. */
const LOST = /^(08...|57P0.|25P03|25P04|ECONN.*|EPIPE|ETIMEDOUT|CONNECTION_.*)$/;

export const isLost = (error: unknown): boolean => LOST.test(codeOf(error));
