import { sql } from 'drizzle-orm';
import journal from '../../../../drizzle/meta/_journal.json' with { type: 'json' };
import type { Tx } from './client.ts';

/** When the newest migration that this code knows was written; Drizzle keeps it in the database as `created_at`. */
const NEWEST = Math.max(...journal.entries.map((entry) => entry.when));

/** Is the schema at least as new as this code? A newer one is fine: the previous release works with each migration. */
export async function schemaIsCurrent(tx: Tx): Promise<boolean> {
	const [table] = await tx.execute<{ found: boolean }>(
		sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`,
	);
	if (!table?.found) return false;
	const [row] = await tx.execute<{ newest: string | null }>(
		sql`select max(created_at) as newest from drizzle.__drizzle_migrations`,
	);
	return Number(row?.newest ?? 0) >= NEWEST;
}
