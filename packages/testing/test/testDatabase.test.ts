import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { createTestDatabase } from '../src/postgres/testDatabase.ts';

test('many copies at once are databases of their own', async () => {
	const adminUrl = inject('postgresUrl');
	const copies = await Promise.all(Array.from({ length: 8 }, () => createTestDatabase(adminUrl)));
	const sql = postgres(copies[0]?.url ?? '', { max: 1 });
	const tables = await sql`SELECT 1 FROM information_schema.tables WHERE table_name = 'booking'`;
	expect(tables).toHaveLength(1);
	// The connection is still open: dropping must not wait for it.
	await Promise.all(copies.map((copy) => copy.drop()));
	const names = copies.map((copy) => new URL(copy.url).pathname.slice(1));
	const admin = postgres(adminUrl, { max: 1 });
	expect(await admin`SELECT 1 FROM pg_database WHERE datname IN ${admin(names)}`).toHaveLength(0);
	await Promise.all([admin.end(), sql.end()]);
});
