import postgres from 'postgres';

/** Why the database does not answer, or nothing if it does. */
export async function whyUnreachable(url: string): Promise<unknown> {
	const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
	try {
		await sql`SELECT 1`;
		return undefined;
	} catch (error) {
		return error;
	} finally {
		await sql.end({ timeout: 0 });
	}
}
