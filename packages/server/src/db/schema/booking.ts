import { ACTOR_KINDS, BOOKING_STATUSES, type Day, DECISIONS, EVENT_TYPES, VIAS } from '@betzenstein/shared';
import { sql } from 'drizzle-orm';
import {
	bigint,
	check,
	date,
	index,
	integer,
	pgEnum,
	pgTable,
	primaryKey,
	smallint,
	text,
	uuid,
} from 'drizzle-orm/pg-core';
import { approver } from './house.ts';
import { instant } from './instant.ts';
import { person } from './person.ts';

export const bookingStatus = pgEnum('booking_status', BOOKING_STATUSES);
export const approvalDecision = pgEnum('approval_decision', DECISIONS);
export const eventType = pgEnum('event_type', EVENT_TYPES);
export const actorKind = pgEnum('actor_kind', ACTOR_KINDS);
export const via = pgEnum('via', VIAS);

/**
 * A stay that somebody asked for. That no two holding ones share a day (BR-002) is the exclusion constraint
 * `booking_no_overlap`, which Drizzle cannot declare: see the custom migration.
 */
export const booking = pgTable(
	'booking',
	{
		id: uuid().primaryKey(),
		requesterId: uuid()
			.notNull()
			.references(() => person.id),
		status: bookingStatus().notNull(),
		/** First day, inclusive (BR-001). */
		startDate: date({ mode: 'string' }).$type<Day>().notNull(),
		/** Last day, inclusive (BR-001). */
		endDate: date({ mode: 'string' }).$type<Day>().notNull(),
		firstName: text().notNull(),
		/** BR-017. */
		partySize: smallint().notNull(),
		affiliation: text()
			.notNull()
			.references(() => approver.name, { onUpdate: 'cascade' }),
		description: text(),
		/** How often the approvals have been started afresh. */
		round: integer().notNull(),
		/** Grows with every change. */
		revision: integer().notNull(),
		createdAt: instant().notNull(),
		lastActivityAt: instant().notNull(),
		/** The generation of the calendar link it was made with; null if made with a personal link. */
		calendarGeneration: integer(),
	},
	(table) => [
		check('booking_dates', sql`${table.startDate} <= ${table.endDate}`),
		check('booking_party_size', sql`${table.partySize} between 1 and 10`),
		check('booking_first_name', sql`char_length(${table.firstName}) between 1 and 40`),
		check('booking_description', sql`char_length(${table.description}) between 1 and 500`),
		check('booking_counters', sql`${table.round} >= 1 and ${table.revision} >= ${table.round}`),
		index('booking_by_requester').on(table.requesterId, table.lastActivityAt, table.id),
		index('booking_by_start').on(table.startDate),
		// Lists by newest activity, whoever they are for.
		index('booking_by_activity').on(table.lastActivityAt, table.id),
		// Few at any time, however many bookings there are: for what waits for answers, and how many each person has.
		index('booking_pending').on(table.requesterId, table.endDate).where(sql`${table.status} = 'Pending'`),
		index('booking_by_submission').on(table.requesterId, table.createdAt),
	],
);

/** One approver's answer in the booking's current round; the rows are made at submission and stay (BR-003). */
export const approval = pgTable(
	'approval',
	{
		bookingId: uuid()
			.notNull()
			.references(() => booking.id, { onDelete: 'cascade' }),
		party: text()
			.notNull()
			.references(() => approver.name, { onUpdate: 'cascade' }),
		decision: approvalDecision().notNull().default('NoResponse'),
		/** What they wrote with their answer; null once they were forgotten. */
		comment: text(),
		decidedAt: instant(),
	},
	(table) => [
		primaryKey({ columns: [table.bookingId, table.party] }),
		index('approval_by_party').on(table.party),
		check('approval_decided', sql`(${table.decision} = 'NoResponse') = (${table.decidedAt} is null)`),
		check(
			'approval_comment',
			sql`${table.comment} is null or (${table.decision} <> 'NoResponse' and char_length(${table.comment}) between 1 and 500)`,
		),
	],
);

/** The timeline: what happened, written with the change. Its order is `sequence`, not the clock. */
export const event = pgTable(
	'event',
	{
		sequence: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		bookingId: uuid()
			.notNull()
			.references(() => booking.id, { onDelete: 'cascade' }),
		at: instant().notNull(),
		type: eventType().notNull(),
		/** The role; a requester's name is the booking's first name. */
		actor: actorKind().notNull(),
		/** The party, for an approver. */
		party: text().references(() => approver.name, { onUpdate: 'cascade' }),
		/** The person behind it, if any. Never shown, since a timeline shows roles. */
		personId: uuid().references(() => person.id, { onDelete: 'set null' }),
		via: via().notNull(),
		comment: text(),
		fromStart: date({ mode: 'string' }).$type<Day>(),
		fromEnd: date({ mode: 'string' }).$type<Day>(),
		toStart: date({ mode: 'string' }).$type<Day>(),
		toEnd: date({ mode: 'string' }).$type<Day>(),
		/** The other days that a denial proposes: the booking's proposal, while that denial is in force. */
		proposalStart: date({ mode: 'string' }).$type<Day>(),
		proposalEnd: date({ mode: 'string' }).$type<Day>(),
	},
	(table) => [
		index('event_by_booking').on(table.bookingId, table.sequence),
		index('event_by_person').on(table.personId),
		check('event_party', sql`(${table.actor} = 'approver') = (${table.party} is not null)`),
		check('event_comment', sql`char_length(${table.comment}) between 1 and 500`),
		check(
			'event_dates',
			sql`num_nonnulls(${table.fromStart}, ${table.fromEnd}, ${table.toStart}, ${table.toEnd}) in (0, 4)`,
		),
		// Few: whose days may have been taken or freed is asked with every stay that comes or goes.
		index('event_proposals').on(table.bookingId).where(sql`${table.proposalStart} is not null`),
		check(
			'event_proposal',
			sql`num_nulls(${table.proposalStart}, ${table.proposalEnd}) = 2
				or (${table.type} = 'Denied' and ${table.proposalStart} <= ${table.proposalEnd}) is true`,
		),
	],
);

/** A create with a `requestKey`: for 24 h the same key leads to the same booking. Only digests are kept. */
export const createRequest = pgTable(
	'create_request',
	{
		/** SHA-256 of the key, hex. */
		keyHash: text().primaryKey(),
		/** SHA-256 of caller and content, hex. */
		contentHash: text().notNull(),
		bookingId: uuid()
			.notNull()
			.references(() => booking.id, { onDelete: 'cascade' }),
		createdAt: instant().notNull(),
		/** The requester's generation then: a repeat returns the token of that generation, even if it has ended. */
		generation: integer().notNull().default(1),
	},
	(table) => [
		index('create_request_by_age').on(table.createdAt),
		check(
			'create_request_hashes',
			sql`${table.keyHash} ~ '^[0-9a-f]{64}$' and ${table.contentHash} ~ '^[0-9a-f]{64}$'`,
		),
	],
);
