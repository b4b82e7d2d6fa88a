/** Who is told what (BR-022): recorded in the transaction of its cause, in the order of causes. */
import { randomUUID } from 'node:crypto';
import type { Tx } from '../db/client.ts';
import { mail } from '../db/schema/index.ts';
import type { Services } from '../services/services.ts';

/** A mail to be; its id and its time are made here. */
export type NewMail = Pick<typeof mail.$inferInsert, 'kind' | 'personId' | 'facts' | 'bookingId' | 'round' | 'address'>;

/** Commit sends, rollback never does. */
export async function recordMails(tx: Tx, { queue, clock }: Pick<Services, 'queue' | 'clock'>, mails: NewMail[]): Promise<void> {
	if (mails.length === 0) return;
	const createdAt = clock();
	await tx.insert(mail).values(mails.map((one) => ({ ...one, id: randomUUID(), createdAt })));
	queue.mails(tx);
}
