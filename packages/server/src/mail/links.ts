/**
 * Links in stored mails. A stored mail holds a placeholder for each link; the deterministic token is put in when the
 * mail is sent.
 */

/** Where a link leads: a decision on a booking (`/a`), the requester's booking (`/b`), the personal page (`/p`). */
export type MailLink =
	| { to: 'approve' | 'deny'; bookingId: string; round: number }
	| { to: 'booking'; bookingId: string }
	| { to: 'person' }
	/** The personal page without the token that opens it, for mails that do not bring the personal link. */
	| { to: 'page' };

/** Stands for the link in HTML and text alike; nothing in it needs escaping. */
export function placeholderOf(link: MailLink): string {
	const parts = 'bookingId' in link ? [link.bookingId, ...('round' in link ? [`${link.round}`] : [])] : [];
	return ['https://link.invalid', link.to, ...parts].join('/');
}

const PLACEHOLDER = /https:\/\/link\.invalid\/(approve|deny|booking|person|page)(?:\/([0-9a-f-]{36}))?(?:\/(\d+))?/g;

/** The text with every placeholder replaced by what `urlOf` makes of its link. */
export async function fillLinks(text: string, urlOf: (link: MailLink) => Promise<string>): Promise<string> {
	const urls = new Map<string, string>();
	for (const [placeholder, to, bookingId = '', round = ''] of text.matchAll(PLACEHOLDER)) {
		if (!urls.has(placeholder))
			urls.set(placeholder, await urlOf(linkOf(to as MailLink['to'], bookingId, Number(round))));
	}
	return text.replaceAll(PLACEHOLDER, (placeholder) => urls.get(placeholder) ?? placeholder);
}

function linkOf(to: MailLink['to'], bookingId: string, round: number): MailLink {
	switch (to) {
		case 'person':
		case 'page':
			return { to };
		case 'booking':
			return { to, bookingId };
		default:
			return { to, bookingId, round };
	}
}
