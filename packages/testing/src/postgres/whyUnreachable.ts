import type postgres from 'postgres';

/** Why the database does not answer, or nothing if it does. Ends the connection. */
export async function whyUnreachable(sql: postgres.Sql): Promise<unknown> {
	try {
		await sql`SELECT 1`;
		return undefined;
	} catch (error) {
		return error;
	} finally {
		await sql.end({ timeout: 0 });
	}
}
