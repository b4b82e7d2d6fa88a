/** Mails that finally failed, for the operator. */
import { and, eq, gt, gte, inArray, ne, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { noteOperation } from '../db/operatorLog.ts';
import { mail } from '../db/schema/index.ts';
import type { Services } from '../deps.ts';
import { KEPT_MS } from './policy.ts';

/** A failed mail, as the operator sees it in the list. */
export interface FailedMail {
	id: string;
	kind: string;
	failure: string | null;
	createdAt: Date;
}

export function failedMails({ db }: Pick<Services, 'db'>): Promise<FailedMail[]> {
	return db.read(({ tx }) =>
		tx
			.select({ id: mail.id, kind: mail.kind, failure: mail.failure, createdAt: mail.createdAt })
			.from(mail)
			.where(eq(mail.state, 'failed'))
			.orderBy(mail.sequence),
	);
}

/**
 * Sends failed mails again, under a new key, since the provider may know the old one. Mails older than 30 days have no
 * text any more. Returns how many it sends.
 * @param which their ids, or `all`, except where the same person has been told something newer about the booking
 */
export async function sendAgain(
	{ db, queue }: Pick<Services, 'db' | 'queue'>,
	which: string[] | 'all',
): Promise<number> {
	return db.note(async (unit) => {
		const { tx, now } = unit;
		const keptSince = new Date(now.getTime() - KEPT_MS);
		const newer = alias(mail, 'newer');
		const isOvertaken = tx
			.select({ one: sql`1` })
			.from(newer)
			.where(
				and(
					eq(newer.personId, mail.personId),
					eq(newer.bookingId, mail.bookingId),
					gt(newer.sequence, mail.sequence),
					ne(newer.state, 'failed'),
				),
			);
		const rows = await tx
			.update(mail)
			.set({
				state: 'queued',
				failure: null,
				firstAttemptAt: null,
				providerId: null,
				deliveredAt: null,
				dueAt: sql`now()`,
				attempts: 0,
				resends: sql`${mail.resends} + 1`,
			})
			.where(
				and(
					which === 'all' ? notExists(isOvertaken) : inArray(mail.id, which),
					eq(mail.state, 'failed'),
					gte(mail.createdAt, keptSince),
				),
			)
			.returning({ id: mail.id });
		if (rows.length === 0) return 0;
		queue.mails(unit);
		noteOperation(unit, { command: 'send-again', detail: rows.map(({ id }) => id).join(' ') });
		return rows.length;
	});
}
