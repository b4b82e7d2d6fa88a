/** The tables, held against what the people were answered. */
import type postgres from 'postgres';
import type { Answered } from './traffic.ts';

export interface BookingVerdict {
	/** Bookings in the table. */
	bookings: number;
	/** Pairs of holding bookings that share a day. */
	overlaps: number;
	/** Answered creates, edits, cancellations and approvals that the tables do not show. */
	lost: number;
	/** Bookings that nobody was answered about, beyond the creates whose answer was lost. */
	unfounded: number;
	/** Submissions, cancellations and approvals written twice. */
	doubled: number;
}

export async function judgeBookings(sql: postgres.Sql, answered: Answered): Promise<BookingVerdict> {
	const rows = await sql<{ id: string; status: string; revision: number }[]>`select id, status, revision from booking`;
	const byId = new Map(rows.map((row) => [row.id, row]));
	const approvals = await sql<
		{ key: string }[]
	>`select booking_id || '/' || party as key from event where type = 'Approved'`;
	const approved = new Set(approvals.map(({ key }) => key));
	const [overlap] = await sql<
		[{ count: number }]
	>`select count(*)::int from booking one join booking other on one.id < other.id
		and daterange(one.start_date, one.end_date, '[]') && daterange(other.start_date, other.end_date, '[]')
		where one.status in ('Pending', 'Confirmed') and other.status in ('Pending', 'Confirmed')`;
	const [double] = await sql<[{ count: number }]>`select count(*)::int from (select 1 from event
		where type in ('Submitted', 'Canceled', 'Approved') group by booking_id, type, party having count(*) > 1) twice`;
	const lost = [
		[...answered.created].filter((id) => !byId.has(id)),
		[...answered.canceled].filter((id) => byId.get(id)?.status !== 'Canceled'),
		[...answered.revisions].filter(([id, revision]) => (byId.get(id)?.revision ?? 0) < revision),
		[...answered.approved].filter((key) => !approved.has(key)),
	];
	const unanswered = rows.filter(({ id }) => !answered.created.has(id)).length;
	return {
		bookings: rows.length,
		overlaps: overlap.count,
		lost: lost.flat().length,
		unfounded: Math.max(0, unanswered - answered.unknownCreates),
		doubled: double.count,
	};
}

/**
 * Changes with any column, constraint, index, function or trigger, and with each applied migration. A trigger's
 * condition is read without parentheses: after a restore it has fewer.
 */
export async function schemaFingerprint(sql: postgres.ISql): Promise<string> {
	const [row] = await sql<
		[{ fingerprint: string }]
	>`select md5(string_agg(line, e'\n' order by line)) as fingerprint from (
		select concat_ws(' ', table_schema, table_name, column_name, data_type, is_nullable, column_default) as line
			from information_schema.columns where table_schema in ('public', 'drizzle')
		union all select concat_ws(' ', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace
		union all select indexdef from pg_indexes where schemaname = 'public'
		union all select translate(pg_get_triggerdef(pg_trigger.oid), '()', '') from pg_trigger where not tgisinternal
		union all select pg_get_functiondef(pg_proc.oid) from pg_proc
			where pronamespace = 'public'::regnamespace and prokind = 'f'
				and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
		union all select hash from drizzle.__drizzle_migrations) lines`;
	return row.fingerprint;
}
