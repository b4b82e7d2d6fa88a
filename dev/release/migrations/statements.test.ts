import { createTestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { GUARDED, strayStatements } from './statements.ts';

test.each([
	[
		'takes bookings out of the way of each other',
		'ALTER TABLE "booking" DROP CONSTRAINT "booking_no_overlap";',
		/guarded/,
	],
	['switches a rule off', 'ALTER TABLE "booking" DISABLE TRIGGER "booking_agrees";', /guarded/],
	['renames a rule', 'ALTER TABLE "booking" RENAME CONSTRAINT "booking_no_overlap" TO "x";', /guarded/],
	['drops a rule', 'DROP TRIGGER "approval_agrees" ON "approval";', /guarded/],
	[
		'rewrites a rule',
		'CREATE OR REPLACE FUNCTION "booking_agrees"() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN END$$;',
		/guarded/,
	],
	['drops another constraint', 'ALTER TABLE "mail" DROP CONSTRAINT "mail_x";', /drop-constraint/],
	['empties a table', 'TRUNCATE "mail";', /change-data/],
	['deletes rows', 'DELETE FROM "event";', /change-data/],
	['changes rows', `UPDATE "booking" SET "status" = 'Canceled';`, /change-data/],
	['changes rows behind WITH', 'WITH "x" AS (SELECT 1) DELETE FROM "event";', /change-data/],
	['changes rows in a block', 'DO $$ BEGIN DELETE FROM "event"; END $$;', /unknown-DoStmt/],
	['adds rows to a table in use', 'INSERT INTO "house" ("id") VALUES (2);', /change-data/],
	[
		'renames what a column may hold',
		`ALTER TYPE "booking_status" RENAME VALUE 'Canceled' TO 'Cancelled';`,
		/rename-value/,
	],
	[
		'refuses what the release before writes',
		'ALTER TABLE "mail" ADD CONSTRAINT "c" CHECK (false) NOT VALID;',
		/add-constraint/,
	],
	[
		'refuses that it leaves a new column NULL',
		'ALTER TABLE "booking" ADD COLUMN "x" text CHECK ("x" IS NOT NULL);',
		/add-constraint/,
	],
	['asks of rows to be unique', 'CREATE UNIQUE INDEX "u" ON "booking" ("start_date");', /add-constraint/],
	['raises in a trigger', 'CREATE TRIGGER "t" BEFORE INSERT ON "booking" EXECUTE FUNCTION "f"();', /: trigger/],
	['renames the schema', 'ALTER SCHEMA "public" RENAME TO "other";', /unknown-RenameStmt/],
	['takes a default away', 'ALTER TABLE "mail" ALTER COLUMN "attempts" DROP DEFAULT;', /drop-default/],
	['takes a right away', 'REVOKE ALL ON "booking" FROM PUBLIC;', /unknown-GrantStmt/],
	['does what nobody thought of', 'ALTER TABLE "mail" SET UNLOGGED;', /unknown-AT_SetUnLogged/],
])('a migration that %s is refused', async (_, sql, said) => {
	expect((await strayStatements(sql)).join('\n')).toMatch(said);
});

test.each([
	['adds a column', `ALTER TABLE "booking" ADD COLUMN "x" text DEFAULT '';`],
	[
		'adds one with a rule and says why the release before keeps to it',
		`-- may add-constraint: NULL passes\nALTER TABLE "booking" ADD COLUMN "x" text CHECK ("x" <> '');`,
	],
	['adds a value', `ALTER TYPE "mail_kind" ADD VALUE 'X' BEFORE 'Y';`],
	[
		'makes a table, its rules and first row',
		'CREATE TABLE "n" ("id" int); ALTER TABLE "n" ADD CONSTRAINT "c" CHECK ("id" > 0); INSERT INTO "n" VALUES (1);',
	],
	[
		'says why it may, in words with ü',
		'-- für alle\n-- may change-data: nobody reads it before\nUPDATE "house" SET "x" = 1;',
	],
])('a migration that %s is fine', async (_, sql) => {
	expect(await strayStatements(sql)).toEqual([]);
});

test.each([
	['another rule', '-- may drop-default: why\nTRUNCATE "mail";'],
	['the statement before', '-- may change-data: why\nUPDATE "a" SET "x" = 1;\nTRUNCATE "mail";'],
	['nothing', '-- may change-data:\nTRUNCATE "mail";'],
	[
		'all rules switched off at once',
		'-- may unknown-AT_DisableTrigUser: why\nALTER TABLE "booking" DISABLE TRIGGER USER;',
	],
	['a rule of the house', '-- may drop-constraint: why\nALTER TABLE "booking" DROP CONSTRAINT "booking_no_overlap";'],
])('an excuse does not excuse %s', async (_, sql) => {
	expect(await strayStatements(sql)).toHaveLength(1);
});

test('every guarded name is a rule that the migrated database keeps', async () => {
	const database = await createTestDatabase(inject('postgresUrl'));
	const sql = postgres(database.url, { max: 1 });
	const found = await sql<{ name: string }[]>`
		select conname as name from pg_constraint union select tgname from pg_trigger union select relname from pg_class`;
	await sql.end();
	await database.drop();
	expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining([...GUARDED]));
});
