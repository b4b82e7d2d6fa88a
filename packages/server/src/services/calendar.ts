/** Who is in the house when. */
import { type CalendarRange, type CalendarRangeInput, intersection, mergeRanges, refusal, totalDays } from '@betzenstein/shared';
import { and, asc, eq, gte, lte, or } from 'drizzle-orm';
import { booking } from '../db/schema/index.ts';
import type { Caller } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import { holidaysBetween } from '../domain/holidays.ts';
import { present, type Services } from './services.ts';

/** May this caller read the calendar, and how much of it? @throws RefusedError `LINK_REQUIRED`, `ROLE_REQUIRED` */
export function calendarDetail({ house }: Services, caller: Caller): 'full' | 'busy' {
	if (caller.kind === 'viewer' || caller.kind === 'person') return 'full';
	if (house.publicAvailability) return 'busy';
	throw new RefusedError(refusal(caller.kind === 'stranger' ? 'LINK_REQUIRED' : 'ROLE_REQUIRED'));
}

/** The stays that share a day with the range, and its holidays. @throws RefusedError `END_BEFORE_START` */
export function calendarRange(services: Services, detail: 'full' | 'busy', { from, to }: CalendarRangeInput): Promise<CalendarRange> {
	if (to < from) throw new RefusedError(refusal('END_BEFORE_START'));
	return services.db.read(async (tx) => {
		const { today } = present(services);
		// A past request that nobody answered was never a stay.
		const isShown = or(eq(booking.status, 'Confirmed'), and(eq(booking.status, 'Pending'), gte(booking.endDate, today)));
		const stays = await tx
			.select()
			.from(booking)
			.where(and(isShown, lte(booking.startDate, to), gte(booking.endDate, from)))
			.orderBy(asc(booking.startDate));
		const holidays = holidaysBetween(from, to, services.house.holidayRegion);
		if (detail === 'busy') {
			// Cut at today and at the range, so that no bound of a single stay shows.
			const asked = { startDate: from > today ? from : today, endDate: to };
			const taken = stays.flatMap((stay) => intersection(stay, asked) ?? []);
			return { from, to, entries: mergeRanges(taken).map((range) => ({ detail, ...range })), holidays };
		}
		const entries = stays.map(({ id, startDate, endDate, status, firstName, partySize, affiliation }) => ({
			detail,
			bookingId: id,
			startDate,
			endDate,
			totalDays: totalDays({ startDate, endDate }),
			status,
			firstName,
			partySize,
			affiliation,
		}));
		return { from, to, entries, holidays };
	});
}
