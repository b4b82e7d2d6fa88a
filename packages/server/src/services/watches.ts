/** Watching days: asking to be told when they become free, ending that, and telling (domain.md, Watching days). */
import { randomUUID } from 'node:crypto';
import {
	type AddedWatch,
	type AddWatchInput,
	type Day,
	type DayRange,
	type RemovedWatch,
	refusal,
	type Watch,
	type Watches,
} from '@betzenstein/shared';
import type { Fragment } from 'postgres';
import type { Sql, Unit } from '../db/client.ts';
import type { Services } from '../deps.ts';
import type { Person, Viewer, Watcher } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import { addressOf } from '../domain/form.ts';
import { anotherWatch, checkWatch, freedDays, type Holding, watchesFulfilled } from '../domain/watch.ts';
import { holderOf } from '../links/holder.ts';
import { type NewMail, recordMails } from '../outbox/record.ts';
import { insertPerson } from './person.ts';
import { writeAs } from './writeAs.ts';

/**
 * Notes that somebody wants to be told when these days are free. Whether an address that was typed in is known, watches
 * these days already or may watch no more, neither the answer nor its timing tells: the same is written each time.
 * @throws RefusedError the refusals of a stay; for a person also `TOO_MANY_PENDING`; `LINK_ENDED`
 */
export function addWatch(
	services: Services,
	caller: Viewer | Person,
	{ startDate, endDate, email: typed }: AddWatchInput,
): Promise<AddedWatch> {
	const email = addressOf(caller, typed);
	const days = { startDate, endDate };
	const isTyped = caller.kind === 'viewer';
	const load = (sql: Sql) => loadWatches(sql, sql`person_id = (select id from person where email = ${email})`);
	return writeAs(services, caller, load, async (unit, found) => {
		const { sql, now, today } = unit;
		const circumstances = { now, today, limits: services.house.limits };
		const refusedDays = checkWatch(days, circumstances);
		if (refusedDays) throw new RefusedError(refusedDays);
		const own = found.filter((watch) => watch.startDate >= today);
		const { same, refused } = anotherWatch(days, own, circumstances);
		if (refused && !isTyped) throw new RefusedError(refused);

		const watch = same ?? { id: randomUUID(), ...days, createdAt: now };
		unit.send(sql`
			with owner as (${insertPerson(unit, services, { id: randomUUID(), email })}
				on conflict (email) do update set last_asked_at = excluded.last_asked_at returning id)
			insert into watch (id, person_id, start_date, end_date, is_typed, created_at)
			select ${watch.id}, id, ${startDate}, ${endDate}, ${isTyped}, ${now} from owner where ${refused === undefined}
			-- Once its owner has asked for it themselves, it no longer hangs on the calendar link.
			on conflict (person_id, start_date, end_date) do update set is_typed = watch.is_typed and excluded.is_typed`);
		return { accepted: true, ...(!isTyped && { watch }) };
	});
}

/** What a person watches, soonest first. */
export function listWatches({ db }: Services, { personId }: Person | Watcher): Promise<Watches> {
	return db.read(async ({ sql, today }) => ({ items: await watchesOf(sql, personId, today) }));
}

/** The watches of a person that have not ended. */
export const watchesOf = (sql: Sql, personId: string, today: Day): Promise<Watch[]> =>
	loadWatches(sql, sql`person_id = ${personId} and start_date >= ${today}`);

/** Ends one of the caller's watches, or all of them. Whatever frees its days after that tells them nothing. */
export function endWatches(services: Services, caller: Person | Watcher, id?: string): Promise<RemovedWatch> {
	return writeAs(services, caller, nothing, async ({ sql, today }) => {
		const removed = await sql`
			delete from watch where person_id = ${caller.personId} and id = coalesce(${id ?? null}, id)
			returning start_date >= ${today} as "wasOn"`;
		return { removed: removed.some(({ wasOn }) => wasOn) };
	});
}

/** Whose watches the link with this secret ends. @throws RefusedError `LINK_INVALID`, `LINK_ENDED` */
export async function watcherOf({ tokens, db }: Services, secret: string): Promise<Watcher> {
	const claims = await tokens.verify(secret);
	if (claims?.kind !== 'watch') throw new RefusedError(refusal('LINK_INVALID'));
	const { caller } = await db.read(({ sql }) => holderOf(sql, claims));
	if (caller.kind !== 'watch') throw new Error('A watch link of somebody else than a watcher');
	return caller;
}

/**
 * Tells everybody who watches days that this change of a booking frees, if all of theirs are free now: one mail each,
 * recorded in the transaction that frees them, and those days they watch no more. To be called once the change is sent.
 * @param before the booking before the change; null if it is new
 */
export async function tellWatchers(
	unit: Unit,
	services: Services,
	{ before, after }: { before: Holding | null; after: Holding },
): Promise<void> {
	const freed = freedDays(before, after);
	if (!before || freed.length === 0) return;
	const { sql, today } = unit;
	const watches = await loadWatchesOf(sql, before);
	const held = watches.flatMap((watch) => watch.held);
	const fulfilled = watchesFulfilled(watches, { freed, held, today });
	if (fulfilled.length === 0) return;
	unit.send(sql`delete from watch where id = any(${`{${fulfilled.map(({ id }) => id)}}`}::uuid[])`);
	recordMails(unit, services, [...Map.groupBy(fulfilled, ({ personId }) => personId)].map(freeDaysMail));
}

interface WatchOfSomebody extends DayRange {
	id: string;
	personId: string;
	/** Of the house now. */
	calendarGeneration: number;
	/** The bookings that hold one of its days. */
	held: DayRange[];
}

/** Whoever watches one of these days and may be written to, in the order in which they asked. */
const loadWatchesOf = (sql: Sql, { startDate, endDate }: DayRange) =>
	sql<WatchOfSomebody[]>`
		select w.id, person_id as "personId", start_date as "startDate", end_date as "endDate",
			calendar_generation as "calendarGeneration",
			(select coalesce(json_agg(json_build_object('startDate', b.start_date, 'endDate', b.end_date)), '[]') from booking b
				where b.status in ('Pending', 'Confirmed')
					and daterange(b.start_date, b.end_date, '[]') && daterange(w.start_date, w.end_date, '[]')) as held
		from watch w join person p on p.id = person_id, house
		where email is not null and blocked_at is null
			and daterange(start_date, end_date, '[]') && daterange(${startDate}, ${endDate}, '[]')
		order by w.created_at, w.id`;

function freeDaysMail([personId, watches]: [string, WatchOfSomebody[]]): NewMail {
	const ranges = watches
		.map(({ startDate, endDate }) => ({ startDate, endDate }))
		.sort((a, b) => (a.startDate < b.startDate ? -1 : 1));
	const { calendarGeneration } = watches[0] as WatchOfSomebody;
	const facts = { roles: [], personalLink: false, booking: null, free: { ranges, calendarGeneration } };
	return { kind: 'DaysFree', personId, facts };
}

/** Watches that `which` selects, soonest first. */
const loadWatches = (sql: Sql, which: Fragment) =>
	sql<Watch[]>`
		select id, start_date as "startDate", end_date as "endDate", created_at as "createdAt" from watch
		where ${which} order by start_date, end_date`;

const nothing = async () => undefined;
