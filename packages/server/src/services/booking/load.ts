/** From rows to bookings. */

import type { DayRange } from '@betzenstein/shared';
import { and, asc, eq, gte, inArray, lte, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { approval, approver, booking, event, mail } from '../../db/schema/index.ts';
import type { ApprovalState, BookingState } from '../../domain/booking.ts';

/** A booking with its history: the rules look at `state`, a caller is shown all of it. */
export interface LoadedBooking {
	state: BookingState;
	events: (typeof event.$inferSelect)[];
	/** Parties whose mail of the current round finally failed. */
	mailFailedFor: ReadonlySet<string>;
}

/** The bookings with these ids, in this order; unknown ids are left out. Takes as long for an unknown id as for a known one. */
export async function loadBookings(tx: Tx, ids: string[]): Promise<LoadedBooking[]> {
	const [bookings, approvals, events] = await Promise.all([
		tx.select().from(booking).where(inArray(booking.id, ids)),
		tx
			.select({
				bookingId: approval.bookingId,
				party: approval.party,
				personId: approver.personId,
				decision: approval.decision,
				comment: approval.comment,
				decidedAt: approval.decidedAt,
				mailFailed: sql<boolean>`exists (select from ${mail} join ${booking} on ${booking.id} = ${mail.bookingId}
					where ${mail.bookingId} = ${approval.bookingId} and ${mail.personId} = ${approver.personId}
					and ${mail.round} = ${booking.round} and ${mail.state} = 'failed')`,
			})
			.from(approval)
			.innerJoin(approver, eq(approver.name, approval.party))
			.where(inArray(approval.bookingId, ids))
			.orderBy(asc(approver.position), asc(approver.name)),
		tx.select().from(event).where(inArray(event.bookingId, ids)).orderBy(asc(event.sequence)),
	]);
	return ids.flatMap((id) => {
		const row = bookings.find((candidate) => candidate.id === id);
		if (!row) return [];
		const own = approvals.filter(({ bookingId }) => bookingId === id);
		const { calendarGeneration: _, ...content } = row;
		return {
			state: { ...content, approvals: own.map(({ bookingId: _id, mailFailed: _failed, ...state }): ApprovalState => state) },
			events: events.filter(({ bookingId }) => bookingId === id),
			mailFailedFor: new Set(own.filter(({ mailFailed }) => mailFailed).map(({ party }) => party)),
		};
	});
}

/** Bookings that hold a day of `range` (BR-002), by start. */
export function loadHolding(tx: Tx, range: DayRange, exceptId: string) {
	return tx
		.select({ firstName: booking.firstName, status: booking.status, startDate: booking.startDate, endDate: booking.endDate })
		.from(booking)
		.where(
			and(
				inArray(booking.status, ['Pending', 'Confirmed']),
				lte(booking.startDate, range.endDate),
				gte(booking.endDate, range.startDate),
				ne(booking.id, exceptId),
			),
		)
		.orderBy(asc(booking.startDate));
}
