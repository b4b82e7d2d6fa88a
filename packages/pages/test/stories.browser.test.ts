/** Two whole stories of somebody who asks for days: with keys and large type; by finger, on a slow phone. */
import { SLOW_PHONE, slowDown } from '@betzenstein/testing/browser/load';
import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { keyboardOf } from './keyboard.ts';
import { findByType, setType } from './largeType.ts';
import { openPages } from './openPages.ts';
import { fill } from './states.ts';

let browser: Browser;
let house: PagesHouse;
beforeAll(async () => {
	const pages = await openPages();
	({ browser, house } = pages);
	await fill(house);
	return pages.close;
});

const bookingOf = async (email: string) =>
	house.sql`select booking.status, start_date::text, end_date::text from booking
		join person on person.id = requester_id where email = ${email}`;

test('with keys alone and type of 200 %, somebody asks for days, changes them, and cancels', async () => {
	const page = await browser.newPage({ locale: 'de-DE', viewport: { width: 1280, height: 800 } });
	await setType(page, 32);
	const reader = keyboardOf(page);
	const sees = async (text: string | RegExp) => {
		await page.getByText(text).filter({ visible: true }).first().waitFor();
		expect(await findByType(page)).toEqual([]);
	};
	await page.goto(`${house.url}/c#${house.calendarToken}`);
	await sees('April 2027');
	// The 20th is today; the 26th is a Monday.
	await reader.onDays('ArrowDown', 'Home', 'Enter', 'ArrowRight', 'Enter');
	await sees('26.–27.04.2027: Montag bis Dienstag, 2 Tage.');
	await reader.press('Weiter');
	await reader.choose('Cornelia');
	await reader.fill('Dein Vorname', 'Tilde');
	await reader.fill('Deine E-Mail-Adresse', 'tilde@example.com');
	await reader.press('Tage anfragen');
	await sees('Anfrage gestellt');
	expect(await bookingOf('tilde@example.com')).toMatchObject([{ start_date: '2027-04-26', end_date: '2027-04-27' }]);

	await reader.press('Zu deiner Buchung');
	await sees('wartet auf Zustimmung');
	await reader.press('Ändern');
	await reader.fillDay('Letzter Tag', '2027-04-28');
	await sees('Dafür wird noch einmal gefragt.');
	await reader.press('Speichern');
	await sees('Gespeichert');
	await reader.press('Stornieren');
	await reader.press('Ja, stornieren');
	await sees('Diese Buchung ist storniert.');
	expect(await bookingOf('tilde@example.com')).toMatchObject([{ status: 'Canceled', end_date: '2027-04-28' }]);
	await page.close();
});

test('by finger on a slow phone, somebody finds days, asks for them once however often they press, and sees the booking', async () => {
	const context = await browser.newContext({
		locale: 'de-DE',
		viewport: { width: 375, height: 667 },
		hasTouch: true,
		isMobile: true,
	});
	const page = await context.newPage();
	await slowDown(await context.newCDPSession(page), SLOW_PHONE);
	await page.goto(`${house.url}/c#${house.calendarToken}`);
	await page.getByRole('button', { name: 'Monat danach' }).tap();
	await page.getByRole('button', { name: 'Monat danach' }).tap();
	for (const day of ['2027-06-18', '2027-06-20']) await page.locator(`[data-day="${day}"]`).tap();
	await page.getByRole('button', { name: 'Weiter', exact: true }).tap();
	await page.getByText('Angelika', { exact: true }).last().tap();
	await page.getByLabel('Dein Vorname').tap();
	await page.keyboard.type('Fips');
	await page.getByLabel('Deine E-Mail-Adresse').tap();
	await page.keyboard.type('fips@example.com');
	const button = page.locator('.request [type="submit"]');
	await button.tap();
	expect(await button.textContent()).toBe('Einen Moment …');
	await button.tap({ force: true });
	await page.getByRole('link', { name: 'Zu deiner Buchung' }).tap();
	await page.getByText('wartet auf Zustimmung').waitFor();
	expect(await bookingOf('fips@example.com')).toEqual([
		{ status: 'Pending', start_date: '2027-06-18', end_date: '2027-06-20' },
	]);
	await context.close();
});
