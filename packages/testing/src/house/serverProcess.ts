import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../machine/project.ts';

/** A line of a server's log. */
interface LogLine {
	level: number;
	msg: string;
	port?: number;
}

/** A server in a process of its own, as Fly runs it. */
export interface ServerProcess {
	url: string;
	pid: number;
	/** Log lines of crashes and of requests that ended in an unexpected error. */
	errors: string[];
	/** Resolves with the log line that says this. */
	says(message: string): Promise<LogLine>;
	/** Ends it in an orderly way; answers how it ended, when it is gone. */
	stop(): Promise<[code: number | null, signal: string | null]>;
}

interface ServerProgram {
	/** `main.ts`, or another build of it. */
	program?: string;
	cwd?: string;
	/** What it has to say until it counts as started. */
	until?: 'listening' | 'ready';
}

/** Starts it with this environment and nothing of ours, on a free port unless it names one; returns when it answers. */
export async function startServerProcess(
	env: Record<string, string>,
	{ program = 'packages/server/src/main.ts', cwd = projectRoot, until = 'ready' }: ServerProgram = {},
): Promise<ServerProcess> {
	const child = spawn(process.execPath, [resolve(cwd, program)], {
		cwd,
		env: { PATH: process.env['PATH'], PORT: '0', ...env, HOST: '127.0.0.1', LOG_LEVEL: 'info' },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
	const lines: LogLine[] = [];
	const errors: string[] = [];
	const waiting = new Set<() => void>();
	createInterface({ input: child.stdout }).on('line', (line) => {
		const entry = JSON.parse(line) as LogLine;
		if (entry.level >= 60 || entry.msg === 'unexpected error') errors.push(line);
		lines.push(entry);
		for (const look of waiting) look();
	});
	const says = (message: string) =>
		new Promise<LogLine>((resolve, reject) => {
			const look = () => {
				const found = lines.find(({ msg }) => msg.includes(message));
				if (!found) return;
				waiting.delete(look);
				resolve(found);
			};
			waiting.add(look);
			look();
			ended.then(([code]) => reject(new Error(`The server ended with ${code} without saying "${message}".`)), reject);
		});
	const stop = () => {
		child.kill('SIGTERM');
		return ended;
	};
	try {
		await says(until);
		const { port } = await says('listening');
		return { url: `http://127.0.0.1:${port}`, pid: child.pid as number, errors, says, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
