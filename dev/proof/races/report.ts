/** The results as a table and a list of answers that read well in a terminal and in Markdown. */

import { failedRequests, tally } from '@betzenstein/testing/house/raceHouse';
import type { Result } from './race.ts';

const HEAD = ['race', 'rounds', 'overlaps', '>= 500', 'lost', 'p50 ms', 'p99 ms', 'max ms'];

export function reportOf(results: readonly Result[]): string {
	const rows = [HEAD, ...results.map(rowOf)];
	const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
	const table = lines.toSpliced(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`).join('\n');
	return `${table}\n\nAnswers:\n\n${results.map(answersOf).join('\n')}`;
}

function answersOf({ race, answers }: Result): string {
	const labels = Object.entries(tally(answers)).sort(([a], [b]) => (a < b ? -1 : 1));
	return `- ${race}: ${labels.map(([label, count]) => `${label} ${count}`).join(', ')}`;
}

function rowOf({ race, rounds, answers, overlaps }: Result): string[] {
	const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b);
	const quantile = (share: number) => String(Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0));
	const { broken, lost } = failedRequests(answers);
	return [
		race,
		String(rounds),
		String(overlaps),
		String(broken),
		String(lost),
		quantile(0.5),
		quantile(0.99),
		quantile(1),
	];
}
