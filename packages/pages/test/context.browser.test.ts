/** What lies around a booking, on the pages of those who are asked, while others go on asking and canceling. */
import type { CreateBookingInput } from '@betzenstein/shared';
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

/** What stands under this label. */
const under = (page: Page, label: string) =>
	page.locator('.beside div', { hasText: label }).locator('dd').textContent();
const AT_ONCE = { timeout: 3_000, interval: 20 };

/** The link to one decision looks again when it comes back into sight. */
const comeBackTo = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

test('who is asked sees it change at once on their own page, and on the mailed one on coming back; what they type stays', async () => {
	const { booking, bookingToken } = await house.ask();
	const denying = await open(`/a#${await house.link.action('Cornelia', booking.id, 'deny', 1)}`);
	const own = await open(`/p#${await house.link.approver('Cornelia')}`);
	const pages = [denying, own];
	await denying.getByLabel('Warum passt es nicht?').fill('Da wird gestrichen.');
	for (const page of pages) {
		expect(await under(page, 'Beginn')).toBe('in 24 Tagen');
		expect(await under(page, 'Danach')).toBe('mindestens 30 Tage frei');
	}

	const next: Partial<CreateBookingInput> = {
		startDate: '2027-05-20',
		endDate: '2027-05-21',
		firstName: 'Karl',
		email: 'karl@example.com',
	};
	const { booking: neighbour, bookingToken: his } = await house.ask(next);
	await comeBackTo(denying);
	for (const page of pages)
		await expect.poll(() => under(page, 'Danach'), AT_ONCE).toMatch(/Karl.*\(angefragt\), 1 freier Tag dazwischen/);

	for (const name of ['Ingeborg', 'Angelika'] as const) {
		const token = await house.link.action(name, booking.id, 'approve', 1);
		await house.client(token).action.perform.mutate({});
	}
	await comeBackTo(denying);
	for (const page of pages) await page.locator('.beside').getByText('haben zugestimmt').waitFor();
	expect(await under(own, 'Antworten')).toMatch(/nur deine Antwort fehlt noch$/);

	await house.client(his).booking.cancel.mutate({ id: neighbour.id });
	await comeBackTo(denying);
	for (const page of pages) await expect.poll(() => under(page, 'Danach'), AT_ONCE).toBe('mindestens 30 Tage frei');
	expect(await denying.getByLabel('Warum passt es nicht?').inputValue()).toBe('Da wird gestrichen.');

	// Nothing is left to decide, so nothing of it is left to see.
	await house.client(bookingToken).booking.cancel.mutate({ id: booking.id });
	await comeBackTo(denying);
	await denying.getByRole('heading', { name: 'Das hat sich erledigt' }).waitFor();
	expect(await denying.locator('.beside, form').count()).toBe(0);
	for (const page of pages) await page.context().close();
});

test('its requester sees nothing of it', async () => {
	const { booking, bookingToken } = await house.ask();
	await house.ask({ startDate: '2027-05-20', endDate: '2027-05-21', firstName: 'Karl', email: 'karl@example.com' });
	const page = await open(`/b#${bookingToken}`);
	await page.getByText('wartet auf Zustimmung').waitFor();
	expect(await page.locator('main').textContent()).not.toMatch(/Karl|Davor|Danach/);
	await house.client(bookingToken).booking.cancel.mutate({ id: booking.id });
	await page.context().close();
});
