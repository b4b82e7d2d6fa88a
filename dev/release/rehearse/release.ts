/**
 * Releases as the image holds them: the old one from a commit, the new one from the working tree with one more
 * migration.
 */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { projectRoot } from '@betzenstein/testing/machine/project';

/** A folder like the image's `/app`. */
export interface Release {
	/** `old`, `new`, … */
	name: string;
	folder: string;
}

export interface Migration {
	tag: string;
	statements: string[];
}

/** What goes into the image, as far as it is in the repository. */
const IN_IMAGE = ['drizzle', 'packages/pages', 'packages/server', 'packages/shared', 'pnpm-lock.yaml'];

/** The rules by which both releases are judged. */
const RULES = 'dev/proof/chaos/rules.ts';

/**
 * The release before this one: the parent of the last commit that changed what is in the image; or, if the rules have
 * changed since, the first with those of today.
 */
export function commitBefore(): string {
	const last = git('rev-list', '-1', 'HEAD', '--', ...IN_IMAGE).trim();
	const before = git('rev-parse', `${last}^`).trim();
	return git('rev-list', '-1', `${before}..HEAD`, '--', RULES).trim() || before;
}

/** A commit as people speak of it. */
export const nameOf = (commit: string): string => git('log', '-1', '--format=%h (%cs)', commit).trim();

/** Whether the image would hold something that HEAD does not. */
export const isChanged = (): boolean => git('status', '--porcelain', '--', ...IN_IMAGE) !== '';

/** The files of a commit, put into a folder. */
export function exportCommit(commit: string, folder: string): void {
	mkdirSync(folder, { recursive: true });
	const archive = run('git', ['archive', '--format=tar', commit], projectRoot).stdout;
	run('tar', ['-x'], folder, archive);
}

/** The files of the working tree that are or could be committed, put into a folder. */
export function exportWorkingTree(folder: string): void {
	const files = git('ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0').filter(Boolean);
	const gone = new Set(git('ls-files', '-z', '--deleted').split('\0'));
	for (const file of files) {
		if (gone.has(file)) continue;
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		cpSync(join(projectRoot, file), join(folder, file), { verbatimSymlinks: true });
	}
}

/** Adds a migration after all others, as `drizzle-kit generate --custom` would. */
export function addMigration(drizzle: string, { tag, statements }: Migration): void {
	const file = join(drizzle, 'meta/_journal.json');
	const journal = JSON.parse(readFileSync(file, 'utf8')) as {
		entries: { idx: number; when: number; version: string; tag: string }[];
	};
	const last = journal.entries.at(-1);
	if (!last) throw new Error(`${file} knows no migration`);
	const idx = last.idx + 1;
	const name = `${`${idx}`.padStart(4, '0')}_${tag}`;
	journal.entries.push({ ...last, idx, when: last.when + 1, tag: name });
	writeFileSync(file, JSON.stringify(journal));
	writeFileSync(join(drizzle, `${name}.sql`), statements.join('\n--> statement-breakpoint\n'));
}

/** Puts another version of a library into the sources of a release, as an update would. */
export function changeDependency(source: string, { name, version }: { name: string; version: string }): void {
	const file = join(source, 'pnpm-workspace.yaml');
	const text = readFileSync(file, 'utf8');
	const changed = text.replace(new RegExp(`^  ${name}: .*$`, 'm'), `  ${name}: ${version}`);
	if (changed === text) throw new ExplainedError(`${name} ${version} is no change`);
	writeFileSync(file, changed);
	run('pnpm', ['install', '--lockfile-only', '--no-frozen-lockfile', '--prefer-offline'], source);
}

/** Builds what the Dockerfile builds, and puts it where the Dockerfile does. */
export function build(source: string, name: string, folder: string): Release {
	const wanted = ['--filter', '@betzenstein/server...', '--filter', '@betzenstein/pages...'];
	run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline', ...wanted], source);
	run('pnpm', ['--filter', '@betzenstein/server', '--filter', '@betzenstein/pages', 'build'], source);
	for (const [from, to] of [
		['packages/server/package.json', 'package.json'],
		['drizzle', 'drizzle'],
		['packages/pages/dist', 'pages/dist'],
		['packages/server/dist', 'dist'],
	] as const) {
		cpSync(join(source, from), join(folder, to), { recursive: true });
	}
	return { name, folder };
}

/** The same release with one more migration in its image. */
export function withMigration(release: Release, migration: Migration, folder: string): Release {
	cpSync(release.folder, folder, { recursive: true });
	addMigration(join(folder, 'drizzle'), migration);
	return { name: `${release.name} with ${migration.tag}`, folder };
}

const git = (...args: string[]): string => run('git', args, projectRoot).stdout.toString();

function run(command: string, args: string[], cwd: string, input?: Buffer): SpawnSyncReturns<Buffer> {
	const result = spawnSync(command, args, { cwd, input, maxBuffer: 1 << 30 });
	if (result.status === 0) return result;
	const said = result.error?.message ?? `${result.stdout}${result.stderr}`;
	throw new ExplainedError(`In ${cwd}: ${command} ${args.join(' ')} failed:\n${said.trim()}`);
}
