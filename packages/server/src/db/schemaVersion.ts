/** Which migrations this release brings, and which the database has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderAbove } from '../folderAbove.ts';
import type { Sql } from './client.ts';

export const MIGRATIONS: string = migrationsFolder();

/** In their order; `when` is what Drizzle notes in the database as `created_at`. */
export const migrations: readonly { tag: string; when: number }[] = JSON.parse(
	readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8'),
).entries;

const NEWEST = Math.max(...migrations.map(({ when }) => when));

/** Is the schema at least as new as this code? A newer one is fine: the previous release works with each migration. */
export async function schemaIsCurrent(sql: Sql): Promise<boolean> {
	return (await newestApplied(sql)) >= NEWEST;
}

/** The `when` of the newest migration that the database has; 0 without any. */
export async function newestApplied(sql: Sql): Promise<number> {
	const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`;
	if (!table?.['found']) return 0;
	const [row] = await sql`select max(created_at) as newest from drizzle.__drizzle_migrations`;
	return Number(row?.['newest'] ?? 0);
}

function migrationsFolder(): string {
	const folder = folderAbove('drizzle');
	if (folder === undefined) throw new Error(`No drizzle/ folder above ${import.meta.dirname}`);
	return folder;
}
