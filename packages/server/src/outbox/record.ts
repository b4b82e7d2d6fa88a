/** Recording who is told what (BR-022): in the transaction that causes it, in the order of the causes. */
import { randomUUID } from 'node:crypto';
import type { JSONValue } from 'postgres';
import type { Unit } from '../db/client.ts';
import type { mail } from '../db/schema/index.ts';
import type { Services } from '../deps.ts';

/** A mail to record; `recordMails` adds id and time. */
export type NewMail = Pick<typeof mail.$inferInsert, 'kind' | 'personId' | 'facts' | 'bookingId' | 'round' | 'address'>;

/** Records the mails; they are sent after the commit, and never after a rollback. */
export function recordMails(unit: Unit, { queue }: Pick<Services, 'queue'>, mails: NewMail[]): void {
	if (mails.length === 0) return;
	const { sql, now, traceparent = null } = unit;
	const rows = mails.map(({ bookingId = null, round = null, address = null, ...mail }) => ({
		id: randomUUID(),
		...mail,
		bookingId,
		round,
		address,
	}));
	unit.send(sql`insert into mail (id, kind, person_id, booking_id, round, facts, address, created_at, traceparent)
		select r.id, r.kind, r."personId", r."bookingId", r.round, r.facts, r.address, ${now}, ${traceparent}::text
		from jsonb_to_recordset(${sql.json(rows as unknown as JSONValue)})
			as r(id uuid, kind mail_kind, "personId" uuid, "bookingId" uuid, round integer, facts jsonb, address text)`);
	queue.mails(unit);
}
