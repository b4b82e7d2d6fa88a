/**
 * `pnpm save:client`, at each release: keeps its client and its server under `packages/client/compat/`, and of earlier
 * ones the last. `compat.test.ts` plays the clients against the present server and the present client against the
 * servers.
 */
import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { clientFolder, clientManifest, withPackage } from './package.ts';
import { run, step } from './run.ts';

const KEPT = 2;
const folder = join(clientFolder, 'compat');

const { version } = clientManifest;
mkdirSync(folder, { recursive: true });
await withPackage(async ({ tarball, work }) => {
	copyFileSync(tarball, join(folder, `${version}.tgz`));
	await step('The server', () => saveServer(work));
});
for (const suffix of [/^\d[\d.]*\.tgz$/, /^server-.*\.tgz$/]) {
	const saved = readdirSync(folder).filter((name) => suffix.test(name));
	const byAge = saved.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
	for (const name of byAge.slice(0, -KEPT)) rmSync(join(folder, name));
}

/** `main.js`, and the migrations that it knows, for it looks whether they are there; it runs on a newer schema. */
async function saveServer(work: string): Promise<void> {
	const built = join(work, 'server');
	const args = ['exec', 'tsdown', '--filter', 'main', '--minify', '--no-sourcemap', '-d', built];
	await run('pnpm', args, { cwd: join(projectRoot, 'packages/server') });
	cpSync(join(projectRoot, 'drizzle'), join(built, 'drizzle'), {
		recursive: true,
		filter: (path) => !path.endsWith('snapshot.json'),
	});
	await run('tar', ['czf', join(folder, `server-${version}.tgz`), '.'], { cwd: built });
}
