/** From facts to a mail. Pure and slow to load: import it only where a mail is rendered. */
import type { Party } from '@betzenstein/shared';
import type { MailFacts, MailKind } from '../domain/mail.ts';
import { calendarOf } from './calendar.ts';
import { contentOf } from './content.ts';
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

/** A mail as it is stored: placeholders stand where links will be (`links.ts`). */
export interface RenderedMail {
	subject: string;
	html: string;
	text: string;
	/** An iCalendar file to attach: the confirmed stay, or its cancellation. */
	calendar: { method: 'PUBLISH' | 'CANCEL'; content: string } | null;
}

/** What is sent, once links are filled in. The same facts give the same bytes. */
export async function renderMail(mail: MailToRender): Promise<RenderedMail> {
	const content = contentOf(mail);
	return { subject: content.subject, html: await renderHtml(content), text: renderText(content), calendar: calendarOf(mail) };
}
