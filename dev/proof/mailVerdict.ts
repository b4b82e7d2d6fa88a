/** What the outbox says was sent, held against what the provider accepted. */
import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import type { FlakyResend } from './flakyResend.ts';

export interface MailVerdict {
	/** Mails in the database, all committed. */
	committed: number;
	/** Mails the provider accepted. */
	accepted: number;
	/** Committed mails that the provider never accepted. */
	lost: number;
	/** Committed mails that it accepted more than once. */
	doubled: number;
	/** Accepted mails that no committed row stands behind. */
	unfounded: number;
}

/** Longer than it takes until the work of a dead process is taken over. */
const PATIENCE_MS = 120_000;

/** Waits until no mail is to be sent any more, or for so long none was that those still waiting count as lost. */
export async function settleMails(sql: postgres.Sql): Promise<void> {
	let before: unknown;
	for (let end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(250)) {
		const [row] = await sql`select count(*)::int as waiting from mail where state = 'queued'`;
		const waiting = row?.['waiting'];
		if (waiting === 0) return;
		if (waiting !== before) end = Date.now() + PATIENCE_MS;
		before = waiting;
	}
}

/** The provider must have been new when the database was. */
export async function judgeMails(sql: postgres.Sql, resend: FlakyResend): Promise<MailVerdict> {
	const committed = await sql<{ id: string; providerId: string | null }[]>`select id, provider_id as "providerId" from mail`;
	const accepted = (await resend.accepted()).map(({ id }) => id);
	const keys = new Map<string, Set<string>>();
	for (const { mail } of resend.tries) {
		const id = mail.idempotencyKey.split('/')[1] ?? '';
		keys.set(id, (keys.get(id) ?? new Set()).add(JSON.stringify(mail)));
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
	};
}
