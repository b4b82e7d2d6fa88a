/** Deleting what is stored about a person. */
import type { Forgotten } from '@betzenstein/shared';
import { and, asc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';

import type { Tx } from '../db/client.ts';
import {
	approval,
	approver,
	booking,
	createRequest,
	event,
	linkRequest,
	mail,
	person,
	watch,
} from '../db/schema/index.ts';
import type { Services } from '../deps.ts';
import { seenBy } from '../domain/booking.ts';
import type { Person } from '../domain/caller.ts';
import { FORGOTTEN_NAME, type MailFacts, type PartyAnswer, withoutPerson } from '../domain/mail.ts';
import { recordMails } from '../outbox/record.ts';
import { applyCommand } from './booking/change.ts';
import { loadBookings } from './booking/load.ts';
import { keepBlocks } from './person.ts';
import { writeAs } from './writeAs.ts';

/**
 * Deletes everything personal: address, names and texts, on timelines and in the outbox too. Bookings that have not
 * begun are canceled and their approvers told; other Confirmed stays keep their days. An approver stays one, and keeps
 * the address.
 * @throws RefusedError `LINK_ENDED` when the caller has been forgotten already
 */
export function forgetPerson(services: Services, caller: Person): Promise<Forgotten> {
	const { personId, email } = caller;
	return writeAs(services, caller, nothing, async (unit) => {
		const { tx, sql, today } = unit;
		const ids = await bookingsOf(tx, personId);

		// First, so that nothing written after this holds them.
		await eraseTexts(tx, personId, ids);
		let canceled = 0;
		let kept = 0;
		for (const loaded of await loadBookings(sql, ids)) {
			const { status, startDate, endDate } = loaded.state;
			if (status === 'Confirmed' && startDate <= today) kept++;
			const isOpen = status === 'Pending' || ((status === 'Confirmed' || status === 'Denied') && startDate > today);
			if (!isOpen || endDate < today) continue;
			await applyCommand(services, unit, SYSTEM, loaded, seenBy(loaded.state, SYSTEM), {
				type: 'withdraw',
				tell: 'approvers',
			});
			canceled++;
		}

		const [party] = await tx
			.select({ name: approver.name })
			.from(approver)
			.where(eq(approver.personId, personId))
			.limit(1);
		await eraseMails(tx, personId, party !== undefined);
		await tx.delete(linkRequest).where(eq(linkRequest.email, email));
		await tx.delete(watch).where(eq(watch.personId, personId));
		if (!party) {
			const [row] = await tx
				.update(person)
				.set({ email: null, generation: caller.generation + 1 })
				.where(eq(person.id, personId))
				.returning({ blockedAt: person.blockedAt });
			// A block may have come after their link was checked.
			if (row) await keepBlocks(sql, services, [{ email, ...row }]);
		}
		const facts: MailFacts = { roles: party ? ['approver'] : [], personalLink: false, booking: null };
		recordMails(unit, services, [{ kind: 'Forgotten', personId, facts, address: email }]);
		return { canceled, kept };
	});
}

const SYSTEM = { kind: 'system' } as const;

const nothing = async () => undefined;

/** Erases a person's names, descriptions and comments, wherever they are stored. */
async function eraseTexts(tx: Tx, personId: string, requested: string[]): Promise<void> {
	await tx
		.update(booking)
		// A new revision, or calendar programs keep the entry that they have, name and all.
		.set({ firstName: FORGOTTEN_NAME, description: null, revision: sql`${booking.revision} + 1` })
		.where(eq(booking.requesterId, personId));
	const answered = await tx
		.select({ bookingId: event.bookingId, party: event.party })
		.from(event)
		.where(and(eq(event.personId, personId), eq(event.actor, 'approver'), isNotNull(event.comment)));
	for (const { bookingId, party } of answered) {
		await tx
			.update(approval)
			.set({ comment: null })
			.where(and(eq(approval.bookingId, bookingId), eq(approval.party, party ?? '')));
	}
	await tx.update(event).set({ comment: null }).where(eq(event.personId, personId));
	await eraseFromMails(tx, new Set(requested), answered);
	if (requested.length > 0) await tx.delete(createRequest).where(inArray(createRequest.bookingId, requested));
}

/** Takes what this person typed out of mails to others; those not sent yet are written again without it. */
async function eraseFromMails(tx: Tx, requested: ReadonlySet<string>, answered: PartyAnswer[]): Promise<void> {
	const concerned = [...requested, ...answered.map(({ bookingId }) => bookingId)];
	const rows = await tx
		.select({ id: mail.id, facts: mail.facts })
		.from(mail)
		.where(
			or(
				concerned.length > 0 ? inArray(mail.bookingId, concerned) : undefined,
				sql`${mail.facts} ? 'waiting'`,
				...['before', 'after'].map((side) =>
					requested.size > 0
						? inArray(sql`${mail.facts} #>> ${`{booking,asked,context,${side},bookingId}`}`, [...requested])
						: undefined,
				),
			),
		);
	for (const { id, facts } of rows) {
		await tx
			.update(mail)
			.set({ facts: withoutPerson(facts, requested, answered), content: null })
			.where(eq(mail.id, id));
	}
}

/** Deletes the mails to a person; an approver still gets those that wait for them as an approver. */
async function eraseMails(tx: Tx, personId: string, isApprover: boolean): Promise<void> {
	const isNeeded = and(eq(mail.state, 'queued'), sql`${mail.facts} -> 'roles' ? 'approver'`);
	await tx.delete(mail).where(and(eq(mail.personId, personId), isApprover ? sql`not (${isNeeded})` : undefined));
}

/** The ids of the bookings that a person asked for, oldest first. */
export async function bookingsOf(tx: Tx, personId: string): Promise<string[]> {
	const rows = await tx
		.select({ id: booking.id })
		.from(booking)
		.where(eq(booking.requesterId, personId))
		.orderBy(asc(booking.createdAt));
	return rows.map(({ id }) => id);
}
