/** What the outbox says was sent, held against what the provider accepted. */
import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { ACCEPTING, type FlakyResend } from './flakyResend.ts';

export interface MailVerdict {
	/** Mails in the database, all committed. */
	committed: number;
	/** Mails the provider accepted. */
	accepted: number;
	/** Committed mails that the provider never accepted, those that still wait included. */
	lost: number;
	/** Committed mails that it accepted more than once. */
	doubled: number;
	/** Accepted mails that no committed row stands behind. */
	unfounded: number;
	/** Mails accepted before an earlier one to the same person. */
	overtaken: number;
}

/** Longer than a lease: what a dead process had in hand comes again after it. */
const PATIENCE_MS = 90_000;
const TOLD_EVERY_MS = 10_000;

/**
 * Waits until no mail is to be sent any more, as long as there are fewer and fewer.
 * @param log told now and then how many are left
 */
export async function settleMails(sql: postgres.Sql, log: (line: string) => void = () => {}): Promise<void> {
	let left = Number.POSITIVE_INFINITY;
	let fewerAt = Date.now();
	let toldAt = Date.now();
	while (left > 0 && Date.now() - fewerAt < PATIENCE_MS) {
		const [row] = await sql<[{ waiting: number }]>`select count(*)::int as waiting from mail where state = 'queued'`;
		if (row.waiting < left) {
			left = row.waiting;
			fewerAt = Date.now();
		}
		if (left > 0 && Date.now() - toldAt > TOLD_EVERY_MS) {
			log(`${row.waiting} mails wait …`);
			toldAt = Date.now();
		}
		if (left > 0) await sleep(250);
	}
}

/** The provider must have been new when the database was. */
export async function judgeMails(sql: postgres.Sql, resend: FlakyResend): Promise<MailVerdict> {
	const committed = await sql<{ id: string; providerId: string | null; personId: string }[]>`
		select id, provider_id as "providerId", person_id as "personId" from mail order by sequence`;
	const accepted = (await resend.accepted()).map(({ id }) => id);
	const keys = new Map<string, Set<string>>();
	/** When each mail was accepted first, as its place in the tries. */
	const acceptedAt = new Map<string, number>();
	for (const [at, { mail, fault }] of resend.tries.entries()) {
		const id = mail.idempotencyKey.split('/')[1] ?? '';
		if (ACCEPTING.has(fault) && !acceptedAt.has(id)) acceptedAt.set(id, at);
		const { idempotencyKey, to, subject, html, text } = mail;
		keys.set(id, (keys.get(id) ?? new Set()).add(JSON.stringify({ idempotencyKey, to, subject, html, text })));
	}
	const known = new Set(committed.map(({ id }) => id));
	const behind = new Set(committed.map(({ providerId }) => providerId));
	const arrived = new Set(accepted);
	return {
		committed: committed.length,
		accepted: accepted.length,
		lost: committed.filter(({ providerId }) => !providerId || !arrived.has(providerId)).length,
		// Another key or another text for one mail would have been accepted as another mail.
		doubled: [...keys.values()].filter((texts) => texts.size > 1).length + Math.max(0, accepted.length - arrived.size),
		unfounded: accepted.filter((id) => !behind.has(id)).length + [...keys.keys()].filter((id) => !known.has(id)).length,
		overtaken: countOvertaken(committed, acceptedAt),
	};
}

/** @param committed in the order of their causes */
function countOvertaken(committed: { id: string; personId: string }[], acceptedAt: Map<string, number>): number {
	const lastOf = new Map<string, number>();
	let overtaken = 0;
	for (const { id, personId } of committed) {
		const at = acceptedAt.get(id) ?? Number.POSITIVE_INFINITY;
		const last = lastOf.get(personId) ?? 0;
		if (at < last) overtaken++;
		lastOf.set(personId, Math.max(at, last));
	}
	return overtaken;
}
