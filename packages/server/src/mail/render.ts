/** From facts to a mail. Pure: the same facts give the same bytes. */
import type { MailContent } from '../domain/mail.ts';
import { calendarOf } from './calendar.ts';
import { letterOf } from './content.ts';
import { renderHtml } from './html.ts';
import type { MailToRender } from './model.ts';
import { renderText } from './text.ts';

/** What is sent, once links are filled in. */
export function renderMail(mail: MailToRender): MailContent {
	const letter = letterOf(mail);
	return { subject: letter.subject, html: renderHtml(letter), text: renderText(letter), calendar: calendarOf(mail) };
}
