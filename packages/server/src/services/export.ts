/** What is stored about a person, for that person. */
import type { ExportedData, ExportedEvent, ExportedOperation } from '@betzenstein/shared';
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Tx } from '../db/client.ts';
import { event, linkRequest, operatorLog, person } from '../db/schema/index.ts';
import type { Services } from '../deps.ts';
import { rolesIn } from '../domain/booking.ts';
import type { Person } from '../domain/caller.ts';
import { viewOf } from '../domain/view.ts';
import { mailsTo } from '../outbox/mailed.ts';
import { loadBookings } from './booking/load.ts';
import { bookingsOf } from './forget.ts';
import { watchesOf } from './watches.ts';

/** Everything that is stored about a person. Whether they are blocked is not in it: who is has no link to ask with. */
export function exportData(services: Services, caller: Person): Promise<ExportedData> {
	return services.db.snapshot(async ({ tx, sql, today }) => {
		const [row] = await tx.select().from(person).where(eq(person.id, caller.personId));
		if (!row) throw new Error('A caller without a person');
		const requested = await bookingsOf(tx, row.id);
		const bookings = (await loadBookings(sql, requested)).map((loaded) =>
			viewOf(loaded, rolesIn(loaded.state, caller), today),
		);
		return {
			person: {
				email: caller.email,
				firstNames: [...new Set(bookings.map(({ firstName }) => firstName))],
				createdAt: row.createdAt,
				lastAskedAt: row.lastAskedAt,
				linkUsedAt: row.linkUsedAt,
				approverOf: caller.approverOf ?? null,
			},
			bookings,
			events: await eventsBy(tx, row.id),
			mails: await mailsTo(tx, row.id),
			watches: await watchesOf(sql, row.id, today),
			linkRequests: await tx
				.select({ at: linkRequest.createdAt })
				.from(linkRequest)
				.where(eq(linkRequest.email, caller.email))
				.orderBy(asc(linkRequest.createdAt)),
			operations: await operationsOn(tx, row.id, requested),
		};
	});
}

/** What a person did, on whose booking ever. */
async function eventsBy(tx: Tx, personId: string): Promise<ExportedEvent[]> {
	const rows = await tx
		.select({
			bookingId: event.bookingId,
			at: event.at,
			type: event.type,
			via: event.via,
			comment: event.comment,
			startDate: event.proposalStart,
			endDate: event.proposalEnd,
		})
		.from(event)
		.where(eq(event.personId, personId))
		.orderBy(asc(event.sequence));
	return rows.map(({ startDate, endDate, ...done }) => ({
		...done,
		...(startDate && endDate && { proposal: { startDate, endDate } }),
	}));
}

/** What the operator did to a person, to a booking of theirs, or to a mail to them. */
async function operationsOn(tx: Tx, personId: string, requested: string[]): Promise<ExportedOperation[]> {
	const { at, command, detail } = operatorLog;
	const isTheirMail = sql`exists (select from mail
		where mail.person_id = ${personId} and mail.id::text = any(string_to_array(${detail}, ' ')))`;
	const rows = await tx
		.select({ at, command, detail })
		.from(operatorLog)
		.where(
			or(
				eq(operatorLog.personId, personId),
				and(eq(command, 'cancel-leaked'), inArray(detail, requested)),
				and(eq(command, 'send-again'), isTheirMail),
			),
		)
		.orderBy(asc(operatorLog.sequence));
	// The ids of other people's mails may stand beside those of theirs.
	return rows.map(({ detail: about, ...done }) => ({
		...done,
		bookingId: done.command === 'cancel-leaked' ? about : null,
		party: done.command === 'replace-approver' ? about : null,
	}));
}
