/** What forms say: what is wrong, all at once and one by one; how much room there is; what comes of it. */

import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPages, type Pages } from './openPages.ts';

let house: PagesHouse;
let open: Pages['open'];
beforeAll(async () => {
	const pages = await openPages();
	({ house, open } = pages);
	return pages.close;
});

const send = (page: Page) => page.locator('form').getByRole('button', { name: 'Tage anfragen' }).click();

async function ask(page: Page, email: string, [startDate, endDate]: [string, string]): Promise<void> {
	await page.getByLabel('Erster Tag').fill(startDate);
	await page.getByLabel('Letzter Tag').fill(endDate);
	await page.getByLabel('Ingeborg').check();
	await page.getByLabel('Dein Vorname').fill('Anna');
	await page.getByLabel('Deine E-Mail-Adresse').first().fill(email);
	await send(page);
	await page.getByText('Anfrage gestellt').first().waitFor();
}

test('several errors are named together, each with the way to its field; one is named at its field', async () => {
	const page = await open(`/c#${house.calendarToken}`);
	await page.getByLabel('Wie viele kommen?').selectOption('2');
	await send(page);
	const alert = page.getByRole('alert').filter({ visible: true });
	expect(await alert.locator('p').textContent()).toBe('5 Angaben fehlen oder stimmen nicht:');
	await expect.poll(() => alert.evaluate((element) => element === document.activeElement)).toBe(true);
	expect(await alert.getByRole('listitem').allTextContents()).toEqual([
		'Erster Tag: Bitte wähle den ersten Tag.',
		'Letzter Tag: Bitte wähle den letzten Tag.',
		'Zu wem gehörst du?: Bitte wähle aus, zu wem du gehörst.',
		'Dein Vorname: Bitte gib deinen Vornamen an.',
		'Deine E-Mail-Adresse: Bitte gib eine gültige E-Mail-Adresse an, zum Beispiel anna@beispiel.de.',
	]);
	await alert.getByRole('button', { name: /^Dein Vorname/ }).click();
	const firstName = page.getByLabel('Dein Vorname');
	await expect.poll(() => firstName.evaluate((field) => field === document.activeElement)).toBe(true);

	await page.getByLabel('Erster Tag').fill('2027-05-01');
	await page.getByLabel('Letzter Tag').fill('2027-05-02');
	await page.getByLabel('Ingeborg').check();
	await page.getByLabel('Dein Vorname').fill('Anna');
	await send(page);
	await expect.poll(() => alert.count()).toBe(0);
	const email = page.getByLabel('Deine E-Mail-Adresse').first();
	await expect.poll(() => email.evaluate((field) => field === document.activeElement)).toBe(true);
	await page.close();
});

test('what has to be filled in says so, and is not wrong before it is sent', async () => {
	const page = await open(`/c#${house.calendarToken}`);
	const form = page.locator('.request form');
	const names = (selector: string) =>
		form
			.locator(selector)
			.evaluateAll((fields: HTMLInputElement[]) => [...new Set(fields.map(({ name }) => name.split('-')[0]))]);
	expect(await names(':required')).toEqual(['startDate', 'endDate', 'affiliation', 'firstName', 'email']);
	expect(await names('[aria-invalid=true]')).toEqual([]);
	expect(
		await form.locator('input:required:not([type=radio])').evaluateAll((all) => all.map((one) => one.ariaInvalid)),
	).toEqual(['false', 'false', 'false', 'false']);
	await page.close();
});

test('a text says how much room is left once it gets tight, counted as the server counts', async () => {
	const page = await open(`/c#${house.calendarToken}`);
	const text = page.getByLabel('Nachricht dazu');
	const field = page.locator('.field').filter({ has: text });
	await text.fill('a'.repeat(400));
	expect(await field.textContent()).not.toContain('noch');
	await text.fill(`${'a'.repeat(470)}🏡 `);
	await field.getByText('noch 29 Zeichen').waitFor();
	await text.fill('a'.repeat(512));
	await field.getByText('12 Zeichen zu viel').waitFor();
	await page.close();
});

test('a button is felt when it is pressed', async () => {
	const page = await open(`/c#${house.calendarToken}`);
	const button = page.getByRole('button', { name: 'Heute' });
	const look = () => button.evaluate((element) => getComputedStyle(element).filter);
	const box = await button.boundingBox();
	expect(await look()).toBe('none');
	await page.mouse.move((box?.x ?? 0) + 10, (box?.y ?? 0) + 10);
	await page.mouse.down();
	expect(await look()).not.toBe('none');
	await page.mouse.up();
	await page.close();
});

test('who has asked reads which mail is on its way to which address, and what to do if that is wrong', async () => {
	const page = await open(`/c#${house.calendarToken}`);
	await ask(page, 'anna@exmaple.com', ['2027-05-10', '2027-05-12']);
	const said = await page.locator('.request').textContent();
	expect(said).toMatch(/Eine Mail mit dem Link zu deiner Buchung ist unterwegs an .anna@exmaple\.com.\./);
	expect(said).toContain('Ist die Adresse falsch, storniere diese Anfrage');

	await page.getByRole('button', { name: 'Weitere Tage anfragen' }).click();
	expect(await page.getByLabel('Dein Vorname').inputValue()).toBe('Anna');
	expect(await page.getByLabel('Deine E-Mail-Adresse').first().inputValue()).toBe('anna@exmaple.com');
	await page.close();
});

test('a confirmed booking says how to get other days, after the ways there are', async () => {
	const { booking, bookingToken } = await house.ask({ startDate: '2027-06-05', endDate: '2027-06-09' });
	for (const name of ['Ingeborg', 'Cornelia', 'Angelika'])
		await house.client(await house.link.action(name, booking.id, 'approve')).action.perform.mutate({});
	const page = await open(`/b#${bookingToken}`);
	await page.getByText('Für mehr oder andere Tage stornierst du bitte und fragst neu an.').waitFor();
	expect(await page.locator('article .buttons').first().getByRole('button').first().textContent()).toContain(
		'Kürzer bleiben',
	);
	await page.close();
});

test('canceling a denied booking promises no days that are free already', async () => {
	const { booking, bookingToken } = await house.ask({ startDate: '2027-07-05', endDate: '2027-07-09' });
	const deny = house.client(await house.link.action('Ingeborg', booking.id, 'deny'));
	await deny.action.perform.mutate({ comment: 'Leider nein.' });
	const page = await open(`/b#${bookingToken}`);
	await page.getByRole('button', { name: /^Stornieren/ }).click();
	await page.getByText('Das lässt sich nicht zurücknehmen.').waitFor();
	expect(await page.locator('article form').textContent()).not.toContain('wieder frei');
	await page.close();
});
