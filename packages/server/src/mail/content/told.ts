/** What one person is told about one booking, and the pieces that such mails share. */
import { formatRange } from '@betzenstein/shared';
import type { BookingFacts, MailFacts } from '../../domain/mail.ts';
import { placeholderOf } from '../links.ts';
import type { Block, Glance } from '../model.ts';
import type { MailToRender } from '../render.ts';
import { all, lengthOf, people, STATUS_TEXTS } from './words.ts';

/** What differs from mail to mail; greeting, house, colour and footer come around it. */
export interface Draft {
	/** The subject without the house. */
	subject: string;
	preview: string;
	title: string;
	blocks: Block[];
}

/** A booking with what sentences about it need. */
export interface Told {
	booking: BookingFacts;
	/** `01.–05.08.2025`. */
	range: string;
	/** Who comes; null where nothing typed may be quoted. */
	name: string | null;
	/** The approver whose doing it is. */
	by: string;
	isRequester: boolean;
	isApprover: boolean;
	house: MailToRender['house'];
}

/** No party's colour: of a party that is no longer one. */
const NO_COLOR = '#B8B8B8';

/** Puts a booking into this reader's words. The only place where a typed text is taken from a booking, or left there. */
export function told(
	booking: BookingFacts,
	roles: MailFacts['roles'],
	{ mayQuote, house }: Pick<MailToRender, 'mayQuote' | 'house'>,
): Told {
	return {
		booking: mayQuote ? booking : { ...booking, firstName: '', description: null, comment: null },
		range: formatRange(booking),
		name: mayQuote ? booking.firstName : null,
		by: booking.by ?? 'Jemand',
		isRequester: roles.includes('requester'),
		isApprover: roles.includes('approver'),
		house,
	};
}

/** `Anna, 01.–05.08.2025`; without a name the dates alone. */
export const nameAndRange = ({ name, range }: Told): string => (name === null ? range : `${name}, ${range}`);

/** What makes of `die Anfrage` `die Anfrage von Anna`. */
export const of = ({ name }: Told): string => (name === null ? '' : ` von ${name}`);

/** What it is, or was until now. */
export const stayWord = ({ booking }: Told): 'Anfrage' | 'Buchung' =>
	booking.status === 'Confirmed' || booking.was === 'Confirmed' ? 'Buchung' : 'Anfrage';

/** The booking at a glance. */
export function glance(about: Told): Block & { type: 'glance' } {
	const { booking, name, range, house } = about;
	const guests = people(booking.partySize);
	return {
		type: 'glance',
		glance: {
			dates: range,
			length: lengthOf(booking),
			previous: booking.from && formatRange(booking.from),
			status: booking.status,
			statusText: STATUS_TEXTS[booking.status],
			party: house.parties.find((party) => party.name === booking.affiliation) ?? { name: booking.affiliation, color: NO_COLOR },
			guests: name === null ? guests : `${name}, ${guests}`,
			outstanding: booking.status === 'Pending' && booking.outstanding.length > 0 ? all(booking.outstanding) : null,
		} satisfies Glance,
	};
}

/** What was written into the form, if there is something and it may be said. */
export const message = ({ booking, name, isRequester }: Told): Block[] =>
	booking.description ? [{ type: 'quote', label: isRequester ? 'Deine Nachricht' : `${name} schreibt`, text: booking.description }] : [];

/** Yes or no, both behind a page that asks first. */
export function decision(about: Told): Block[] {
	const { id: bookingId, round } = about.booking;
	return [
		{
			type: 'actions',
			primary: {
				label: 'Zustimmen',
				href: placeholderOf({ to: 'approve', bookingId, round }),
				about: nameAndRange(about),
			},
			secondary: { label: 'Ablehnen …', href: placeholderOf({ to: 'deny', bookingId, round }), about: nameAndRange(about) },
		},
	];
}

/** How the two links of a decision behave. */
export const DECISION_NOTE: Block = {
	type: 'note',
	text: 'Du siehst erst alles noch einmal, bevor etwas passiert. Eine Antwort auf diese Mail zählt nicht als Zustimmung.',
};

/** To the requester's own booking. */
export const openBooking = (about: Told): Block => ({ type: 'actions', primary: bookingAction(about) });

/** The same, where something else is the obvious thing to do. */
export const linkToBooking = (about: Told): Block => ({ type: 'link', action: bookingAction(about) });

const bookingAction = (about: Told) => ({
	label: `${stayWord(about)} ansehen`,
	href: placeholderOf({ to: 'booking', bookingId: about.booking.id }),
});

/** To everything that is this person's; only in mails that may bring it. */
export const personalLink = (label: string) => ({ label, href: placeholderOf({ to: 'person' }) });

export const paragraph = (text: string): Block => ({ type: 'paragraph', text });
export const note = (text: string): Block => ({ type: 'note', text });
