/** One mail, from its row to the provider: rendered once, the same text every time, accepted at most once (BR-022). */
import { and, eq, isNull } from 'drizzle-orm';
import type { Claims } from '../access/tokens.ts';
import type { Tx } from '../db/client.ts';
import { mail, person } from '../db/schema/index.ts';
import type { MailContent } from '../domain/mail.ts';
import type { Services } from '../services/services.ts';
import { fillLinks, type MailLink } from './links.ts';
import type { MailProvider, OutgoingMail } from './provider.ts';

/** `again`: the job is to be tried later. */
export type DeliveryResult = 'done' | 'again';

/** The provider forgets a key after 24 hours; what is unknown by then could be sent twice. */
const GIVE_UP_MS = 23 * 3_600_000;

type MailRow = typeof mail.$inferSelect;
type PersonRow = typeof person.$inferSelect;
type Rendered = MailRow & { content: MailContent; linkGeneration: number };

export interface DeliveryDeps {
	services: Services;
	provider: MailProvider;
	/** Where links lead. */
	webUrl: string;
}

/** Tries to deliver a mail. Safe to run twice, also at once: the row says what is done, the provider knows the key. */
export async function deliverMail({ services, provider, webUrl }: DeliveryDeps, mailId: string): Promise<DeliveryResult> {
	const found = await services.db.read(({ tx }) => loadMail(tx, mailId));
	if (found?.mail.state !== 'queued') return 'done';
	const { person: to } = found;
	const address = found.mail.address ?? (to.blockedAt ? null : to.email);
	if (address === null) return settle(services, mailId, { state: 'failed', failure: 'no_address' });
	const { firstAttemptAt } = found.mail;
	if (firstAttemptAt && services.clock().getTime() - firstAttemptAt.getTime() > GIVE_UP_MS) {
		return settle(services, mailId, { state: 'failed', failure: 'unknown' });
	}

	const rendered = isRendered(found.mail) ? found.mail : await render(services, found.mail, to);
	const result = await provider.send(await withLinks(services, webUrl, rendered, to, address));
	switch (result.kind) {
		case 'accepted':
			return settle(services, mailId, { state: 'sent', providerId: result.providerId, sentAt: services.clock() });
		case 'refused':
			return settle(services, mailId, { state: 'failed', failure: result.why });
		case 'again':
			return 'again';
	}
}

async function loadMail(tx: Tx, mailId: string): Promise<{ mail: MailRow; person: PersonRow } | undefined> {
	const [row] = await tx.select().from(mail).innerJoin(person, eq(person.id, mail.personId)).where(eq(mail.id, mailId));
	return row;
}

/** The last word on a mail, unless it was said already. The address of somebody forgotten goes with it. */
async function settle(services: Services, mailId: string, change: Partial<MailRow>): Promise<'done'> {
	await services.db.note(({ tx }) =>
		tx
			.update(mail)
			.set({ ...change, address: null })
			.where(and(eq(mail.id, mailId), eq(mail.state, 'queued'))),
	);
	return 'done';
}

const isRendered = (row: MailRow): row is Rendered => row.content !== null && row.linkGeneration !== null;

/** Writes the text down before the first try; whoever comes first wins, so that every try says the same. */
async function render(services: Services, row: MailRow, to: PersonRow): Promise<Rendered> {
	// Loaded only here: React and its renderer weigh more than all the rest.
	const { renderMail } = await import('./render.ts');
	const { kind, facts } = row;
	const content = await renderMail({ kind, facts, mayQuote: to.linkUsedAt !== null, house: services.house });
	return services.db.note(async ({ tx }) => {
		await tx
			.update(mail)
			.set({ content, linkGeneration: to.generation, firstAttemptAt: row.firstAttemptAt ?? services.clock() })
			.where(and(eq(mail.id, row.id), isNull(mail.content)));
		const again = await loadMail(tx, row.id);
		if (!again || !isRendered(again.mail)) throw new Error('A mail vanished while it was rendered');
		return again.mail;
	});
}

async function withLinks({ tokens }: Services, webUrl: string, row: Rendered, to: PersonRow, address: string): Promise<OutgoingMail> {
	const generation = row.linkGeneration;
	const urlOf = async (link: MailLink) => `${webUrl}/${PAGES[link.to]}#${await tokens.sign(claimsOf(link, to.id, generation))}`;
	const { subject, html, text, calendar } = row.content;
	return {
		idempotencyKey: row.resends === 0 ? `mail/${row.id}` : `mail/${row.id}/${row.resends}`,
		to: address,
		subject,
		html: await fillLinks(html, urlOf),
		text: await fillLinks(text, urlOf),
		calendar,
	};
}

/** The pages of contract.md. */
const PAGES: Record<MailLink['to'], string> = { approve: 'a', deny: 'a', booking: 'b', person: 'p' };

function claimsOf(link: MailLink, personId: string, generation: number): Claims {
	switch (link.to) {
		case 'person':
			return { kind: 'person', personId, generation };
		case 'booking':
			return { kind: 'booking', personId, bookingId: link.bookingId, generation };
		default:
			return { kind: 'action', personId, bookingId: link.bookingId, action: link.to, round: link.round, generation };
	}
}
