import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';

/** Somebody with an address. There are no accounts: a person is whoever holds the link mailed to it. */
export const person = pgTable(
	'person',
	{
		id: uuid().primaryKey(),
		/** Trimmed, lower case; null once this person asked to be forgotten. */
		email: text().unique(),
		/** Part of every token of this person; grows when the link is rotated, which ends all older ones at once. */
		generation: integer().notNull().default(1),
		createdAt: instant().notNull(),
		/** When they last asked for days or a booking of theirs was deleted; before that, when they were added. */
		lastAskedAt: instant().notNull(),
		/** First use of the personal link. Before that, mails to this address hold nothing that others typed. */
		linkUsedAt: instant(),
		/** Set by the operator: the links are dead and the address gets nothing. */
		blockedAt: instant(),
	},
	(table) => [
		check(
			'person_email',
			sql`${table.email} = lower(btrim(${table.email})) and char_length(${table.email}) between 3 and 254`,
		),
		check('person_generation', sql`${table.generation} >= 1`),
	],
);

/** An address that was forgotten while it was blocked: the block outlives it. */
export const blockedAddress = pgTable(
	'blocked_address',
	{
		/** HMAC-SHA256 of the address, by one of the link keys; hex. */
		digest: text().primaryKey(),
		blockedAt: instant().notNull(),
	},
	(table) => [check('blocked_address_digest', sql`${table.digest} ~ '^[0-9a-f]{64}$'`)],
);
