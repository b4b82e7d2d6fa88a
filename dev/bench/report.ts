/** The figures as Markdown, and their place in docs/performance.md. */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { median, tableOf, writePage } from '../report.ts';
import { type Contest, isMet, ROUNDS, type Round, ratiosOf } from './contest.ts';

const PAGE = 'performance.md';

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
			const outcome = isMet(contest, goal) ? 'met' : '**missed**';
			return [contest.title, `${contest.by}, ${of} / ${to}`, ...figures, wanted, outcome];
		}),
	);
	const figures = contests.flatMap(({ title, rounds }) =>
		Object.entries(rounds).map(([side, all]) => {
			const shown = (figure: keyof Round, digits: number) => median(all.map((round) => round[figure])).toFixed(digits);
			return [title, side, leastCpu(all).toFixed(0), shown('rate', 0), shown('p50', 2), shown('p99', 2)];
		}),
	);
	return `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model}), ${ROUNDS - 1} rounds of ${seconds} s.

${tableOf(['what', 'ratio of', 'median', 'least', 'most', 'of CPU', 'goal', ''], verdicts)}

${tableOf(['what', 'who', 'CPU µs an answer', 'answers a second', 'p50 ms', 'p99 ms'], figures)}

${notes.map((note) => `- ${note}`).join('\n')}`;
}

/** Puts the report between its marks on the page. */
export function writeFigures(name: 'figures' | 'pages', report: string): void {
	const page = readFileSync(join(projectRoot, 'docs', PAGE), 'utf8');
	const marks = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*(<!-- /${name} -->)`);
	writePage(
		PAGE,
		page.replace(marks, (_, start, end) => `${start}\n${report}\n\n${end}`),
	);
}
