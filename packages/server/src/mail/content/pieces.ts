/** A booking as one reader may see it, and the pieces that mails are put together from. */
import { formatRange, isolated, type Neighbour, type Party } from '@betzenstein/shared';
import {
	answersSoFar,
	beginsIn,
	contextFacts,
	type Fact,
	lengthOf,
	listedBriefly,
	people,
	STATUS_TEXTS,
} from '@betzenstein/shared/german';
import type { AskedFacts, BookingFacts } from '../../domain/mail.ts';
import { placeholderOf } from '../links.ts';
import type { Block, Glance, MailToRender } from '../model.ts';

/** What differs from mail to mail; greeting and footer are added to it. */
export interface Draft {
	/** The subject without the house's name. */
	subject: string;
	preview: string;
	title: string;
	blocks: Block[];
}

/**
 * A booking, with what sentences about it need. Every name is isolated (BR-011), so that any sentence may hold it.
 */
export interface BookingForReader {
	booking: Omit<BookingFacts, 'firstName' | 'affiliation' | 'by' | 'asked'>;
	/** `01.–05.08.2025`. */
	range: string;
	/** The requester's first name; null where the form may not be quoted. */
	name: string | null;
	/** The approver who did it, or `Jemand`. */
	by: string;
	isRequester: boolean;
	isApprover: boolean;
	/** The booking's affiliation. */
	party: Party;
	/** Does anybody read replies? */
	replies: boolean;
	/** For whoever is asked: when it begins, who has answered, what lies around it. */
	beside: Fact[];
}

/** For a party that has left the house. */
const NO_COLOR = '#B8B8B8';

/** The booking as this mail's reader may see it. The only place that decides which typed texts a mail may hold. */
export function bookingForReader(
	booking: BookingFacts,
	{ facts: { roles }, mayQuote, house }: MailToRender,
): BookingForReader {
	const { firstName, affiliation, by, asked, ...said } = booking;
	const { color } = house.parties.find(({ name }) => name === affiliation) ?? { color: NO_COLOR };
	return {
		booking: {
			...said,
			outstanding: said.outstanding.map(isolated),
			description: mayQuote ? said.description : null,
			// What an approver wrote is always shown: a denial needs its reason, and it was not typed into the open form.
			comment: mayQuote || by !== null ? said.comment : null,
		},
		range: formatRange(booking),
		name: mayQuote ? isolated(firstName) : null,
		by: by === null ? 'Jemand' : isolated(by),
		isRequester: roles.includes('requester'),
		isApprover: roles.includes('approver'),
		party: { name: isolated(affiliation), color },
		replies: house.replies,
		beside: asked ? besideOf(booking, asked, mayQuote) : [],
	};
}

function besideOf(
	{ startDate, outstanding }: BookingFacts,
	{ today, approved, context }: AskedFacts,
	mayQuote: boolean,
): Fact[] {
	const answers = answersSoFar(approved, outstanding.length === 1);
	const quotable = (stay: Neighbour | null) => stay && { ...stay, firstName: mayQuote ? stay.firstName : null };
	return [
		{ label: 'Beginn', text: beginsIn(startDate, today) },
		...(answers ? [{ label: 'Antworten', text: answers }] : []),
		...(context ? contextFacts({ ...context, before: quotable(context.before), after: quotable(context.after) }) : []),
	];
}

/** `Anna, 01.–05.08.2025`; without a name the dates alone. */
export const nameAndRange = ({ name, range }: BookingForReader): string =>
	name === null ? range : `${name}, ${range}`;

/** ` von Anna`, to go after `die Anfrage`; empty without a name. */
export const fromWhom = ({ name }: BookingForReader): string => (name === null ? '' : ` von ${name}`);

/** `Buchung` if it is confirmed or was until now, otherwise `Anfrage`. */
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
			outstanding:
				booking.status === 'Pending' && booking.outstanding.length > 0
					? listedBriefly(booking.outstanding, 'weiteren')
					: null,
		} satisfies Glance,
	};
}

/** The message from the form, if there is one and it may be quoted. */
export const message = ({ booking, name, isRequester }: BookingForReader): Block[] =>
	quote(isRequester ? 'Deine Nachricht' : `${name} schreibt`, booking.description);

/** What whoever is asked should know besides; nothing in mails recorded before there was such a thing. */
export const beside = ({ beside: facts }: BookingForReader): Block[] =>
	facts.length > 0 ? [{ type: 'facts', facts }] : [];

/** Words that somebody typed, if there are any. */
export const quote = (label: string, text: string | null): Block[] => (text ? [{ type: 'quote', label, text }] : []);

/** Buttons for yes and no; both open a page that asks first. */
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

/** Says how the two buttons of a decision behave. */
export const decisionNote: Block = {
	type: 'note',
	text: 'Du siehst erst alles noch einmal, bevor etwas passiert. Eine Antwort auf diese Mail zählt nicht als Zustimmung.',
};

/** A button that opens the requester's own booking. */
export const openBooking = (about: BookingForReader, label?: string): Block => ({
	type: 'buttons',
	primary: { ...bookingLink(about), ...(label !== undefined && { label }) },
});

/** The same as a link, where something else is the obvious thing to do. */
export const linkToBooking = (about: BookingForReader): Block => ({ type: 'link', link: bookingLink(about) });

const bookingLink = (about: BookingForReader) => ({
	label: `${stayWord(about)} ansehen`,
	href: placeholderOf({ to: 'booking', bookingId: about.booking.id }),
});

/** For mails that bring the stay's calendar file. */
export const INTO_CALENDAR: Block = { type: 'paragraph', text: 'Im Anhang findest du den Termin für deinen Kalender.' };

export const paragraph = (text: string): Block => ({ type: 'paragraph', text });
export const note = (text: string): Block => ({ type: 'note', text });
