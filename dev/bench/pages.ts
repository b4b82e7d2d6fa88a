/**
 * `pnpm bench:pages`: how the pages load on a slow phone that has nothing of them yet; writes docs/performance.md. Exits
 * with 1 if one of them is too heavy or too slow.
 */
import { buildPages } from '@betzenstein/pages/build';
import { addDays, dayIn } from '@betzenstein/shared';
import { type Loading, loadSlowly, SLOW_PHONE } from '@betzenstein/testing/browser/load';
import { openPagesHouse, type PagesHouse } from '@betzenstein/testing/house/inBrowser';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import setup from '@betzenstein/testing/vitestSetup';
import type { TestProject } from 'vitest/node';
import { median, tableOf } from '../report.ts';
import { writeFigures } from './report.ts';

/** The page asks for the years around this device's day, before it knows the house's. */
const today = dayIn('Europe/Berlin', new Date());
const ROUNDS = 5;
const MOST_BYTES = 60_000;
const LONGEST_MS = 3_500;

/** Addresses, and what their readers come for. */
async function pagesOf(house: PagesHouse): Promise<[name: string, path: string, usable: string][]> {
	const day = addDays(today, 14);
	const { booking, bookingToken } = await house.ask({ startDate: day, endDate: day });
	const decision = await house.link.action('Cornelia', booking.id, 'approve');
	return [
		['`/c`, the calendar', `/c#${house.calendarToken}`, '[data-day]'],
		['`/b`, a booking', `/b#${bookingToken}`, '.card button'],
		['`/a`, a decision', `/a#${decision}`, 'form button'],
		['`/p`, a requester', `/p#${await house.link.person('anna@example.com')}`, '.card button'],
		['`/p`, an approver', `/p#${await house.link.approver('Cornelia')}`, '.card button'],
	];
}

/** What depends on the machine differs each time, and its middle counts. */
function figuresOf(loadings: readonly Loading[]): Loading {
	const middle = (figure: keyof Loading) => median(loadings.map((loading) => loading[figure]));
	return { ...(loadings[0] as Loading), firstPaint: middle('firstPaint'), usable: middle('usable') };
}

await buildPages();
let adminUrl = '';
const teardown = await setup({ provide: (_: string, url: string) => (adminUrl = url) } as unknown as TestProject);
const [browser, house] = await Promise.all([launchChromium(), openPagesHouse({ today, postgresUrl: adminUrl })]);
try {
	const rows: string[][] = [];
	for (const [name, path, usable] of await pagesOf(house)) {
		const loadings: Loading[] = [];
		for (let round = 0; round < ROUNDS; round++)
			loadings.push(await loadSlowly(browser, house.url + path, usable, SLOW_PHONE));
		const { requests, rounds, bytes, firstPaint, usable: usableAt, shift } = figuresOf(loadings);
		const isMet = bytes <= MOST_BYTES && usableAt <= LONGEST_MS;
		if (!isMet) process.exitCode = 1;
		rows.push([
			name,
			`${requests}`,
			`${rounds}`,
			(bytes / 1_000).toFixed(1),
			(firstPaint / 1_000).toFixed(2),
			(usableAt / 1_000).toFixed(2),
			shift.toFixed(3),
			isMet ? 'met' : '**missed**',
		]);
		console.log(rows.at(-1)?.join('  '));
	}
	const report = `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, Chromium ${browser.version()}, medians of ${ROUNDS}.

${tableOf(['page', 'requests', 'one after the other', 'kB', 'first paint s', 'usable s', 'layout shift', 'goal'], rows)}`;
	console.log(`\n${report}`);
	writeFigures('pages', report);
} finally {
	await browser.close();
	await house.close();
	await teardown();
}
