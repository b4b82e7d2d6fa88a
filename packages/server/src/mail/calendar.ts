/**
 * The calendar file of a mail: the confirmed stay as an entry, or that it is off.
 *
 * Without METHOD and ORGANIZER, as ticket shops send theirs: an entry and no invitation (RFC 5545, 3.7.2). One with an
 * organizer cannot be changed in some calendars, and in others is accepted or declined by a mail to the house.
 * That a stay is off stands in STATUS, under the same UID and a higher SEQUENCE. Some calendars take the entry out,
 * some strike it through, some keep it: so the mail promises nothing, and the entry's name says it too.
 */
import { addDays } from '@betzenstein/shared';
import { lengthOf, people } from '@betzenstein/shared/german';
import ical, { ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { BookingFacts, MailContent } from '../domain/mail.ts';
import { type BookingForReader, bookingForReader } from './content/pieces.ts';
import type { MailToRender } from './model.ts';

/** What a booking is called outside: in calendars, and as the head of its thread of mails. */
export const uidOf = ({ id }: Pick<BookingFacts, 'id'>): string => `${id}@betzenstein`;

/**
 * What to attach, if anything: the entry when a stay is confirmed, its end when a confirmed one is denied or canceled.
 */
export function calendarOf(mail: MailToRender): MailContent['calendar'] {
	const { booking } = mail.facts;
	if (!booking) return null;
	const isConfirmed = mail.kind === 'Confirmed';
	const isEnded = (mail.kind === 'Denied' || mail.kind === 'Canceled') && booking.was === 'Confirmed';
	if (!isConfirmed && !isEnded) return null;

	const about = bookingForReader(booking, mail);
	// Approvers get it too; they stay where they are, and free.
	const isAway = about.isRequester && isConfirmed;
	// No time zone: with one, the day would depend on the zone this process runs in.
	const calendar = ical({ prodId: { company: 'Betzenstein', product: 'Buchungen', language: 'DE' } });
	calendar.createEvent({
		// The same for both, so that the one ends the other; the higher sequence wins.
		id: uidOf(booking),
		sequence: booking.revision,
		stamp: new Date(booking.at),
		allDay: true,
		start: utcMidnight(booking.startDate),
		// Days of iCalendar end before their DTEND, ours with their last day.
		end: utcMidnight(addDays(booking.endDate, 1)),
		status: isConfirmed ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
		transparency: isAway ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
		// What Outlook looks at instead.
		busystatus: isAway ? ICalEventBusyStatus.OOF : ICalEventBusyStatus.FREE,
		summary: `${isConfirmed ? '' : 'Abgesagt: '}${mail.house.name}: ${guests(about)}`,
		...(isAway && { location: mail.house.name, description: description(about) }),
	});
	// The last line ends like the others (RFC 5545, 3.1); the library leaves it open.
	return { content: `${calendar.toString()}\r\n` };
}

function guests({ name, booking }: BookingForReader): string {
	const count = people(booking.partySize);
	return name === null ? count : `${name} (${count})`;
}

/** No link: people share their calendars, and with it they would share what it opens. */
const description = ({ booking, party }: BookingForReader): string =>
	`${lengthOf(booking)}. ${people(booking.partySize)}, gehört zu ${party.name}.\nKommt etwas dazwischen? Stornieren kannst du mit dem Link in der Mail.`;

const utcMidnight = (day: string): Date => new Date(`${day}T00:00:00Z`);
