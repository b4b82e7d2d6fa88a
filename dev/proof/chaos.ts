/** `pnpm proof chaos`: plays faults under load against two built servers, and judges what came of it by a model. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { devFile, projectRoot } from '@betzenstein/testing/machine/project';
import { orStopped } from '@betzenstein/testing/machine/stopRequest';
import { figuresOf } from './chaos/figures.ts';
import { gapsIn, judge } from './chaos/judge.ts';
import { playChaos } from './chaos/play.ts';
import { MOST_PENDING } from './chaos/players.ts';
import { withScene } from './chaos/scene.ts';
import { anySeed, runProof } from './runProof.ts';

const HELP = `pnpm build && pnpm proof chaos [--calm SECONDS] [--rounds N] [--seed N] [--without-lock]

Lets people fight for the same days at two built servers, for so many seconds (4) in peace, and then under each fault, N
times (1): kills, silent and refused connections, a read-only database, a full disk, locks, skewed clocks, a rolling
deploy, and a provider that is down, slow, limiting or wrong. Every call and answer is held against the rules, and so is
what is stored and mailed in the end. Exits with 1 if anything is wrong. --without-lock takes the house's lock out of the
servers first and plays no fault: exits with 1 unless that is noticed.`;

const BROKEN_SHOWN = 20;
const BUILD = join(projectRoot, 'packages/server/dist');

const LOCK = /select pg_advisory_xact_lock\(\$\{HOUSE_LOCK\}\)/g;

/** Hands a copy of the build to the work in which nobody takes the house's lock. */
async function withoutLock<T>(work: (program: string) => Promise<T>): Promise<T> {
	mkdirSync(devFile(projectRoot, ''), { recursive: true });
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

const options = { calm: 4, rounds: 1, seed: anySeed(), 'without-lock': false } as const;
await runProof(HELP, options, async ({ calm, rounds, seed, 'without-lock': isBroken }, signal) => {
	console.log(`Chaos, seed ${seed} …`);
	const plan = { calm, rounds: isBroken ? 0 : rounds, seed, log: console.log };
	const play = (program: string) => withScene(program, (scene) => orStopped(playChaos(scene, plan), signal));
	const history = isBroken ? await withoutLock(play) : await play(join(BUILD, 'main.js'));
	const found = judge(history, MOST_PENDING);
	const complaints = isBroken ? found : [...found, ...gapsIn(history)];
	for (const line of figuresOf(history)) console.log(line);
	for (const line of complaints.slice(0, BROKEN_SHOWN)) console.log(`BROKEN: ${line}`);
	console.log(complaints.length === 0 ? 'Everything held.' : `${complaints.length} things broke.`);
	return isBroken ? complaints.length > 0 : complaints.length === 0;
});
