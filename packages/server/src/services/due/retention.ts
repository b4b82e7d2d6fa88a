/** BR-013: deletes what nobody needs any more. */
import { addMonths, type Day, KEPT } from '@betzenstein/shared';
import { and, eq, inArray, lt, ne, notExists, or, sql } from 'drizzle-orm';
import { happensNow, hasHappened } from '../../db/occasion.ts';
import {
	approver,
	booking,
	createRequest,
	linkRequest,
	mail,
	occasion,
	operatorLog,
	person,
	watch,
} from '../../db/schema/index.ts';
import type { Services } from '../../deps.ts';
import type { MailFacts } from '../../domain/mail.ts';
import { KEPT_MS } from '../../outbox/policy.ts';
import { startOf } from '../houseTime.ts';
import { keepBlocks } from '../person.ts';

const DAY_MS = 86_400_000;
const NOTHING: MailFacts = { roles: [], personalLink: false, booking: null };

const keyOf = (today: Day): string => `retention/${today}`;

/**
 * Once a day: deletes old Canceled and Denied bookings, texts of sent mails, watches that are over, addresses without
 * a booking, and what the operator changed long ago.
 */
export async function forgetOldThings(services: Services): Promise<void> {
	// This runs every minute, but takes the house's lock only once a day.
	if (await services.db.read(({ tx, today }) => hasHappened(tx, keyOf(today)))) return;
	await services.db.write(async (unit) => {
		const { tx, now, today } = unit;
		if (!(await happensNow(tx, keyOf(today), now))) return;
		const monthsAgo = (months: number) => startOf(addMonths(today, -months), services.house.timeZone);
		const yearAgo = monthsAgo(KEPT.unusedMonths);
		const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);

		const deleted = await tx
			.delete(booking)
			.where(
				or(
					and(eq(booking.status, 'Canceled'), lt(booking.lastActivityAt, yearAgo)),
					and(eq(booking.status, 'Denied'), lt(booking.endDate, today)),
				),
			)
			.returning({ personId: booking.requesterId });
		const lost = deleted.map(({ personId }) => personId);
		if (lost.length > 0) await tx.update(person).set({ lastAskedAt: now }).where(inArray(person.id, lost));
		await tx
			.update(mail)
			.set({ content: null, facts: NOTHING })
			.where(and(ne(mail.state, 'queued'), lt(mail.createdAt, new Date(now.getTime() - KEPT_MS))));
		const asked = tx.select({ one: sql`1` }).from(booking).where(eq(booking.requesterId, person.id));
		const decides = tx.select({ one: sql`1` }).from(approver).where(eq(approver.personId, person.id));
		await tx.delete(watch).where(lt(watch.startDate, today));
		const watches = tx.select({ one: sql`1` }).from(watch).where(eq(watch.personId, person.id));
		const gone = await tx
			.delete(person)
			.where(and(lt(person.lastAskedAt, yearAgo), notExists(asked), notExists(decides), notExists(watches)))
			.returning({ email: person.email, blockedAt: person.blockedAt });
		await keepBlocks(unit.sql, services, gone);
		await tx.delete(createRequest).where(lt(createRequest.createdAt, daysAgo(1)));
		await tx.delete(linkRequest).where(lt(linkRequest.createdAt, daysAgo(KEPT.linkRequestDays)));
		await tx.delete(operatorLog).where(lt(operatorLog.at, monthsAgo(KEPT.operationMonths)));
		// Nothing older than this can be due again.
		await tx.delete(occasion).where(lt(occasion.at, yearAgo));
	});
}
