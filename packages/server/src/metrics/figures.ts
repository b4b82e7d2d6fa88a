/** What the database knows about waiting work. */
import { sql } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import type { MailState } from '../domain/mail.ts';

export interface Figures {
	mails: { state: MailState; count: number }[];
	/** Age of the oldest mail that still waits; 0 when none does. */
	oldestQueuedSeconds: number;
	/** Connections to this database, of all instances and tools, by what they do. */
	connections: { state: string; count: number }[];
}

/** All of it at one moment. The age is measured by the database's clock. */
export function readFigures(db: Database): Promise<Figures> {
	return db.snapshot(async ({ tx }) => {
		const mails = await tx.execute<{ state: MailState; count: number; oldest: number }>(sql`
			select state, count(*)::int as count, extract(epoch from now() - min(created_at))::float as oldest from mail group by state`);
		const connections = await tx.execute<Figures['connections'][number]>(sql`
			select coalesce(state, 'unknown') as state, count(*)::int as count from pg_stat_activity
			where datname = current_database() and backend_type = 'client backend' group by 1`);
		return {
			mails: [...mails],
			oldestQueuedSeconds: Math.max(0, mails.find(({ state }) => state === 'queued')?.oldest ?? 0),
			connections: [...connections],
		};
	});
}
