/**
 * One person's mails, from their rows to the provider: in order, the same text every time, each accepted at most once
 * (BR-022).
 */

import { LINK_PATHS } from '@betzenstein/shared';
import type { Claims, Tokens } from '../links/tokens.ts';
import { headersOf } from '../mail/headers.ts';
import { fillLinks, type MailLink } from '../mail/links.ts';
import type { Tracing } from '../tracing/tracing.ts';
import type { MailInHand } from './claim.ts';
import type { MailProvider, OutgoingMail, SendResult } from './provider.ts';

/** The result for a mail in hand. */
export type Result =
	| SendResult
	/** Without asking the provider: it has no address, or whether it was accepted has been unknown for 23 hours. */
	| { kind: 'given up'; why: 'no_address' | 'unknown' }
	/** It has no text, because writing one failed or its facts have just changed. */
	| { kind: 'unwritten' }
	/** An earlier mail has to wait, or time was up. */
	| { kind: 'untouched' };

export interface Handled {
	mail: MailInHand;
	result: Result;
}

/** The results that are final; after any other, the mail waits. */
const SETTLED: ReadonlySet<Result['kind']> = new Set<Result['kind']>(['accepted', 'refused', 'given up']);

export interface Delivery {
	provider: MailProvider;
	tokens: Tokens;
	/** Where links lead: `https://host`. */
	webUrl: string;
	/** This server as seen from outside: where mail programs end what their reader watches. */
	apiUrl: string;
	/** Aborts a try that is under way. */
	signal: AbortSignal;
	tracing: Tracing;
}

/**
 * Hands over the mails of one person. Stops at the first that has to wait, so that none overtakes it.
 * @param mayGoOn asked before each mail, with its index
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
	const withWorkingLinks = await withLinks({ ...content, headers: headersOf(mail) }, mail, delivery);
	const step = { kind: 'mail', name: mail.kind, parent: mail.traceparent } as const;
	const result = await delivery.tracing.follow(step, async (tell) => {
		const answer = await delivery.provider.send({ ...withWorkingLinks, idempotencyKey, to: address }, delivery.signal);
		tell({ mailId: mail.id, outcome: 'why' in answer ? answer.why : answer.kind });
		return answer;
	});
	// Another process has sent it with another text, in an earlier release or before a rotation, and may be about to note
	// the provider's id.
	const isSettledElsewhere = result.kind === 'accepted' && result.providerId === null && mail.attempts < 3;
	return isSettledElsewhere
		? { kind: 'again', why: 'invalid_idempotent_request', whose: 'mail', retryAfterMs: 1_000 }
		: result;
}

/** Links are signed for each try: a mail sent after its recipient's links were rotated carries links that work. */
async function withLinks<C extends Pick<OutgoingMail, 'html' | 'text' | 'headers'>>(
	content: C,
	{ personId, generation }: Pick<MailInHand, 'personId' | 'generation'>,
	{ tokens, webUrl, apiUrl }: Delivery,
): Promise<C> {
	const urlOf = async (link: MailLink) => {
		const page = `${webUrl}${PAGES[link.to]}`;
		if (link.to === 'page') return page;
		const token = await tokens.sign(claimsOf(link, personId, generation));
		switch (link.to) {
			case 'unsubscribe':
				return `${apiUrl}/watch/${token}`;
			case 'calendar':
				return `${page}#${token}/${link.startDate}/${link.endDate}`;
			default:
				return `${page}#${token}`;
		}
	};
	const headers = Object.entries(content.headers).map(async ([name, value]) => [name, await fillLinks(value, urlOf)]);
	return {
		...content,
		html: await fillLinks(content.html, urlOf),
		text: await fillLinks(content.text, urlOf),
		headers: Object.fromEntries(await Promise.all(headers)),
	};
}

const { action, booking, person, viewer, watch } = LINK_PATHS;
const PAGES: Record<MailLink['to'], string> = {
	approve: action,
	deny: action,
	booking,
	person,
	page: person,
	calendar: viewer,
	watches: watch,
	unsubscribe: watch,
};

function claimsOf(link: Exclude<MailLink, { to: 'page' }>, personId: string, generation: number): Claims {
	switch (link.to) {
		case 'person':
			return { kind: 'person', personId, generation };
		case 'booking':
			return { kind: 'booking', personId, bookingId: link.bookingId, generation };
		case 'calendar':
			return { kind: 'calendar', generation: link.generation };
		case 'watches':
		case 'unsubscribe':
			return { kind: 'watch', personId, generation };
		default:
			return { kind: 'action', personId, bookingId: link.bookingId, action: link.to, round: link.round, generation };
	}
}
