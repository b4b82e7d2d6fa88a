import type postgres from 'postgres';

/** Changes with any column, constraint or index, and with each applied migration. */
export async function schemaFingerprint(sql: postgres.ISql): Promise<string> {
	const [row] = await sql<
		[{ fingerprint: string }]
	>`select md5(string_agg(line, e'\n' order by line)) as fingerprint from (
		select concat_ws(' ', table_schema, table_name, column_name, data_type, is_nullable, column_default) as line
			from information_schema.columns where table_schema in ('public', 'drizzle')
		union all select concat_ws(' ', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace
		union all select indexdef from pg_indexes where schemaname = 'public'
		union all select hash from drizzle.__drizzle_migrations) lines`;
	return row.fingerprint;
}
