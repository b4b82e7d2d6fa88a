/** Who is in the house when. */
import {
	type CalendarRange,
	type CalendarRangeInput,
	type Day,
	type FullEntry,
	intersection,
	mergeRanges,
	refusal,
	totalDays,
} from '@betzenstein/shared';
import type { Fragment } from 'postgres';
import type { Sql } from '../db/client.ts';
import type { Services } from '../deps.ts';
import type { Caller } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import { holidaysBetween } from '../domain/holidays.ts';

/** How much of the calendar this caller may read. @throws RefusedError `LINK_REQUIRED`, `ROLE_REQUIRED` if nothing */
export function calendarDetail({ house }: Services, caller: Caller): 'full' | 'busy' {
	if (caller.kind === 'viewer' || caller.kind === 'person') return 'full';
	if (house.publicAvailability) return 'busy';
	throw new RefusedError(refusal(caller.kind === 'stranger' ? 'LINK_REQUIRED' : 'ROLE_REQUIRED'));
}

/** The stays that share a day with the range, and its holidays. @throws RefusedError `END_BEFORE_START` */
export function calendarRange(
	services: Services,
	detail: 'full' | 'busy',
	{ from, to }: CalendarRangeInput,
): Promise<CalendarRange> {
	if (to < from) throw new RefusedError(refusal('END_BEFORE_START'));
	return services.db.read(async ({ sql, today }) => {
		const stays = await sql<Stay[]>`
			select id as "bookingId", start_date as "startDate", end_date as "endDate", status, first_name as "firstName",
				party_size as "partySize", affiliation
			from booking
			where ${isStay(sql, today)} and daterange(start_date, end_date, '[]') && daterange(${from}, ${to}, '[]')
			order by start_date`;
		const holidays = holidaysBetween(from, to, services.house.holidayRegion);
		if (detail === 'busy') {
			// Cut off at today and at the range, so that the bounds of single stays do not show.
			const asked = { startDate: from > today ? from : today, endDate: to };
			const taken = stays.flatMap((stay) => intersection(stay, asked) ?? []);
			return { from, to, entries: mergeRanges(taken).map((range) => ({ detail, ...range })), holidays };
		}
		return { from, to, entries: stays.map((stay) => ({ detail, ...stay, totalDays: totalDays(stay) })), holidays };
	});
}

/** Does it stand in calendars? A past request that nobody answered was never a stay. */
export const isStay = (sql: Sql, today: Day): Fragment =>
	sql`(status = 'Confirmed' or status = 'Pending' and end_date >= ${today})`;

type Stay = Omit<FullEntry, 'detail' | 'totalDays'>;
