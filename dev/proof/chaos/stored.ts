/** What stands in the tables in the end. */
import type postgres from 'postgres';
import type { History, StoredEvent, StoredStay } from './history.ts';

export async function readStored(
	sql: postgres.Sql,
	watches: readonly { email: string; isAnswered: boolean }[],
): Promise<Pick<History, 'stays' | 'events' | 'watches'>> {
	const stays = await sql<StoredStay[]>`
		select first_name as name, person.email, status, start_date::text as "startDate", end_date::text as "endDate",
			party_size as "partySize", round, revision,
			array(select concat_ws(' ', type, party) from event where booking_id = booking.id order by sequence) as events,
			(select json_build_object('party', party, 'startDate', proposal_start, 'endDate', proposal_end) from event
				where booking_id = booking.id and status = 'Denied' and proposal_start is not null
				and sequence = (select max(sequence) from event last where last.booking_id = booking.id)) as proposal,
			array(select kind::text from mail where booking_id = booking.id order by kind::text) as mails
		from booking join person on person.id = requester_id`;
	const events = await sql<StoredEvent[]>`
		select first_name as name, type,
			case when from_start is not null then json_build_object('startDate', from_start, 'endDate', from_end) end as from,
			case when to_start is not null then json_build_object('startDate', to_start, 'endDate', to_end) end as to
		from event join booking on booking.id = booking_id order by sequence`;
	const fates = await sql<{ told: number; watching: number }[]>`
		select (select count(*)::int from mail where person_id = person.id and kind = 'DaysFree') as told,
			(select count(*)::int from watch where person_id = person.id) as watching
		from unnest(${watches.map(({ email }) => email)}::text[]) with ordinality as asked (email, place)
		left join person using (email) order by place`;
	return {
		stays,
		events,
		watches: watches.map(({ isAnswered }, index) => ({
			isAnswered,
			told: fates[index]?.told ?? 0,
			watching: fates[index]?.watching ?? 0,
		})),
	};
}
