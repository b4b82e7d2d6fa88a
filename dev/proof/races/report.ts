/** The results as a table and a list of answers that read well in a terminal and in Markdown. */

import { quantile, tableOf } from '../../report.ts';
import type { Result } from './race.ts';
import { failedRequests, tally } from './raceHouse.ts';

const HEAD = ['race', 'rounds', 'overlaps', '>= 500', 'lost', 'p50 ms', 'p99 ms', 'max ms'];

export function reportOf(results: readonly Result[]): string {
	return `${tableOf(HEAD, results.map(rowOf))}\n\nAnswers:\n\n${results.map(answersOf).join('\n')}`;
}

function answersOf({ race, answers }: Result): string {
	const labels = Object.entries(tally(answers)).sort(([a], [b]) => (a < b ? -1 : 1));
	return `- ${race}: ${labels.map(([label, count]) => `${label} ${count}`).join(', ')}`;
}

function rowOf({ race, rounds, answers, overlaps }: Result): string[] {
	const times = answers.map(({ ms }) => ms);
	const { broken, lost } = failedRequests(answers);
	const figures = [rounds, overlaps, broken, lost, ...[0.5, 0.99, 1].map((share) => quantile(times, share))];
	return [race, ...figures.map((figure) => figure.toFixed(0))];
}
