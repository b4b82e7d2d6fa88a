import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, pgTable, text, uuid, varchar } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';

/**
 * Somebody asked for a personal link (BR-021). Written the same way for every address; whose it is, and whether it is
 * too soon, is looked up later. Deleted after an hour, at the next request or within a day.
 */
export const linkRequest = pgTable(
	'link_request',
	{
		id: uuid().primaryKey(),
		/** As typed, trimmed and lower case. */
		email: text().notNull(),
		createdAt: instant().notNull(),
		/** Did it send a mail? Null until it was looked at; what was sent counts towards the hour's limit. */
		sent: boolean(),
	},
	(table) => [
		index('link_request_by_email').on(table.email, table.createdAt),
		check('link_request_email', sql`char_length(${table.email}) between 3 and 254`),
	],
);

/** Counters of `rate-limiter-flexible`, shared by all instances; its columns in its order. */
export const rateLimit = pgTable('rate_limit', {
	/** Limit and caller, the latter as a keyed digest. */
	key: varchar({ length: 255 }).primaryKey(),
	points: integer().notNull().default(0),
	/** Unix time in milliseconds. */
	expire: bigint({ mode: 'number' }),
});
