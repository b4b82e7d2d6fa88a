/** `pnpm proof start`: what a start costs, beside a bare Express in the same run; see docs/deploy.md. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '@betzenstein/server';
import { productionEnvironment } from '@betzenstein/testing/house/environment';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { withTemporaryDatabase } from '@betzenstein/testing/postgres/temporary';
import postgres from 'postgres';
import { median } from '../report.ts';
import { runProof } from './runProof.ts';

const HELP = `pnpm build && pnpm proof start

Starts the built server and a bare Express in turn, several times each, and prints medians of the time until /health
answers and of the memory. Exits with 1 if a start costs more beside Express than the goals allow.`;

const ROUNDS = 12;
/** Goals of the project, as multiples of bare Express. */
const GOALS = { ready: 1.8, resident: 1.6 };
/** By then whatever starts after readiness (mails, metrics) has started: it counts as resident. */
const SETTLED_MS = 1_500;

/** Speaks as the server does, so that both are waited for in the same way. */
const bareExpress = (before: string) => `
import express from 'express';
const app = express().get('/health', (_, response) => response.json({ status: 'ok' }));
${before}
const server = app.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ msg: 'listening', port: server.address().port }) + '\\n{"msg":"ready"}'));
process.once('SIGTERM', () => process.exit(0));`;
const CONNECT = `const { default: postgres } = await import('postgres'); await postgres(process.env.DATABASE_URL)\`select 1\`;`;

interface Variant {
	args: string[];
	/** As in the image: V8's compiled form is there already. */
	isCompiled?: boolean;
}

const VARIANTS: Record<string, Variant> = {
	'bare Express': { args: ['--input-type=module', '--eval', bareExpress('')] },
	'  with a database': { args: ['--input-type=module', '--eval', bareExpress(CONNECT)] },
	'as in the image': { args: ['dist/main.js'], isCompiled: true },
	'  not compiled': { args: ['dist/main.js'] },
	'from the sources': { args: ['src/main.ts'] },
};

interface Cost {
	/** From the start of the process until `/health` answers 200, in milliseconds. */
	ready: number;
	/** Memory resident once all has started, in MiB. */
	resident: number;
}

async function startOnce({ args, isCompiled }: Variant, env: Record<string, string>): Promise<Cost> {
	const begin = performance.now();
	const { NODE_COMPILE_CACHE, ...rest } = env;
	const child = spawn(process.execPath, args, {
		cwd: join(projectRoot, 'packages/server'),
		env: { ...rest, ...(isCompiled && { NODE_COMPILE_CACHE }) },
		stdio: ['ignore', 'pipe', 'inherit'],
		timeout: 30_000,
	});
	const exited = once(child, 'exit');
	let port = 0;
	let cost: Cost | undefined;
	for await (const line of createInterface({ input: child.stdout })) {
		const entry = JSON.parse(line);
		if (entry.msg === 'listening') port = entry.port;
		if (entry.msg !== 'ready') continue;
		const ready = performance.now() - begin;
		const health = await fetch(`http://127.0.0.1:${port}/health`);
		if (!health.ok) throw new Error(`/health answered ${health.status}.`);
		await sleep(SETTLED_MS);
		cost = { ready, resident: residentMiB(child.pid) };
		child.kill('SIGTERM');
	}
	const [code] = await exited;
	if (!cost || code !== 0) throw new Error(`node ${args.at(-1)} ended with ${code}.`);
	return cost;
}

function residentMiB(pid: number | undefined): number {
	const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Number(kib) / 1024;
}

/** Each variant in turn, so that whatever else the machine does meets all alike. */
async function measure(env: Record<string, string>): Promise<Record<string, Cost>> {
	const costs = Object.fromEntries(Object.keys(VARIANTS).map((name) => [name, [] as Cost[]]));
	for (let round = 0; round < ROUNDS; round++) {
		for (const [name, variant] of Object.entries(VARIANTS)) costs[name]?.push(await startOnce(variant, env));
	}
	return Object.fromEntries(
		Object.entries(costs).map(([name, all]) => [
			name,
			{ ready: median(all.map(({ ready }) => ready)), resident: median(all.map(({ resident }) => resident)) },
		]),
	);
}

async function isWithinGoals(databaseUrl: string): Promise<boolean> {
	const cache = mkdtempSync(join(tmpdir(), 'betzenstein-compiled-'));
	try {
		await migrate({ url: databaseUrl }, () => {});
		const env = productionEnvironment(databaseUrl, {
			HOST: '127.0.0.1',
			PORT: '0',
			LOG_LEVEL: 'info',
			NODE_COMPILE_CACHE: cache,
		});
		// The first start fills the cache and tells the approvers that they are; a house at rest has no mail to send.
		await startOnce({ args: ['dist/main.js'], isCompiled: true }, env);
		const sql = postgres(databaseUrl, { max: 1 });
		await sql`delete from mail`;
		await sql.end();

		const costs = await measure(env);
		const bare = costs['bare Express'] as Cost;
		console.log(`Medians of ${ROUNDS} starts each, Node ${process.versions.node}; in brackets beside bare Express`);
		for (const [name, { ready, resident }] of Object.entries(costs)) {
			const times = (value: number, base: number) => `(x${(value / base).toFixed(2)})`;
			console.log(
				`${name.padEnd(20)}${ready.toFixed(0).padStart(6)} ms ${times(ready, bare.ready)}` +
					`${resident.toFixed(0).padStart(6)} MiB ${times(resident, bare.resident)}`,
			);
		}
		const ours = costs['as in the image'] as Cost;
		const isMet = ours.ready <= GOALS.ready * bare.ready && ours.resident <= GOALS.resident * bare.resident;
		console.log(`Goals: ready x${GOALS.ready}, resident x${GOALS.resident}: ${isMet ? 'met' : 'MISSED'}`);
		return isMet;
	} finally {
		rmSync(cache, { recursive: true });
	}
}

await runProof(HELP, {}, () => withTemporaryDatabase(isWithinGoals));
