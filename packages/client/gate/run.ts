import { spawn } from 'node:child_process';

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
	const child = spawn(command, args, {
		cwd,
		env: { ...process.env, NO_COLOR: '1', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: seconds * 1_000,
	});
	let stdout = '';
	let everything = '';
	child.stdout.on('data', (text) => {
		stdout += text;
		everything += text;
	});
	child.stderr.on('data', (text) => {
		everything += text;
	});
	const code = await new Promise((resolve, reject) =>
		child.once('error', reject).once('close', (code, signal) => resolve(signal ?? code)),
	);
	if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ended with ${code}\n${everything.trim()}`);
	return stdout;
}

/** Says what is done and how long it took, and every ten seconds that it lives. */
export async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
	const start = performance.now();
	const seconds = () => Math.round((performance.now() - start) / 100) / 10;
	const alive = setInterval(() => console.log(`  … ${name}: ${Math.round(seconds())} s`), 10_000);
	try {
		const result = await work();
		console.log(`ok  ${name} (${seconds()} s)`);
		return result;
	} catch (error) {
		console.log(`NOT ${name} (${seconds()} s)`);
		throw error;
	} finally {
		clearInterval(alive);
	}
}

/** Does the work on each item, two at a time: that many cores there are at least. */
export async function twoAtATime<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	const rest = [...items.entries()];
	const worker = async () => {
		for (let next = rest.shift(); next; next = rest.shift()) results[next[0]] = await work(next[1]);
	};
	await Promise.all([worker(), worker()]);
	return results;
}
