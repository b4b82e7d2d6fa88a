/** What a mail tells programs. */
import { uidOf } from '../calendar/calendarFile.ts';
import { placeholderOf } from './links.ts';
import type { MailToRender } from './model.ts';

/** The headers to send a mail with, with placeholders instead of links. */
export function headersOf({ facts: { booking, free } }: Pick<MailToRender, 'facts'>): Record<string, string> {
	// A message that was never sent: all mails about the booking refer to it, and so form one thread. Not in Gmail, where
	// another subject is another thread; ours say what is new.
	const thread = booking && `<${uidOf(booking)}>`;
	return {
		'Auto-Submitted': 'auto-generated',
		// For Exchange, whose absence notes heed no other header.
		'X-Auto-Response-Suppress': 'OOF, AutoReply',
		...(thread && { 'In-Reply-To': thread, References: thread }),
		// A button of the mail program's own (RFC 8058).
		...(free && {
			'List-Unsubscribe': `<${placeholderOf({ to: 'unsubscribe' })}>`,
			'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
		}),
	};
}
