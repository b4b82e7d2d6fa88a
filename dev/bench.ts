/** `pnpm bench`: the built server beside its neighbours, measured in one run; writes docs/performance.md. */
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { orStopped } from '@betzenstein/testing/machine/stopRequest';
import { type Contest, hold, isMet } from './bench/contest.ts';
import { PARTS } from './bench/parts.ts';
import { reportOf, writeFigures } from './bench/report.ts';
import { openStage } from './bench/stage.ts';
import { runProof } from './proof/runProof.ts';

const HELP = `pnpm bench [--only range,get,create,million] [--skip-million] [--seconds N]

Measures the built server and its neighbours in turn, in rounds of N seconds (0.5, at most 2), on a PostgreSQL of its own; on
Linux. The whole writes docs/performance.md, parts are only printed. Exits with 1 if a goal is missed or an answer wrong.`;

const options = { only: Object.keys(PARTS).join(), 'skip-million': false, seconds: 0.5 } as const;
await runProof(HELP, options, async ({ only, 'skip-million': isShort, seconds }, signal) => {
	const names = only.split(',').filter((name) => !(isShort && name === 'million'));
	if (!(seconds > 0 && seconds <= 2) || names.some((name) => !Object.hasOwn(PARTS, name)))
		throw new ExplainedError(HELP);
	const stage = await openStage();
	const [contests, notes]: [Contest[], string[]] = [[], []];
	const play = async () => {
		for (const name of names as (keyof typeof PARTS)[]) {
			for await (const plan of PARTS[name](stage, (note) => notes.push(note))) {
				console.log(`${name}: ${plan.title} …`);
				contests.push(await hold(plan, seconds));
			}
			await stage.clear();
		}
	};
	try {
		await orStopped(play(), signal);
	} finally {
		await stage.close();
	}
	const report = reportOf(contests, notes, seconds);
	console.log(`\n${report}`);
	if (names.length === Object.keys(PARTS).length) writeFigures('figures', report);
	return contests.every((contest) => contest.goals.every((goal) => isMet(contest, goal)));
});
