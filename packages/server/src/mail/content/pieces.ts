/** What one person is told about one booking, and the pieces that such mails share. */
import { formatRange, isolated, type Party } from '@betzenstein/shared';
import { lengthOf, listed, people, STATUS_TEXTS } from '@betzenstein/shared/german';
import type { BookingFacts } from '../../domain/mail.ts';
import { placeholderOf } from '../links.ts';
import type { Block, Glance, MailToRender } from '../model.ts';

/** What differs from mail to mail; greeting and footer come around it. */
export interface Draft {
	/** The subject without the house. */
	subject: string;
	preview: string;
	title: string;
	blocks: Block[];
}

/**
 * A booking with what sentences about it need. Every name is isolated (BR-011), so that it may stand in any of them.
 */
export interface BookingForReader {
	booking: Omit<BookingFacts, 'firstName' | 'affiliation' | 'by'>;
	/** `01.–05.08.2025`. */
	range: string;
	/** Who comes; null where the form may not be quoted. */
	name: string | null;
	/** The approver whose doing it is. */
	by: string;
	isRequester: boolean;
	isApprover: boolean;
	/** Whom it is for. */
	party: Party;
	/** Does anybody read what is answered? */
	replies: boolean;
}

/** Of a party that is no longer one. */
const NO_COLOR = '#B8B8B8';

/**
 * Puts a booking into this reader's words. The only place where typed texts are taken from a booking, or left there.
 */
export function bookingForReader(
	booking: BookingFacts,
	{ facts: { roles }, mayQuote, house }: MailToRender,
): BookingForReader {
	const { firstName, affiliation, by, ...said } = booking;
	const { color } = house.parties.find(({ name }) => name === affiliation) ?? { color: NO_COLOR };
	return {
		booking: {
			...said,
			outstanding: said.outstanding.map(isolated),
			description: mayQuote ? said.description : null,
			// What an approver wrote always stands: it is no answer without its reason, and no form sent it.
			comment: mayQuote || by !== null ? said.comment : null,
		},
		range: formatRange(booking),
		name: mayQuote ? isolated(firstName) : null,
		by: by === null ? 'Jemand' : isolated(by),
		isRequester: roles.includes('requester'),
		isApprover: roles.includes('approver'),
		party: { name: isolated(affiliation), color },
		replies: house.replies,
	};
}

/** `Anna, 01.–05.08.2025`; without a name the dates alone. */
export const nameAndRange = ({ name, range }: BookingForReader): string =>
	name === null ? range : `${name}, ${range}`;

/** What makes of `die Anfrage` `die Anfrage von Anna`. */
export const fromWhom = ({ name }: BookingForReader): string => (name === null ? '' : ` von ${name}`);

/** A confirmed one is a booking, also when it was one until now; otherwise it is a request. */
export const stayWord = ({ booking }: BookingForReader): 'Anfrage' | 'Buchung' =>
	booking.status === 'Confirmed' || booking.was === 'Confirmed' ? 'Buchung' : 'Anfrage';

/** The booking at a glance. */
export function glance(about: BookingForReader): Block & { type: 'glance' } {
	const { booking, name, range, party } = about;
	const guests = people(booking.partySize);
	return {
		type: 'glance',
		glance: {
			dates: range,
			length: lengthOf(booking),
			previous: booking.from && formatRange(booking.from),
			status: booking.status,
			statusText: STATUS_TEXTS[booking.status],
			party,
			guests: name === null ? guests : `${name}, ${guests}`,
			outstanding: booking.status === 'Pending' && booking.outstanding.length > 0 ? listed(booking.outstanding) : null,
		} satisfies Glance,
	};
}

/** What was written into the form, if there is something and it may be said. */
export const message = ({ booking, name, isRequester }: BookingForReader): Block[] =>
	quote(isRequester ? 'Deine Nachricht' : `${name} schreibt`, booking.description);

/** Words that somebody typed, if there are any. */
export const quote = (label: string, text: string | null): Block[] => (text ? [{ type: 'quote', label, text }] : []);

/** Yes or no, both behind a page that asks first. */
export function decision(about: BookingForReader): Block {
	const { id: bookingId, round } = about.booking;
	const to = (action: 'approve' | 'deny') => ({
		href: placeholderOf({ to: action, bookingId, round }),
		about: nameAndRange(about),
	});
	return {
		type: 'buttons',
		primary: { label: 'Zustimmen', ...to('approve') },
		secondary: { label: 'Ablehnen …', ...to('deny') },
	};
}

/** How the two links of a decision behave. */
export const decisionNote: Block = {
	type: 'note',
	text: 'Du siehst erst alles noch einmal, bevor etwas passiert. Eine Antwort auf diese Mail zählt nicht als Zustimmung.',
};

/** To the requester's own booking. */
export const openBooking = (about: BookingForReader): Block => ({ type: 'buttons', primary: bookingLink(about) });

/** The same, where something else is the obvious thing to do. */
export const linkToBooking = (about: BookingForReader): Block => ({ type: 'link', link: bookingLink(about) });

const bookingLink = (about: BookingForReader) => ({
	label: `${stayWord(about)} ansehen`,
	href: placeholderOf({ to: 'booking', bookingId: about.booking.id }),
});

export const paragraph = (text: string): Block => ({ type: 'paragraph', text });
export const note = (text: string): Block => ({ type: 'note', text });
