import { sql } from 'drizzle-orm';
import { bigint, boolean, check, integer, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';
import { person } from './person.ts';

/** The one house: a single row. */
export const house = pgTable(
	'house',
	{
		id: smallint().primaryKey().default(1),
		/** Grows when the calendar link is rotated; older links end. */
		calendarGeneration: integer().notNull().default(1),
		/**
		 * Grows in every transaction that changes something an answer depends on, whoever makes the change: a trigger
		 * sees to that (`bump_house_version` in the migrations). Never reused, even after a restore, because it is at
		 * least the milliseconds since 1970.
		 */
		version: bigint({ mode: 'number' }).notNull().default(1),
		/** The version at which what a viewer may see of the calendar last changed; the same function keeps it. */
		calendarVersion: bigint({ mode: 'number' }).notNull().default(1),
	},
	(table) => [
		check('house_single', sql`${table.id} = 1`),
		check('house_generation', sql`${table.calendarGeneration} >= 1`),
	],
);

/**
 * The house's version at which something about a booking last changed that its requester may see; the same function
 * keeps it. Approvers see every booking, so for them it is the house's own. No foreign keys: what they delete would be
 * locked before the house's row.
 */
export const news = pgTable('news', {
	/** A booking, or somebody who asked for one. */
	about: uuid().primaryKey(),
	version: bigint({ mode: 'number' }).notNull(),
});

/** An approver as a party, upserted from `APPROVERS` at start, keyed by name (BR-003). */
export const approver = pgTable(
	'approver',
	{
		name: text().primaryKey(),
		/** `#RRGGBB`. */
		color: text().notNull(),
		/** The order in which approvers are listed. */
		position: smallint().notNull(),
		/** The person who decides for this party now. */
		personId: uuid()
			.notNull()
			.references(() => person.id),
		/** False once `APPROVERS` no longer lists it: older bookings keep it, new ones do without. */
		active: boolean().notNull().default(true),
		/**
		 * SHA-256 (hex) of its address in `APPROVERS` at the last start; null if it was not listed. While that stays the
		 * same, so does the approver whom the operator has put in. Not keyed, because it must outlive the links' keys.
		 */
		configured: text(),
		createdAt: instant().notNull(),
	},
	(table) => [
		uniqueIndex('approver_active_person').on(table.personId).where(sql`${table.active}`),
		check('approver_name', sql`char_length(${table.name}) between 1 and 40`),
		check('approver_color', sql`${table.color} ~ '^#[0-9A-Fa-f]{6}$'`),
	],
);

/** The notes of the house: a single row. Not in the house's own, which every change of anything writes to. */
export const notes = pgTable(
	'notes',
	{
		id: smallint().primaryKey().default(1),
		/** Empty until somebody writes them. */
		text: text().notNull().default(''),
		/** Grows with every change. */
		revision: integer().notNull().default(1),
		/** When they were last changed; null as long as nobody has. */
		updatedAt: instant(),
		/** The party that changed them last. No person: who is forgotten leaves the house its notes. */
		updatedBy: text().references(() => approver.name, { onUpdate: 'cascade' }),
	},
	(table) => [
		check('notes_single', sql`${table.id} = 1`),
		check('notes_text', sql`char_length(${table.text}) <= 4000`),
		check('notes_revision', sql`${table.revision} >= 1`),
		check('notes_changed', sql`num_nulls(${table.updatedAt}, ${table.updatedBy}) in (0, 2)`),
	],
);
