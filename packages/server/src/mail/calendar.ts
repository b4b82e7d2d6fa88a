/**
 * The calendar file of a mail: the confirmed stay as an entry, or that it is off.
 *
 * Without METHOD and ORGANIZER, as ticket shops send theirs: an entry and no invitation (RFC 5545, 3.7.2). One with an
 * organizer cannot be changed in some calendars, and in others is accepted or declined by a mail to the house.
 * That a stay is off stands in STATUS, under the same UID and a higher SEQUENCE. Some calendars take the entry out,
 * some strike it through, some keep it: so the mail promises nothing, and the entry's name says it too.
 */
import { calendarFile, descriptionOf } from '../calendar/calendarFile.ts';
import type { MailContent } from '../domain/mail.ts';
import { told } from './content/told.ts';
import type { MailToRender } from './model.ts';

/**
 * What to attach, if anything: the entry when a stay is confirmed, its end when a confirmed one is denied or canceled.
 */
export function calendarOf(mail: MailToRender): MailContent['calendar'] {
	const { booking } = mail.facts;
	if (!booking) return null;
	const isConfirmed = mail.kind === 'Confirmed';
	const isEnded = (mail.kind === 'Denied' || mail.kind === 'Canceled') && booking.was === 'Confirmed';
	if (!isConfirmed && !isEnded) return null;

	const { name, party, isRequester } = told(booking, mail);
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
