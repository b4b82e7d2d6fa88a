/** The log. What may get into it from an error is listed here, so that no address, name, comment or token does. */
import { type Logger, pino } from 'pino';

export type Log = Logger;

export const createLog = (level: string): Log => pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });

/** An error without its message. */
export interface DescribedError {
	type: string;
	/** The code of the database, the system or a library. */
	code?: string;
	constraint?: string;
	/** Where it was thrown: the frames only, since messages repeat SQL parameters and input. */
	at: string[];
	cause?: DescribedError;
}

/** The frames of a stack, after its message, whose lines may look like frames. None if the message is not in it. */
function framesOf({ stack = '', message }: Error): string[] {
	const start = stack.indexOf(message);
	if (start < 0) return [];
	return (
		stack
			.slice(start + message.length)
			.split('\n')
			// Node's own frames do not help; after those of the driver comes the place where the statement was written.
			.filter((line) => /^\s+at /.test(line) && !line.includes('node:'))
			.map((line) => line.trim())
			.slice(0, 8)
	);
}

/** What may be told of an error. */
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
