/** What the provider says of a mail after it has accepted it. */
import { and, eq } from 'drizzle-orm';
import { happensNow, hasHappened } from '../db/occasion.ts';
import { mail } from '../db/schema/index.ts';
import type { Services } from '../deps.ts';

export type DeliveryEvent = { kind: 'delivered' } | { kind: 'failed'; why: string };

export interface DeliveryNews {
	/** The event's own id: one that comes again is ignored. */
	eventId: string;
	/** The provider's id of the mail. */
	providerId: string;
	event: DeliveryEvent;
}

/**
 * `unknown`: no mail has that id. It is somebody else's, or the answer that brings it is still on its way; the event
 * may come again.
 */
export type Noted = 'noted' | 'already' | 'unknown';

/** A mail that was accepted has arrived, or has not. */
export function noteDelivery(
	{ db }: Pick<Services, 'db'>,
	{ eventId, providerId, event }: DeliveryNews,
): Promise<Noted> {
	const key = `webhook/${eventId}`;
	return db.note(async ({ tx, now }) => {
		const [known] = await tx.select({ id: mail.id }).from(mail).where(eq(mail.providerId, providerId)).limit(1);
		if (!known) return (await hasHappened(tx, key)) ? 'already' : 'unknown';
		if (!(await happensNow(tx, key, now))) return 'already';
		const change =
			event.kind === 'delivered' ? { deliveredAt: now } : ({ state: 'failed', failure: event.why } as const);
		await tx
			.update(mail)
			.set(change)
			.where(and(eq(mail.providerId, providerId), eq(mail.state, 'sent')));
		return 'noted';
	});
}
