/**
 * Calendar files (RFC 5545): the one stay of a mail, or the many of a feed. A stay is the same entry in all of them: it
 * has the same UID, and grows by the same SEQUENCE.
 */
import { addDays, type BookingStatus, type DayRange, isolated } from '@betzenstein/shared';
import { lengthOf, people } from '@betzenstein/shared/german';
import ical, {
	ICalCalendarMethod,
	ICalEventBusyStatus,
	type ICalEventData,
	ICalEventStatus,
	ICalEventTransparency,
} from 'ical-generator';

/** A stay in somebody's calendar. */
export interface Entry extends DayRange {
	/** Of the booking. */
	id: string;
	status: BookingStatus;
	/** Grows with every change. */
	revision: number;
	/** When something last happened to it. */
	at: Date;
	/** The house. */
	place: string;
	/** Who comes, isolated (BR-011); null where the form may not be quoted. */
	name: string | null;
	partySize: number;
	/** Is it a stay of theirs whose calendar this is? Others' keep none of their days, and send them nowhere. */
	isOwn: boolean;
	/** No link: people share their calendars, and with it they would share what it opens. */
	description: string | undefined;
}

/**
 * What a booking is called outside: in calendars, and as the head of its thread of mails. After the @ is this program's
 * name, whatever the house is called, since a UID never changes.
 */
export const uidOf = ({ id }: { id: string }): string => `${id}@betzenstein`;

/** `Freitag bis Dienstag, 5 Tage. 4 Personen, gehört zu Ingeborg.` @param party isolated */
export const descriptionOf = (stay: DayRange & { partySize: number }, party: string): string =>
	`${lengthOf(stay)}. ${people(stay.partySize)}, gehört zu ${party}.`;

/** How often a program should ask for a feed again; some do, some have their own idea. */
const REFRESH_SECONDS = 3_600;

/** The file, the same bytes for the same entries. @param feed what to call it, if programs will ask for it again */
export function calendarFile(entries: readonly Entry[], feed?: { name: string }): string {
	// No time zone: with one, the day would depend on the zone this process runs in.
	const calendar = ical({
		prodId: { company: 'Betzenstein', product: 'Buchungen', language: 'DE' },
		...(feed && { name: feed.name, method: ICalCalendarMethod.PUBLISH, ttl: REFRESH_SECONDS }),
	});
	for (const entry of entries) calendar.createEvent(eventOf(entry));
	// The last line ends like the others (RFC 5545, 3.1); the library leaves it open.
	return `${calendar.toString()}\r\n`;
}

function eventOf(entry: Entry): ICalEventData {
	const { startDate, endDate, at, place, name, isOwn } = entry;
	const { status, prefix, away } = STATUS[entry.status];
	const busy = isOwn ? away : undefined;
	const count = people(entry.partySize);
	return {
		id: uidOf(entry),
		sequence: entry.revision,
		// Not now: programs take a new stamp for news, and the same calendar would never be the same bytes.
		stamp: at,
		lastModified: at,
		allDay: true,
		start: utcMidnight(startDate),
		// Days of iCalendar end before their DTEND, ours with their last day.
		end: utcMidnight(addDays(endDate, 1)),
		status,
		transparency: busy ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
		// What Outlook looks at instead.
		busystatus: busy ?? ICalEventBusyStatus.FREE,
		summary: `${prefix}${isolated(place)}: ${name === null ? count : `${name} (${count})`}`,
		...(busy && { location: place }),
		...(entry.description !== undefined && { description: entry.description }),
	};
}

const ENDED = { status: ICalEventStatus.CANCELLED, prefix: 'Abgesagt: ', away: undefined };
/** Google shows no status: the title says it too. */
const STATUS: Record<
	BookingStatus,
	{ status: ICalEventStatus; prefix: string; away: ICalEventBusyStatus | undefined }
> = {
	Pending: { status: ICalEventStatus.TENTATIVE, prefix: '(angefragt) ', away: ICalEventBusyStatus.TENTATIVE },
	Confirmed: { status: ICalEventStatus.CONFIRMED, prefix: '', away: ICalEventBusyStatus.OOF },
	Denied: ENDED,
	Canceled: ENDED,
};

const utcMidnight = (day: string): Date => new Date(`${day}T00:00:00Z`);
