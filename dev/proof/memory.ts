/** `pnpm proof memory`: the built server under load in a control group as small as its Fly machine. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '@betzenstein/server';
import { productionEnvironment, WITHOUT_LIMITS } from '@betzenstein/testing/house/environment';
import { type HouseTokens, signTokens } from '@betzenstein/testing/house/links';
import { keepListening } from '@betzenstein/testing/house/listener';
import { freePort } from '@betzenstein/testing/machine/port';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { withTemporaryDatabase } from '@betzenstein/testing/postgres/temporary';
import postgres from 'postgres';
import { isHealthy, until } from '../until.ts';
import { endOf } from './chaos/ending.ts';
import { figuresOf } from './chaos/figures.ts';
import { gapsIn, judge } from './chaos/judge.ts';
import { MOST_PENDING, startPlayers } from './chaos/players.ts';
import { createMemoryCgroup } from './memoryCgroup.ts';
import { runProof } from './runProof.ts';

const HELP = `pnpm build && pnpm proof memory [--seconds N] [--listeners N]

Lets people fight for the same days at the built server for N seconds (60), while N others (200) listen, in a control
group with the 256 MiB of its machine; Linux and root only. Exits with 1 if it is killed or anything is answered wrong, or
if one with 64 MiB is not killed.`;

const MACHINE_MIB = 256;
/** Less than the programs take at rest. */
const TOO_LITTLE_MIB = 64;
const MIB = 1024 * 1024;
const STARVED_MS = 20_000;
/** So many who listen behind one address are let in. */
const NETWORK = 40;

/** V8's, as the image sets them. */
function heapLimits(): string {
	const [, options] = /NODE_OPTIONS="([^"]+)"/.exec(readFileSync(join(projectRoot, 'Dockerfile'), 'utf8')) ?? [];
	if (!options) throw new Error('The Dockerfile sets no NODE_OPTIONS.');
	return options;
}

/**
 * Plays something against the built server in so much memory. The peak that is charged to the group lacks the parts of
 * Node's own program that others on this computer have read before; the resident one has them, as a machine of its own
 * would, and is not known of a process that was killed.
 */
async function within<T>(
	capMiB: number,
	env: Record<string, string>,
	play: (url: string, isGone: Promise<unknown>) => Promise<T>,
) {
	const group = createMemoryCgroup(capMiB * MIB);
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const child = spawn('sh', ['-c', `echo $$ >'${group.entrance}' && exec '${process.execPath}' dist/main.js`], {
		cwd: join(projectRoot, 'packages/server'),
		env: { ...env, HOST: '127.0.0.1', PORT: `${port}`, METRICS_PORT: '0' },
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const gone = once(child, 'exit');
	await Promise.race([until('the server is healthy', () => isHealthy(url)), gone]);
	const played = await play(url, gone);
	const resident = child.signalCode === null ? residentPeak(child.pid) : '?';
	child.kill('SIGTERM');
	const [code, signal] = await gone;
	const kills = group.kills();
	const peak = (group.peak() / MIB).toFixed(0);
	console.log(
		`${capMiB} MiB: peak charged ${peak} MiB, peak resident ${resident} MiB, killed ${kills} times, ended with ${signal ?? code}`,
	);
	group.remove();
	return { played, kills, code };
}

function residentPeak(pid: number | undefined): string {
	const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return (Number(kib) / 1024).toFixed(0);
}

await runProof(HELP, { seconds: 60, listeners: 200 }, (given) =>
	withTemporaryDatabase(async (databaseUrl) => {
		await migrate({ url: databaseUrl }, () => {});
		const resend = await startFlakyResend();
		const sql = postgres(databaseUrl, { max: 1 });
		const env = productionEnvironment(databaseUrl, {
			NODE_OPTIONS: heapLimits(),
			...WITHOUT_LIMITS,
			LIMIT_PENDING: `${MOST_PENDING}`,
			CLIENT_IP_HEADER: 'fly-client-ip',
			RESEND_BASE_URL: resend.url,
		});
		const startAt = (url: string, tokens: HouseTokens) =>
			startPlayers([{ name: 'the server', url }], tokens, { seed: 1, pauseMs: 0 });
		try {
			const { played, kills, code } = await within(MACHINE_MIB, env, async (url) => {
				// The server has entered the approvers.
				const tokens = await signTokens(env);
				const approvers = Object.values(tokens.approvers);
				const listeners = Array.from({ length: given.listeners }, (_, index) => {
					const network = Math.floor(index / NETWORK).toString(16);
					const headers = { 'fly-client-ip': `2001:db8:0:${network}::1` };
					return keepListening(url, approvers[index % approvers.length] ?? '', { headers });
				});
				const players = startAt(url, tokens);
				await sleep(given.seconds * 1_000);
				const ending = await endOf(players, { sql, resend, listeners }, console.log);
				await Promise.all(listeners.map((one) => one.leave()));
				return { ...ending, acts: [], looks: [], errors: [] };
			});
			for (const line of figuresOf(played)) console.log(line);
			const starved = await within(TOO_LITTLE_MIB, env, async (url, isGone) => {
				const players = startAt(url, await signTokens(env));
				await Promise.race([isGone, sleep(STARVED_MS)]);
				await players.stop();
			});
			const complaints = [
				...judge(played, MOST_PENDING),
				...gapsIn(played),
				...(kills === 0 && code === 0 ? [] : ['The server did not live.']),
				...(starved.kills > 0 ? [] : ['The cap does not kill.']),
			];
			for (const line of complaints) console.log(`BROKEN: ${line}`);
			console.log(complaints.length === 0 ? 'It stays within its machine, and the cap does kill.' : 'FAILED');
			return complaints.length === 0;
		} finally {
			await sql.end();
			await resend.close();
		}
	}),
);
