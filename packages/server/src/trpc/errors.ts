/** What an error looks like from outside. Only members of the closed union of refusals leave the server. */
import { germanMessage, REASON_CODES, type Refusal, refusal } from '@betzenstein/shared';
import { fieldIssues, inputHint } from '@betzenstein/shared/schema';
import { type TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { type TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { ZodError } from 'zod';
import { RefusedError } from '../domain/errors.ts';

/** `data` of an error answer: the refusal, and what the transport adds (contract.md). */
export type ApiErrorData = Refusal & {
	/** tRPC's own code; coarser than `reason`. */
	code: TRPC_ERROR_CODE_KEY;
	/** The HTTP status of this call; a batch with different ones answers 207. */
	httpStatus: number;
	/** The procedure, if one was reached. */
	path?: string;
	/** Finds the request in the log. */
	requestId?: string;
	/** In English, for developers: what is wrong with the request itself, if it is that. */
	hint?: string;
};

/** An error answer. `message` is German and fit to show. */
export interface ApiErrorShape extends TRPCDefaultErrorShape {
	/** The refusal, and what the transport adds. */
	data: ApiErrorData;
}

/** tRPC's own errors for a request that reached no procedure; they keep their HTTP status. */
const MALFORMED: ReadonlySet<TRPC_ERROR_CODE_KEY> = new Set([
	'PARSE_ERROR',
	'BAD_REQUEST',
	'METHOD_NOT_SUPPORTED',
	'PAYLOAD_TOO_LARGE',
	'UNSUPPORTED_MEDIA_TYPE',
	'UNPROCESSABLE_CONTENT',
]);

/** The refusal behind an error. Anything unforeseen is `INTERNAL` and does not tell its cause. */
export function refusalOf(error: TRPCError): Refusal {
	if (error.cause instanceof RefusedError) return error.cause.refusal;
	if (MALFORMED.has(error.code))
		return refusal('INVALID_INPUT', { fields: error.cause instanceof ZodError ? fieldIssues(error.cause) : [] });
	// No such procedure.
	if (error.code === 'NOT_FOUND') return refusal('NOT_FOUND');
	return refusal('INTERNAL');
}

/** The answer for an error. */
export function errorShape(error: TRPCError, path: string | undefined, requestId: string | undefined): ApiErrorShape {
	const refused = refusalOf(error);
	const code =
		refused.reason === 'INVALID_INPUT' && MALFORMED.has(error.code) ? error.code : REASON_CODES[refused.reason];
	// A path that names no procedure is the caller's own text: somebody's token, perhaps.
	const hint = hintOf(error);
	const isProcedure = path !== undefined && (error.code !== 'NOT_FOUND' || error.cause instanceof RefusedError);
	return {
		message: germanMessage(refused),
		code: TRPC_ERROR_CODES_BY_KEY[code],
		data: {
			...refused,
			code,
			httpStatus: statusOf(code),
			...(isProcedure && { path }),
			...(requestId !== undefined && { requestId }),
			...(hint !== undefined && { hint }),
		},
	};
}

/**
 * What is wrong with a request that is not as it should be. Never a library's message: it repeats what the caller sent,
 * which may be somebody's token.
 */
const HINTS: Partial<Record<TRPC_ERROR_CODE_KEY, string>> = {
	BAD_REQUEST: 'This is no call as tRPC has them: the body, or `input` in the address, has to be JSON.',
	PARSE_ERROR: 'The body, or `input` in the address, is not JSON.',
	METHOD_NOT_SUPPORTED: 'Queries take GET and POST, mutations POST, subscriptions GET.',
	PAYLOAD_TOO_LARGE: 'That is more than fits into one request.',
	UNSUPPORTED_MEDIA_TYPE: 'A POST needs the header `content-type: application/json`.',
	UNPROCESSABLE_CONTENT: 'The body cannot be read.',
	NOT_FOUND: 'There is no procedure of this name.',
};

function hintOf({ code, cause }: TRPCError): string | undefined {
	if (cause instanceof RefusedError) return undefined;
	return cause instanceof ZodError ? inputHint(cause) : HINTS[code];
}

/** The HTTP status of a request with one call that was refused so. */
export const statusOf = (code: TRPC_ERROR_CODE_KEY): number => getHTTPStatusCodeFromError(new TRPCError({ code }));
