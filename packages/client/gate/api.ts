/**
 * `pnpm api:client`: writes the public types of the client package into `packages/client/api.d.ts`, for pull requests
 * to show how they change.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportsOf, nameOf, ownDeclarations } from './declarations.ts';
import { clientFolder, withPackage } from './package.ts';

const FILE = join(clientFolder, 'api.d.ts');
const ENTRIES = ['index', 'live', 'query', 'react', 'testing'];

/** Our own declarations without their docs, and what each entry exports. */
function apiReport(folder: string): string {
	const declarations = ownDeclarations(folder)
		.map((statement) => [nameOf(statement), statement.getText().replace(/^export /, '')] as const)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([, text]) => text.replace(/^[ \t]*\/\*\*[\s\S]*?\*\/\n/gm, ''));
	const exported = ENTRIES.flatMap((entry) => [
		`// '@betzenstein/client${entry === 'index' ? '' : `/${entry}`}' exports`,
		...exportsOf(folder, `${entry}.d.ts`).map((name) => `//   ${name}`),
	]);
	return [
		'// What the client package shows of itself. Written by `pnpm api:client`; docs and libraries are left out.',
		'',
		...exported,
		'',
		...declarations,
		'',
	].join('\n');
}

/** Is the committed report the one that this package has? */
export const apiReportIsCurrent = (folder: string): boolean => readFileSync(FILE, 'utf8') === apiReport(folder);

if (import.meta.main) {
	await withPackage(async ({ folder }) => writeFileSync(FILE, apiReport(folder)));
	console.log('Wrote packages/client/api.d.ts');
}
