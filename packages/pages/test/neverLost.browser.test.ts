/** Whoever got in stays in, and what somebody has typed is not lost: through reloading, Back, Forward and other links. */

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

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

async function open(path: string, page?: Page): Promise<Page> {
	const tab = page ?? (await browser.newPage({ locale: 'de-DE' }));
	await tab.goto(house.url + path);
	await tab.locator('h1').waitFor();
	return tab;
}

const hashOf = (page: Page) => new URL(page.url()).hash;

test('a link survives loading anew, Back and Forward, and never shows in the address bar', async () => {
	const { bookingToken } = await house.ask();
	const page = await open(`/c#${house.calendarToken}`);
	await page.reload();
	await title(page, 'Wer ist wann im Haus?');
	await open(`/b#${bookingToken}`, page);
	await page.reload();
	await title(page, 'Deine Buchung');
	await page.goBack();
	await title(page, 'Wer ist wann im Haus?');
	expect(hashOf(page)).toBe('');
	await page.goForward();
	await title(page, 'Deine Buchung');
	expect(hashOf(page)).toBe('');
	await page.close();
});

test('whoever goes from their page to the calendar comes back with Back', async () => {
	await house.ask({ startDate: '2027-06-01', endDate: '2027-06-02', email: 'nora@example.com', firstName: 'Nora' });
	const page = await open(`/p#${await house.link.person('nora@example.com')}`);
	await title(page, /Hallo/);
	await page.getByRole('link', { name: 'Kalender und neue Anfrage' }).click();
	await title(page, 'Wer ist wann im Haus?');
	await page.getByRole('button', { name: 'Monat danach' }).click();
	await page.goBack();
	await title(page, /Hallo/);
	await page.close();
});

test('Back leads to the link that was open before in the same tab', async () => {
	const first = await house.ask({ startDate: '2027-07-01', endDate: '2027-07-02' });
	const second = await house.ask({ startDate: '2027-07-05', endDate: '2027-07-06' });
	const page = await open(`/b#${first.bookingToken}`);
	await page.evaluate((token) => location.assign(`#${token}`), second.bookingToken);
	await page.getByRole('heading', { name: '05.–06.07.2027' }).waitFor();
	await page.goBack();
	await page.getByRole('heading', { name: '01.–02.07.2027' }).waitFor();
	expect(hashOf(page)).toBe('');
	await page.close();
});

async function fillRequest(page: Page): Promise<void> {
	await page.getByLabel('Erster Tag').fill('2027-08-01');
	await page.getByLabel('Letzter Tag').fill('2027-08-03');
	await page.getByLabel('Wie viele kommen?').selectOption('5');
	await page.getByLabel('Cornelia').check();
	await page.getByLabel('Dein Vorname').fill('Mira');
	await page.getByLabel('Deine E-Mail-Adresse').first().fill('mira@example.com');
	await page.getByLabel('Nachricht dazu').fill('Mit Hund.');
}

const typedRequest = async (page: Page) => ({
	days: [await page.getByLabel('Erster Tag').inputValue(), await page.getByLabel('Letzter Tag').inputValue()],
	people: await page.getByLabel('Wie viele kommen?').inputValue(),
	isCornelia: await page.getByLabel('Cornelia').isChecked(),
	name: await page.getByLabel('Dein Vorname').inputValue(),
	email: await page.getByLabel('Deine E-Mail-Adresse').first().inputValue(),
	text: await page.getByLabel('Nachricht dazu').inputValue(),
});

const MIRA = {
	days: ['2027-08-01', '2027-08-03'],
	people: '5',
	isCornelia: true,
	name: 'Mira',
	email: 'mira@example.com',
	text: 'Mit Hund.',
};

test('what is typed into a request survives loading anew and another page, and is gone when it has been sent', async () => {
	const page = await open(`/c#${house.calendarToken}`);
	await fillRequest(page);
	await page.reload();
	await title(page, 'Wer ist wann im Haus?');
	expect(await typedRequest(page)).toEqual(MIRA);
	await page.locator('td.chosen').first().waitFor();

	await page.goto(`${house.url}/p`);
	await page.locator('h1').waitFor();
	await page.goBack();
	await title(page, 'Wer ist wann im Haus?');
	expect(await typedRequest(page)).toEqual(MIRA);

	await page.locator('form').getByRole('button', { name: 'Tage anfragen' }).click();
	await page.getByText('Anfrage gestellt').first().waitFor();
	await page.reload();
	await page.getByRole('button', { name: 'Weitere Tage anfragen' }).click();
	expect(await page.getByLabel('Nachricht dazu').inputValue()).toBe('');
	await page.close();
});

test('days that were tapped survive, too', async () => {
	const page = await open(`/c?monat=2027-09#${house.calendarToken}`);
	for (const day of ['2027-09-06', '2027-09-09']) await page.locator(`[data-day="${day}"]`).click();
	await page.reload();
	await title(page, 'Wer ist wann im Haus?');
	expect((await typedRequest(page)).days).toEqual(['2027-09-06', '2027-09-09']);
	await page.close();
});

test('nobody finds in their form what somebody else has typed in this tab', async () => {
	const page = await open(`/c#${house.calendarToken}`);
	await page.getByLabel('Dein Vorname').fill('Mira');
	await open(`/c#${await house.link.approver('Ingeborg')}`, page);
	expect(await page.getByLabel('Dein Vorname').inputValue()).toBe('Ingeborg');
	await page.close();
});

test('a form for a booking is open again after loading anew, with what was typed', async () => {
	const { bookingToken } = await house.ask({ startDate: '2027-10-01', endDate: '2027-10-04' });
	const page = await open(`/b#${bookingToken}`);
	await page.getByRole('button', { name: /^Ändern/ }).click();
	await page.getByLabel('Nachricht dazu').fill('Wir kommen spät.');
	await page.reload();
	await title(page, 'Deine Buchung');
	expect(await page.getByLabel('Nachricht dazu').inputValue()).toBe('Wir kommen spät.');
	await page.getByRole('button', { name: 'Speichern' }).click();
	await page.getByText('Gespeichert').waitFor();
	await page.reload();
	await page.getByRole('button', { name: /^Ändern/ }).waitFor();
	await page.close();
});

test('what others have changed meanwhile is not undone by what was typed before', async () => {
	const { booking, bookingToken } = await house.ask({ startDate: '2027-10-11', endDate: '2027-10-14' });
	const page = await open(`/b#${bookingToken}`);
	await page.getByRole('button', { name: /^Ändern/ }).click();
	await page.getByLabel('Nachricht dazu').fill('Wir kommen spät.');
	await page.goto('about:blank');
	const { id, revision } = booking;
	await house.client(bookingToken).booking.edit.mutate({ id, revision, changes: { partySize: 9 } });
	await page.goBack();
	await page.getByLabel('Nachricht dazu').waitFor();
	await page.getByRole('button', { name: 'Speichern' }).click();
	await page.getByText('Gespeichert').waitFor();
	const { partySize, description } = await house.client(bookingToken).booking.get.query({ id });
	expect([partySize, description]).toEqual([9, 'Wir kommen spät.']);
	await page.close();
});

test('a reason survives “Aktualisieren” and “Zurück”', async () => {
	await house.ask({ startDate: '2027-11-01', endDate: '2027-11-04', firstName: 'Zoe', email: 'zoe@example.com' });
	const page = await open(`/p#${await house.link.approver('Angelika')}`);
	const panel = page.getByRole('article').filter({ hasText: '01.–04.11.2027' }).first();
	await panel.getByRole('button', { name: /^Ablehnen/ }).click();
	await panel.getByLabel('Warum passt es nicht?').fill('Da ist das Dach offen.');
	await page.getByRole('button', { name: 'Aktualisieren' }).click();
	await page.getByText('Stand:').waitFor();
	expect(await panel.getByLabel('Warum passt es nicht?').inputValue()).toBe('Da ist das Dach offen.');
	await panel.getByRole('button', { name: 'Zurück' }).click();
	await panel.getByRole('button', { name: /^Ablehnen/ }).click();
	expect(await panel.getByLabel('Warum passt es nicht?').inputValue()).toBe('Da ist das Dach offen.');
	await panel.getByRole('button', { name: 'Ablehnen' }).click();
	await page.getByText('Du hast abgelehnt').first().waitFor();
	await page.close();
});

test('who confirms something confirms it now: a tick is not kept', async () => {
	const page = await open(`/c#${house.calendarToken}`);
	await page.getByLabel('Erster Tag').fill('2027-08-01');
	await page.getByLabel('Letzter Tag').fill('2027-08-20');
	const tick = page.getByLabel('Ja, ich möchte so lange bleiben.');
	await tick.check();
	await page.reload();
	await title(page, 'Wer ist wann im Haus?');
	await tick.waitFor();
	expect(await tick.isChecked()).toBe(false);
	await page.close();
});

test('what was asked for still stands there after Back and loading anew, until something comes of it', async () => {
	const page = await open(`/c#${house.calendarToken}`);
	const done = page.getByRole('heading', { name: 'Anfrage gestellt' });
	for (const label of ['Erster Tag', 'Letzter Tag']) await page.getByLabel(label).fill('2027-09-20');
	await page.getByLabel('Ingeborg').check();
	await page.getByLabel('Dein Vorname').fill('Greta');
	await page.getByLabel('Deine E-Mail-Adresse').fill('greta@example.com');
	await page.locator('form').getByRole('button', { name: 'Tage anfragen' }).click();
	await done.waitFor();

	await page.getByRole('link', { name: 'Zu deiner Buchung' }).click();
	await title(page, 'Deine Buchung');
	await page.goBack();
	await title(page, 'Wer ist wann im Haus?');
	for (const text of ['20.09.2027', 'greta@example.com'])
		expect(await page.locator('.request').textContent()).toContain(text);
	await page.reload();
	await done.waitFor();

	await page.getByRole('link', { name: 'Zu deiner Buchung' }).click();
	await page.getByRole('button', { name: /^Stornieren/ }).click();
	await page.getByRole('button', { name: 'Ja, stornieren' }).click();
	await page.getByText('Die Tage sind wieder frei.', { exact: true }).waitFor();
	await page.goBack();
	await page.getByLabel('Erster Tag').waitFor();
	expect(await done.count()).toBe(0);
	await page.close();
});

test('whoever asks for more days is offered the form again after loading anew, too', async () => {
	const page = await open(`/c#${await house.link.person('hanna@example.com')}`);
	for (const label of ['Erster Tag', 'Letzter Tag']) await page.getByLabel(label).fill('2027-09-22');
	await page.getByLabel('Ingeborg').check();
	await page.getByLabel('Dein Vorname').fill('Hanna');
	await page.locator('form').getByRole('button', { name: 'Tage anfragen' }).click();
	await page.getByRole('button', { name: 'Weitere Tage anfragen' }).click();
	await page.reload();
	await title(page, 'Wer ist wann im Haus?');
	expect(await page.getByRole('heading', { name: 'Tage anfragen' }).count()).toBe(1);
	await page.close();
});
