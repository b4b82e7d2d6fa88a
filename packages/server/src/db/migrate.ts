/** Brings a database to the schema of this code. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { PgBoss } from 'pg-boss';
import postgres from 'postgres';
import { createQueues } from '../jobs/queues.ts';
import { MIGRATIONS } from './schemaVersion.ts';

/** Another number than the house's lock: a release must not wait for bookings, nor they for it. */
const MIGRATION_LOCK = 91_283;

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
		log(after > before ? `Applied ${after - before} of ${MIGRATIONS} migrations.` : 'The schema is up to date.');
	} finally {
		await client.end({ timeout: 5 });
	}
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
