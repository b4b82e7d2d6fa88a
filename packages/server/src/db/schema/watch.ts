import { sql } from 'drizzle-orm';
import { boolean, check, date, pgTable, unique, uuid } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';
import { person } from './person.ts';

/** Days that somebody wants to be told of when nobody holds them any more (domain.md, Watching days). Gone once told. */
export const watch = pgTable(
	'watch',
	{
		id: uuid().primaryKey(),
		/** Who is told. No cascade: a person is not deleted while they watch. */
		personId: uuid()
			.notNull()
			.references(() => person.id),
		/** First day, inclusive. The watch is over once this day is. */
		startDate: date({ mode: 'string' }).notNull(),
		/** Last day, inclusive. */
		endDate: date({ mode: 'string' }).notNull(),
		/** Was the address typed in with the calendar link? Then nobody knows by whom, and the watch ends with that link. */
		isTyped: boolean().notNull(),
		createdAt: instant().notNull(),
	},
	(table) => [
		check('watch_dates', sql`${table.startDate} <= ${table.endDate}`),
		unique('watch_once').on(table.personId, table.startDate, table.endDate),
	],
);
