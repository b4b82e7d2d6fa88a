/** A tab that stays open over midnight goes on with the new day. */

import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { openPages } from './openPages.ts';

let browser: Browser;
let house: PagesHouse;
let page: Page;
beforeAll(async () => {
	const pages = await openPages({ today: '2027-04-30' });
	({ browser, house } = pages);
	return pages.close;
});
beforeEach(async () => {
	house.travelTo('2027-04-30');
	const context = await browser.newContext({ locale: 'de-DE', timezoneId: 'America/New_York' });
	page = await context.newPage();
	// Two minutes before midnight in Berlin.
	await page.clock.install({ time: new Date('2027-04-30T21:58:00Z') });
	await page.goto(`${house.url}/c#${house.calendarToken}`);
	await page.getByRole('heading', { name: 'April 2027' }).waitFor();
	expect(await marked()).toBe('30');
	await page.getByLabel('Dein Vorname').fill('Anna');
});

const marked = () => page.locator('td.today .number').textContent();

async function theDayHasTurned(): Promise<void> {
	// The grid of April goes on to the Sunday.
	await expect.poll(marked).toBe('1');
	for (const label of ['Erster Tag', 'Letzter Tag'])
		expect(await page.getByLabel(label).getAttribute('min')).toBe('2027-05-01');
	expect(await page.getByLabel('Erster Tag').getAttribute('max')).toBe('2028-11-01');
	expect(await page.getByLabel('Dein Vorname').inputValue()).toBe('Anna');
	expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe('April 2027');
	await page.getByRole('button', { name: 'Heute' }).click();
	await page.getByRole('heading', { name: 'Mai 2027' }).waitFor();
	expect(await marked()).toBe('1');
	await page.context().close();
}

test('when somebody looks at it again', async () => {
	house.travelTo('2027-05-01');
	await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	await theDayHasTurned();
});

test('while somebody looks at it', async () => {
	house.travelTo('2027-05-01');
	await page.clock.fastForward('03:00');
	await theDayHasTurned();
});

test('a house that is not to be reached changes nothing', async () => {
	house.travelTo('2027-05-01');
	await page.context().setOffline(true);
	const failed = page.waitForEvent('requestfailed');
	await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	await failed;
	expect(await marked()).toBe('30');
	await page.context().setOffline(false);
	await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	await theDayHasTurned();
});
