import { index, integer, jsonb, pgEnum, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { MailFacts } from '../../domain/mail.ts';
import { MAIL_KINDS, MAIL_STATES } from '../../domain/mail.ts';
import { booking } from './booking.ts';
import { person } from './person.ts';

export const mailKind = pgEnum('mail_kind', MAIL_KINDS);
export const mailState = pgEnum('mail_state', MAIL_STATES);

/** The outbox: who is to be told what, recorded as facts in the transaction that causes it (BR-022). */
export const mail = pgTable(
	'mail',
	{
		id: uuid().primaryKey(),
		kind: mailKind().notNull(),
		/** To whom. */
		personId: uuid()
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		/** About which booking, if about one. */
		bookingId: uuid().references(() => booking.id, { onDelete: 'cascade' }),
		/** In which round of that booking. */
		round: integer(),
		/** What the text will say. */
		facts: jsonb().$type<MailFacts>().notNull(),
		/** Only for the last mail to somebody who was just forgotten: their person row holds no address any more. */
		address: text(),
		state: mailState().notNull().default('queued'),
		createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
	},
	(table) => [
		index('mail_by_booking').on(table.bookingId),
		index('mail_by_person').on(table.personId),
		index('mail_by_state').on(table.state, table.createdAt),
	],
);
