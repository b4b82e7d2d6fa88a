import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess, findProcess, type ProcessInfo } from '../machine/processes.ts';

/**
 * Stops a PostgreSQL that still runs on this cluster, left over by a starter that was killed together with its guard.
 * Whoever calls this must know that no living starter owns it (see lock.ts).
 */
export async function stopLeftover(cluster: string, log: (line: string) => void): Promise<void> {
	const pid = readPid(cluster);
	const found = pid === undefined ? undefined : findProcess(pid);
	if (!found) return;
	if (isPostmasterOf(cluster, found)) {
		log(`PostgreSQL: stopping the one left over from an earlier start (process ${found.pid}) …`);
		await endPostmaster(found);
	} else {
		// The number belongs to another program by now; PostgreSQL would take that one for its predecessor and refuse to
		// start.
		rmSync(pidFile(cluster), { force: true });
	}
}

/** Fast shutdown, and if that hangs the harder ways; returns when the server is gone. */
export async function endPostmaster(postmaster: ProcessInfo): Promise<void> {
	await endProcess(postmaster, [
		['SIGINT', 10_000],
		['SIGQUIT', 5_000],
		['SIGKILL', 5_000],
	]);
}

function isPostmasterOf(cluster: string, { command }: ProcessInfo): boolean {
	return command.includes('postgres') && ` ${command} `.includes(` -D ${cluster} `);
}

function readPid(cluster: string): number | undefined {
	try {
		return Number.parseInt(readFileSync(pidFile(cluster), 'utf8'), 10);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}

function pidFile(cluster: string): string {
	return join(cluster, 'postmaster.pid');
}
