/** What all tables hold: to compare, and to put back. */
import type postgres from 'postgres';

/** All rows of all tables of these schemas, by table, as sorted lines of JSON. */
export async function dump(sql: postgres.Sql, schemas: string[] = ['public']): Promise<Record<string, string[]>> {
	const tables = await sql<
		{ name: string }[]
	>`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
		from information_schema.tables where table_type = 'BASE TABLE' and table_schema in ${sql(schemas)}`;
	const selects = tables.map(({ name }) => `select '${name}' as name, to_jsonb(t)::text as line from ${name} t`);
	const rows = await sql.unsafe<{ name: string; line: string }[]>(`${selects.join(' union all ')} order by 1, 2`);
	const dumped: Record<string, string[]> = Object.fromEntries(tables.map(({ name }) => [name, []]));
	for (const { name, line } of rows) dumped[name]?.push(line);
	return dumped;
}

/** Makes the tables hold again what `dump` found in them. */
export async function restore(sql: postgres.Sql, saved: Record<string, string[]>): Promise<void> {
	await sql.begin(async (tx) => {
		// The rows agree with each other; no order of tables would please every foreign key.
		await tx`set local session_replication_role = replica`;
		for (const [table, lines] of Object.entries(saved)) {
			await tx.unsafe(`delete from ${table}`);
			await tx.unsafe(
				`insert into ${table} overriding system value select * from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`,
				[`[${lines.join(',')}]`],
			);
		}
	});
}

/**
 * What can only have changed because a call changed it: not the limits' counters, and not when a personal link was used
 * for the first time, which any request with it notes.
 */
export async function stored(sql: postgres.Sql): Promise<Record<string, string[]>> {
	const { 'public.rate_limit': _, ...tables } = await dump(sql);
	const people = tables['public.person']?.map((line) => line.replace(/"link_used_at": (null|"[^"]*")/, ''));
	return { ...tables, 'public.person': people ?? [] };
}
