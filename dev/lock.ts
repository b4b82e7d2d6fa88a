import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { ExplainedError } from './explainedError.ts';
import { findProcess, isAlive } from './processes.ts';
import { devFile, writePrivateFile } from './project.ts';

/** The `pnpm start` that runs in this project folder; the addresses appear once it can be reached there. */
export interface RunningStart {
	pid: number;
	started: string;
	apiUrl?: string;
	databaseUrl?: string;
}

/** Held by the one `pnpm start` of a project folder. */
export interface StartLock {
	publish(addresses: { apiUrl: string; databaseUrl: string }): void;
	release(): void;
}

/** The `pnpm start` that runs in this project folder, if there is one. */
export function findRunningStart(root: string): RunningStart | undefined {
	const holder = read(lockFile(root));
	return holder && isAlive(holder) ? holder : undefined;
}

/** Takes the lock of the project folder; throws when a living process holds it. */
export function takeStartLock(root: string): StartLock {
	const file = lockFile(root);
	const own = findProcess(process.pid);
	if (!own) throw new Error('This process does not find itself in the list of processes.');
	const { pid, started } = own;
	while (!create(file, { pid, started })) {
		const holder = read(file);
		if (holder && isAlive(holder)) throw alreadyRunning(holder);
		if (holder) removeStale(file, holder);
	}
	return {
		publish: (addresses) => write(file, { pid, started, ...addresses }),
		release: () => rmSync(file, { force: true }),
	};
}

function lockFile(root: string): string {
	return devFile(root, 'running.json');
}

function create(file: string, holder: RunningStart): boolean {
	const draft = `${file}.new.${holder.pid}`;
	write(draft, holder);
	try {
		// A link appears with its contents and never replaces a file: nobody can read half a lock.
		linkSync(draft, file);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	} finally {
		rmSync(draft);
	}
}

/** Two starters may find the same stale lock; the second must not throw away the one the first has taken meanwhile. */
function removeStale(file: string, stale: RunningStart): void {
	const aside = `${file}.stale.${process.pid}`;
	try {
		renameSync(file, aside);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
		throw error;
	}
	const moved = read(aside);
	if (moved?.pid === stale.pid && moved.started === stale.started) rmSync(aside);
	else renameSync(aside, file);
}

function read(file: string): RunningStart | undefined {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as RunningStart;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw new Error(`Cannot read the lock ${file}; delete it if nothing runs.`, { cause: error });
	}
}

function write(file: string, holder: RunningStart): void {
	writePrivateFile(file, `${JSON.stringify(holder)}\n`);
}

function alreadyRunning({ pid, apiUrl }: RunningStart): ExplainedError {
	const where = apiUrl ? `at ${apiUrl}` : 'but is not ready yet';
	return new ExplainedError(`Betzenstein already runs in this folder ${where} (process ${pid}). Stop it there with Ctrl-C.`);
}
