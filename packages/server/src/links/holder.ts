/** From a token to a caller. The generation is looked up on every request, so a rotated link is dead at once. */
import { refusal } from '@betzenstein/shared';
import type { Sql } from '../db/client.ts';
import type { Caller, Person, System } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Claims, Feed } from './tokens.ts';
import { type Versions, versionTo } from './versions.ts';

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

/**
 * Who holds a token with these claims, and how new the house is to them, in one statement.
 * @throws RefusedError `LINK_ENDED` when the link was rotated, or its holder blocked or forgotten
 */
export async function holderOf(sql: Sql, claims: Exclude<Claims, Feed> | undefined): Promise<Holder> {
	if (claims === undefined || claims.kind === 'calendar') {
		const { generation, version: _, calendarVersion } = await houseRow(sql);
		if (claims && generation !== claims.generation) throw ended();
		const caller: Caller = claims ? { kind: 'viewer', calendarGeneration: generation } : { kind: 'stranger' };
		return { caller, isFirstUse: false, version: calendarVersion, calendarVersion };
	}
	const about = 'bookingId' in claims ? claims.bookingId : claims.personId;
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

function callerOf(holder: PersonRow, claims: Exclude<Claims, { kind: 'calendar' } | Feed>): Caller {
	const held = { personId: holder.id, generation: holder.generation };
	switch (claims.kind) {
		case 'booking':
			return { kind: 'booking', ...held, bookingId: claims.bookingId };
		case 'action': {
			const { bookingId, action, round } = claims;
			return { kind: 'action', ...held, bookingId, action, round };
		}
		case 'watch':
			return { kind: 'watch', ...held };
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
	/** The party they decide for; one that has left `APPROVERS` may still have older bookings to decide on. */
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
 * The person with this address and every role they have; undefined if nobody has it. For the operator, and for tests.
 */
export async function personWithEmail(sql: Sql, email: string, via: Person['via']): Promise<Person | undefined> {
	const [found] = await sql<PersonRow[]>`
		select p.id, p.email, p.generation,
			(select name from approver a where a.person_id = p.id order by active desc, created_at desc limit 1) as party
		from person p where p.email = ${email}`;
	return found && personOf(found, via);
}

/** Is this caller's link still good? Duties of the server and the operator's tool need none. */
export async function isStillHolder(sql: Sql, caller: Caller | System): Promise<boolean> {
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

/** Notes the first use: from now on mails to this person may hold what others typed, since they read their mail. */
export async function rememberUse(sql: Sql, personId: string, now: Date): Promise<void> {
	await sql`update person set link_used_at = ${now} where id = ${personId} and link_used_at is null`;
}

type HouseRow = Pick<Versions, 'version' | 'calendarVersion'> & { generation: number };

/** The current generation of the calendar link, and how new the house is. */
export async function houseRow(sql: Sql): Promise<HouseRow> {
	const [row] = await sql<HouseRow[]>`
		select calendar_generation as generation, version, calendar_version as "calendarVersion" from house`;
	if (!row) throw new Error('The house has no row: is the database migrated?');
	return row;
}

const ended = () => new RefusedError(refusal('LINK_ENDED'));
