/** Writing mails: text is made from their facts once, before the first try. */

import type { Services } from '../deps.ts';
import { describeError, type Log } from '../log.ts';
import { renderMail } from '../mail/render.ts';
import { keepTexts, type MailInHand, type WrittenMail } from './claim.ts';

/** The mails with their texts. One that cannot be written, or whose facts changed meanwhile, has none. */
export async function writeTexts(
	{ db, house }: Pick<Services, 'db' | 'house'>,
	mails: MailInHand[],
	log: Log,
): Promise<MailInHand[]> {
	const written: WrittenMail[] = [];
	for (const { id, kind, facts, content, generation, mayQuote, party } of mails) {
		if (content) continue;
		try {
			written.push({ id, facts, generation, content: renderMail({ kind, facts, mayQuote, party, house }) });
		} catch (error) {
			log.error({ mailId: id, error: describeError(error) }, 'a mail cannot be written');
		}
	}
	if (written.length === 0) return mails;
	const texts = await keepTexts(db, written);
	return mails.map((mail) => ({ ...mail, content: mail.content ?? texts.get(mail.id) ?? null }));
}
