/**
 * What a phone has to load before a page can be used, as far as it does not depend on the machine: how many requests,
 * how heavy, and how many of them one after the other. `pnpm bench:pages` says how long that takes.
 */
import type { Day } from '@betzenstein/shared';
import { loadSlowly } from '@betzenstein/testing/browser/load';
import { openPagesHouse, type PagesHouse } from '@betzenstein/testing/house/inBrowser';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPages } from '../build.ts';
import { fill, TODAY } from './states.ts';

/** What is asked for together is sent long before the first of it is answered. */
const LATENCY = 500;
const MOST_BYTES = 60_000;

let browser: Browser;
let house: PagesHouse;
beforeAll(async () => {
	await buildPages();
	[browser, house] = await Promise.all([launchChromium(), openPagesHouse({ today: TODAY })]);
	await fill(house);
});
afterAll(async () => {
	await browser?.close();
	await house?.close();
});

const booking = (day: Day) => house.ask({ startDate: day, endDate: day, email: 'bea@example.com' });

// HTML, then scripts and style, then what is read; who a link belongs to has to be known for some of that.
test.each<[string, () => Promise<string>, string, rounds: number]>([
	['/c', async () => `/c#${house.calendarToken}`, '[data-day]', 3],
	['/b', async () => `/b#${(await booking('2027-08-01')).bookingToken}`, '.card button', 4],
	[
		'/a',
		async () => `/a#${await house.link.action('Cornelia', (await booking('2027-08-02')).booking.id, 'approve')}`,
		'form button',
		3,
	],
	['/p of a requester', async () => `/p#${await house.link.person('anna@example.com')}`, '.card button', 3],
	['/p of an approver', async () => `/p#${await house.link.approver('Cornelia')}`, '.card button', 4],
])('%s needs no more than 60 kB, a dozen requests and few round trips', async (_, path, usable, rounds) => {
	const loading = await loadSlowly(browser, house.url + (await path()), usable, { latency: LATENCY });
	expect(loading.rounds).toBe(rounds);
	expect(loading.requests).toBeLessThanOrEqual(12);
	expect(loading.bytes).toBeGreaterThan(20_000);
	expect(loading.bytes).toBeLessThanOrEqual(MOST_BYTES);
	expect(loading.shift).toBeLessThan(0.1);
});
