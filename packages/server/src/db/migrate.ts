/** Brings a database to the schema of this code. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { PgBoss } from 'pg-boss';
import postgres from 'postgres';
import journal from '../../../../drizzle/meta/_journal.json' with { type: 'json' };
import { createQueues } from '../jobs/queues.ts';
import type { Tx } from './client.ts';

/** Another number than the house's lock: a release must not wait for bookings, nor they for it. */
const MIGRATION_LOCK = 91_283;

/** When the newest migration that this code knows was written; Drizzle keeps it in the database as `created_at`. */
const NEWEST = Math.max(...journal.entries.map((entry) => entry.when));

/**
 * Applies what is missing, all of it or nothing; safe to run again. Two at once: the second waits, then finds nothing to do.
 * @param url past any pooler: the lock belongs to the session
 */
export async function migrate(url: string, log: (line: string) => void): Promise<void> {
	const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
	const db = drizzle(client);
	try {
		await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
		// A migration that cannot get its table lock must fail, not queue all readers behind it.
		await db.execute(sql`set lock_timeout = '10s'`);
		const before = await appliedCount(client);
		await runMigrations(db, { migrationsFolder: migrationsFolder() });
		const after = await appliedCount(client);
		await migrateJobs(url);
		log(after > before ? `Applied ${after - before} of ${journal.entries.length} migrations.` : 'The schema is up to date.');
	} finally {
		await client.end({ timeout: 5 });
	}
}

/** Is the schema at least as new as this code? A newer one is fine: migrations work with the release before. */
export async function schemaIsCurrent(tx: Tx): Promise<boolean> {
	const [table] = await tx.execute<{ found: boolean }>(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`);
	if (!table?.found) return false;
	const [row] = await tx.execute<{ newest: string | null }>(sql`select max(created_at) as newest from drizzle.__drizzle_migrations`);
	return Number(row?.newest ?? 0) >= NEWEST;
}

/** pg-boss keeps its own schema, and says itself what is missing. */
async function migrateJobs(url: string): Promise<void> {
	const boss = new PgBoss({ connectionString: url, max: 1, supervise: false, schedule: false, registerInstance: false });
	boss.on('error', () => {});
	await boss.start();
	await createQueues(boss);
	await boss.stop({ graceful: false });
}

async function appliedCount(client: postgres.Sql): Promise<number> {
	const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') is not null as found`;
	if (!table?.['found']) return 0;
	const [row] = await client`select count(*)::int as applied from drizzle.__drizzle_migrations`;
	return row?.['applied'];
}

/** `drizzle/` lies in the project's root and in the image beside `dist/`: the nearest one above this file. */
function migrationsFolder(): string {
	for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
		const candidate = join(folder, 'drizzle');
		if (existsSync(join(candidate, 'meta', '_journal.json'))) return candidate;
	}
	throw new Error(`No drizzle/ folder above ${import.meta.dirname}`);
}
