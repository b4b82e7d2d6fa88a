/**
 * `pnpm check:migrations`: does the release before work on with each migration, and does every database get the same
 * ones?
 * @example node dev/release/migrations/check.ts origin/main
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { strayStatements } from './statements.ts';

/** Nothing ran on their tables when these were applied. */
const BEFORE_THE_FIRST_RELEASE = ['0000_start.sql', '0001_rules.sql'];
/** Later ones are read statement by statement; these were, by people. */
const LAST_READ_BY_PEOPLE = '0011_watch.sql';
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
	return landed.filter((file) => {
		if (!existsSync(join(root, file))) return true;
		const [before, now] = [git(root, ['show', `${ref}:${file}`]), readFileSync(join(root, file), 'utf8')];
		return file === JOURNAL ? !beginsWith(entriesOf(now), entriesOf(before)) : before !== now;
	});
}

const entriesOf = (journal: string): string[] =>
	JSON.parse(journal).entries.map((entry: unknown) => JSON.stringify(entry));

const beginsWith = (list: string[], beginning: string[]) => beginning.every((entry, index) => list[index] === entry);

function git(root: string, args: string[]): string {
	const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
	if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
	return stdout;
}

/** The commit that landed before what is looked at: where a branch left `ref`, on `ref` itself the commit before. */
export function landedBefore(root: string, ref: string): string | undefined {
	const commit = (name: string) => git(root, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]).trim();
	try {
		const base = git(root, ['merge-base', 'HEAD', ref]).trim();
		return base === commit('HEAD') ? commit('HEAD^') : base;
	} catch {
		return undefined;
	}
}

if (import.meta.main) {
	// What a push to main brings may be several commits; CI knows where main was before.
	const ref = process.argv[2] ?? (process.env['LANDED'] || 'origin/main');
	const folder = join(projectRoot, 'drizzle');
	const files = readdirSync(folder).filter((name) => name.endsWith('.sql') && !BEFORE_THE_FIRST_RELEASE.includes(name));
	const faults = faultsOf(files.map((name) => join(folder, name)));
	if (faults) {
		console.error(faults);
		console.error(
			'The release before still runs while and after this migrates; docs/deploy.md, "Expand, then contract", says what to do.',
		);
	}
	const stray: string[] = [];
	for (const name of files.filter((name) => name > LAST_READ_BY_PEOPLE)) {
		const found = await strayStatements(readFileSync(join(folder, name), 'utf8'));
		stray.push(...found.map((line) => `drizzle/${name}: ${line}`));
	}
	if (stray.length > 0) {
		console.error(stray.join('\n'));
		console.error(
			'If the release before lives with it, say so above the statement: `-- may <rule>: why`. For what is guarded there is no excuse.',
		);
	}
	const base = landedBefore(projectRoot, ref);
	const rewritten = base ? rewrittenSince(projectRoot, base) : [];
	for (const file of rewritten)
		console.error(`${file} has landed: write a new migration instead of changing or deleting it.`);
	if (faults || stray.length > 0 || rewritten.length > 0) process.exit(1);
	console.log(`${files.length} migrations since the first release, none breaks the release before.`);
	console.log(
		base
			? `None of those in ${base.slice(0, 8)} was changed.`
			: `Not compared with ${ref}: there is no common history here.`,
	);
}
