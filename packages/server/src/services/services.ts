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
	/** In the order of `APPROVERS`. */
	parties: readonly Party[];
	limits: Limits;
}

/** Wakes those who work on what this transaction leaves for them: its commit does, a rollback never. Rows say what is to be done. */
export interface JobQueue {
	/** Mails were recorded. */
	mails(tx: Tx): void;
	/** Something is due now. */
	tick(tx: Tx): void;
}

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
