/** What every use case needs, made once at start. */
import { type Day, dayIn, type Party } from '@betzenstein/shared';
import { Temporal } from 'temporal-polyfill';
import type { Tokens } from '../access/tokens.ts';
import type { Database, Tx } from '../db/client.ts';
import type { Limits } from '../domain/limits.ts';

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

/** Wakes work in the transaction that causes it: commit wakes, rollback never does. */
export interface JobQueue {
	/** These mails are to be delivered. */
	mails(tx: Tx, mailIds: string[]): Promise<void>;
	/** Something is due now. */
	tick(tx: Tx): Promise<void>;
}

/** Where nobody works on jobs (the REPL, the operator's tool): the server's next tick finds what waits. */
export const noQueue: JobQueue = { mails: async () => {}, tick: async () => {} };

export interface Services {
	db: Database;
	/** The only source of "now". */
	clock: () => Date;
	house: House;
	tokens: Tokens;
	queue: JobQueue;
}

/** Now, and which day that is in the house's time zone. */
export function present({ clock, house }: Services): { now: Date; today: Day } {
	const now = clock();
	return { now, today: dayIn(house.timeZone, now) };
}

/** The instant at which `day` begins in `timeZone`; not always 24 hours after the one before. */
export function startOf(day: Day, timeZone: string): Date {
	return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}
