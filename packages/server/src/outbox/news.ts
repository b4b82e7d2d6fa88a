/** What the provider reports about a mail after accepting it. */
import { and, eq } from 'drizzle-orm';
import { happensNow, hasHappened } from '../db/occasion.ts';
import { mail } from '../db/schema/index.ts';
import type { Services } from '../deps.ts';

export type DeliveryEvent = { kind: 'delivered' } | { kind: 'failed'; why: string };

export interface DeliveryNews {
	/** The event's own id: a repeated event is ignored. */
	eventId: string;
	/** The provider's id of the mail. */
	providerId: string;
	event: DeliveryEvent;
}

/**
 * `unknown`: no mail has that id. It is not one of ours, or the provider's answer with the id is still on its way, and
 * then the event will come again.
 */
export type Noted = 'noted' | 'already' | 'unknown';

/** Notes that an accepted mail has arrived, or has not. */
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
