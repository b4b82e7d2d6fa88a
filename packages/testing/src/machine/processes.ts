import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process as the system knows it. Its number may be given away again later, number and start together not. */
export interface ProcessInfo {
	pid: number;
	started: string;
	parent: number;
	command: string;
}

/** The living process with this number; a zombie counts as gone. */
export function findProcess(pid: number): ProcessInfo | undefined {
	// Slim Linux images have no `ps`, macOS has no /proc.
	return process.platform === 'linux' ? readProc(pid) : askPs(pid);
}

/** Whether this very process still lives, not another one with its number. */
export function isAlive(known: { pid: number; started: string }): boolean {
	return findProcess(known.pid)?.started === known.started;
}

/** Sends one signal after the other, each with the milliseconds it may take, until the process is gone. */
export async function endProcess(target: ProcessInfo, signals: [NodeJS.Signals, number][]): Promise<void> {
	for (const [signal, limit] of signals) {
		if (!isAlive(target)) return;
		process.kill(target.pid, signal);
		const deadline = Date.now() + limit;
		while (isAlive(target) && Date.now() < deadline) await sleep(20);
	}
	if (isAlive(target)) throw new Error(`Process ${target.pid} does not end: ${target.command}`);
}

function readProc(pid: number): ProcessInfo | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The second field is the program's name in brackets and may hold anything, brackets and blanks too.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const [state, parent, started] = [fields[0], fields[1], fields[19]];
		if (state === 'Z' || started === undefined) return undefined;
		const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
		return { pid, started, parent: Number(parent), command };
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ESRCH') return undefined;
		throw error;
	}
}

function askPs(pid: number): ProcessInfo | undefined {
	const { stdout, error } = spawnSync('ps', ['-o', 'stat=,ppid=,lstart=,command=', '-p', String(pid)], {
		encoding: 'utf8',
		env: { ...process.env, LC_ALL: 'C' },
	});
	if (error) throw error;
	const [, state, parent, started, command] = /^(\S+)\s+(\d+)\s+((?:\S+\s+){4}\S+)\s+(.*)$/m.exec(stdout.trim()) ?? [];
	if (!state || !started || state.startsWith('Z')) return undefined;
	return { pid, started, parent: Number(parent), command: command ?? '' };
}
