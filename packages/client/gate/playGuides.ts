/** Plays the guides' projects: each does what its page says, against a running house. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, createClient, type Day, formatRange, today } from '@betzenstein/client';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import { freePort } from '@betzenstein/testing/machine/port';
import ts from 'typescript-5.9';
import { bundle, codeOf } from './bundle.ts';
import { type Guide, startWeb } from './guides.ts';
import type { LiveHouse } from './live.ts';
import { clientFolder } from './package.ts';
import { run } from './run.ts';

/** A house where Anna has asked for a day. */
export interface GuidesHouse extends LiveHouse {
	/** The token of her personal link. */
	anna: string;
}

const FIRST_DAY = addDays(today('Europe/Berlin'), 120);

/** Asks for Anna's day, which the guides' calendars then show. */
export async function askAsAnna({ url, token }: LiveHouse): Promise<void> {
	const stay = { startDate: FIRST_DAY, endDate: FIRST_DAY, partySize: 2, affiliation: 'Ingeborg' };
	await createClient({ url, token }).booking.create.mutate({ firstName: 'Anna', email: 'anna@example.com', ...stay });
}

/** Plays it. @throws where something else comes than its page says */
export async function playGuide(guide: Guide, project: string, house: GuidesHouse): Promise<string> {
	return PLAYS[guide](project, house);
}

const PLAYS: Record<Guide, (cwd: string, house: GuidesHouse) => Promise<string>> = {
	node: async (cwd, { url, token }) => {
		await typecheck(cwd);
		const said = await run(process.execPath, ['stays.ts'], {
			cwd,
			env: { BETZENSTEIN_URL: url, BETZENSTEIN_TOKEN: token },
		});
		return shows(said, `${formatRange({ startDate: FIRST_DAY, endDate: FIRST_DAY })} Anna, Pending`);
	},

	edge: async (cwd, { url, anna }) => {
		await typecheck(cwd);
		const lib = { entry: 'worker.ts', formats: ['iife' as const], name: 'worker' };
		writeFileSync(join(cwd, 'worker.js'), codeOf(await bundle({ root: cwd, build: { lib } })));
		const env = { BETZENSTEIN_URL: url, BETZENSTEIN_TOKEN: anna };
		return shows(await run(process.execPath, ['play.js'], { cwd, env }), '"since":"20');
	},

	tests: async (cwd) => {
		await typecheck(cwd);
		await run('node_modules/.bin/vitest', ['run', '--pool=vmThreads'], { cwd });
		const code = readFileSync(join(cwd, 'stays.test.ts'), 'utf8').replace("'vitest'", "'@jest/globals'");
		const { ES2022: target, ESNext: module } = { ...ts.ScriptTarget, ...ts.ModuleKind };
		const { outputText } = ts.transpileModule(code, { compilerOptions: { target, module } });
		writeFileSync(join(cwd, 'jest.test.js'), outputText);
		await run(process.execPath, ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', 'jest.test.js'], {
			cwd,
		});
		return 'Vitest in vmThreads, Jest';
	},

	vite: async (cwd, { url, token }) => {
		await typecheck(cwd);
		const port = String(await freePort());
		await run('node_modules/.bin/vite', ['build'], { cwd, env: { VITE_BETZENSTEIN_URL: url } });
		const origin = `http://localhost:${port}`;
		const args = ['preview', '--port', port, '--strictPort'];
		const web = await startWeb(origin, ['node_modules/.bin/vite', ...args], { cwd, env: {} });
		return askOn(`${origin}/#${token}`, 1).finally(web.stop);
	},

	sveltekit: async (cwd, { url, token }) => {
		const port = String(await freePort());
		const origin = `http://localhost:${port}`;
		const env = { BETZENSTEIN_URL: url, ORIGIN: origin, PORT: port };
		await run('node_modules/.bin/vite', ['build'], { cwd, env });
		const web = await startWeb(`${origin}/enter`, [process.execPath, 'build'], { cwd, env });
		return askOn(`${origin}/enter#${token}`, 2).finally(web.stop);
	},

	next: async (cwd, { url, token, anna }) => {
		const port = String(await freePort());
		const origin = `http://localhost:${port}`;
		const env = { BETZENSTEIN_URL: url, NEXT_TELEMETRY_DISABLED: '1' };
		await run('node_modules/.bin/next', ['build'], { cwd, env });
		const web = await startWeb(origin, ['node_modules/.bin/next', 'start', '--port', port], { cwd, env });
		try {
			const edge = await fetch(`${origin}/mine`, { headers: { cookie: `link=${anna}` } });
			shows(await edge.text(), '"since":"20');
			return await askOn(`${origin}/enter#${token}`, 3);
		} finally {
			await web.stop();
		}
	},
};

/** Opens the page by the house's link and asks there for a day, and once more for the same. */
async function askOn(link: string, inDays: number): Promise<string> {
	const day = addDays(FIRST_DAY, inDays);
	const browser = await launchChromium();
	try {
		const page = await browser.newPage();
		const complaints: string[] = [];
		page.on('pageerror', ({ message }) => complaints.push(message));
		const read: string[] = [];
		page.on('request', (request) => void (request.url().includes('calendar.range') && read.push(request.method())));
		await page.goto(link);
		await page
			.getByRole('listitem')
			.filter({ hasText: shown(FIRST_DAY) })
			.waitFor();
		const readFirst = read.length;
		// Next has an element of that role of its own.
		const problem = page.locator('p[role=alert]');
		for (const expected of [page.getByRole('listitem').filter({ hasText: shown(day) }), problem]) {
			await page.getByPlaceholder('First name').fill('Berta');
			await page.getByPlaceholder('Mail address').fill(`berta${inDays}@example.com`);
			await page.locator('[name=day]').fill(day);
			await page.getByRole('button').click();
			await expected.waitFor().catch(async (error) => { throw new Error(`${error.message}\n${page.url()}\n${await page.content()}`); });
		}
		shows(await problem.innerText(), 'These days are taken');
		if (complaints.length > 0) throw new Error(complaints.join('\n'));
		return `read ${readFirst} times from the browser before anything was asked`;
	} finally {
		await browser.close();
	}
}

const shown = (day: Day): string => formatRange({ startDate: day, endDate: day });

function shows(text: string, expected: string): string {
	if (!text.includes(expected)) throw new Error(`There is no "${expected}" in: ${text}`);
	return text.trim();
}

const typecheck = (cwd: string): Promise<string> =>
	run(process.execPath, [join(clientFolder, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd });
