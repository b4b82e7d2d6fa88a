/** From rows to bookings. */
import type { Day, DayRange } from '@betzenstein/shared';
import type { Fragment } from 'postgres';
import type { Sql } from '../../db/client.ts';
import type { ApprovalState, BookingEvent, BookingState, ProposalState } from '../../domain/booking.ts';
import type { Stay } from '../../domain/context.ts';
import type { InTheWay } from '../../domain/verdict.ts';
import type { LoadedBooking } from '../../domain/view.ts';
import { selectAround } from './around.ts';

type ApprovalRow = [ApprovalState['party'], string, ApprovalState['decision'], string | null, string | null, boolean];
type EventRow = [
	string,
	BookingEvent['type'],
	BookingEvent['actor'],
	string | null,
	BookingEvent['via'],
	string | null,
	...(Day | null)[],
];
type BookingRow = Omit<BookingState, 'approvals' | 'proposal'> & {
	approvals: ApprovalRow[];
	events: EventRow[];
	isProposalTaken: boolean;
	requesterMailFailed: boolean;
	around: Stay[] | null;
};

/**
 * The bookings that `ids` selects, newest activity first. One statement, so that all rows fit together; it takes as
 * long for an unknown id as for a known one.
 * @param withAround also load the stays around each
 */
export async function selectBookings(sql: Sql, ids: Fragment, withAround = false): Promise<LoadedBooking[]> {
	const around = { start: sql`b.start_date`, end: sql`b.end_date`, party: sql`b.affiliation` };
	const rows = await sql<BookingRow[]>`
		select b.id, b.requester_id as "requesterId", b.status, b.start_date as "startDate", b.end_date as "endDate",
			b.first_name as "firstName", b.party_size as "partySize", b.affiliation, b.description, b.round, b.revision,
			b.created_at as "createdAt", b.last_activity_at as "lastActivityAt",
			(select json_agg(json_build_array(a.party, p.person_id, a.decision, a.comment, a.decided_at, exists (
					select from mail m where m.booking_id = b.id and m.person_id = p.person_id and m.round = b.round and m.state = 'failed'
						and m.kind in ('Submitted', 'DatesMoved', 'Reopened', 'Reminder')
				)) order by p.position, p.name)
				from approval a join approver p on p.name = a.party where a.booking_id = b.id) as approvals,
			(select json_agg(json_build_array(e.at, e.type, e.actor, e.party, e.via, e.comment, e.from_start, e.from_end, e.to_start, e.to_end,
					e.proposal_start, e.proposal_end)
					order by e.sequence)
				from event e where e.booking_id = b.id) as events,
			-- The proposed days are looked up first: joined to them, all bookings there are would be read.
			b.status = 'Denied' and exists (select from booking other where other.status in ('Pending', 'Confirmed')
				and daterange(other.start_date, other.end_date, '[]') && (select daterange(e.proposal_start, e.proposal_end, '[]')
					from event e where e.sequence = ${lastDenialOf(sql, sql`b.id`)} and e.proposal_start is not null)) as "isProposalTaken",
			-- Only mails to them as requester: these kinds ask an approver, who may be the same person.
			coalesce((select m.state = 'failed' from mail m where m.booking_id = b.id and m.person_id = b.requester_id
				and m.kind not in ('DatesMoved', 'Reopened', 'Reminder') order by m.sequence desc limit 1), false) as "requesterMailFailed",
			${withAround ? sql`case when b.status in ('Pending', 'Confirmed') then (select json_agg(stay) from (${selectAround(sql, around)}) stay) end` : sql`null::json`} as around
		from booking b where b.id in (${ids}) order by b.last_activity_at desc, b.id desc`;
	return rows.map(
		({ approvals, events: eventRows, requesterMailFailed, isProposalTaken, around: stays, ...content }) => {
			const events = (eventRows ?? []).map(eventOf);
			return {
				state: {
					...content,
					approvals: approvals.map(approvalOf),
					proposal: content.status === 'Denied' ? proposalIn(events, isProposalTaken) : null,
				},
				events,
				requesterMailFailed,
				around: stays,
				mailFailedFor: new Set(approvals.filter(([, , , , , mailFailed]) => mailFailed).map(([party]) => party)),
			};
		},
	);
}

/** What the last denial proposes, if it does. */
function proposalIn(events: readonly BookingEvent[], isTaken: boolean): ProposalState | null {
	const { party, proposal } = events.findLast(({ type }) => type === 'Denied') ?? {};
	return party !== undefined && proposal ? { ...proposal, party, isTaken } : null;
}

/** The `sequence` of a booking's last denial. */
const lastDenialOf = (sql: Sql, id: Fragment): Fragment =>
	sql`(select max(sequence) from event where booking_id = ${id} and type = 'Denied')`;

/** Who proposed other days with a booking's last denial, unless their links are dead: blocked or forgotten. */
export async function loadProposerId(sql: Sql, id: string): Promise<string | undefined> {
	const [row] = await sql<{ id: string }[]>`
		select p.id from event e join person p on p.id = e.person_id
		where e.sequence = ${lastDenialOf(sql, sql`${id}::uuid`)} and p.email is not null and p.blocked_at is null`;
	return row?.id;
}

/** The booking with this id. */
export async function loadBooking(sql: Sql, id: string, withAround = false): Promise<LoadedBooking | undefined> {
	const [loaded] = await selectBookings(sql, sql`select ${id}::uuid`, withAround);
	return loaded;
}

/** The bookings with these ids, in this order; unknown ids are left out. */
export async function loadBookings(sql: Sql, ids: readonly string[], withAround = false): Promise<LoadedBooking[]> {
	const found = await selectBookings(sql, sql`select unnest(${`{${ids}}`}::uuid[])`, withAround);
	const byId = new Map(found.map((loaded) => [loaded.state.id, loaded]));
	return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * Bookings that hold a day of `range` (BR-002), sorted by start; a range that ends before it starts is its first day.
 * @param but one that is not meant
 */
export async function loadInTheWay(sql: Sql, { startDate, endDate }: DayRange, but?: string): Promise<InTheWay[]> {
	return sql<InTheWay[]>`
		select first_name as "firstName", status, start_date as "startDate", end_date as "endDate" from booking
		where status in ('Pending', 'Confirmed') and id is distinct from ${but ?? null}
			and daterange(start_date, end_date, '[]') && daterange(${startDate}, greatest(${startDate}::date, ${endDate}::date), '[]')
		order by start_date`;
}

/**
 * Other bookings that hold one of the days which a change wants for this requester's booking; none if it is not theirs.
 */
export async function loadInTheWayOfChange(
	sql: Sql,
	id: string,
	requesterId: string,
	changes: { startDate?: Day | undefined; endDate?: Day | undefined },
): Promise<InTheWay[]> {
	const { startDate = null, endDate = null } = changes;
	return sql<InTheWay[]>`
		select other.first_name as "firstName", other.status, other.start_date as "startDate", other.end_date as "endDate"
		from booking own join booking other on other.status in ('Pending', 'Confirmed') and other.id <> own.id
			and daterange(other.start_date, other.end_date, '[]') && daterange(
				coalesce(${startDate}, own.start_date),
				greatest(coalesce(${startDate}, own.start_date), coalesce(${endDate}, own.end_date)), '[]')
		where own.id = ${id} and own.requester_id = ${requesterId}
		order by other.start_date`;
}

/** Days that are to be proposed instead of a booking's own, and whether another one holds any of them. */
export async function loadProposed(
	sql: Sql,
	id: string,
	proposal: DayRange | undefined,
): Promise<(DayRange & { isTaken: boolean }) | undefined> {
	return proposal && { ...proposal, isTaken: (await loadInTheWay(sql, proposal, id)).length > 0 };
}

/** How many Pending bookings a person has (BR-012). */
export async function countPending(sql: Sql, personId: string): Promise<number> {
	const [row] = await sql<[{ pending: number }]>`
		select count(*) as pending from booking where requester_id = ${personId} and status = 'Pending'`;
	return row.pending;
}

const approvalOf = ([party, personId, decision, comment, decidedAt]: ApprovalRow): ApprovalState => ({
	party,
	personId,
	decision,
	comment,
	decidedAt: decidedAt === null ? null : new Date(decidedAt),
});

function eventOf(row: EventRow): BookingEvent {
	const [at, type, actor, party, via, comment, fromStart, fromEnd, toStart, toEnd, proposalStart, proposalEnd] = row;
	return {
		at: new Date(at),
		type,
		actor,
		via,
		...(party !== null && { party }),
		...(comment !== null && { comment }),
		...(fromStart && fromEnd && { from: { startDate: fromStart, endDate: fromEnd } }),
		...(toStart && toEnd && { to: { startDate: toStart, endDate: toEnd } }),
		...(proposalStart && proposalEnd && { proposal: { startDate: proposalStart, endDate: proposalEnd } }),
	};
}
