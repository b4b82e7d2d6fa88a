/** Asking for a personal link again, and ending it. */
import { randomUUID } from 'node:crypto';
import type { Accepted } from '@betzenstein/shared';
import { and, asc, count, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Tx, Unit } from '../db/client.ts';
import { approver, linkRequest, person } from '../db/schema/index.ts';
import type { Services } from '../deps.ts';
import type { MailFacts } from '../domain/mail.ts';
import { recordMails } from '../outbox/record.ts';

/** BR-021: every address is noted the same way, so that neither the answer nor its timing tells if it is known. */
export async function requestLink({ db, queue }: Services, email: string): Promise<Accepted> {
	await db.note(async (unit) => {
		unit.send(
			unit.sql`insert into link_request (id, email, created_at) values (${randomUUID()}, ${email}, ${unit.now})`,
		);
		queue.tick(unit);
	});
	return { accepted: true };
}

/** Not the house's lock: requests for links need not wait for bookings. */
const LINK_LOCK = 91_284;
const COOLDOWN_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Answers the requests so far: people who are known, not blocked and not asking too often get their link again. */
export async function answerLinkRequests(services: Services): Promise<number> {
	const { db, house } = services;
	return db.note(async (unit) => {
		const { tx, now } = unit;
		// One worker at a time: neither of two would see what the other is sending to the same address.
		await tx.execute(sql`select pg_advisory_xact_lock(${LINK_LOCK})`);
		const requests = await tx
			.select()
			.from(linkRequest)
			.where(isNull(linkRequest.sent))
			.orderBy(asc(linkRequest.createdAt))
			.limit(50);
		for (const request of requests) {
			const known = await reachable(tx, request.email);
			const sent = known !== undefined && !(await isTooSoon(tx, request, house.limits.recoveriesPerHour));
			if (sent) await tellLink(unit, services, 'LinkRecovery', known);
			await tx.update(linkRequest).set({ sent }).where(eq(linkRequest.id, request.id));
		}
		await tx
			.delete(linkRequest)
			.where(and(isNotNull(linkRequest.sent), lt(linkRequest.createdAt, new Date(now.getTime() - HOUR_MS))));
		return requests.length;
	});
}

async function reachable(tx: Tx, email: string): Promise<string | undefined> {
	const [row] = await tx
		.select({ id: person.id })
		.from(person)
		.where(and(eq(person.email, email), isNull(person.blockedAt)));
	return row?.id;
}

/** BR-012, BR-021: one mail in 60 seconds, and a limited number in an hour; more requests are accepted but ignored. */
async function isTooSoon(
	tx: Tx,
	{ email, createdAt }: typeof linkRequest.$inferSelect,
	perHour: number,
): Promise<boolean> {
	const since = (ms: number) => new Date(createdAt.getTime() - ms);
	const [row] = await tx
		.select({
			inHour: count(),
			inCooldown: count(sql`case when ${gt(linkRequest.createdAt, since(COOLDOWN_MS))} then 1 end`),
		})
		.from(linkRequest)
		.where(and(eq(linkRequest.email, email), eq(linkRequest.sent, true), gt(linkRequest.createdAt, since(HOUR_MS))));
	return row !== undefined && (row.inCooldown > 0 || row.inHour >= perHour);
}

/** Ends every link of this person at once and mails the new personal link. */
export async function rotateLink(services: Services, personId: string): Promise<Accepted> {
	await services.db.note((unit) => endLinks(unit, services, personId));
	return { accepted: true };
}

/** The same within a transaction. */
export async function endLinks(unit: Unit, services: Pick<Services, 'queue'>, personId: string): Promise<void> {
	await unit.tx
		.update(person)
		.set({ generation: sql`${person.generation} + 1` })
		.where(eq(person.id, personId));
	await tellLink(unit, services, 'LinkRotated', personId);
}

/** Mails the personal link; the text depends on whether this person decides for a party. */
export async function tellLink(
	unit: Unit,
	services: Pick<Services, 'queue'>,
	kind: 'LinkRecovery' | 'LinkRotated' | 'MadeApprover',
	personId: string,
): Promise<void> {
	const parties = await unit.tx
		.select({ name: approver.name })
		.from(approver)
		.where(eq(approver.personId, personId))
		.limit(1);
	const facts: MailFacts = { roles: parties.length > 0 ? ['approver'] : [], personalLink: true, booking: null };
	recordMails(unit, services, [{ kind, personId, facts }]);
}
