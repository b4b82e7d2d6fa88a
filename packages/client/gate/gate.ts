/**
 * `pnpm gate:client`: everything that has to hold before the client package may be published. Exits with 1 if anything
 * does not.
 */
import { join } from 'node:path';
import { withServers } from '@betzenstein/testing/house/inProcesses';
import { apiReportIsCurrent } from './api.ts';
import { inChromium } from './browser.ts';
import { installConsumer } from './consumer.ts';
import { undocumented } from './docs.ts';
import { wrongInEditor } from './editor.ts';
import { GUIDES, installGuides } from './guides.ts';
import { leaksIn } from './leaks.ts';
import { onNode, onTheEdge, serveFrontend } from './live.ts';
import { clientFolder, type Packed, withPackage } from './package.ts';
import { askAsAnna, PLAYS } from './playGuides.ts';
import { run, step } from './run.ts';
import { withinBudget } from './size.ts';
import { typecheckStrictly } from './typecheck.ts';

const none = (found: string[]): void => {
	if (found.length > 0) throw new Error(found.join('\n'));
};
/** What a tool says when all is well is its own business. */
const tool = async (name: string, args: string[]): Promise<void> =>
	void (await run(join(clientFolder, 'node_modules/.bin', name), args, { cwd: clientFolder }));

async function gate(packed: Packed): Promise<void> {
	const { folder, tarball } = packed;
	await step('Nothing of the server in it', () => none(leaksIn(folder)));
	await step('publint --strict', () => tool('publint', ['--strict', tarball]));
	await step('attw, ESM only', () => tool('attw', ['--profile', 'esm-only', tarball]));
	await step('Every name and field has docs', () => none(undocumented(folder)));
	await step('packages/client/api.d.ts is current', () =>
		none(apiReportIsCurrent(folder) ? [] : ['It is not: pnpm api:client']),
	);
	const consumer = await step('Installing it outside the workspace', () => installConsumer(packed, 'consumers'));
	const withoutReact = await step('Installing it without React', () => installConsumer(packed, 'withoutReact'));
	await step('Hovers, signatures and completions', () => none(wrongInEditor(consumer)));
	await step('Size', () => withinBudget(consumer));
	await step('Strict projects', () => typecheckStrictly(consumer, withoutReact));
	const guides = await step('Installing the guides', () => installGuides(packed, GUIDES));
	const frontend = await step('Vite', () => serveFrontend(consumer));
	try {
		await withServers({ env: { CORS_ORIGINS: 'localhost' } }, async ({ servers: [{ url }], link }) => {
			const house = { url, token: await link.calendar() };
			await step('Node, newest and oldest', () => onNode(consumer, 'live', house));
			await step('TanStack Query on Node, without React', () => onNode(withoutReact, 'query', house));
			await step('Without Node', () => onTheEdge(consumer, house));
			await step('Chromium, from another origin', () => inChromium(frontend.origin, house));
			await askAsAnna(house);
			const anna = await link.person('anna@example.com');
			for (const guide of GUIDES)
				await step(`The guide ${guide}.md`, () => PLAYS[guide](join(guides, guide), { ...house, anna }));
		});
	} finally {
		frontend.close();
	}
}

try {
	// The build itself checks no types.
	await step('Types of the workspace', () => tool('tsc', ['-p', '.']));
	await withPackage(gate);
} catch (error) {
	console.log(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
