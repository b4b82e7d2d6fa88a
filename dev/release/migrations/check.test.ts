import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { faultsOf, landedBefore, rewrittenSince } from './check.ts';

const work = mkdtempSync(join(tmpdir(), 'betzenstein-migrations-'));
afterAll(() => rmSync(work, { recursive: true }));

describe('a migration', () => {
	const faults = (sql: string) => {
		const file = join(work, 'new.sql');
		writeFileSync(file, sql);
		return faultsOf([file]);
	};

	test.each([
		['takes a column away', 'ALTER TABLE "booking" DROP COLUMN "description";', 'ban-drop-column'],
		['takes a table away', 'DROP TABLE "occasion";', 'ban-drop-table'],
		['renames a column', 'ALTER TABLE "mail" RENAME COLUMN "facts" TO "data";', 'renaming-column'],
		[
			'wants a column that nobody fills yet',
			'ALTER TABLE "booking" ADD COLUMN "x" text NOT NULL;',
			'adding-required-field',
		],
		['forbids NULL in a column', 'ALTER TABLE "mail" ALTER COLUMN "round" SET NOT NULL;', 'adding-not-nullable-field'],
		['rewrites a column', 'ALTER TABLE "mail" ALTER COLUMN "round" SET DATA TYPE bigint;', 'changing-column-type'],
		[
			'blocks writes for an index',
			'CREATE INDEX "i" ON "booking" ("party_size");',
			'require-concurrent-index-creation',
		],
		[
			'scans a table for a constraint',
			'ALTER TABLE "mail" ADD CONSTRAINT "c" CHECK ("round" > 0);',
			'constraint-missing-not-valid',
		],
	])('that %s is refused', (_, sql, rule) => {
		expect(faults(sql)).toContain(rule);
	});

	test.each([
		['adds a column that may be empty', 'ALTER TABLE "booking" ADD COLUMN "x" text;'],
		['adds one with a default', `ALTER TABLE "booking" ADD COLUMN "x" text DEFAULT '' NOT NULL;`],
		[
			'makes a table with its index',
			'CREATE TABLE "n" ("id" uuid PRIMARY KEY NOT NULL, "x" integer NOT NULL);--> statement-breakpoint\nCREATE INDEX "i" ON "n" ("x");',
		],
		[
			'says itself why it may',
			'-- Nothing reads it since release 12.\n-- squawk-ignore ban-drop-column\nALTER TABLE "booking" DROP COLUMN "x";',
		],
	])('that %s is fine', (_, sql) => {
		expect(faults(sql)).toBeUndefined();
	});
});

describe('landed migrations', () => {
	const root = join(work, 'repository');
	const git = (...args: string[]) =>
		execFileSync('git', ['-C', root, '-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args]);
	const write = (files: Record<string, string>) => {
		for (const [name, content] of Object.entries(files)) writeFileSync(join(root, 'drizzle', name), content);
	};
	const journal = (...tags: string[]) => JSON.stringify({ entries: tags.map((tag, idx) => ({ idx, tag })) });
	beforeEach(() => {
		rmSync(root, { recursive: true, force: true });
		mkdirSync(join(root, 'drizzle/meta'), { recursive: true });
		execFileSync('git', ['init', '-q', root]);
		write({ '0000_a.sql': 'SELECT 1;', 'meta/_journal.json': journal('0000_a') });
		git('add', '-A');
		git('commit', '-qm', 'landed');
	});

	test('may be followed by new ones', () => {
		write({ '0001_b.sql': 'SELECT 2;', 'meta/_journal.json': journal('0000_a', '0001_b') });
		expect(rewrittenSince(root, 'HEAD')).toEqual([]);
	});

	test.each([
		['changed', { '0000_a.sql': 'SELECT 3;' }, ['drizzle/0000_a.sql']],
		['put after others', { 'meta/_journal.json': journal('0001_b', '0000_a') }, ['drizzle/meta/_journal.json']],
	])('may not be %s', (_, files, rewritten) => {
		write(files);
		expect(rewrittenSince(root, 'HEAD')).toEqual(rewritten);
	});

	const commit = (why: string) => {
		git('add', '-A');
		git('commit', '-qm', why);
	};
	const rewrittenOn = (ref: string) => rewrittenSince(root, landedBefore(root, ref) ?? '');

	test('may not be changed on main either', () => {
		write({ '0000_a.sql': 'SELECT 3;' });
		commit('rewritten');
		expect(rewrittenOn('HEAD')).toEqual(['drizzle/0000_a.sql']);
	});

	test('may not be changed by a push of several commits, going by where main was before', () => {
		git('tag', 'before');
		write({ '0000_a.sql': 'SELECT 3;' });
		commit('rewritten');
		git('commit', '-q', '--allow-empty', '-m', 'another');
		expect(rewrittenOn('before')).toEqual(['drizzle/0000_a.sql']);
	});

	test('may be new ones that changed on their branch, before they landed', () => {
		git('tag', 'before');
		for (const draft of ['SELECT 2;', 'SELECT 3;']) {
			write({ '0001_b.sql': draft, 'meta/_journal.json': journal('0000_a', '0001_b') });
			commit(draft);
		}
		expect(rewrittenOn('before')).toEqual([]);
	});

	test('may not be deleted', () => {
		rmSync(join(root, 'drizzle/0000_a.sql'));
		expect(rewrittenSince(root, 'HEAD')).toEqual(['drizzle/0000_a.sql']);
	});
});
