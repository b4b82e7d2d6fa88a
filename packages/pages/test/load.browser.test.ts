/**
 * What a phone has to load before a page can be used, as far as it does not depend on the machine: how many requests,
 * how heavy, and how many of them one after the other. `pnpm bench:pages` says how long that takes.
 */
import { addDays, dayIn } from '@betzenstein/shared';
import { loadSlowly } from '@betzenstein/testing/browser/load';
import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPages } from './openPages.ts';

/** What is asked for together is sent long before the first of it is answered. */
const LATENCY = 500;
const MOST_BYTES = 60_000;

const today = dayIn('Europe/Berlin', new Date());
let browser: Browser;
let house: PagesHouse;
beforeAll(async () => {
	// The page asks for the years around this device's day, before it knows the house's.
	const pages = await openPages({ today });
	({ browser, house } = pages);
	return pages.close;
});

/** Anna asks for a day so far from now. */
function ask(daysAhead: number) {
	const day = addDays(today, daysAhead);
	return house.ask({ startDate: day, endDate: day });
}

// HTML, then scripts and style, then what is read; who a link belongs to has to be known for some of that.
test.each<[string, () => Promise<string>, string, rounds: number]>([
	['/c', async () => `/c#${house.calendarToken}`, '[data-day]', 3],
	['/b', async () => `/b#${(await ask(10)).bookingToken}`, '.card button', 4],
	[
		'/a',
		async () => `/a#${await house.link.action('Cornelia', (await ask(20)).booking.id, 'approve')}`,
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
