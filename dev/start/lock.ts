import { readFileSync, renameSync, rmSync } from 'node:fs';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { findProcess, isAlive } from '@betzenstein/testing/machine/processes';
import { createPrivateFile, devFile, writePrivateFile } from '@betzenstein/testing/machine/project';

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
	while (!createPrivateFile(file, lineOf({ pid, started }))) {
		const holder = read(file);
		if (holder && isAlive(holder)) throw alreadyRunning(holder);
		if (holder) removeStale(file, holder);
	}
	return {
		publish: (addresses) => writePrivateFile(file, lineOf({ pid, started, ...addresses })),
		release: () => rmSync(file, { force: true }),
	};
}

function lockFile(root: string): string {
	return devFile(root, 'running.json');
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

function lineOf(holder: RunningStart): string {
	return `${JSON.stringify(holder)}\n`;
}

function alreadyRunning({ pid, apiUrl }: RunningStart): ExplainedError {
	return new ExplainedError(
		apiUrl
			? `Betzenstein already runs in this folder at ${apiUrl} (process ${pid}). Stop it there with Ctrl-C.`
			: `Process ${pid} is at work in this folder: a start that is not ready yet, or a REPL. Wait for it or end it.`,
	);
}
