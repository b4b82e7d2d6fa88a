/** `pnpm proof:publish`: publishes the client to a registry of its own, installs it from there in an empty folder, and runs the README's first example as it stands. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../project.ts';
import { examplesIn } from './consumer.ts';
import { withLiveHouse } from './liveHouse.ts';
import { clientFolder } from './package.ts';
import { startRegistry } from './registry.ts';
import { run, step } from './run.ts';

const work = mkdtempSync(join(tmpdir(), 'betzenstein-publish-'));
const registry = await step('A registry', () => startRegistry(join(work, 'registry')));
try {
	await step('Building', () => run('pnpm', ['run', 'build'], { cwd: clientFolder }));
	// As the release does it, but for the tag, and for the provenance that only CI can give.
	const env = {
		...registry.env,
		npm_config_provenance: 'false',
		pnpm_config_provenance: 'false',
		pnpm_config_registry: `${registry.url}/`,
	};
	console.log(
		(
			await step('changeset publish', () => run('pnpm', ['exec', 'changeset', 'publish', '--no-git-tag'], { cwd: projectRoot, env }))
		).trim(),
	);
	const empty = join(work, 'empty');
	mkdirSync(empty);
	await step('npm install @betzenstein/client', () => run('npm', ['install', '@betzenstein/client'], { cwd: empty, env: registry.env }));
	console.log(readFileSync(join(empty, 'package.json'), 'utf8').trim());
	const installed = join(empty, 'node_modules/@betzenstein/client');
	const [example] = examplesIn(readFileSync(join(installed, 'README.md'), 'utf8'));
	// `.mts`: an empty folder's package.json says nothing of modules.
	writeFileSync(join(empty, 'first.mts'), example?.code ?? '');
	const said = await step("The README's first example", () =>
		withLiveHouse('http://localhost', ({ url, token }) =>
			run(process.execPath, ['first.mts'], { cwd: empty, env: { BETZENSTEIN_URL: url, CALENDAR_TOKEN: token } }),
		),
	);
	console.log(said.trim());
	if (!/^.+, \d.*: Pending, 3 days$/.test(said.trim())) throw new Error('That is not what the example promises.');
} finally {
	await registry.stop();
	rmSync(work, { recursive: true, force: true });
}
