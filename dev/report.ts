/** Figures, the tables they stand in, and the pages that these are written to. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';

/** What this share of the values is at most; NaN if there are none. */
export function quantile(values: readonly number[], share: number): number {
	return values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** A table that reads well in a terminal and in Markdown, figures to the right. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const columns = head.map((title, index) => {
		const cells = rows.map((row) => row[index] ?? '');
		return {
			width: Math.max(3, ...[title, ...cells].map(({ length }) => length)),
			isOfFigures: cells.every((cell) => /^[<>=\d., ]*$/.test(cell)),
		};
	});
	const rule = columns.map(({ width, isOfFigures }) => '-'.repeat(width - 1) + (isOfFigures ? ':' : '-'));
	const padded = (cells: readonly string[]) =>
		columns.map(({ width, isOfFigures }, index) => cells[index]?.[isOfFigures ? 'padStart' : 'padEnd'](width));
	return [head, rule, ...rows].map((cells) => `| ${padded(cells).join(' | ')} |`).join('\n');
}

/** Writes a page of `docs/`, formatted like the others. */
export function writePage(name: string, text: string): void {
	const file = join(projectRoot, 'docs', name);
	writeFileSync(file, text);
	execFileSync('pnpm', ['exec', 'biome', 'format', '--write', file], { cwd: projectRoot });
	console.log(`Written to ${file}`);
}
