/** `pnpm proof chaos`: plays faults under load against two built servers, and judges what came of it by a model. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFlags } from '@betzenstein/testing/machine/flags';
import { devFile, projectRoot } from '@betzenstein/testing/machine/project';
import type { History } from './chaos/history.ts';
import { judge } from './chaos/judge.ts';
import { playChaos } from './chaos/play.ts';
import { MOST_PENDING } from './chaos/scene.ts';
import { runProof } from './runProof.ts';

const HELP = `pnpm build && pnpm proof chaos [--rounds N] [--seed N] [--without-lock]

Plays each fault N times (1) against two built servers under load: kills, silent and refused connections, a read-only
database, a full disk, locks, skewed clocks, a rolling deploy, and a provider that is down, slow, limiting or wrong.
Every call and answer is held against the rules, and so is what is stored and mailed in the end. Exits with 1 if anything
is wrong. --without-lock takes the house's lock out of the servers first, and no fault is played: exits with 1 unless
that is noticed.`;

const BROKEN_SHOWN = 20;
const BUILD = join(projectRoot, 'packages/server/dist');

async function proof(args: string[]): Promise<boolean> {
	const options = {
		rounds: { type: 'string', default: '1' },
		seed: { type: 'string', default: String(Date.now() % 1_000_000) },
		'without-lock': { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	} as const;
	const flags = readFlags(args, options, HELP);
	const [rounds, seed] = [Number(flags.rounds), Number(flags.seed)];
	if (flags.help || !Number.isInteger(rounds) || rounds < 0 || !Number.isInteger(seed)) {
		console.log(HELP);
		return flags.help;
	}
	console.log(`Chaos, seed ${seed} …`);
	const isBroken = flags['without-lock'];
	const history = isBroken
		? await withoutLock((program) => playChaos({ rounds: 0, seed, program, log: console.log }))
		: await playChaos({ rounds, seed, program: join(BUILD, 'main.js'), log: console.log });
	if (process.env['KEEP']) writeFileSync(process.env['KEEP'], (await import('node:v8')).serialize(history));
	const complaints = judge(history, MOST_PENDING);
	report(history);
	for (const line of complaints.slice(0, BROKEN_SHOWN)) console.log(`BROKEN: ${line}`);
	console.log(complaints.length === 0 ? 'Everything held.' : `${complaints.length} things broke.`);
	return isBroken ? complaints.length > 0 : complaints.length === 0;
}

function report({ bookingCalls, calendarCalls, mails, stays, watches, looks }: History): void {
	const counts: Record<string, number> = {};
	for (const { outcome } of [...bookingCalls, ...calendarCalls]) counts[outcome] = (counts[outcome] ?? 0) + 1;
	const outcomes = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
	console.log(`\nCalls: ${outcomes.map(([outcome, count]) => `${outcome} ${count}`).join(', ')}`);
	console.log(`Stays: ${stays.length}; watches: ${watches.length}; looks at /ready: ${looks.length}`);
	console.log(
		`Mails: ${Object.entries(mails)
			.map(([what, count]) => `${what} ${count}`)
			.join(', ')}\n`,
	);
}

const LOCK = /select pg_advisory_xact_lock\(\$\{HOUSE_LOCK\}\)/g;

/** Hands a copy of the build to the work in which nobody takes the house's lock. */
async function withoutLock<T>(work: (program: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(devFile(projectRoot, 'without-lock-'));
	try {
		cpSync(BUILD, folder, { recursive: true });
		const program = join(folder, 'main.js');
		const built = readFileSync(program, 'utf8');
		if (built.match(LOCK)?.length !== 1) throw new Error('The built server takes the lock in another way than it did.');
		writeFileSync(program, built.replace(LOCK, 'select 1'));
		return await work(program);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

await runProof(proof);
