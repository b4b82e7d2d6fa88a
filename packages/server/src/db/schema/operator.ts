import { bigint, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';
import { person } from './person.ts';

/** What the operator changed, written in the transaction of each change. Without addresses: it outlives them. */
export const operatorLog = pgTable(
	'operator_log',
	{
		/** The order of the changes. */
		sequence: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		at: instant().notNull(),
		/** As `admin` calls it: `block`, `send-again`. */
		command: text().notNull(),
		/** To whom it was done; null if to nobody, and once their row is deleted. */
		personId: uuid().references(() => person.id, { onDelete: 'set null' }),
		/** What else it was done to: a party's name, a generation, ids of bookings or mails. */
		detail: text(),
	},
	(table) => [index('operator_log_by_person').on(table.personId)],
);
