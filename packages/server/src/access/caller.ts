/** From a token to a caller. The generation is looked up for every request, so a rotated link is dead at once. */
import { refusal } from '@betzenstein/shared';
import { desc, eq } from 'drizzle-orm';
import type { Tx } from '../db/client.ts';
import { approver, house, person } from '../db/schema/index.ts';
import type { Caller, Person } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Claims } from './tokens.ts';

/** Who holds a token with these claims. @throws RefusedError `LINK_ENDED` when it was rotated, or its holder was blocked. */
export async function callerOf(tx: Tx, claims: Claims): Promise<Caller> {
	if (claims.kind === 'calendar') {
		if ((await calendarGeneration(tx)) !== claims.generation) throw ended();
		return { kind: 'viewer', calendarGeneration: claims.generation };
	}
	const [holder] = await tx.select().from(person).where(eq(person.id, claims.personId));
	if (!holder || holder.blockedAt || holder.generation !== claims.generation) throw ended();
	if (claims.kind === 'booking') return { kind: 'booking', personId: holder.id, bookingId: claims.bookingId };
	if (claims.kind === 'action') {
		return { kind: 'action', personId: holder.id, bookingId: claims.bookingId, action: claims.action, round: claims.round };
	}
	return personCaller(tx, holder, 'person');
}

/** A person with every role they have. */
export async function personCaller(tx: Tx, holder: { id: string; email: string }, via: Person['via']): Promise<Person> {
	const party = await partyOf(tx, holder.id);
	return { kind: 'person', personId: holder.id, email: holder.email, via, ...(party !== undefined && { approverOf: party }) };
}

/** The generation that the calendar link carries now. */
export async function calendarGeneration(tx: Tx): Promise<number> {
	const [row] = await tx.select({ generation: house.calendarGeneration }).from(house);
	if (!row) throw new Error('The house has no row: is the database migrated?');
	return row.generation;
}

/** The party a person decides for; one that is no longer in `APPROVERS` still has its older bookings to decide. */
async function partyOf(tx: Tx, personId: string): Promise<string | undefined> {
	const [row] = await tx
		.select({ name: approver.name })
		.from(approver)
		.where(eq(approver.personId, personId))
		.orderBy(desc(approver.active), desc(approver.createdAt))
		.limit(1);
	return row?.name;
}

const ended = () => new RefusedError(refusal('LINK_ENDED'));
