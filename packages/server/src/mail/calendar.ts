/** The calendar file of a mail: the confirmed stay as an entry, or its cancellation. */
import { addDays } from '@betzenstein/shared';
import { people } from '@betzenstein/shared/german';
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { BookingFacts, MailContent } from '../domain/mail.ts';
import { told } from './content/told.ts';
import type { MailToRender } from './model.ts';

/** What a booking is called outside: in calendars, and as the head of its thread of mails. */
export const uidOf = ({ id }: Pick<BookingFacts, 'id'>): string => `${id}@betzenstein`;

/** What to attach, if anything: the entry when a stay is confirmed, its end when a confirmed one is denied or canceled. */
export function calendarOf(mail: MailToRender): MailContent['calendar'] {
	const { booking } = mail.facts;
	if (!booking) return null;
	const isConfirmed = mail.kind === 'Confirmed';
	const isEnded = (mail.kind === 'Denied' || mail.kind === 'Canceled') && booking.was === 'Confirmed';
	if (!isConfirmed && !isEnded) return null;

	const method = isConfirmed ? ICalCalendarMethod.PUBLISH : ICalCalendarMethod.CANCEL;
	const { name } = told(booking, mail);
	// No time zone: with one, the day would depend on the zone this process runs in.
	const calendar = ical({ method, prodId: { company: 'Betzenstein', product: 'Buchungen', language: 'DE' } });
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
		// Approvers get it too, and are free on these days.
		transparency: ICalEventTransparency.TRANSPARENT,
		summary: `${mail.house.name}: ${name === null ? people(booking.partySize) : `${name} (${people(booking.partySize)})`}`,
	});
	// The last line ends like the others (RFC 5545, 3.1); the library leaves it open.
	return { method, content: `${calendar.toString()}\r\n` };
}

const utcMidnight = (day: string): Date => new Date(`${day}T00:00:00Z`);
