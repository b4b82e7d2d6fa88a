/** What every use case needs, made once at start. */
import type { Database, Unit } from './db/client.ts';
import type { House } from './domain/house.ts';
import type { AddressDigests } from './links/addressDigests.ts';
import type { Tokens } from './links/tokens.ts';
import type { Follower } from './links/versions.ts';

/**
 * Wakes the worker or the ticker once this transaction is committed, and never after a rollback. What is to be done is
 * in the rows.
 */
export interface JobQueue {
	/** There are mails to be delivered. */
	mails(unit: Unit): void;
	/** Something is due now. */
	tick(unit: Unit): void;
}

/** What has changed, as it changes. */
export interface Changes {
	/**
	 * How new the house is to this caller: at once, unless that is what they have seen already, and from then on at each
	 * change. Ends with `LINK_ENDED` when their link does, and otherwise with an `AbortError` alone.
	 * @param since the version they have seen
	 */
	follow(
		follower: Follower,
		how: { since?: number | undefined; signal?: AbortSignal | undefined },
	): AsyncGenerator<number>;
	/** Ends all of them with an `AbortError`, and each that is yet to begin. */
	close(): Promise<void>;
}

export interface Services {
	db: Database;
	/** The only source of "now"; reads and changes of the database hand it on. */
	clock: () => Date;
	house: House;
	tokens: Tokens;
	addressDigests: AddressDigests;
	queue: JobQueue;
	changes: Changes;
	/** This server as seen from outside, without a slash at the end. */
	apiUrl: string;
}
