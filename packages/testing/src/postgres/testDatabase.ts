import { randomBytes } from 'node:crypto';
import postgres from 'postgres';

declare module 'vitest' {
	interface ProvidedContext {
		/** The administration database of the tests' PostgreSQL, for `createTestDatabase`. */
		postgresUrl: string;
	}
}

/** The migrated database that every test database is copied from. */
export const TEMPLATE = 'template';

/** A database of its own for one test file. */
export interface TestDatabase {
	url: string;
	drop(): Promise<void>;
}

/** Copies the migrated template; takes some 50 ms, and many may do so at once. */
export async function createTestDatabase(adminUrl: string): Promise<TestDatabase> {
	const name = `t_${randomBytes(8).toString('hex')}`;
	await withAdmin(adminUrl, (sql) => sql`CREATE DATABASE ${sql(name)} TEMPLATE ${sql(TEMPLATE)}`);
	const url = new URL(adminUrl);
	url.pathname = `/${name}`;
	return {
		url: url.href,
		// A pool that a test forgot to close must not keep its database.
		drop: () => withAdmin(adminUrl, (sql) => sql`DROP DATABASE ${sql(name)} WITH (FORCE)`),
	};
}

/** Nobody can connect to a sealed template, and copying one that somebody is connected to fails (55006). */
export async function sealTemplate(adminUrl: string): Promise<void> {
	await withAdmin(adminUrl, (sql) => sql`ALTER DATABASE ${sql(TEMPLATE)} ALLOW_CONNECTIONS false`);
}

/** On a server that outlives the test run; a template of older migrations would otherwise stay in use. */
export async function dropTemplate(adminUrl: string): Promise<void> {
	await withAdmin(adminUrl, (sql) => sql`DROP DATABASE IF EXISTS ${sql(TEMPLATE)} WITH (FORCE)`);
}

async function withAdmin(adminUrl: string, command: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
	const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
	try {
		await command(sql);
	} finally {
		await sql.end();
	}
}
