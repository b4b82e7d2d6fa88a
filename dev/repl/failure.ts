import { bookingError } from '@betzenstein/client';
import { ConfigError, RefusedError, refusalOf, TRPCError } from '@betzenstein/server';
import { germanMessage, type Refusal } from '@betzenstein/shared';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { indented, readable, type Style } from './print.ts';

/**
 * An error for people: of a refusal its reason, the German sentence and the details, of anything else what it says and
 * where in the developer's own code it came up.
 */
export function readableFailure(error: unknown, style: Style): string {
	const refused = refusalIn(error);
	if (refused)
		return [titleOf(refused), ...indented([...detailLines(refused, style), ...causeLines(error, refused)])].join('\n');
	if (error instanceof ExplainedError || error instanceof ConfigError) return error.message;
	if (!(error instanceof Error)) return `Thrown: ${readable(error, style)}`;
	return [...chainLines(error), ...ownFrames(error)].join('\n');
}

function refusalIn(error: unknown): Refusal | undefined {
	if (error instanceof RefusedError) return error.refusal;
	return error instanceof TRPCError ? refusalOf(error) : bookingError(error);
}

const titleOf = (refused: Refusal): string => `${refused.reason}: ${germanMessage(refused)}`;

const detailLines = ({ details }: Refusal, style: Style): string[] =>
	Object.keys(details).length === 0 ? [] : readable(details, style).split('\n');

/** Callers are told nothing of the cause; who works here has to find it. */
function causeLines(error: unknown, { reason }: Refusal): string[] {
	if (reason !== 'INTERNAL' && reason !== 'UNAVAILABLE') return [];
	const requestId = bookingError(error)?.requestId;
	if (requestId) return [`requestId: ${requestId} (in the server's log)`];
	const cause = error instanceof Error ? rootOf(error) : undefined;
	if (!cause) return [];
	return reason === 'INTERNAL' ? `${cause.stack}`.split('\n') : [cause.message];
}

function rootOf(error: Error): Error | undefined {
	const { cause } = error;
	return cause instanceof Error ? (rootOf(cause) ?? cause) : undefined;
}

/** An error and what caused it: Drizzle says only which statement failed, fetch only that it did. */
function chainLines(error: Error): string[] {
	const { cause } = error;
	if (!(cause instanceof Error)) return [`${error.name}: ${error.message}`];
	if (cause.message === error.message) return chainLines(cause);
	return [`${error.name}: ${error.message}`, ...indented(chainLines(cause))];
}

/** The frames in what was typed or in the script. */
function ownFrames({ stack = '' }: Error): string[] {
	return stack.split('\n').filter((line) => /^\s+at (.*\()?(REPL\d+|-e|stdin):\d+/.test(line));
}
