/** What Fly does with a release, going by fly.toml: the release command, then one machine after the other in place. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'smol-toml';
import { until } from '../../until.ts';
import type { FlyProxy } from './proxy.ts';
import type { Release } from './release.ts';

/** The part of fly.toml that the rehearsal plays. */
export interface FlyToml {
	kill_signal: NodeJS.Signals;
	kill_timeout: string;
	env: Record<string, string>;
	deploy: { release_command: string; wait_timeout: string };
	http_service: {
		concurrency: { soft_limit: number; hard_limit: number };
		checks: [{ method: string; path: string; interval: string; timeout: string; grace_period: string }];
	};
}

export const readFlyToml = (file: string): FlyToml => parse(readFileSync(file, 'utf8')) as unknown as FlyToml;

/**
 * Longest that the server takes to end after its notice (`DRAIN_MS` and `MAILS_DRAIN_MS` in server.ts, and a second).
 */
const END_MS = 20_000;

/** Times in fly.toml that do not fit together. */
export function timingFlaws({ kill_timeout, env, http_service }: FlyToml): string[] {
	const noticeMs = Number(env['DRAIN_SECONDS'] ?? 0) * 1_000;
	const [{ interval }] = http_service.checks;
	return [
		...(noticeMs > milliseconds(interval)
			? []
			: [`fly.toml: DRAIN_SECONDS must be above the checks' interval of ${interval}`]),
		...(noticeMs + END_MS < milliseconds(kill_timeout)
			? []
			: [`fly.toml: kill_timeout must be above DRAIN_SECONDS + ${END_MS / 1_000} s`]),
	];
}

/** Milliseconds of a duration such as `10s`. */
export function milliseconds(duration: string): number {
	const [, amount, unit] = /^(\d+)(ms|s|m)$/.exec(duration) ?? [];
	return Number(amount) * { ms: 1, s: 1_000, m: 60_000 }[unit as 'ms' | 's' | 'm'];
}

/** A machine: its port stays, the process in it is replaced. */
export interface Machine {
	name: string;
	port: number;
	release: Release;
	process: ChildProcess;
	/** Log lines of crashes and unexpected errors, over all its releases. */
	errors: string[];
}

/** How long a machine took from the signal to its end, and from the start to the proxy's first good check. */
export interface Replacement {
	machine: string;
	stopMs: number;
	/** Whether it had to be killed, `kill_timeout` after the signal. */
	wasKilled: boolean;
	/** Undefined if it never turned healthy. */
	healthyMs?: number;
}

export type Env = Record<string, string>;

/** Runs fly.toml's release command in the release; its exit code and what it said. */
export async function runReleaseCommand(
	release: Release,
	command: string,
	env: Env,
): Promise<{ code: number | null; output: string }> {
	const [program, ...args] = command.split(' ') as [string, ...string[]];
	const child = spawn(program, args, { cwd: release.folder, env: withPath({ ...env, RELEASE_COMMAND: '1' }) });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
	const [code] = await once(child, 'close');
	return { code, output: output.trim() };
}

/** Starts the release in a machine; does not wait for anything. */
export function startMachine(
	{ name, port, errors }: Pick<Machine, 'name' | 'port' | 'errors'>,
	release: Release,
	env: Env,
): Machine {
	// On Fly every machine has these ports to itself.
	const own = { ...env, HOST: '127.0.0.1', PORT: `${port}`, METRICS_PORT: '0', LOG_LEVEL: 'info' };
	const child = spawn(process.execPath, ['dist/main.js'], {
		cwd: release.folder,
		env: withPath(own),
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	createInterface({ input: child.stdout }).on('line', (line) => {
		const { level, msg } = JSON.parse(line) as { level: number; msg: string };
		if (level >= 60 || msg === 'unexpected error') errors.push(line);
	});
	return { name, port, release, process: child, errors };
}

/** `kill_signal`, and after `kill_timeout` SIGKILL. */
export async function stopMachine({ name, process: child }: Machine, toml: FlyToml): Promise<Replacement> {
	const begin = Date.now();
	let wasKilled = false;
	if (child.exitCode === null && child.signalCode === null) {
		const gone = once(child, 'exit');
		child.kill(toml.kill_signal);
		const timer = setTimeout(() => {
			wasKilled = true;
			child.kill('SIGKILL');
		}, milliseconds(toml.kill_timeout));
		await gone;
		clearTimeout(timer);
	}
	return { machine: name, stopMs: Date.now() - begin, wasKilled };
}

export interface Roll {
	toml: FlyToml;
	proxy: FlyProxy;
	release: Release;
	env: Env;
	/** `wait_timeout`, or less where the rehearsal shall not take that long. */
	waitMs: number;
}

/** Replaces the process in one machine and waits until the proxy finds it healthy. */
export async function replace(machine: Machine, { toml, proxy, release, env, waitMs }: Roll): Promise<Replacement> {
	const stopped = await stopMachine(machine, toml);
	Object.assign(machine, startMachine(machine, release, env));
	const begin = Date.now();
	await proxy.forgetCheck(machine.name);
	return until('it is healthy', () => proxy.isUp(machine.name), waitMs).then(
		() => ({ ...stopped, healthyMs: Date.now() - begin }),
		() => stopped,
	);
}

/** One machine at a time (`max_unavailable = 1`); stops at the first that does not turn healthy, as Fly does. */
export async function roll(machines: Machine[], how: Roll): Promise<Replacement[]> {
	const replaced: Replacement[] = [];
	for (const machine of machines) {
		const replacement = await replace(machine, how);
		replaced.push(replacement);
		if (replacement.healthyMs === undefined) break;
	}
	return replaced;
}

function withPath(env: Env): NodeJS.ProcessEnv {
	return { PATH: process.env['PATH'], ...env };
}
