/** What a mail tells programs rather than people. */
import { uidOf } from '../calendar/calendarFile.ts';
import type { MailToRender } from './model.ts';

/** The headers to send a mail with. */
export function headersOf({ facts: { booking } }: Pick<MailToRender, 'facts'>): Record<string, string> {
	// Nobody ever sent this one: all mails about the booking answer it, and so stand together.
	const thread = booking && `<${uidOf(booking)}>`;
	return {
		'Auto-Submitted': 'auto-generated',
		// For Exchange, whose notes of absence look at no other.
		'X-Auto-Response-Suppress': 'OOF, AutoReply',
		...(thread && { 'In-Reply-To': thread, References: thread }),
	};
}
