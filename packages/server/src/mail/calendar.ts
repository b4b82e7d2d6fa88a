/**
 * The calendar file of a mail: an entry for the confirmed stay, or its cancellation.
 *
 * Without METHOD and ORGANIZER, as ticket shops do it: an entry, not an invitation (RFC 5545, 3.7.2). An entry with an
 * organizer cannot be changed in some calendars; in others, accepting or declining it sends a mail to the house.
 * A cancellation is a STATUS under the same UID and a higher SEQUENCE. Some calendars remove the entry, some strike it
 * through, some keep it, so the mail promises nothing, and the entry's name says it too.
 */
import { addDays } from '@betzenstein/shared';
import { lengthOf, people } from '@betzenstein/shared/german';
import ical, { ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { BookingFacts, MailContent } from '../domain/mail.ts';
import { type BookingForReader, bookingForReader } from './content/pieces.ts';
import type { MailToRender } from './model.ts';

/** The booking's name for other programs: in calendars, and as the head of its mail thread. */
export const uidOf = ({ id }: Pick<BookingFacts, 'id'>): string => `${id}@betzenstein`;

/**
 * The file to attach, if any: the entry when a stay is confirmed, its cancellation when a confirmed one has ended.
 */
export function calendarOf(mail: MailToRender): MailContent['calendar'] {
	const { booking } = mail.facts;
	if (!booking) return null;
	const isConfirmed = mail.kind === 'Confirmed';
	const isEnded = (mail.kind === 'Denied' || mail.kind === 'Canceled') && booking.was === 'Confirmed';
	if (!isConfirmed && !isEnded) return null;

	const about = bookingForReader(booking, mail);
	// Approvers get it too, but they are not away.
	const isAway = about.isRequester && isConfirmed;
	// No time zone: with one, the day would depend on the zone this process runs in.
	const calendar = ical({ prodId: { company: 'Betzenstein', product: 'Buchungen', language: 'DE' } });
	calendar.createEvent({
		// The same for entry and cancellation; the one with the higher sequence counts.
		id: uidOf(booking),
		sequence: booking.revision,
		stamp: new Date(booking.at),
		allDay: true,
		start: utcMidnight(booking.startDate),
		// iCalendar's DTEND is the day after the last one.
		end: utcMidnight(addDays(booking.endDate, 1)),
		status: isConfirmed ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
		transparency: isAway ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
		// Outlook uses this instead of `transparency`.
		busystatus: isAway ? ICalEventBusyStatus.OOF : ICalEventBusyStatus.FREE,
		summary: `${isConfirmed ? '' : 'Abgesagt: '}${mail.house.name}: ${guests(about)}`,
		...(isAway && { location: mail.house.name, description: description(about) }),
	});
	// The library leaves out the last line's end (RFC 5545, 3.1).
	return { content: `${calendar.toString()}\r\n` };
}

function guests({ name, booking }: BookingForReader): string {
	const count = people(booking.partySize);
	return name === null ? count : `${name} (${count})`;
}

/** Without a link: people share their calendars, and would share what the link opens. */
const description = ({ booking, party }: BookingForReader): string =>
	`${lengthOf(booking)}. ${people(booking.partySize)}, gehört zu ${party.name}.\nKommt etwas dazwischen? Stornieren kannst du mit dem Link in der Mail.`;

const utcMidnight = (day: string): Date => new Date(`${day}T00:00:00Z`);
