/** What no answer may hold, whatever was asked. */
import { REASON_CODES } from '@betzenstein/shared';
import type { RawAnswer } from './wire.ts';

/** Nothing of these is in any honest answer, and nothing that is thrown in comes back with one of them. */
const GIVEAWAYS: [what: string, pattern: RegExp][] = [
	['a stack', /\n\s+at |\\n\s+at (?!anna )|\bat (async )?\S+ \((file|node|\/)/],
	['a file path', /node_modules|packages\/server|\/work\/|\/var\/tmp|file:\/\/|node:internal|\.tsx?:\d+/],
	[
		'SQL',
		/Failed query|\bselect\b.{0,200}\bfrom "|insert into "|update "\w+" set|pg_advisory|\bconstraint "|\brelation "/i,
	],
	[
		'an error of a library',
		/TRPCError|ZodError|PostgresError|DrizzleQueryError|superjson|SyntaxError|TypeError|RangeError|Unexpected token/,
	],
	['a foreign secret', /blocked_at|link_used_at|key_hash|requester_id|"generation"/],
];

/** What an answer came to, and what is wrong with it. */
export interface Verdict {
	/** `ok`, reasons of refusals, or the status of an answer that is none of ours. */
	outcomes: string[];
	complaints: string[];
}

export function judge(target: string, { status, headers, body }: RawAnswer): Verdict {
	const complaints = GIVEAWAYS.filter(([, pattern]) => pattern.test(body)).map(([what]) => `holds ${what}`);
	if (status >= 500) complaints.push(`has status ${status}`);
	const type = headers['content-type'] ?? '';
	if (!/^\/trpc(\/|\?|$)/.test(target) || !/json|event-stream/.test(type))
		return { outcomes: [String(status)], complaints };

	// Streams keep alive with blank lines.
	const parts = body
		.split('\n')
		.flatMap((line) => (!type.includes('event-stream') ? line : line.startsWith('data: ') ? line.slice(6) : []))
		.filter((line) => line.trim() !== '')
		.map(parseOr(() => complaints.push('is not JSON')));
	const refusals = parts.flatMap(refusalsIn);
	for (const { reason } of refusals) {
		if (typeof reason !== 'string' || !Object.hasOwn(REASON_CODES, reason))
			complaints.push(`has the reason ${String(reason)}`);
		if (reason === 'INTERNAL' || reason === 'UNAVAILABLE') complaints.push(`is ${reason}`);
	}
	// An answer to HEAD has no body.
	if (status >= 400 && body !== '' && refusals.length === 0) complaints.push('is an error without a reason');
	return {
		outcomes:
			refusals.length > 0 ? refusals.map(({ reason }) => String(reason)) : [status < 300 ? 'ok' : String(status)],
		complaints,
	};
}

const parseOr =
	(otherwise: () => void) =>
	(line: string): unknown => {
		try {
			return JSON.parse(line);
		} catch {
			otherwise();
			return undefined;
		}
	};

/** The `data` of every tRPC error, however deep it lies in batches and streams. */
function refusalsIn(value: unknown): { reason?: unknown }[] {
	if (typeof value !== 'object' || value === null) return [];
	const { data, code } = value as { data?: unknown; code?: unknown };
	if (typeof code === 'number' && typeof data === 'object' && data !== null) return [data];
	return Object.values(value).flatMap(refusalsIn);
}
