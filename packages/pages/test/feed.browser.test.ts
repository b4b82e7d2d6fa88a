/** A feed from the page that offers it: every way leads to the same calendar, and the reader's page stays. */

import { openPagesHouse, type PagesHouse } from '@betzenstein/testing/house/inBrowser';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPages } from '../build.ts';
import { TODAY } from './states.ts';

let browser: Browser;
let house: PagesHouse;
beforeAll(async () => {
	await buildPages();
	browser = await launchChromium();
	house = await openPagesHouse({ today: TODAY, env: { API_URL: 'https://api.haus.example' } });
	await house.ask();
});
afterAll(async () => {
	await browser.close();
	await house.close();
});

async function open(path: string, permissions: string[]): Promise<Page> {
	const context = await browser.newContext({ locale: 'de-DE', permissions });
	const page = await context.newPage();
	await page.goto(house.url + path);
	return page;
}

/** The feed at this address, of the server of this test. */
const feedAt = async (address: string) => {
	const response = await fetch(address.replace('https://api.haus.example', house.url));
	return { status: response.status, text: await response.text() };
};

const HREF = { device: 'Auf diesem Gerät öffnen', google: 'Im Google Kalender öffnen' };
const PAGES: [string, () => Promise<string>, RegExp][] = [
	['the house’s, from the calendar', async () => `/c#${house.calendarToken}`, /^X-WR-CALNAME:Betzenstein\r$/m],
	[
		'one’s own, from one’s page',
		async () => `/p#${await house.link.person('anna@example.com')}`,
		/^X-WR-CALNAME:.*deine Tage\r$/m,
	],
];

test.each(PAGES)(
	'%s: the address that is copied, the device’s calendar and Google’s are told the same',
	async (_, path, name) => {
		const page = await open(await path(), ['clipboard-read', 'clipboard-write']);
		await page.getByRole('button', { name: 'Kalender abonnieren' }).click();
		const address = await page.getByLabel('Adresse für andere Kalender').inputValue();
		expect(address).toMatch(/^https:\/\/api\.haus\.example\/calendar\/[\w.-]+\.ics$/);

		const webcal = address.replace('https:', 'webcal:');
		const link = (text: string) => page.getByRole('link', { name: text });
		expect(await link(HREF.device).getAttribute('href')).toBe(webcal);
		const google = new URL((await link(HREF.google).getAttribute('href')) ?? '');
		expect([google.origin + google.pathname, google.searchParams.get('cid')]).toEqual([
			'https://calendar.google.com/calendar/r',
			webcal,
		]);
		expect(await link(HREF.google).getAttribute('target')).toBe('_blank');

		await page.getByRole('button', { name: 'Adresse kopieren' }).click();
		await page.getByRole('button', { name: 'Kopiert' }).waitFor();
		expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);

		const { status, text } = await feedAt(address);
		expect(status).toBe(200);
		expect(text).toMatch(name);
		expect(text).toContain('Anna');
		await page.context().close();
	},
);

test('where the browser forbids copying, the address is selected', async () => {
	const page = await open(`/c#${house.calendarToken}`, []);
	await page.evaluate(() => {
		navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'));
	});
	await page.getByRole('button', { name: 'Kalender abonnieren' }).click();
	await page.getByRole('button', { name: 'Adresse kopieren' }).click();
	await page.getByRole('button', { name: 'Markiert: jetzt kopieren' }).waitFor();
	const address = await page.getByLabel('Adresse für andere Kalender').inputValue();
	expect(await page.evaluate(() => getSelection()?.toString())).toBe(address);
	await page.context().close();
});

test('a new link ends the feed at once', async () => {
	const page = await open(`/p#${await house.link.person('anna@example.com')}`, []);
	await page.getByRole('button', { name: 'Kalender abonnieren' }).click();
	const address = await page.getByLabel('Adresse für andere Kalender').inputValue();
	expect((await feedAt(address)).status).toBe(200);
	await page.getByText('Meinen Link ersetzen').click();
	await page.getByRole('button', { name: 'Neuen Link schicken' }).click();
	await page.getByRole('heading', { name: 'Dein neuer Link ist unterwegs' }).waitFor();
	expect((await feedAt(address)).status).toBe(404);
	await page.context().close();
});
