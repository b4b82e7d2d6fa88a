/** A feed from the page that offers it: every way leads to the same calendar, and the reader's page stays. */

import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import { beforeAll, expect, test } from 'vitest';
import { openPages, type Pages } from './openPages.ts';
import { TODAY } from './states.ts';

let house: PagesHouse;
let open: Pages['open'];
beforeAll(async () => {
	const pages = await openPages({ today: TODAY, env: { API_URL: 'https://api.haus.example' } });
	({ house, open } = pages);
	await house.ask();
	return pages.close;
});

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
		const page = await open(await path(), { permissions: ['clipboard-read', 'clipboard-write'] });
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
	const page = await open(`/c#${house.calendarToken}`, { permissions: [] });
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
	const page = await open(`/p#${await house.link.person('anna@example.com')}`, { permissions: [] });
	await page.getByRole('button', { name: 'Kalender abonnieren' }).click();
	const address = await page.getByLabel('Adresse für andere Kalender').inputValue();
	expect((await feedAt(address)).status).toBe(200);
	await page.getByText('Meinen Link ersetzen').click();
	await page.getByRole('button', { name: 'Neuen Link schicken' }).click();
	await page.getByRole('heading', { name: 'Dein neuer Link ist unterwegs' }).waitFor();
	expect((await feedAt(address)).status).toBe(404);
	await page.context().close();
});
