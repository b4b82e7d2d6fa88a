/** Who is told what (BR-022): recorded in the transaction of its cause, with a job that wakes the delivery. */
import { randomUUID } from 'node:crypto';
import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { JSONValue } from 'postgres';
import type { Unit } from '../db/client.ts';
import { mail } from '../db/schema/index.ts';
import { happensNow } from './occasion.ts';
import type { Services } from './services.ts';

/** A mail to be; its id and its time are made here. */
export type NewMail = Pick<typeof mail.$inferInsert, 'kind' | 'personId' | 'facts' | 'bookingId' | 'round' | 'address'>;

/** Commit sends, rollback never does. */
export function recordMails(unit: Unit, { queue }: Pick<Services, 'queue'>, mails: NewMail[]): void {
	if (mails.length === 0) return;
	const { sql, now } = unit;
	const rows = mails.map(({ bookingId = null, round = null, address = null, ...mail }) => ({
		id: randomUUID(),
		...mail,
		bookingId,
		round,
		address,
	}));
	unit.send(sql`insert into mail (id, kind, person_id, booking_id, round, facts, address, created_at, due_at)
		select r.id, r.kind, r."personId", r."bookingId", r.round, r.facts, r.address, ${now}, ${now}
		from jsonb_to_recordset(${sql.json(rows as unknown as JSONValue)})
			as r(id uuid, kind mail_kind, "personId" uuid, "bookingId" uuid, round integer, facts jsonb, address text)`);
	queue.mails(unit);
}

/** Long enough for a job to be seen; a row older than this without one has lost it. */
const LOST_AFTER_MS = 60_000;

/** Wakes the delivery of every mail that still waits; a job that is there already stays the only one. */
export async function wakeWaitingMails({ db, queue, clock }: Services): Promise<number> {
	return db.note(async (unit) => {
		const { tx } = unit;
		const lostBefore = new Date(clock().getTime() - LOST_AFTER_MS);
		const waiting = await tx
			.select({ id: mail.id })
			.from(mail)
			.where(and(eq(mail.state, 'queued'), lt(mail.createdAt, lostBefore)))
			.limit(1_000);
		if (waiting.length > 0) queue.mails(unit);
		return waiting.length;
	});
}

/** What the provider says of a mail later. */
export type DeliveryEvent = { kind: 'delivered' } | { kind: 'failed'; why: string };

export interface DeliveryNews {
	/** The event's own id: one that comes again is ignored. */
	eventId: string;
	/** The provider's id of the mail; unknown ones are somebody else's. */
	providerId: string;
	event: DeliveryEvent;
}

/** A mail that was accepted has arrived, or has not. */
export async function noteDelivery({ db, clock }: Services, { eventId, providerId, event }: DeliveryNews): Promise<void> {
	await db.note(async ({ tx }) => {
		if (!(await happensNow(tx, `webhook/${eventId}`, clock()))) return;
		const change = event.kind === 'delivered' ? { deliveredAt: clock() } : ({ state: 'failed', failure: event.why } as const);
		await tx
			.update(mail)
			.set(change)
			.where(and(eq(mail.providerId, providerId), eq(mail.state, 'sent')));
	});
}

/** A mail that finally failed, as the operator lists it. */
export interface FailedMail {
	id: string;
	kind: string;
	failure: string | null;
	createdAt: Date;
}

export function failedMails({ db }: Services): Promise<FailedMail[]> {
	return db.read(({ tx }) =>
		tx
			.select({ id: mail.id, kind: mail.kind, failure: mail.failure, createdAt: mail.createdAt })
			.from(mail)
			.where(eq(mail.state, 'failed'))
			.orderBy(mail.createdAt),
	);
}

/** So long a mail's text and facts are kept (domain.md, Keeping and forgetting). */
export const KEPT_MS = 30 * 86_400_000;

/** Sends failed mails again, under a new key: the provider may know the old one. Answers how many; those older than 30 days have no text any more. */
export async function sendAgain({ db, queue, clock }: Services, ids: string[]): Promise<number> {
	return db.note(async (unit) => {
		const { tx } = unit;
		const keptSince = new Date(clock().getTime() - KEPT_MS);
		const rows = await tx
			.update(mail)
			.set({ state: 'queued', failure: null, firstAttemptAt: null, providerId: null, resends: sql`${mail.resends} + 1` })
			.where(and(inArray(mail.id, ids), eq(mail.state, 'failed'), gte(mail.createdAt, keptSince)))
			.returning({ id: mail.id });
		if (rows.length > 0) queue.mails(unit);
		return rows.length;
	});
}
