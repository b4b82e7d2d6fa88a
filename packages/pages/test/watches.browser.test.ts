/** Watching days on the pages: asked for where they are taken, told by mail, the form filled, and ended. */

import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPages, type Pages } from './openPages.ts';

let browser: Browser;
let house: PagesHouse;
let open: Pages['open'];
beforeAll(async () => {
	const pages = await openPages();
	({ browser, house, open } = pages);
	return pages.close;
});

const OFFER = 'Sag mir Bescheid, wenn diese Tage frei werden';

async function typeDays(page: Page, startDate: string, endDate: string): Promise<void> {
	await page.getByLabel('Erster Tag').fill(startDate);
	await page.getByLabel('Letzter Tag').fill(endDate);
}

/** On a page that does not hear what others do. */
async function openDeaf(path: string): Promise<Page> {
	const page = await (await browser.newContext({ locale: 'de-DE' })).newPage();
	await page.route('**/trpc/live.changes', (route) => route.abort());
	await page.goto(house.url + path);
	return page;
}

test('taken days can be watched as soon as they are typed, by a person or by whoever gives an address', async () => {
	await house.ask({ startDate: '2027-05-14', endDate: '2027-05-18' });
	const viewer = await open(`/c#${house.calendarToken}`);
	const offer = viewer.getByRole('button', { name: OFFER });
	await typeDays(viewer, '2027-05-10', '2027-05-13');
	expect(await offer.count()).toBe(0);
	await typeDays(viewer, '2027-05-17', '2027-05-20');
	// Beside what says who is in the way.
	expect(await viewer.locator('.dates + .hint.error + div').getByRole('button', { name: OFFER }).count()).toBe(1);
	await offer.click();
	await viewer.getByText('Bitte gib eine gültige E-Mail-Adresse an').waitFor();
	expect(await viewer.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('email');
	await viewer.keyboard.type('neu@example.com');
	await offer.click();
	await viewer.getByText('Sobald niemand mehr 17.–20.05.2027 hat, bekommst du eine Mail.').waitFor();
	expect(await viewer.getByText('Bitte gib eine gültige E-Mail-Adresse an').isVisible()).toBe(false);

	const person = await open(`/c#${await house.link.person('karl@example.com')}`);
	await typeDays(person, '2027-05-18', '2027-05-18');
	await person.getByRole('button', { name: OFFER }).click();
	await person.getByText('Sobald niemand mehr 18.05.2027 hat').waitFor();
	const watched =
		await house.sql`select email, start_date from watch join person on person.id = person_id order by email`;
	expect(watched.map(({ email }) => email)).toEqual(['karl@example.com', 'neu@example.com']);
	for (const page of [viewer, person]) await page.context().close();
});

test('days that are found taken only when they are asked for can be watched just so', async () => {
	const page = await openDeaf(`/c#${await house.link.person('otto@example.com')}`);
	await typeDays(page, '2027-07-10', '2027-07-11');
	await page.getByLabel('Ingeborg').check();
	await page.getByLabel('Dein Vorname').fill('Otto');
	await house.ask({ startDate: '2027-07-11', endDate: '2027-07-12' });
	expect(await page.getByRole('button', { name: OFFER }).count()).toBe(0);
	await page.getByRole('button', { name: 'Tage anfragen' }).click();
	await page.getByRole('button', { name: OFFER }).waitFor();
	await page.context().close();
});

test('days that somebody has just given up are offered at once, and not watched', async () => {
	const { booking } = await house.ask({ startDate: '2027-06-01', endDate: '2027-06-03' });
	const page = await openDeaf(`/c#${await house.link.person('otto@example.com')}`);
	await typeDays(page, '2027-06-02', '2027-06-02');
	await page.getByRole('button', { name: OFFER }).waitFor();
	await (await house.as.approver('Cornelia')).approval.deny({ bookingId: booking.id, round: 1, comment: 'Nein.' });
	await page.getByRole('button', { name: OFFER }).click();
	await page.getByText('Diese Tage sind gerade frei geworden').waitFor();
	expect((await (await house.as.person('otto@example.com')).watch.mine()).items).toEqual([]);
	await page.context().close();
});

test('the link of the mail opens the form with its days, and the address bar keeps neither token nor days', async () => {
	const page = await open(`/c#${house.calendarToken}/2027-07-01/2027-07-05`);
	await page.getByLabel('Erster Tag').waitFor();
	expect(await page.getByLabel('Erster Tag').inputValue()).toBe('2027-07-01');
	expect(await page.getByLabel('Letzter Tag').inputValue()).toBe('2027-07-05');
	await page.getByRole('heading', { name: 'Juli 2027' }).waitFor();
	expect(new URL(page.url()).hash).toBe('');
	const without = await open(`/c#${house.calendarToken}`);
	await without.getByLabel('Erster Tag').waitFor();
	expect(await without.getByLabel('Erster Tag').inputValue()).toBe('');
});

test('opening the link that ends a watch ends none, its button does; an open personal page follows', async () => {
	const anna = await house.as.person('anna@example.com');
	await anna.watch.add({ startDate: '2027-05-14', endDate: '2027-05-15' });
	const own = await open(`/p#${await house.link.person('anna@example.com')}`);
	await own.getByRole('heading', { name: 'Tage, die du beobachtest' }).waitFor();
	const page = await open(`/p#${await house.link.watches('anna@example.com')}`);
	const button = page.getByRole('button', { name: 'Nicht mehr beobachten' });
	await button.waitFor();
	expect((await anna.watch.mine()).items).toHaveLength(1);
	await button.click();
	await page.getByText('Du beobachtest keine Tage.').waitFor();
	expect((await anna.watch.mine()).items).toEqual([]);
	await own.getByRole('heading', { name: 'Tage, die du beobachtest' }).waitFor({ state: 'detached' });
});
