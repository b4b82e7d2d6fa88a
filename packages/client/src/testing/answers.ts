import {
	germanMessage,
	REASON_CODES,
	type Reason,
	type Refusal,
	type RefusalDetails,
	type refusal as refused,
} from '@betzenstein/shared';
import { TRPCClientError } from '@trpc/client';
import type { AppRouter, MutationPath, QueryPath, RouterInputs, RouterOutputs } from '../router.ts';

/** Any procedure that can be called once: `booking.create`. */
export type ProcedurePath = QueryPath | MutationPath;

/** What one of the router's inputs or outputs is. */
export type Of<All, Path extends ProcedurePath> = Path extends `${infer Group}.${infer Name}`
	? Group extends keyof All
		? Name extends keyof All[Group]
			? All[Group][Name]
			: never
		: never
	: never;

/** What one call is about. */
export interface FakeCall {
	/** The procedure. */
	path: ProcedurePath;
	/** What it is asked, as the caller gave it; a create holds the key that the client adds. */
	input: unknown;
	/** The caller's token; undefined for a stranger. */
	token: string | undefined;
}

/**
 * What each procedure answers: its output, a `refusal`, any other error for what is no refusal, such as
 * `new TypeError('fetch failed')` for a lost connection, or a function that gives or throws one of these.
 */
export type FakeAnswers = {
	[Path in ProcedurePath]?:
		| Of<RouterOutputs, Path>
		| Error
		| ((
				input: Of<RouterInputs, Path>,
				call: FakeCall,
		  ) => Of<RouterOutputs, Path> | Error | Promise<Of<RouterOutputs, Path> | Error>);
};

/**
 * The error that a call throws when the server refuses it so: to answer with, to throw, or to reject a mock with.
 * `bookingError` and `describe` read it like a real one.
 * @example
 * fakeClient({ 'booking.create': refusal('TOO_MANY_PENDING', { max: 5 }) });
 */
export function refusal<R extends Reason>(
	reason: R,
	...details: Parameters<typeof refused<R>> extends [R, ...infer Details] ? Details : never
): TRPCClientError<AppRouter> {
	return errorOf({ reason, details: (details[0] ?? {}) as RefusalDetails[R] } as Refusal);
}

/** The error for what nobody has an answer to. Refused, for the client would try again what got no answer. */
export const unanswered = (message: string): TRPCClientError<AppRouter> =>
	errorOf({ reason: 'INTERNAL', details: {} }, { message });

/** A refusal as the server's error. */
export function errorOf(
	refused: Refusal,
	{ message = germanMessage(refused), hint }: { message?: string; hint?: string } = {},
): TRPCClientError<AppRouter> {
	const code = REASON_CODES[refused.reason];
	return TRPCClientError.from<AppRouter>({
		error: {
			message,
			code: -32_600,
			data: { ...refused, code, httpStatus: STATUSES[code], requestId: 'fake', ...(hint && { hint }) },
		},
	} as never);
}

/** The HTTP status of each of tRPC's codes. */
const STATUSES: Record<(typeof REASON_CODES)[Reason], number> = {
	BAD_REQUEST: 400,
	UNAUTHORIZED: 401,
	FORBIDDEN: 403,
	NOT_FOUND: 404,
	CONFLICT: 409,
	PRECONDITION_FAILED: 412,
	TOO_MANY_REQUESTS: 429,
	INTERNAL_SERVER_ERROR: 500,
	SERVICE_UNAVAILABLE: 503,
};
