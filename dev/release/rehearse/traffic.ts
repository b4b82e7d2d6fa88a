/**
 * Calls of one person, and what came of all calls: what the client saw in the end, and what it saw before it tried
 * again.
 */
import { bookingError, type Client, createClient } from '@betzenstein/client';

/** What was answered, for the tables to be held against. */
export interface Answered {
	/** Booking ids of answered creates. */
	created: Set<string>;
	/** Highest answered revision by booking. */
	revisions: Map<string, number>;
	canceled: Set<string>;
	/** `<booking>/<party>` */
	approved: Set<string>;
	/** Creates that got no answer: committed or not, both are right. */
	unknownCreates: number;
}

export interface Tally {
	/** Finished calls, by procedure. */
	calls: Map<string, number>;
	/** Calls that the rules refused, as they must when people meet. */
	refused: number;
	/** Calls that failed for any other reason, after the client had tried again. */
	failed: string[];
	/** HTTP requests, and those of them without an answer or with 5xx: what a client without retries would have seen. */
	requests: number;
	failedRequests: string[];
	answered: Answered;
}

/** What people are told who ask for the same at the same time. */
const BY_THE_RULES = new Set([
	'DATES_TAKEN',
	'STALE_REVISION',
	'NOT_ALLOWED_NOW',
	'NOT_FOUND',
	'CONFIRMED_NEEDS_ACKNOWLEDGEMENT',
]);

export function createTally(): Tally {
	const answered = {
		created: new Set<string>(),
		revisions: new Map(),
		canceled: new Set<string>(),
		approved: new Set<string>(),
	};
	return {
		calls: new Map(),
		refused: 0,
		failed: [],
		requests: 0,
		failedRequests: [],
		answered: { ...answered, unknownCreates: 0 },
	};
}

/** A client whose requests are counted. */
export function countedClient(url: string, token: string, tally: Tally): Client {
	const countingFetch: typeof fetch = async (input, init) => {
		const path = new URL(`${input}`).pathname.replace('/trpc/', '');
		tally.requests++;
		try {
			const response = await fetch(input, init);
			if (response.status >= 500) tally.failedRequests.push(`${path}: ${response.status}`);
			return response;
		} catch (error) {
			tally.failedRequests.push(`${path}: ${(error as { cause?: { code?: string } }).cause?.code ?? error}`);
			throw error;
		}
	};
	return createClient({ url, token, fetch: countingFetch });
}

/** The value of the call, or undefined if it was refused or failed. */
export async function counted<T>(tally: Tally, procedure: string, call: Promise<T>): Promise<T | undefined> {
	tally.calls.set(procedure, (tally.calls.get(procedure) ?? 0) + 1);
	try {
		return await call;
	} catch (error) {
		const reason = bookingError(error)?.reason;
		if (reason && BY_THE_RULES.has(reason)) tally.refused++;
		else {
			tally.failed.push(`${procedure}: ${reason ?? error}`);
			if (procedure === 'booking.create') tally.answered.unknownCreates++;
		}
		return undefined;
	}
}
