import type postgres from 'postgres';

/** Rows of each table, and a digest of what stands in them, in all schemas that are ours; and how far sequences are. */
export type Contents = Record<string, string>;

/** Text of every row, whatever the order in which they lie. */
export async function contentsOf(sql: postgres.ISql): Promise<Contents> {
	const found = await sql<{ name: string; kind: string }[]>`
		select format('%I.%I', nspname, relname) as name, relkind as kind
		from pg_class join pg_namespace on pg_namespace.oid = relnamespace
		where nspname in ('public', 'drizzle') and relkind in ('r', 'S') order by 1`;
	const contents: Contents = {};
	for (const { name, kind } of found) {
		const [row] = await sql.unsafe<[{ content: string }]>(
			kind === 'S'
				? `select concat_ws(' ', last_value, is_called) as content from ${name}`
				: `select concat(count(*), ' rows, ', md5(string_agg(line, e'\\n' order by line))) as content
					from (select ${name.split('.')[1]}::text as line from ${name}) lines`,
		);
		contents[name] = row.content;
	}
	return contents;
}
