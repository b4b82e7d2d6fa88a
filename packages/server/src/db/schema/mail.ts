import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, pgEnum, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { MAIL_KINDS, MAIL_STATES, type MailContent, type MailFacts } from '../../domain/mail.ts';
import { booking } from './booking.ts';
import { instant } from './instant.ts';
import { person } from './person.ts';

export const mailKind = pgEnum('mail_kind', MAIL_KINDS);
export const mailState = pgEnum('mail_state', MAIL_STATES);

/** The outbox: who is to be told what, recorded as facts in the transaction that causes it (BR-022). */
export const mail = pgTable(
	'mail',
	{
		id: uuid().primaryKey(),
		/** The order of the causes, in which one person's mails are sent. */
		sequence: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
		kind: mailKind().notNull(),
		/** The recipient. */
		personId: uuid()
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		/** The booking it is about, if any. */
		bookingId: uuid().references(() => booking.id, { onDelete: 'cascade' }),
		/** The round of that booking when it was recorded. */
		round: integer(),
		/** What the text is written from. */
		facts: jsonb().$type<MailFacts>().notNull(),
		/**
		 * The text, written before the first try, without working links; null before that and 30 days after it was sent.
		 */
		content: jsonb().$type<MailContent>(),
		/** The recipient's generation at the first try: every try carries the same links. */
		linkGeneration: integer(),
		/** Only for the last mail to somebody who was just forgotten, whose person row holds no address any more. */
		address: text(),
		state: mailState().notNull().default('queued'),
		createdAt: instant().notNull(),
		firstAttemptAt: instant(),
		/** When the provider accepted it. */
		sentAt: instant(),
		/** When it arrived, as far as the provider says. */
		deliveredAt: instant(),
		/** The provider's id, once accepted. */
		providerId: text(),
		/** Why it failed: the provider's code, `bounced`, `no_address`, or `unknown` after 23 hours. */
		failure: text(),
		/**
		 * A waiting mail is not tried before this. Whoever takes it in hand moves this on, so that a crash only delays it.
		 */
		dueAt: instant().notNull().defaultNow(),
		/** How often it was taken in hand since it was recorded or sent again. */
		attempts: integer().notNull().default(0),
		/** How often the operator has sent it again. */
		resends: integer().notNull().default(0),
		/** The trace of what caused it, if one was kept: `traceparent` of W3C Trace Context. */
		traceparent: text(),
	},
	(table) => [
		index('mail_by_booking').on(table.bookingId),
		index('mail_by_person').on(table.personId),
		index('mail_by_state').on(table.state, table.createdAt),
		index('mail_by_provider_id').on(table.providerId),
		index('mail_waiting').on(table.personId, table.sequence).where(sql`${table.state} = 'queued'`),
		check('mail_failed', sql`(${table.state} = 'failed') = (${table.failure} is not null)`),
	],
);

/** Something that happens once, however many instances run: its key says what and when. */
export const occasion = pgTable('occasion', {
	/** E.g. `digest/Ingeborg/2027-W12` or `reminder/<booking>/<round>`. */
	key: text().primaryKey(),
	at: instant().notNull(),
});
