/** What a database error means. Drizzle wraps the driver's error, so the chain of causes is searched. */

/** SQLSTATE or the driver's own code; empty if the error has none. */
export function codeOf(error: unknown): string {
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		if ('code' in cause && typeof cause.code === 'string') return cause.code;
	}
	return '';
}

/**
 * Serialisation failure, deadlock, lock not available: the whole transaction may be run again. So may one refused by
 * the exclusion constraint (BR-002): the second time it finds the booking that was first, and can name it.
 */
const RETRYABLE = new Set(['40001', '40P01', '55P03', '23P01']);

/**
 * Shutting down, too many connections, disk full, statement or transaction timeout, read-only, refused credentials or
 * database, whatever a write would retry, the driver's own codes for a lost connection, and no TLS or a certificate that
 * is not trusted.
 */
const UNAVAILABLE = new RegExp(
	`^(${[
		'08...|28...|3D000|40001|40P01|53...|55P03|57...|58...|25006|25P03|25P04',
		'ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_.*|E(NET|HOST)(UNREACH|DOWN)|EADDRNOTAVAIL|CONNECT(ION)?_.*',
		'EPROTO|ERR_(SSL|TLS)_.*|.*_CERT(_.*)?|CERT_.*|UNABLE_TO_(GET|VERIFY)_.*',
	].join('|')})$`,
);

export const isRetryable = (error: unknown): boolean => RETRYABLE.has(codeOf(error));

export const isDeadlock = (error: unknown): boolean => codeOf(error) === '40P01';

export const isUnavailable = (error: unknown): boolean => UNAVAILABLE.test(codeOf(error));

/** The server takes no writes: perhaps a demoted primary, while new connections would reach its successor. */
export const isReadOnly = (error: unknown): boolean => codeOf(error) === '25006';

/** The server's disk is full. */
export const isDiskFull = (error: unknown): boolean => codeOf(error) === '53100';
