/** What every use case needs, made once at start. */

import type { Party } from '@betzenstein/shared';
import type { Database, Unit } from './db/client.ts';
import type { Limits } from './domain/limits.ts';
import type { AddressDigests } from './links/addressDigests.ts';
import type { Tokens } from './links/tokens.ts';

/** The house as configured. */
export interface House {
	name: string;
	/** IANA name. */
	timeZone: string;
	/** ISO 3166-2. */
	holidayRegion: string;
	publicAvailability: boolean;
	/** Does anybody read what is answered to a mail? */
	replies: boolean;
	/** In the order of `APPROVERS`. */
	parties: readonly Party[];
	limits: Limits;
}

/**
 * Wakes those who work on what this transaction leaves for them: its commit does, a rollback never. Rows say what is to
 * be done.
 */
export interface JobQueue {
	/** There are mails to be delivered. */
	mails(unit: Unit): void;
	/** Something is due now. */
	tick(unit: Unit): void;
}

export interface Services {
	db: Database;
	/** The only source of "now"; reads and changes of the database hand it on. */
	clock: () => Date;
	house: House;
	tokens: Tokens;
	addressDigests: AddressDigests;
	queue: JobQueue;
	/** This server as seen from outside, without a slash at the end. */
	apiUrl: string;
}
