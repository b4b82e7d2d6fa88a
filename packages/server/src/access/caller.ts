/** From a token to a caller. The generation is looked up for every request, so a rotated link is dead at once. */
import { refusal } from '@betzenstein/shared';
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../db/client.ts';
import { approver, house, person } from '../db/schema/index.ts';
import type { Caller, Person } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Claims } from './tokens.ts';

/** A token's holder, and whether this is the first use of a personal link. */
export interface Holder {
	caller: Caller;
	isFirstUse: boolean;
}

/** Who holds a token with these claims. @throws RefusedError `LINK_ENDED` when it was rotated, or its holder was blocked. */
export async function holderOf(tx: Tx, claims: Claims): Promise<Holder> {
	if (claims.kind === 'calendar') {
		if ((await calendarGeneration(tx)) !== claims.generation) throw ended();
		return { caller: { kind: 'viewer', calendarGeneration: claims.generation }, isFirstUse: false };
	}
	const [holder] = await tx.select().from(person).where(eq(person.id, claims.personId));
	if (!holder?.email || holder.blockedAt || holder.generation !== claims.generation) throw ended();
	const personId = holder.id;
	switch (claims.kind) {
		case 'booking':
			return { caller: { kind: 'booking', personId, bookingId: claims.bookingId }, isFirstUse: false };
		case 'action':
			return {
				caller: { kind: 'action', personId, bookingId: claims.bookingId, action: claims.action, round: claims.round },
				isFirstUse: false,
			};
		case 'person':
			return { caller: await personCaller(tx, { id: personId, email: holder.email }, 'person'), isFirstUse: holder.linkUsedAt === null };
	}
}

/** From now on, mails to this person may hold what others typed: the address has shown that it reads its mail. */
export async function rememberUse(tx: Tx, personId: string, now: Date): Promise<void> {
	await tx
		.update(person)
		.set({ linkUsedAt: now })
		.where(and(eq(person.id, personId), isNull(person.linkUsedAt)));
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
