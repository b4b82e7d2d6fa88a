import { and, asc, eq, lt } from 'drizzle-orm';
import { booking } from '../../db/schema/index.ts';
import type { Services } from '../../deps.ts';
import { RefusedError } from '../../domain/errors.ts';
import { changeBooking, only } from '../booking/change.ts';

/** BR-028: cancels Pending bookings whose last day is over. Returns how many. */
export async function expireBookings(services: Services): Promise<number> {
	const rows = await services.db.read(({ tx, today }) =>
		tx
			.select({ id: booking.id })
			.from(booking)
			.where(and(eq(booking.status, 'Pending'), lt(booking.endDate, today)))
			.orderBy(asc(booking.endDate)),
	);
	let expired = 0;
	for (const { id } of rows) {
		try {
			await changeBooking(services, { kind: 'system' }, id, only({ type: 'expire' }));
			expired++;
		} catch (error) {
			// Another instance was faster, or a decision at midnight.
			if (!(error instanceof RefusedError && error.refusal.reason === 'NOT_ALLOWED_NOW')) throw error;
		}
	}
	return expired;
}
