/** Who is told what (BR-022): recorded in the transaction of its cause, in the order of causes. */
import { randomUUID } from 'node:crypto';
import type { JSONValue } from 'postgres';
import type { Unit } from '../db/client.ts';
import type { mail } from '../db/schema/index.ts';
import type { Services } from '../deps.ts';

/** A mail to be; its id and its time are made here. */
export type NewMail = Pick<typeof mail.$inferInsert, 'kind' | 'personId' | 'facts' | 'bookingId' | 'round' | 'address'>;

/** Commit sends, rollback never does. */
export function recordMails(unit: Unit, { queue }: Pick<Services, 'queue'>, mails: NewMail[]): void {
	if (mails.length === 0) return;
	const { sql, now } = unit;
	const rows = mails.map(({ bookingId = null, round = null, address = null, ...mail }) => ({
		id: randomUUID(),
		...mail,
		bookingId,
		round,
		address,
	}));
	unit.send(sql`insert into mail (id, kind, person_id, booking_id, round, facts, address, created_at)
		select r.id, r.kind, r."personId", r."bookingId", r.round, r.facts, r.address, ${now}
		from jsonb_to_recordset(${sql.json(rows as unknown as JSONValue)})
			as r(id uuid, kind mail_kind, "personId" uuid, "bookingId" uuid, round integer, facts jsonb, address text)`);
	queue.mails(unit);
}
