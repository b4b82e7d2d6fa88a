/** The figures as Markdown, and their place in docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { run } from '../../packages/client/gate/run.ts';
import { type Contest, isMet, median, ROUNDS, type Round, ratiosOf } from './contest.ts';

const DOC = join(projectRoot, 'docs/performance.md');
const MARKS = /(<!-- figures -->\n)[\s\S]*(<!-- \/figures -->)/;

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;

/** Whatever else goes on makes it dearer. */
const leastCpu = (rounds: readonly Round[] = []): number => Math.min(...rounds.map(({ cpu }) => cpu));

/** Each goal and what came of it, then the figures behind them: medians of the rounds, and the least CPU. */
export function reportOf(contests: readonly Contest[], notes: readonly string[], seconds: number): string {
	const verdicts = contests.flatMap((contest) =>
		contest.goals.map((goal) => {
			const [of, to, bound] = goal;
			const ratios = ratiosOf(contest, goal);
			const cpu = leastCpu(contest.rounds[of]) / leastCpu(contest.rounds[to]);
			const figures = [median(ratios), Math.min(...ratios), Math.max(...ratios), cpu].map((figure) =>
				figure.toFixed(2),
			);
			const wanted = `${contest.by === 'rate' ? '>=' : '<='} ${bound}`;
			return row(
				contest.title,
				`${contest.by}, ${of} / ${to}`,
				...figures,
				wanted,
				isMet(contest, goal) ? 'met' : '**missed**',
			);
		}),
	);
	const figures = contests.flatMap(({ title, rounds }) =>
		Object.entries(rounds).map(([side, all]) => {
			const shown = (figure: keyof Round, digits: number) => median(all.map((round) => round[figure])).toFixed(digits);
			return row(title, side, leastCpu(all).toFixed(0), shown('rate', 0), shown('p50', 2), shown('p99', 2));
		}),
	);
	return `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model}), ${ROUNDS - 1} rounds of ${seconds} s.

| what | ratio of | median | least | most | of CPU | goal | |
| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |
${verdicts.join('\n')}

| what | who | CPU µs an answer | answers a second | p50 ms | p99 ms |
| --- | --- | ---: | ---: | ---: | ---: |
${figures.join('\n')}

${notes.map((note) => `- ${note}`).join('\n')}`;
}

export async function writeReport(report: string): Promise<void> {
	writeFileSync(
		DOC,
		readFileSync(DOC, 'utf8').replace(MARKS, (_, start, end) => `${start}\n${report}\n\n${end}`),
	);
	await run('pnpm', ['exec', 'biome', 'format', '--write', DOC], { cwd: projectRoot });
}
