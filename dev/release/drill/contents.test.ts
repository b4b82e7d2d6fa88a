import { createTestDatabase, type TestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { type Contents, contentsOf } from './contents.ts';

let database: TestDatabase;
let sql: postgres.Sql;
let before: Contents;

beforeAll(async () => {
	database = await createTestDatabase(inject('postgresUrl'));
	sql = postgres(database.url, { max: 1 });
	await sql`create table guest (id serial primary key, name text)`;
	await sql`insert into guest (name) values ('Anna'), ('Berta')`;
});
beforeEach(async () => {
	before = await contentsOf(sql);
});
afterAll(async () => {
	await sql.end();
	await database.drop();
});

const changed = async () => {
	const after = await contentsOf(sql);
	return Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
};

test('tables with the same rows have the same contents, in whatever order the rows lie', async () => {
	expect(before['public.guest']).toMatch(/^2 rows, \w{32}$/);
	await sql`update guest set name = 'Clara' where name = 'Anna'`;
	await sql`update guest set name = 'Anna' where name = 'Clara'`;
	expect(await changed()).toEqual([]);
});

test.each([
	['a word in a row', `update guest set name = 'anna' where name = 'Anna'`, ['public.guest']],
	[
		'a word for another in two rows',
		`update guest set name = case name when 'Berta' then 'anna' else 'Berta' end`,
		['public.guest'],
	],
	['a missing row', `delete from guest where name = 'Berta'`, ['public.guest']],
	['a counter that stands elsewhere', `select nextval('guest_id_seq')`, ['public.guest_id_seq']],
	['a table that was not there', 'create table more ()', ['public.more']],
])('%s changes the contents', async (_, statement, names) => {
	await sql.unsafe(statement);
	expect(await changed()).toEqual(names);
});
