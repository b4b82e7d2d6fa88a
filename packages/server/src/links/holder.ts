/** From a token to a caller. The generation is looked up on every request, so a rotated link is dead at once. */
import { refusal } from '@betzenstein/shared';
import type { Sql } from '../db/client.ts';
import type { Asker } from '../domain/booking.ts';
import type { Caller, Person } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Claims, Feed } from './tokens.ts';

/** A token's holder, or a stranger without one. */
export interface Holder {
	caller: Caller;
	/** Is this the first use of a personal link? */
	isFirstUse: boolean;
	/** The house's version when this was looked up. */
	version: number;
}

/**
 * Who holds a token with these claims, and the house's version, in one statement.
 * @throws RefusedError `LINK_ENDED` when the link was rotated, or its holder blocked or forgotten
 */
export async function holderOf(sql: Sql, claims: Exclude<Claims, Feed> | undefined): Promise<Holder> {
	if (claims === undefined || claims.kind === 'calendar') {
		const { version, generation } = await houseRow(sql);
		if (claims === undefined) return { caller: { kind: 'stranger' }, isFirstUse: false, version };
		if (generation !== claims.generation) throw ended();
		return { caller: { kind: 'viewer', calendarGeneration: generation }, isFirstUse: false, version };
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

/** Notes the first use: from now on mails to this person may hold what others typed, since they read their mail. */
export async function rememberUse(sql: Sql, personId: string, now: Date): Promise<void> {
	await sql`update person set link_used_at = ${now} where id = ${personId} and link_used_at is null`;
}

/** The current generation of the calendar link, and the house's version. */
export async function houseRow(sql: Sql): Promise<{ generation: number; version: number }> {
	const [row] = await sql<
		{ generation: number; version: number }[]
	>`select calendar_generation as generation, version from house`;
	if (!row) throw new Error('The house has no row: is the database migrated?');
	return row;
}

const ended = () => new RefusedError(refusal('LINK_ENDED'));
