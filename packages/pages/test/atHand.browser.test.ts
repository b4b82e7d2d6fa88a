/** The link at hand: remembered on a device if its reader wants that, handed on, and on the home screen. */

import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPages } from './openPages.ts';

let browser: Browser;
let house: PagesHouse;
beforeAll(async () => {
	const pages = await openPages();
	({ browser, house } = pages);
	return pages.close;
});

test.each([
	['/c', async () => house.calendarToken, 'Wer ist wann im Haus?'],
	['/p', () => house.link.approver('Ingeborg'), /Hallo/],
] as const)('%s opens without a link where it was remembered, until it is forgotten', async (path, link, name) => {
	const context = await browser.newContext();
	const first = await context.newPage();
	await first.goto(`${house.url}${path}#${await link()}`);
	await first.getByRole('heading', { level: 1, name }).waitFor();
	// Only as the reader's own choice.
	expect(await first.evaluate(() => localStorage.length)).toBe(0);
	await first.getByRole('button', { name: 'Auf diesem Gerät merken' }).click();
	await first.getByText('Dieses Gerät merkt sich den Link.').waitFor();

	const later = await context.newPage();
	await later.goto(house.url + path);
	await later.getByRole('heading', { level: 1, name }).waitFor();
	await later.getByRole('button', { name: 'Vergessen' }).click();
	await later.getByRole('button', { name: 'Auf diesem Gerät merken' }).waitFor();
	expect(await later.evaluate(() => localStorage.length)).toBe(0);

	const last = await context.newPage();
	await last.goto(house.url + path);
	await last.getByRole('heading', { level: 1, name: /^Bitte öffne/ }).waitFor();
	await context.close();
});

test('a remembered link that has ended is forgotten', async () => {
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(`${house.url}/p#${await house.link.person('otto@example.com')}`);
	await page.getByRole('button', { name: 'Auf diesem Gerät merken' }).click();
	await house.sql`update person set generation = generation + 1 where email = 'otto@example.com'`;
	const later = await context.newPage();
	await later.goto(`${house.url}/p`);
	await later.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' }).waitFor();
	await later.reload();
	await later.getByRole('heading', { name: /^Bitte öffne/ }).waitFor();
	await context.close();
});

test('where a browser keeps nothing, the pages work without', async () => {
	const page = await browser.newPage();
	await page.addInitScript(() => {
		for (const name of ['localStorage', 'sessionStorage'])
			Object.defineProperty(window, name, {
				get() {
					throw new DOMException('forbidden', 'SecurityError');
				},
			});
	});
	await page.goto(`${house.url}/c#${house.calendarToken}`);
	await page.getByLabel('Dein Vorname').fill('Anna');
	await page.getByRole('button', { name: 'Auf diesem Gerät merken' }).click();
	await page.getByText('Dieser Browser merkt sich nichts.').waitFor();
	await page.close();
});

test('a link can be pasted where there is no address bar', async () => {
	const page = await browser.newPage();
	await page.goto(`${house.url}/c`);
	await page.getByText('Link einfügen').click();
	await page.getByLabel('Dein Link').fill('https://haus.example/c');
	await page.getByRole('button', { name: 'Öffnen' }).click();
	await page.getByText('Das ist kein ganzer Link zum Haus.').waitFor();
	await page.getByLabel('Dein Link').fill(`<${house.url}/c#${house.calendarToken}>.`);
	await page.getByRole('button', { name: 'Öffnen' }).click();
	await page.getByRole('heading', { level: 1, name: 'Wer ist wann im Haus?' }).waitFor();
	expect(new URL(page.url()).hash).toBe('');
	await page.close();
});

async function calendarWithShare(share: boolean): Promise<Page> {
	const page = await browser.newPage();
	await page.addInitScript((isThere) => {
		const shared: ShareData[] = [];
		Object.assign(window, { shared });
		if (isThere) Object.assign(navigator, { share: async (data: ShareData) => void shared.push(data) });
		else delete (Navigator.prototype as Partial<Navigator>).share;
	}, share);
	await page.goto(`${house.url}/c#${house.calendarToken}`);
	return page;
}

test('the calendar’s link is handed on as the device does it', async () => {
	const page = await calendarWithShare(true);
	await page.getByRole('button', { name: 'Link teilen' }).click();
	expect(await page.evaluate(() => (window as unknown as { shared: ShareData[] }).shared)).toEqual([
		{ title: expect.stringContaining('Kalender'), url: `${house.url}/c#${house.calendarToken}` },
	]);
	await page.close();
});

test('or it is copied', async () => {
	const page = await calendarWithShare(false);
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.getByText('Link teilen').click();
	await page.getByRole('button', { name: 'Link kopieren' }).click();
	await page.getByRole('button', { name: 'Kopiert' }).waitFor();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${house.url}/c#${house.calendarToken}`);
	await page.close();
});

test('a personal link is not offered to be handed on', async () => {
	const page = await browser.newPage();
	for (const path of ['/c', '/p']) {
		await page.goto(`${house.url}${path}#${await house.link.approver('Ingeborg')}`);
		await page.getByRole('button', { name: 'Auf diesem Gerät merken' }).waitFor();
		expect(await page.getByText('Link teilen').count()).toBe(0);
	}
	await page.close();
});

test.each([
	['/c', 'Kalender'],
	['/p', 'Mein Haus'],
])('%s has a manifest that the browser finds no fault with, and an icon', async (path, name) => {
	const page = await browser.newPage();
	const complaints: string[] = [];
	page.on('console', (message) => complaints.push(message.text()));
	await page.goto(house.url + path);
	const session = await page.context().newCDPSession(page);
	const { data, errors } = await session.send('Page.getAppManifest');
	expect(errors).toEqual([]);
	expect(JSON.parse(data ?? '')).toMatchObject({ start_url: path, short_name: name, display: 'minimal-ui' });
	const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
	expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
	const icon = await page.locator('link[rel=apple-touch-icon]').getAttribute('href');
	const answer = await page.request.get(house.url + icon);
	expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/png']);
	expect(complaints.filter((text) => /manifest|icon|policy/i.test(text))).toEqual([]);
	expect(await page.locator('meta[property="og:title"]').getAttribute('content')).toMatch(/Haus/);
	await page.close();
});
