/** From a token to a caller. The generation is looked up for every request, so a rotated link is dead at once. */
import { refusal } from '@betzenstein/shared';
import type { Sql } from '../db/client.ts';
import type { Asker } from '../domain/booking.ts';
import type { Caller, Person } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Claims } from './tokens.ts';

/** A token's holder, or a stranger without one. */
export interface Holder {
	caller: Caller;
	/** Is this the first use of a personal link? */
	isFirstUse: boolean;
	/** How new what they may see was when this was looked up. */
	version: number;
	/** How new the entries of the calendar were. */
	calendarVersion: number;
}

/** How new the house is, and what of it concerns one caller. */
export interface Versions {
	/** Grows when anything that an answer hangs on changes. */
	version: number;
	/** Grows when the entries of the calendar change. */
	calendarVersion: number;
	/** Grows when the booking of a caller's link does, or one that this person asked for. */
	ownVersion: number;
	/** Approvers may see everything. */
	isApprover: boolean;
}

/**
 * How new the house is to this caller. It stands still when something happens that they may not see: not even a number
 * tells them of it, nor when it was.
 */
export function versionTo({ kind }: Pick<Caller, 'kind'>, versions: Versions): number {
	const { version, calendarVersion, ownVersion, isApprover } = versions;
	switch (kind) {
		case 'stranger':
		case 'viewer':
			return calendarVersion;
		case 'booking':
		case 'action':
			return ownVersion;
		case 'person':
			return isApprover ? version : Math.max(calendarVersion, ownVersion);
	}
}

/**
 * Who holds a token with these claims, and how new the house is to them: one statement. @throws RefusedError
 * `LINK_ENDED` when the link was rotated, or its holder blocked or forgotten
 */
export async function holderOf(sql: Sql, claims: Claims | undefined): Promise<Holder> {
	if (claims === undefined || claims.kind === 'calendar') {
		const { generation, version: _, calendarVersion } = await houseRow(sql);
		if (claims && generation !== claims.generation) throw ended();
		const caller: Caller = claims ? { kind: 'viewer', calendarGeneration: generation } : { kind: 'stranger' };
		return { caller, isFirstUse: false, version: calendarVersion, calendarVersion };
	}
	const about = claims.kind === 'person' ? claims.personId : claims.bookingId;
	const [holder] = await sql<(PersonRow & Versions)[]>`
		select house.version, house.calendar_version as "calendarVersion",
			coalesce((select version from news where about = ${about}), 1) as "ownVersion",
			p.id, p.email, p.generation, p.blocked_at is not null as "isBlocked", p.link_used_at is null as "isUnused",
			(select name from approver a where a.person_id = p.id order by active desc, created_at desc limit 1) as party
		from house left join person p on p.id = ${claims.personId}`;
	if (!holder?.email || holder.isBlocked || holder.generation !== claims.generation) throw ended();
	const caller = callerOf(holder, claims);
	const { calendarVersion } = holder;
	const version = versionTo(caller, { ...holder, isApprover: holder.party !== null });
	return { caller, isFirstUse: claims.kind === 'person' && holder.isUnused, version, calendarVersion };
}

function callerOf(holder: PersonRow, claims: Exclude<Claims, { kind: 'calendar' }>): Caller {
	const held = { personId: holder.id, generation: holder.generation };
	switch (claims.kind) {
		case 'booking':
			return { kind: 'booking', ...held, bookingId: claims.bookingId };
		case 'action': {
			const { bookingId, action, round } = claims;
			return { kind: 'action', ...held, bookingId, action, round };
		}
		case 'person':
			return personOf(holder, 'person');
	}
}

interface PersonRow {
	id: string;
	email: string | null;
	generation: number;
	isBlocked: boolean;
	/** Has the personal link never been used? */
	isUnused: boolean;
	/** The party they decide for; one that is no longer in `APPROVERS` still has its older bookings to decide. */
	party: string | null;
}

const personOf = ({ id, email, generation, party }: PersonRow, via: Person['via']): Person => ({
	kind: 'person',
	personId: id,
	generation,
	email: email ?? '',
	via,
	...(party !== null && { approverOf: party }),
});

/**
 * The person with this address and every role they have; undefined if nobody has it. Spoken for by the operator, or in
 * a test.
 */
export async function personWithEmail(sql: Sql, email: string, via: Person['via']): Promise<Person | undefined> {
	const [found] = await sql<PersonRow[]>`
		select p.id, p.email, p.generation,
			(select name from approver a where a.person_id = p.id order by active desc, created_at desc limit 1) as party
		from person p where p.email = ${email}`;
	return found && personOf(found, via);
}

/** Is what this caller was taken for still so? Jobs and the operator's tool always are who they are. */
export async function isStillHolder(sql: Sql, caller: Asker): Promise<boolean> {
	switch (caller.kind) {
		case 'stranger':
		case 'system':
			return true;
		case 'viewer':
			return (await houseRow(sql)).generation === caller.calendarGeneration;
		default: {
			const { personId, generation } = caller;
			const found = await sql`
				select from person where id = ${personId} and generation = ${generation} and email is not null and blocked_at is null`;
			return found.length > 0;
		}
	}
}

/** Who may listen. */
export type Follower = Extract<Caller, { kind: 'viewer' | 'person' | 'booking' }>;

/** How things stand for those who listen. */
export interface Standing extends Pick<Versions, 'version' | 'calendarVersion'> {
	calendarGeneration: number;
	/** Persons by their id; who may no longer hold a link is not there. */
	people: Readonly<Record<string, { generation: number; isApprover: boolean }>>;
	/** `ownVersion` by the id of a booking or person. */
	own: Readonly<Record<string, number>>;
}

/** How new the house is to each of them, and which of their links hold: one statement for all. */
export async function standingOf(sql: Sql, followers: Iterable<Follower>): Promise<Standing> {
	const held = [...followers].filter((one) => one.kind !== 'viewer');
	const [personIds, ownIds] = [new Set(held.map(({ personId }) => personId)), new Set(held.map(ownIdOf))];
	const [row] = await sql<[Standing]>`
		select version, calendar_version as "calendarVersion", calendar_generation as "calendarGeneration",
			coalesce((
				select jsonb_object_agg(id, jsonb_build_object('generation', generation,
					'isApprover', exists (select from approver where person_id = person.id))) from person
				where id = any(${`{${[...personIds]}}`}::uuid[]) and email is not null and blocked_at is null), '{}') as people,
			coalesce((select jsonb_object_agg(about, version) from news where about = any(${`{${[...ownIds]}}`}::uuid[])), '{}') as own
		from house`;
	return row;
}

const ownIdOf = (caller: Exclude<Follower, { kind: 'viewer' }>): string =>
	caller.kind === 'booking' ? caller.bookingId : caller.personId;

/** How new the house is to this caller; nothing if their link has ended. */
export function versionIn(standing: Standing, caller: Follower): number | undefined {
	if (caller.kind === 'viewer') {
		const { calendarGeneration, calendarVersion } = standing;
		return caller.calendarGeneration === calendarGeneration ? calendarVersion : undefined;
	}
	const person = standing.people[caller.personId];
	if (person?.generation !== caller.generation) return undefined;
	return versionTo(caller, { ...standing, ...person, ownVersion: standing.own[ownIdOf(caller)] ?? 1 });
}

/** From now on, mails to this person may hold what others typed: the address has shown that it reads its mail. */
export async function rememberUse(sql: Sql, personId: string, now: Date): Promise<void> {
	await sql`update person set link_used_at = ${now} where id = ${personId} and link_used_at is null`;
}

type HouseRow = Pick<Versions, 'version' | 'calendarVersion'> & { generation: number };

/** The generation that the calendar link carries now, and how new the house is. */
export async function houseRow(sql: Sql): Promise<HouseRow> {
	const [row] = await sql<HouseRow[]>`
		select calendar_generation as generation, version, calendar_version as "calendarVersion" from house`;
	if (!row) throw new Error('The house has no row: is the database migrated?');
	return row;
}

const ended = () => new RefusedError(refusal('LINK_ENDED'));
