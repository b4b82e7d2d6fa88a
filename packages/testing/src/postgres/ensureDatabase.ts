import postgres from 'postgres';

/** Creates the database if the server does not have it yet. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
	const sql = postgres(adminUrl, { max: 1 });
	try {
		const [found] = await sql`SELECT 1 FROM pg_database WHERE datname = ${name}`;
		if (!found) await sql`CREATE DATABASE ${sql(name)}`;
	} finally {
		await sql.end();
	}
}
