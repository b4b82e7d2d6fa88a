/** Prints what a start costs, bundled and from the sources, beside a bare Express in the same run; see docs/deploy.md. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { migrate } from '@betzenstein/server';
import { projectRoot } from '../project.ts';
import { productionEnvironment, withTemporaryDatabase } from './temporaryDatabase.ts';

const ROUNDS = 12;

/** Prints the server's own last line, so that both are waited for in the same way. */
const BARE_EXPRESS = `
import express from 'express';
const app = express().get('/health', (_, response) => response.json({ status: 'ok' }));
app.listen(0, '127.0.0.1', () => console.log('{"msg":"ready"}'));
process.once('SIGTERM', () => process.exit(0));`;

const VARIANTS = {
	'bare Express': ['--input-type=module', '--eval', BARE_EXPRESS],
	bundled: ['dist/main.js'],
	'from the sources': ['src/main.ts'],
};
type Variant = keyof typeof VARIANTS;

interface Cost {
	/** From the start of the process until it answers requests. */
	readyMs: number;
	residentMiB: number;
}

async function startOnce(args: string[], env: Record<string, string>): Promise<Cost> {
	const begin = performance.now();
	const child = spawn(process.execPath, args, {
		cwd: join(projectRoot, 'packages/server'),
		env,
		stdio: ['ignore', 'pipe', 'inherit'],
		timeout: 30_000,
	});
	const exited = once(child, 'exit');
	let cost: Cost | undefined;
	for await (const line of createInterface({ input: child.stdout })) {
		if (JSON.parse(line).msg !== 'ready') continue;
		cost = { readyMs: performance.now() - begin, residentMiB: residentMiB(child.pid) };
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

await withTemporaryDatabase(async (databaseUrl) => {
	await migrate(databaseUrl, () => {});
	const env = { ...productionEnvironment(databaseUrl), HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info' };
	const names = Object.keys(VARIANTS) as Variant[];
	const costs = Object.fromEntries(names.map((name) => [name, [] as Cost[]])) as Record<Variant, Cost[]>;
	// In turn, so that whatever else the machine does meets all alike.
	for (let round = 0; round < ROUNDS; round++) {
		for (const name of names) costs[name].push(await startOnce(VARIANTS[name], env));
	}
	// Other work on the machine only ever adds, so the lowest is nearest to what the start itself costs.
	const lowest = names.map((name) => ({
		name,
		ready: Math.min(...costs[name].map(({ readyMs }) => readyMs)),
		resident: Math.min(...costs[name].map(({ residentMiB }) => residentMiB)),
	}));
	const [bare] = lowest;
	console.log(`Lowest of ${ROUNDS} starts each, Node ${process.versions.node}; in brackets beside bare Express`);
	for (const { name, ready, resident } of lowest) {
		const times = (value: number, base = Number.NaN) => `(x${(value / base).toFixed(2)})`;
		console.log(
			`${name.padEnd(18)}${ready.toFixed(0).padStart(6)} ms ${times(ready, bare?.ready)}` +
				`${resident.toFixed(0).padStart(6)} MiB ${times(resident, bare?.resident)}`,
		);
	}
});
