/**
 * `pnpm bench:client`: what a stranger waits for, from `git clone` to the first typed answer in a Vite app of their own,
 * made as docs/guides/vite.md says. Reading and typing are not in it. Exits with 1 if it takes longer than two minutes.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import { freePort } from '@betzenstein/testing/machine/port';
import { devFile, projectRoot } from '@betzenstein/testing/machine/project';
import { startWeb, writeFilesOf } from './guides.ts';
import { run, step } from './run.ts';

const MOST_S = 120;
/** It asks nothing where nobody can answer. */
const CREATE_APP = ['create', 'vite@9.3.0', 'our-calendar', '--', '--template', 'react-ts'];

// pnpm says so to whatever it runs, and the clone's own pnpm would not install.
delete process.env['pnpm_config_verify_deps_before_run'];

const begin = performance.now();
const work = mkdtempSync(join(tmpdir(), 'betzenstein-from-clone-'));
const [clone, app] = [join(work, 'betzenstein'), join(work, 'our-calendar')];
const [apiPort, appPort] = [String(await freePort()), String(await freePort())];
const env = { PORT: apiPort, VITE_BETZENSTEIN_URL: `http://localhost:${apiPort}` };
const npm = async (args: string[], cwd: string): Promise<void> =>
	void (await run('npm', [...args, '--no-audit', '--no-fund'], { cwd, env }));

await using stack = new AsyncDisposableStack();
stack.defer(() => rmSync(work, { recursive: true, force: true }));
await step('git clone', async () => void (await run('git', ['clone', '--quiet', projectRoot, clone], { cwd: work })));
const server = await step('pnpm start --demo, which installs', () =>
	startWeb(`http://localhost:${apiPort}/ready`, ['pnpm', 'start', '--demo'], { cwd: clone, env }),
);
stack.defer(server.stop);
const tarball = await step('pnpm client:pack', async () => {
	const said = await run('pnpm', ['client:pack'], { cwd: clone });
	return /npm install (\S+)/.exec(said)?.[1] ?? '';
});
await step(`npm ${CREATE_APP.join(' ')}`, () => npm(CREATE_APP, work));
await step('npm install', () => npm(['install', tarball, '@tanstack/react-query'], app));
await step('npm run build, which checks types', () => {
	writeFilesOf('vite', app);
	return npm(['run', 'build'], app);
});
const page = await step('npm run preview', () =>
	startWeb(`http://localhost:${appPort}`, ['node_modules/.bin/vite', 'preview', '--port', appPort], { cwd: app, env }),
);
stack.defer(page.stop);
const { calendarToken } = JSON.parse(readFileSync(devFile(clone, 'access.json'), 'utf8'));
await step('The first stay on the page', () => firstStay(`http://localhost:${appPort}/#${calendarToken}`));

const seconds = Math.round((performance.now() - begin) / 1_000);
console.log(`${seconds} s in all, of ${MOST_S} at most`);
if (seconds > MOST_S) process.exitCode = 1;

async function firstStay(link: string): Promise<string | null> {
	const browser = await launchChromium();
	try {
		const page = await browser.newPage();
		await page.goto(link);
		return await page.getByRole('listitem').first().textContent();
	} finally {
		await browser.close();
	}
}
