/** Who is in the house when. */
import { type CalendarRange, type CalendarRangeInput, type Day, refusal } from '@betzenstein/shared';
import type { Fragment } from 'postgres';
import type { Sql } from '../db/client.ts';
import type { Services } from '../deps.ts';
import { type CalendarStay, calendarOf } from '../domain/calendar.ts';
import { RefusedError } from '../domain/errors.ts';

/** The stays that share a day with the range, and its holidays. @throws RefusedError `END_BEFORE_START` */
export function calendarRange(
	{ db, house }: Services,
	detail: 'full' | 'busy',
	range: CalendarRangeInput,
): Promise<CalendarRange> {
	const { from, to } = range;
	if (to < from) throw new RefusedError(refusal('END_BEFORE_START'));
	return db.read(async ({ sql, today }) => {
		const stays = await sql<CalendarStay[]>`
			select id as "bookingId", start_date as "startDate", end_date as "endDate", status, first_name as "firstName",
				party_size as "partySize", affiliation
			from booking
			where ${isStay(sql, today)} and daterange(start_date, end_date, '[]') && daterange(${from}, ${to}, '[]')
			order by start_date`;
		return calendarOf(house, detail, range, stays, today);
	});
}

/** Does it stand in calendars? A past request that nobody answered was never a stay. */
export const isStay = (sql: Sql, today: Day): Fragment =>
	sql`(status = 'Confirmed' or status = 'Pending' and end_date >= ${today})`;
