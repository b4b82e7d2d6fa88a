import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface RunOptions {
	cwd: string;
	env?: Record<string, string>;
	/** What it may take, in seconds. */
	seconds?: number;
}

/** Runs a program to its end; answers what it said on stdout. @throws with everything it said, if it fails */
export async function run(
	command: string,
	args: readonly string[],
	{ cwd, env, seconds = 120 }: RunOptions,
): Promise<string> {
	const options = { cwd, env: { ...process.env, NO_COLOR: '1', ...env }, timeout: seconds * 1_000 };
	try {
		return (await execute(command, args, options)).stdout;
	} catch (error) {
		const { code, signal, stdout = '', stderr = '' } = error as Error & Record<string, string | undefined>;
		const said = `${stdout}${stderr}`.trim();
		throw new Error(`${command} ${args.join(' ')}: ended with ${signal ?? code}\n${said}`, { cause: error });
	}
}

/** Says what is done, what came of it in words, and how long it took; and every ten seconds that it lives. */
export async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
	const start = performance.now();
	const seconds = () => Math.round((performance.now() - start) / 100) / 10;
	const alive = setInterval(() => console.log(`  … ${name}: ${Math.round(seconds())} s`), 10_000);
	try {
		const result = await work();
		console.log(`ok  ${name} (${seconds()} s)${typeof result === 'string' ? `: ${result}` : ''}`);
		return result;
	} catch (error) {
		console.log(`NOT ${name} (${seconds()} s)`);
		throw error;
	} finally {
		clearInterval(alive);
	}
}
