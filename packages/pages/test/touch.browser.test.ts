/**
 * What counts as using a personal link (domain.md, Getting in): the first touch of any page behind it, and no script.
 */

import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { openPages } from './openPages.ts';

const ANNA = 'anna@example.com';
const LIVE = '/trpc/live.changes';
let browser: Browser;
let house: PagesHouse;
beforeAll(async () => {
	const pages = await openPages();
	({ browser, house } = pages);
	await house.ask({ email: ANNA });
	return pages.close;
});
beforeEach(() => house.sql`update person set link_used_at = null`);

const hasUsedLink = async () =>
	(await house.sql`select link_used_at from person where email = ${ANNA}`)[0]?.['link_used_at'] !== null;

/** Opens a page that has read everything; `attended` are the requests since that count as somebody's. */
async function open(path: string): Promise<{ page: Page; attended: string[] }> {
	const page = await browser.newPage();
	// What others do would be read at any moment, and count as this reader's.
	await page.route(`**${LIVE}`, (route) => route.abort());
	const attended: string[] = [];
	page.on('request', (request) => {
		const { pathname } = new URL(request.url());
		if (pathname.startsWith('/trpc/') && pathname !== LIVE && request.headers()['x-unattended'] === undefined)
			attended.push(pathname);
	});
	await page.goto(house.url + path);
	await page.locator('h1').waitFor();
	return { page, attended };
}

const touches: [string, (page: Page) => Promise<void>][] = [
	['a click on nothing', (page) => page.mouse.click(5, 5)],
	['unfolding something', (page) => page.locator('summary').first().click()],
	['the Tab key', (page) => page.keyboard.press('Tab')],
];
test.each(touches)('%s is a use, once', async (_, touch) => {
	const { page, attended } = await open(`/p#${await house.link.person(ANNA)}`);
	expect(await hasUsedLink()).toBe(false);
	await touch(page);
	await expect.poll(hasUsedLink).toBe(true);
	await touch(page);
	await page.getByRole('button', { name: 'Aktualisieren' }).click();
	await page.getByText('Stand:').waitFor();
	expect(attended).toEqual(['/trpc/access.whoAmI', '/trpc/booking.mine']);
	await page.close();
});

test.each(['/c', '/b', '/a'])('a touch of %s, opened with a personal link, is one', async (path) => {
	const { page } = await open(`${path}#${await house.link.person(ANNA)}`);
	await page.mouse.click(5, 5);
	await expect.poll(hasUsedLink).toBe(true);
	await page.close();
});

test('what a script does is none, however much it looks like a touch', async () => {
	const { page, attended } = await open(`/p#${await house.link.person(ANNA)}`);
	await page.evaluate(() => {
		for (const type of ['pointerdown', 'keydown', 'click', 'touchstart'])
			document.body.dispatchEvent(new Event(type, { bubbles: true }));
		for (const summary of document.querySelectorAll('summary')) summary.click();
	});
	// Whatever that had sent would be sent before this.
	const read = page.waitForResponse((response) => response.url().includes('/trpc/'));
	await page.evaluate(() =>
		[...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Aktualisieren')?.click(),
	);
	await read;
	expect([attended, await hasUsedLink()]).toEqual([[], false]);
	await page.close();
});

test('other links tell nothing of touches', async () => {
	for (const path of [`/c#${house.calendarToken}`, '/b']) {
		const { page, attended } = await open(path);
		await page.mouse.click(5, 5);
		const read = page.waitForResponse((response) => response.url().includes('/trpc/'));
		await page.evaluate(() => fetch('/trpc/house.info'));
		await read;
		expect(attended).toEqual(['/trpc/house.info']);
		await page.close();
	}
});
