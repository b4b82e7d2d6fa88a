/**
 * Links in stored mails. A stored mail holds a placeholder for each link; the deterministic token is put in when the
 * mail is sent.
 */
import type { Day } from '@betzenstein/shared';

/** Where a link leads: a decision on a booking (`/a`), the requester's booking (`/b`), the personal page (`/p`). */
export type MailLink =
	| { to: 'approve' | 'deny'; bookingId: string; round: number }
	| { to: 'booking'; bookingId: string }
	| { to: 'person' }
	/** The personal page without the token that opens it, for mails that do not bring the personal link. */
	| { to: 'page' }
	/** The calendar (`/c`), with these days in the form, by the calendar link of this generation. */
	| { to: 'calendar'; generation: number; startDate: Day; endDate: Day }
	/** What the reader watches, with buttons to end it (`/p`); or the address where a mail program ends all of it. */
	| { to: 'watches' | 'unsubscribe' };

/** Stands for the link in HTML and text alike; nothing in it needs escaping. */
export function placeholderOf(link: MailLink): string {
	return ['https://link.invalid', link.to, ...partsOf(link)].join('/');
}

const PLACEHOLDER =
	/https:\/\/link\.invalid\/(approve|deny|booking|person|page|calendar|watches|unsubscribe)((?:\/[0-9a-f-]+)*)/g;

/** The text with every placeholder replaced by what `urlOf` makes of its link. */
export async function fillLinks(text: string, urlOf: (link: MailLink) => Promise<string>): Promise<string> {
	const urls = new Map<string, string>();
	for (const [placeholder, to, parts = ''] of text.matchAll(PLACEHOLDER)) {
		if (!urls.has(placeholder))
			urls.set(placeholder, await urlOf(linkOf(to as MailLink['to'], parts.split('/').slice(1))));
	}
	return text.replaceAll(PLACEHOLDER, (placeholder) => urls.get(placeholder) ?? placeholder);
}

function partsOf(link: MailLink): (string | number)[] {
	switch (link.to) {
		case 'approve':
		case 'deny':
			return [link.bookingId, link.round];
		case 'booking':
			return [link.bookingId];
		case 'calendar':
			return [link.generation, link.startDate, link.endDate];
		default:
			return [];
	}
}

function linkOf(to: MailLink['to'], [first = '', second = '', third = '']: string[]): MailLink {
	switch (to) {
		case 'approve':
		case 'deny':
			return { to, bookingId: first, round: Number(second) };
		case 'booking':
			return { to, bookingId: first };
		case 'calendar':
			return { to, generation: Number(first), startDate: second as Day, endDate: third as Day };
		default:
			return { to };
	}
}
