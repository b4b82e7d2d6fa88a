import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { projectRoot } from '../machine/project.ts';

/** A server in a process of its own, as Fly runs it. */
export interface ServerProcess {
	url: string;
	pid: number;
	/** Log lines of crashes and of requests that ended in an unexpected error. */
	errors: string[];
	/** Ends it in an orderly way; returns when it is gone. */
	stop(): Promise<void>;
}

/**
 * Starts `main.ts`, or another build of it, with this environment and nothing of ours; returns when it answers
 * requests.
 */
export async function startServerProcess(
	env: Record<string, string>,
	program = join(projectRoot, 'packages/server/src/main.ts'),
): Promise<ServerProcess> {
	const child = spawn(process.execPath, [program], {
		cwd: projectRoot,
		env: { PATH: process.env['PATH'], ...env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info' },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const exited = once(child, 'exit');
	const errors: string[] = [];
	const stop = async () => {
		child.kill('SIGTERM');
		await exited;
	};
	try {
		const port = await readyPort(child, child.stdout, errors);
		return { url: `http://127.0.0.1:${port}`, pid: child.pid as number, errors, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

function readyPort(child: ChildProcess, stdout: Readable, errors: string[]): Promise<number> {
	return new Promise((resolve, reject) => {
		let port = 0;
		createInterface({ input: stdout }).on('line', (line) => {
			const entry = JSON.parse(line) as { level: number; msg: string; port?: number };
			if (entry.level >= 60 || entry.msg === 'unexpected error') errors.push(line);
			if (entry.msg === 'listening') port = entry.port ?? 0;
			if (entry.msg === 'ready') resolve(port);
		});
		child.once('error', reject);
		child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready.`)));
	});
}
