/** From facts to a mail. Pure and slow to load: import it only where a mail is rendered. */
import type { Party } from '@betzenstein/shared';
import type { MailContent, MailFacts, MailKind } from '../domain/mail.ts';
import { calendarOf } from './calendar.ts';
import { letterOf } from './content.ts';
import { renderHtml } from './html.ts';
import { renderText } from './text.ts';

export interface MailToRender {
	kind: MailKind;
	facts: MailFacts;
	/** Has this person ever used their personal link? Otherwise the mail holds nothing that anybody typed (domain.md, Getting in). */
	mayQuote: boolean;
	/** As configured: the name stands in subjects, the parties give colours. */
	house: { name: string; parties: readonly Party[] };
}

/** What is sent, once links are filled in. The same facts give the same bytes. */
export async function renderMail(mail: MailToRender): Promise<MailContent> {
	const letter = letterOf(mail);
	return { subject: letter.subject, html: await renderHtml(letter), text: renderText(letter), calendar: calendarOf(mail) };
}
