/** The mails to somebody, as they may read them again. */
import type { ExportedMail } from '@betzenstein/shared';
import { asc, eq } from 'drizzle-orm';
import type { Tx } from '../db/client.ts';
import { mail } from '../db/schema/index.ts';
import { fillLinks } from '../mail/links.ts';

/** Every mail to a person, oldest first, with what is still there of its text. */
export async function mailsTo(tx: Tx, personId: string): Promise<ExportedMail[]> {
	const rows = await tx
		.select({
			kind: mail.kind,
			createdAt: mail.createdAt,
			state: mail.state,
			bookingId: mail.bookingId,
			sentAt: mail.sentAt,
			deliveredAt: mail.deliveredAt,
			content: mail.content,
		})
		.from(mail)
		.where(eq(mail.personId, personId))
		.orderBy(asc(mail.createdAt));
	return Promise.all(
		rows.map(async ({ content, ...stored }) => ({
			...stored,
			subject: content?.subject ?? null,
			// Filled in, a link to decide would work from a file that is passed on.
			text: content && (await fillLinks(content.text, async () => '[Link]')),
		})),
	);
}
