/** Plays the guides' projects: each does what its page says, against a running house. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, createClient, type Day, formatRange, today } from '@betzenstein/client';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import { freePort } from '@betzenstein/testing/machine/port';
import { bundle, codeOf, withoutTypes } from './bundle.ts';
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

/** Each in the folder of its project. @throws where something else comes than its page says */
export const PLAYS: Record<Guide, (cwd: string, house: GuidesHouse) => Promise<void>> = {
	node: async (cwd, { url, token }) => {
		await typecheck(cwd);
		const env = { BETZENSTEIN_URL: url, BETZENSTEIN_TOKEN: token };
		shows(await run(process.execPath, ['stays.ts'], { cwd, env }), `${shown(FIRST_DAY)} Anna, Pending`);
	},

	edge: async (cwd, { url, anna }) => {
		await typecheck(cwd);
		const lib = { entry: 'worker.ts', formats: ['iife' as const], name: 'worker' };
		writeFileSync(join(cwd, 'worker.js'), codeOf(await bundle({ root: cwd, build: { lib } })));
		const env = { BETZENSTEIN_URL: url, BETZENSTEIN_TOKEN: anna };
		shows(await run(process.execPath, ['play.js'], { cwd, env }), '"since":"20');
	},

	tests: async (cwd) => {
		await typecheck(cwd);
		await run('node_modules/.bin/vitest', ['run', '--pool=vmThreads'], { cwd });
		const code = readFileSync(join(cwd, 'stays.test.ts'), 'utf8').replace("'vitest'", "'@jest/globals'");
		writeFileSync(join(cwd, 'jest.test.js'), withoutTypes(code));
		const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', 'jest.test.js'];
		await run(process.execPath, jest, { cwd });
	},

	vite: async (cwd, { url, token }) => {
		await typecheck(cwd);
		const env = { VITE_BETZENSTEIN_URL: url };
		await run('node_modules/.bin/vite', ['build'], { cwd, env });
		const { port, origin } = await freeOrigin();
		const web = await startWeb(origin, ['node_modules/.bin/vite', 'preview', '--port', port], { cwd, env });
		await askOn(`${origin}/#${token}`, { inDays: 1, reads: 1 }).finally(web.stop);
	},

	sveltekit: async (cwd, { url, token }) => {
		const { port, origin } = await freeOrigin();
		const env = { BETZENSTEIN_URL: url, ORIGIN: origin, PORT: port };
		await run('node_modules/.bin/vite', ['build'], { cwd, env });
		const web = await startWeb(`${origin}/enter`, [process.execPath, 'build'], { cwd, env });
		await askOn(`${origin}/enter#${token}`, { inDays: 2, reads: 0 }).finally(web.stop);
	},

	next: async (cwd, { url, token, anna }) => {
		const { port, origin } = await freeOrigin();
		const env = { BETZENSTEIN_URL: url, NEXT_TELEMETRY_DISABLED: '1' };
		await run('node_modules/.bin/next', ['build'], { cwd, env, seconds: 300 });
		const web = await startWeb(origin, ['node_modules/.bin/next', 'start', '--port', port], { cwd, env });
		try {
			const edge = await fetch(`${origin}/mine`, { headers: { cookie: `link=${anna}` } });
			shows(await edge.text(), '"since":"20');
			await askOn(`${origin}/enter#${token}`, { inDays: 3, reads: 0 });
		} finally {
			await web.stop();
		}
	},
};

async function freeOrigin(): Promise<{ port: string; origin: string }> {
	const port = String(await freePort());
	return { port, origin: `http://localhost:${port}` };
}

/**
 * Opens the page by the house's link and asks there for a day, and once more for the same. @param reads how often the
 * browser itself asks for the calendar before it shows it; never, where the server has brought it along
 */
async function askOn(link: string, { inDays, reads }: { inDays: number; reads: number }): Promise<void> {
	const day = addDays(FIRST_DAY, inDays);
	const browser = await launchChromium();
	try {
		const page = await browser.newPage();
		const complaints: string[] = [];
		page.on('pageerror', ({ message }) => complaints.push(message));
		let read = 0;
		page.on('request', (request) => {
			if (/calendar\.range/.test(request.url()) && request.method() === 'GET') read++;
		});
		await page.goto(link);
		await page
			.getByRole('listitem')
			.filter({ hasText: shown(FIRST_DAY) })
			.waitFor();
		if (read !== reads) throw new Error(`The calendar was asked for ${read} times, not ${reads}.`);
		// Next has an element of that role of its own.
		const problem = page.locator('p[role=alert]');
		for (const expected of [page.getByRole('listitem').filter({ hasText: shown(day) }), problem]) {
			await page.getByPlaceholder('First name').fill('Berta');
			await page.getByPlaceholder('Mail address').fill(`berta${inDays}@example.com`);
			await page.locator('[name=day]').fill(day);
			await page.getByRole('button').click();
			await expected.waitFor();
		}
		shows(await problem.textContent(), 'These days are taken');
		if (complaints.length > 0) throw new Error(complaints.join('\n'));
	} finally {
		await browser.close();
	}
}

/** As every guide shows a stay of one day. */
const shown = (day: Day): string => formatRange({ startDate: day, endDate: day });

function shows(text: string | null, expected: string): void {
	if (!text?.includes(expected)) throw new Error(`There is no "${expected}" in: ${text}`);
}

const typecheck = (cwd: string): Promise<string> =>
	run(process.execPath, [join(clientFolder, 'node_modules/typescript/bin/tsc'), '-p', '.'], { cwd });
