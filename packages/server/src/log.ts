/** The log: what may stand in it is listed here, so that no address, name, comment or token can get in by accident. */
import { type Logger, pino } from 'pino';

export type Log = Logger;

export const createLog = (level: string): Log => pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });

interface DescribedError {
	type: string;
	/** A database, system or library code. */
	code?: string;
	constraint?: string;
	/** Where it was thrown: the frames only, since messages repeat SQL parameters and input. */
	at: string[];
	cause?: DescribedError;
}

/**
 * A stack without the message in front of it, whose lines may look like frames. None if the message is not found there.
 */
function framesOf({ stack = '', message }: Error): string[] {
	const start = stack.indexOf(message);
	if (start < 0) return [];
	return (
		stack
			.slice(start + message.length)
			.split('\n')
			// Node's own frames lead nowhere; behind those of the driver stands where the statement was written.
			.filter((line) => /^\s+at /.test(line) && !line.includes('node:'))
			.map((line) => line.trim())
			.slice(0, 8)
	);
}

/** An error without its message. */
export function describeError(error: unknown): DescribedError {
	if (!(error instanceof Error)) return { type: typeof error, at: [] };
	const { code, constraint_name: constraint } = error as { code?: unknown; constraint_name?: unknown };
	return {
		type: error.name,
		...(typeof code === 'string' && { code }),
		...(typeof constraint === 'string' && { constraint }),
		at: framesOf(error),
		...(error.cause !== undefined && { cause: describeError(error.cause) }),
	};
}
