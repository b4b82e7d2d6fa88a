/** Brings a database to the schema of this code. */
import { DrizzleQueryError, sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { connectTo, type DatabaseAddress } from './address.ts';
import { isDeadlock } from './pgErrors.ts';
import { MIGRATIONS, migrations, newestApplied } from './schemaVersion.ts';

/** Another number than the house's lock: a release must not wait for bookings, nor they for it. */
const MIGRATION_LOCK = 91_283;

/** Longest wait for a table that is in use. */
const LOCK_TIMEOUT = '10s';
/** How often to try again after a deadlock. */
const DEADLOCKS = 5;

/**
 * Applies the missing migrations, all or none; safe to run again. Of two at once, the second waits and then finds
 * nothing to do.
 * @param address past any pooler: the lock belongs to the session
 */
export async function migrate(address: DatabaseAddress, log: (line: string) => void): Promise<void> {
	const client = connectTo(address, { max: 1, onnotice: () => {}, connect_timeout: 10 });
	const db = drizzle(client);
	try {
		const [lock] = await db.execute<{ taken: boolean }>(sql`select pg_try_advisory_lock(${MIGRATION_LOCK}) as taken`);
		if (!lock?.taken) {
			log('Another release migrates; waiting for it …');
			await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
		}
		// A migration that cannot get its table lock must fail, not queue all readers behind it.
		await db.execute(sql`set lock_timeout = ${sql.raw(`'${LOCK_TIMEOUT}'`)}`);
		const before = await newestApplied(client);
		await withRetries(log, () => runMigrations(db, { migrationsFolder: MIGRATIONS }));
		const applied = migrations.filter(({ when }) => when > before).map(({ tag }) => tag);
		log(
			applied.length > 0
				? `Applied ${applied.length} of ${migrations.length} migrations: ${applied.join(', ')}.`
				: 'The schema is up to date.',
		);
	} finally {
		await client.end({ timeout: 5 });
	}
}

/** Requests lock tables in another order than a migration; of a deadlock with them it may be the victim. */
async function withRetries(log: (line: string) => void, run: () => Promise<void>): Promise<void> {
	for (let left = DEADLOCKS; ; left--) {
		try {
			return await run();
		} catch (error) {
			if (!isDeadlock(error) || left === 0) throw error;
			log('In the way of requests; trying again …');
		}
	}
}

/**
 * What failed in `migrate`, with the code of the database, the system or Node: fit for a log. Messages are not, because
 * they may hold addresses from rows, or the password of a malformed URL.
 */
export function explainFailure(error: unknown): string {
	const what = (error instanceof DrizzleQueryError && statementOf(error.query)) || 'Migrating';
	return `${what} failed: ${codesOf(error)}`;
}

function statementOf(query: string): string | undefined {
	for (const { sql: statements, folderMillis } of readMigrationFiles({ migrationsFolder: MIGRATIONS })) {
		const at = statements.indexOf(query);
		if (at >= 0) return `Statement ${at + 1} of migration ${migrations.find(({ when }) => when === folderMillis)?.tag}`;
	}
	return undefined;
}

/** The code of the innermost cause that has one, with the constraint that was violated. */
function codesOf(error: unknown): string {
	if (!(error instanceof Error)) return typeof error;
	const { code, constraint_name: constraint } = error as { code?: string; constraint_name?: string };
	if (error.cause !== undefined && code === undefined) return codesOf(error.cause);
	return [code ?? error.name, constraint].filter(Boolean).join(' ');
}
