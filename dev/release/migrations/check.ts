/**
 * `pnpm check:migrations`: does the release before work on with each migration, and does every database get the same
 * ones?
 * @example node dev/release/migrations/check.ts origin/main
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';

/** Nothing ran on their tables when these were applied. */
const BEFORE_THE_FIRST_RELEASE = ['0000_start.sql', '0001_rules.sql'];
const JOURNAL = 'drizzle/meta/_journal.json';

/** What squawk has against these files, by its rules in .squawk.toml; nothing when they are fine. */
export function faultsOf(files: string[]): string | undefined {
	if (files.length === 0) return undefined;
	const squawk = join(projectRoot, 'node_modules/.bin/squawk');
	const { status, stdout, stderr, error } = spawnSync(
		squawk,
		['--config', join(projectRoot, '.squawk.toml'), ...files],
		{
			encoding: 'utf8',
		},
	);
	if (error) throw error;
	return status === 0 ? undefined : `${stdout}${stderr}`;
}

/**
 * Which migrations of `ref` are gone or changed in this working copy: databases that have them would not get the
 * change.
 */
export function rewrittenSince(root: string, ref: string): string[] {
	const landed = git(root, ['ls-tree', '-r', '--name-only', ref, 'drizzle/']).split('\n').filter(Boolean);
	const rewritten = landed.filter((file) => {
		if (!existsSync(join(root, file))) return true;
		const [before, now] = [git(root, ['show', `${ref}:${file}`]), readFileSync(join(root, file), 'utf8')];
		return file === JOURNAL ? !beginsWith(entriesOf(now), entriesOf(before)) : before !== now;
	});
	return rewritten;
}

const entriesOf = (journal: string): string[] =>
	JSON.parse(journal).entries.map((entry: unknown) => JSON.stringify(entry));

const beginsWith = (list: string[], beginning: string[]) => beginning.every((entry, index) => list[index] === entry);

function git(root: string, args: string[]): string {
	const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
	if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
	return stdout;
}

/** Where this branch left `ref`, if that can be told. */
function branchedFrom(root: string, ref: string): string | undefined {
	try {
		return git(root, ['merge-base', 'HEAD', ref]).trim();
	} catch {
		return undefined;
	}
}

if (import.meta.main) {
	const ref = process.argv[2] ?? 'origin/main';
	const folder = join(projectRoot, 'drizzle');
	const files = readdirSync(folder).filter((name) => name.endsWith('.sql') && !BEFORE_THE_FIRST_RELEASE.includes(name));
	const faults = faultsOf(files.map((name) => join(folder, name)));
	if (faults) {
		console.error(faults);
		console.error(
			'The release before still runs while and after this migrates; docs/deploy.md, "Expand, then contract", says what to do.',
		);
	}
	const base = branchedFrom(projectRoot, ref);
	const rewritten = base ? rewrittenSince(projectRoot, base) : [];
	for (const file of rewritten)
		console.error(`${file} has landed: write a new migration instead of changing or deleting it.`);
	if (faults || rewritten.length > 0) process.exit(1);
	console.log(`${files.length} migrations since the first release, none breaks the release before.`);
	console.log(
		base ? `None of those in ${ref} was changed.` : `Not compared with ${ref}: there is no common history here.`,
	);
}
