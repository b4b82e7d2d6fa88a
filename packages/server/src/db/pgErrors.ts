/** What a database error means to us. Drizzle wraps the driver's error, so the chain of causes is searched. */

/** SQLSTATE or the driver's own code; empty if the error has none. */
export function codeOf(error: unknown): string {
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

/**
 * Shutting down, too many connections, disk full, time-outs of statement or transaction, read-only, refused credentials
 * or database, what would be retried in a write, and the driver's own words for a lost connection.
 */
const UNAVAILABLE =
	/^(08...|28...|3D000|40001|40P01|53...|55P03|57...|58...|25006|25P03|25P04|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_.*|E(NET|HOST)(UNREACH|DOWN)|EADDRNOTAVAIL|CONNECT(ION)?_.*)$/;

export const isRetryable = (error: unknown): boolean => RETRYABLE.has(codeOf(error));

export const isUnavailable = (error: unknown): boolean => UNAVAILABLE.test(codeOf(error));

/** The server takes no writes: a primary that was demoted, perhaps, while new connections reach the new one. */
export const isReadOnly = (error: unknown): boolean => codeOf(error) === '25006';

/** Nothing more fits on the server's disk. */
export const isDiskFull = (error: unknown): boolean => codeOf(error) === '53100';
