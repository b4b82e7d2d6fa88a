import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { findProcess } from '../machine/processes.ts';
import { serverAccount } from './account.ts';
import { dataFolder } from './cluster.ts';
import { endPostmaster } from './postmaster.ts';

/** A PostgreSQL server process that ends with this process. */
export interface PostgresProcess {
	pid: number;
	/** Settles when the server has ended, and tells whether `stop` was called for that. */
	ended: Promise<{ asked: boolean }>;
	/** Ends the server and waits until it is gone. */
	stop(): Promise<void>;
}

/** Runs the program on a cluster; its output goes to the log of the data folder. */
export async function spawnServer(program: string, dataDir: string, args: string[]): Promise<PostgresProcess> {
	const { cluster, log } = dataFolder(dataDir);
	const logFile = openSync(log, 'w', 0o600);
	const child = spawn(program, ['-D', cluster, ...args], {
		...serverAccount,
		cwd: '/',
		// Nothing of ours, above all no PG* variable, may change how it runs.
		env: { PATH: process.env['PATH'], LC_ALL: 'C' },
		stdio: ['ignore', logFile, logFile],
		// Ctrl-C goes to every process of the terminal's foreground group; the server must wait until we stop it.
		detached: true,
	});
	closeSync(logFile);
	await once(child, 'spawn');
	let asked = false;
	const ended = once(child, 'exit').then(() => ({ asked }));
	const pid = pidOf(child);
	const postmaster = findProcess(pid);
	const guard = await spawnGuard(pid);
	const stop = async () => {
		asked = true;
		if (postmaster) await endPostmaster(postmaster);
		await endGuard(guard);
	};
	return { pid, ended, stop };
}

/** However we end, be it by SIGKILL: our end of the pipe closes, and the guard shuts the server down. */
async function spawnGuard(pid: number): Promise<ChildProcess> {
	const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$0"', String(pid)], {
		...serverAccount,
		cwd: '/',
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	});
	await once(guard, 'spawn');
	return guard;
}

async function endGuard(guard: ChildProcess): Promise<void> {
	if (guard.exitCode !== null || guard.signalCode !== null) return;
	const gone = once(guard, 'exit');
	guard.kill('SIGKILL');
	await gone;
}

function pidOf(child: ChildProcess): number {
	if (child.pid === undefined) throw new Error('A process was started without a number.');
	return child.pid;
}
