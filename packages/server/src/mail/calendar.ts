/**
 * The calendar file of a mail: an entry for the confirmed stay, or its cancellation.
 *
 * Without METHOD and ORGANIZER, as ticket shops do it: an entry, not an invitation (RFC 5545, 3.7.2). An entry with an
 * organizer cannot be changed in some calendars; in others, accepting or declining it sends a mail to the house.
 * A cancellation is a STATUS under the same UID and a higher SEQUENCE. Some calendars remove the entry, some strike it
 * through, some keep it, so the mail promises nothing, and the entry's name says it too.
 */
import { calendarFile, descriptionOf } from '../calendar/calendarFile.ts';
import type { MailContent } from '../domain/mail.ts';
import { bookingForReader } from './content/pieces.ts';
import type { MailToRender } from './model.ts';

/**
 * The file to attach, if any: the entry when a stay is confirmed, when its days are fewer and before it begins; its
 * cancellation when a confirmed one has ended.
 */
export function calendarOf(mail: MailToRender): MailContent['calendar'] {
	const { booking } = mail.facts;
	if (!booking) return null;
	const isConfirmed =
		mail.kind === 'Confirmed' ||
		mail.kind === 'BeforeArrival' ||
		(mail.kind === 'DatesShrunk' && booking.status === 'Confirmed');
	const isEnded = (mail.kind === 'Denied' || mail.kind === 'Canceled') && booking.was === 'Confirmed';
	if (!isConfirmed && !isEnded) return null;

	const { name, party, isRequester } = bookingForReader(booking, mail);
	// Approvers get it too; they stay where they are, and free.
	const description = `${descriptionOf(booking, party.name)}\nKommt etwas dazwischen? Stornieren kannst du mit dem Link in der Mail.`;
	return {
		content: calendarFile([
			{
				...booking,
				at: new Date(booking.at),
				place: mail.house.name,
				name,
				isOwn: isRequester,
				description: isRequester && isConfirmed ? description : undefined,
			},
		]),
	};
}
