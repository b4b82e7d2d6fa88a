/**
 * `pnpm proof memory`: the built server under load, and with many who listen, inside a control group with as much memory
 * as its Fly machine.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { migrate } from '@betzenstein/server';
import { productionEnvironment, WITHOUT_LIMITS } from '@betzenstein/testing/house/environment';
import { signTokens } from '@betzenstein/testing/house/links';
import { readFlags } from '@betzenstein/testing/machine/flags';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { withTemporaryDatabase } from '@betzenstein/testing/postgres/temporary';
import postgres from 'postgres';
import { type ListenersReport, startListening } from './listeners.ts';
import { createMemoryCgroup } from './memoryCgroup.ts';
import { type LoadReport, playMixedLoad } from './mixedLoad.ts';
import { runProof } from './runProof.ts';

const HELP = `pnpm build && pnpm proof memory [--seconds N] [--listeners N]

Puts the built server under load for N seconds (60), with N who listen (200), inside a control group with as much memory
as its Fly machine; on Linux, as root. Exits with 1 if it is killed, leaves a call without an answer or a change unheard.`;

const MACHINE_MIB = 256;
/** Less than the programs take at rest. */
const TOO_LITTLE_MIB = 64;
const MIB = 1024 * 1024;

/** V8's, as the image sets them. */
function heapLimits(): string {
	const [, options] = /NODE_OPTIONS="([^"]+)"/.exec(readFileSync(join(projectRoot, 'Dockerfile'), 'utf8')) ?? [];
	if (!options) throw new Error('The Dockerfile sets no NODE_OPTIONS.');
	return options;
}

interface CapReport extends LoadReport {
	/** Charged to the group: without the parts of Node's own program that others on this computer have read before. */
	peakMiB: number;
	/**
	 * Of the process, with them: what a machine of its own would need beside its kernel. Not known of one that was
	 * killed.
	 */
	residentMiB: number | undefined;
	kills: number;
	endedWith: string;
	listeners: ListenersReport | undefined;
}

async function run(
	env: Record<string, string>,
	capMiB: number,
	seconds: number,
	listeners: number,
): Promise<CapReport> {
	const group = createMemoryCgroup(capMiB * MIB);
	const command = `echo $$ >'${group.entrance}' && exec '${process.execPath}' dist/main.js`;
	const child = spawn('sh', ['-c', command], {
		cwd: join(projectRoot, 'packages/server'),
		env,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const exited = once(child, 'exit');
	const ports: Record<string, number> = {};
	const ready = new Promise<void>((resolve) => {
		createInterface({ input: child.stdout }).on('line', (line) => {
			const { msg, port } = JSON.parse(line);
			if (port !== undefined) ports[msg] = port;
			if (msg === 'ready') resolve();
		});
	});
	const over = new AbortController();
	exited.then(() => over.abort());
	await Promise.race([ready, exited]);
	let load: LoadReport = { answered: 0, refused: {}, failed: 0 };
	let resident: number | undefined;
	let heard: ListenersReport | undefined;
	if (!over.signal.aborted) {
		const at = (port: number | undefined) => `http://127.0.0.1:${port}`;
		const addresses = { url: at(ports['listening']), metricsUrl: `${at(ports['metrics'])}/metrics` };
		const sql = postgres(env['DATABASE_URL'] ?? '', { max: 1 });
		const tokens = await signTokens(env);
		const listening =
			listeners > 0
				? await startListening({ ...addresses, pid: child.pid as number, tokens, sql }, listeners)
				: undefined;
		const timer = setTimeout(() => {
			resident = residentPeak(child.pid);
			over.abort();
		}, seconds * 1_000);
		over.signal.addEventListener('abort', () => clearTimeout(timer));
		load = await playMixedLoad({ ...addresses, tokens, readers: 12, writers: 8, signal: over.signal });
		heard = await listening?.end();
		await sql.end();
	}
	child.kill('SIGTERM');
	const [code, signal] = await exited;
	const report = {
		...load,
		peakMiB: group.peak() / MIB,
		residentMiB: resident,
		kills: group.kills(),
		endedWith: `${signal ?? code}`,
		listeners: heard,
	};
	group.remove();
	return report;
}

function residentPeak(pid: number | undefined): number {
	const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Number(kib) / 1024;
}

async function proof(args: string[]): Promise<boolean> {
	const options = {
		seconds: { type: 'string', default: '60' },
		listeners: { type: 'string', default: '200' },
		help: { type: 'boolean', default: false },
	} as const;
	const flags = readFlags(args, options, HELP);
	const [seconds, listeners] = [Number(flags.seconds), Number(flags.listeners)];
	if (flags.help || !(seconds > 0) || !(listeners >= 0)) {
		console.log(HELP);
		return flags.help;
	}
	return withTemporaryDatabase((databaseUrl) => staysWithin(databaseUrl, seconds, listeners));
}

async function staysWithin(databaseUrl: string, seconds: number, listeners: number): Promise<boolean> {
	await migrate({ url: databaseUrl }, () => {});
	const resend = await startFlakyResend();
	const env = productionEnvironment(databaseUrl, {
		NODE_OPTIONS: heapLimits(),
		...WITHOUT_LIMITS,
		HOST: '127.0.0.1',
		PORT: '0',
		LOG_LEVEL: 'info',
		CLIENT_IP_HEADER: 'fly-client-ip',
		RESEND_BASE_URL: resend.url,
	});
	try {
		const capped = await run(env, MACHINE_MIB, seconds, listeners);
		const mails = (await resend.accepted()).length;
		const starved = await run(env, TOO_LITTLE_MIB, 20, 0);
		for (const [cap, report] of [[MACHINE_MIB, capped] as const, [TOO_LITTLE_MIB, starved] as const]) {
			const { peakMiB, residentMiB, kills, answered, failed, refused, endedWith } = report;
			console.log(
				`${cap} MiB: peak charged ${peakMiB.toFixed(0)} MiB, peak resident ${residentMiB?.toFixed(0) ?? '?'} MiB, killed ${kills} times, ` +
					`${answered} answered, ${failed} without an answer, refused ${JSON.stringify(refused)}, ended with ${endedWith}`,
			);
		}
		console.log(`Mails rendered and accepted: ${mails}`);
		const reported = capped.listeners;
		if (reported) {
			const { count, kbEach, microsecondsEach, heard, p50, p99, missed, dead } = reported;
			console.log(
				`${count} listeners on Node ${process.version}: ${kbEach.toFixed(0)} kB each, ${microsecondsEach.toFixed(0)} µs for each version sent to one; ` +
					`${heard} heard, under load too, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms after the commit; ${missed} missed one, ${dead} were cut for good`,
			);
		}
		const hasHeardAll = !reported || (reported.missed === 0 && reported.dead === 0);
		const isRight =
			hasHeardAll &&
			capped.kills === 0 &&
			capped.failed === 0 &&
			capped.endedWith === '0' &&
			capped.answered > 0 &&
			mails > 0;
		const isProven = isRight && starved.kills > 0;
		console.log(isProven ? 'It stays within its machine, and the cap does kill.' : 'FAILED');
		return isProven;
	} finally {
		await resend.close();
	}
}

await runProof(proof);
