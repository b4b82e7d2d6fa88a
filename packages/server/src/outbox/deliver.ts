/**
 * One person's mails, from their rows to the provider: in order, the same text every time, each accepted at most once
 * (BR-022).
 */

import { LINK_PATHS } from '@betzenstein/shared';
import type { MailContent } from '../domain/mail.ts';
import type { Claims, Tokens } from '../links/tokens.ts';
import { headersOf } from '../mail/headers.ts';
import { fillLinks, type MailLink } from '../mail/links.ts';
import type { MailInHand } from './claim.ts';
import type { MailProvider, SendResult } from './provider.ts';

/** What came of a mail in hand. */
export type Result =
	| SendResult
	/** Without asking the provider: there is nobody to send it to, or its fate has been unknown for 23 hours. */
	| { kind: 'given up'; why: 'no_address' | 'unknown' }
	/** It has no text: writing it failed, or its facts have just changed. */
	| { kind: 'unwritten' }
	/** Its turn did not come. */
	| { kind: 'untouched' };

export interface Handled {
	mail: MailInHand;
	result: Result;
}

/** The last word on a mail; after anything else it waits. */
const SETTLED: ReadonlySet<Result['kind']> = new Set<Result['kind']>(['accepted', 'refused', 'given up']);

export interface Delivery {
	provider: MailProvider;
	tokens: Tokens;
	/** Where links lead. */
	webUrl: string;
	/** Cuts off a try that is on its way. */
	signal: AbortSignal;
}

/**
 * Hands over the mails of one person. Stops at the first that has to wait: what comes after it must not overtake it.
 * @param mayGoOn asked before each mail, by its place
 */
export async function handOver(
	mails: readonly MailInHand[],
	mayGoOn: (index: number) => boolean,
	delivery: Delivery,
): Promise<Handled[]> {
	const handled = mails.map((mail): Handled => ({ mail, result: { kind: 'untouched' } }));
	for (const [index, one] of handled.entries()) {
		if (!mayGoOn(index)) break;
		one.result = await handOverOne(one.mail, delivery);
		if (!SETTLED.has(one.result.kind)) break;
	}
	return handled;
}

async function handOverOne({ address, content, isTooOld, ...mail }: MailInHand, delivery: Delivery): Promise<Result> {
	if (address === null) return { kind: 'given up', why: 'no_address' };
	if (isTooOld) return { kind: 'given up', why: 'unknown' };
	if (content === null) return { kind: 'unwritten' };
	const idempotencyKey = mail.resends === 0 ? `mail/${mail.id}` : `mail/${mail.id}/${mail.resends}`;
	const withWorkingLinks = await withLinks(content, mail, delivery);
	const result = await delivery.provider.send(
		{ ...withWorkingLinks, headers: headersOf(mail), idempotencyKey, to: address },
		delivery.signal,
	);
	// Somebody else has sent it in other words, a release before this one or before a rotation: they may be about to note
	// its id.
	const isSettledElsewhere = result.kind === 'accepted' && result.providerId === null && mail.attempts < 3;
	return isSettledElsewhere
		? { kind: 'again', why: 'invalid_idempotent_request', whose: 'mail', retryAfterMs: 1_000 }
		: result;
}

/** Signed for each try: a mail that goes out after its person's links were ended carries links that work. */
async function withLinks(
	content: MailContent,
	{ personId, generation }: Pick<MailInHand, 'personId' | 'generation'>,
	{ tokens, webUrl }: Delivery,
): Promise<MailContent> {
	const urlOf = async (link: MailLink) => {
		const page = `${webUrl}${PAGES[link.to]}`;
		return link.to === 'page' ? page : `${page}#${await tokens.sign(claimsOf(link, personId, generation))}`;
	};
	return { ...content, html: await fillLinks(content.html, urlOf), text: await fillLinks(content.text, urlOf) };
}

const { action, booking, person } = LINK_PATHS;
const PAGES: Record<MailLink['to'], string> = { approve: action, deny: action, booking, person, page: person };

function claimsOf(link: Exclude<MailLink, { to: 'page' }>, personId: string, generation: number): Claims {
	switch (link.to) {
		case 'person':
			return { kind: 'person', personId, generation };
		case 'booking':
			return { kind: 'booking', personId, bookingId: link.bookingId, generation };
		default:
			return { kind: 'action', personId, bookingId: link.bookingId, action: link.to, round: link.round, generation };
	}
}
