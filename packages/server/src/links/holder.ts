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
	/** How new what they may see of the house was when this was looked up. */
	version: number;
}

/** How new the house is. */
export interface Versions {
	/** Grows when anything that an answer hangs on changes. */
	version: number;
	/** Grows when the entries of the calendar change. */
	calendarVersion: number;
}

/**
 * How new the house is to this caller. Who only holds the calendar link, or none, is not told, not even by a number,
 * that something happened to a booking which the calendar does not show.
 */
export const versionTo = ({ kind }: Pick<Caller, 'kind'>, { version, calendarVersion }: Versions): number =>
	kind === 'viewer' || kind === 'stranger' ? calendarVersion : version;

/**
 * Who holds a token with these claims, and how new the house is: one statement. @throws RefusedError `LINK_ENDED` when
 * the link was rotated, or its holder blocked or forgotten
 */
export async function holderOf(sql: Sql, claims: Claims | undefined): Promise<Holder> {
	if (claims === undefined || claims.kind === 'calendar') {
		const { generation, ...versions } = await houseRow(sql);
		if (claims && generation !== claims.generation) throw ended();
		const caller: Caller = claims ? { kind: 'viewer', calendarGeneration: generation } : { kind: 'stranger' };
		return { caller, isFirstUse: false, version: versionTo(caller, versions) };
	}
	const [holder] = await sql<PersonRow[]>`
		select house.version, p.id, p.email, p.generation, p.blocked_at is not null as "isBlocked", p.link_used_at is null as "isUnused",
			(select name from approver a where a.person_id = p.id order by active desc, created_at desc limit 1) as party
		from house left join person p on p.id = ${claims.personId}`;
	if (!holder?.email || holder.isBlocked || holder.generation !== claims.generation) throw ended();
	const { version } = holder;
	const held = { personId: holder.id, generation: holder.generation };
	switch (claims.kind) {
		case 'booking':
			return { caller: { kind: 'booking', ...held, bookingId: claims.bookingId }, isFirstUse: false, version };
		case 'action': {
			const { bookingId, action, round } = claims;
			return { caller: { kind: 'action', ...held, bookingId, action, round }, isFirstUse: false, version };
		}
		case 'person':
			return { caller: personOf(holder, 'person'), isFirstUse: holder.isUnused, version };
	}
}

interface PersonRow {
	version: number;
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

/** How things stand for those who listen. */
export interface Standing extends Versions {
	calendarGeneration: number;
	/** Of the persons asked about, by their id; who may no longer hold a link is not there. */
	generations: Readonly<Record<string, number>>;
}

/** How new the house is, and which links of these persons hold: one statement for all of them. */
export async function standingOf(sql: Sql, personIds: readonly string[]): Promise<Standing> {
	const [row] = await sql<[Standing]>`
		select version, calendar_version as "calendarVersion", calendar_generation as "calendarGeneration", coalesce((
			select jsonb_object_agg(id, generation) from person
			where id = any(${`{${personIds}}`}::uuid[]) and email is not null and blocked_at is null), '{}') as generations
		from house`;
	return row;
}

/** Does the link of this caller still hold? */
export const holdsIn = (
	{ calendarGeneration, generations }: Standing,
	caller: Extract<Caller, { kind: 'viewer' | 'person' | 'booking' }>,
): boolean =>
	caller.kind === 'viewer'
		? caller.calendarGeneration === calendarGeneration
		: caller.generation === generations[caller.personId];

/** From now on, mails to this person may hold what others typed: the address has shown that it reads its mail. */
export async function rememberUse(sql: Sql, personId: string, now: Date): Promise<void> {
	await sql`update person set link_used_at = ${now} where id = ${personId} and link_used_at is null`;
}

/** The generation that the calendar link carries now, and how new the house is. */
export async function houseRow(sql: Sql): Promise<Versions & { generation: number }> {
	const [row] = await sql<(Versions & { generation: number })[]>`
		select calendar_generation as generation, version, calendar_version as "calendarVersion" from house`;
	if (!row) throw new Error('The house has no row: is the database migrated?');
	return row;
}

const ended = () => new RefusedError(refusal('LINK_ENDED'));
