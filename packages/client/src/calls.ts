/** How a client's calls are typed: as tRPC has them, with names and docs that an editor can show. */
import type { Mutation, Query, Routes } from '@betzenstein/server/contract';

/** How one call is made. */
export interface CallOptions {
	/** Ends the call at once, whatever it waits for. */
	signal?: AbortSignal | undefined;
}

/** What a call is given; an input that may be left out may be left out. */
type Given<Input> = undefined extends Input
	? [input?: Input, options?: CallOptions | undefined]
	: [input: Input, options?: CallOptions | undefined];

/** A procedure that only reads. */
export interface QueryCall<Input, Output> {
	/**
	 * Asks the server; what for is said at the procedure's name, before the dot. What fails for a passing reason is asked
	 * again.
	 * @throws what `bookingError`, `failureKind` and `describe` can be asked about
	 */
	query(...given: Given<Input>): Promise<Output>;
}

/** A procedure that changes something. */
export interface MutationCall<Input, Output> {
	/**
	 * Has it done; what, is said at the procedure's name, before the dot. What fails for a passing reason is sent again
	 * only if a second time does nothing.
	 * @throws what `bookingError`, `failureKind` and `describe` can be asked about
	 */
	mutate(...given: Given<Input>): Promise<Output>;
}

type CallsOf<Procedures> = {
	[Name in keyof Procedures]: Procedures[Name] extends Query<infer Input, infer Output>
		? QueryCall<Input, Output>
		: Procedures[Name] extends Mutation<infer Input, infer Output>
			? MutationCall<Input, Output>
			: never;
};

/** Without subscriptions: changes are heard of by `listen`. `Pick` keeps the docs. */
type Callable = Pick<Routes, Exclude<keyof Routes, 'live'>>;

/** Typed calls of every procedure: `client.booking.get.query({ id })`. */
export type Client = { [Room in keyof Callable]: CallsOf<Callable[Room]> };
