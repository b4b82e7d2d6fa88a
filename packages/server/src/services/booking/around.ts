/** Looking up the stays around a booking (`domain/context.ts`). */
import { type Day, NEAR_DAYS } from '@betzenstein/shared';
import type { Fragment } from 'postgres';
import type { Sql } from '../../db/client.ts';
import type { Midst, Stay } from '../../domain/context.ts';

/** Days and party, as SQL expressions. */
type Wanted = Record<'start' | 'end' | 'party', Fragment>;

/** The stays near these days, and the Confirmed ones of the party in the year in which they start. */
export const selectAround = (sql: Sql, { start, end, party }: Wanted): Fragment => sql`
	select o.id, o.status, o.start_date as "startDate", o.end_date as "endDate", o.first_name as "firstName", o.affiliation
	from booking o where o.status in ('Pending', 'Confirmed') and (
		daterange(o.start_date, o.end_date, '[]')
			&& daterange(${start} - ${NEAR_DAYS + 1}::int, greatest(${start}, ${end}) + ${NEAR_DAYS + 1}::int, '[]')
		or o.status = 'Confirmed' and o.affiliation = ${party} and daterange(o.start_date, o.end_date, '[]')
			&& daterange(date_trunc('year', ${start})::date, (date_trunc('year', ${start}) + interval '1 year')::date))`;

/** The stays around a new booking. */
export async function loadAround(sql: Sql, { startDate, endDate, affiliation }: Omit<Midst, 'id'>): Promise<Stay[]> {
	const wanted = { start: sql`${startDate}::date`, end: sql`${endDate}::date`, party: sql`${affiliation}` };
	return sql<Stay[]>`${selectAround(sql, wanted)}`;
}

/** The stays around this requester's booking as a change wants it; none if it is not theirs. */
export async function loadAroundChange(
	sql: Sql,
	id: string,
	requesterId: string,
	changes: { startDate?: Day | undefined; endDate?: Day | undefined; affiliation?: string | undefined },
): Promise<Stay[]> {
	const { startDate = null, endDate = null, affiliation = null } = changes;
	const wanted = {
		start: sql`coalesce(${startDate}::date, own.start_date)`,
		end: sql`coalesce(${endDate}::date, own.end_date)`,
		party: sql`coalesce(${affiliation}::text, own.affiliation)`,
	};
	return sql<Stay[]>`
		select stay.* from booking own cross join lateral (${selectAround(sql, wanted)}) stay
		where own.id = ${id} and own.requester_id = ${requesterId}`;
}
