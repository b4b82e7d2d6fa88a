/**
 * What the pages show after something went wrong or changed behind a booking: a mail that bounced, a party that is
 * gone.
 */

import { PARTIES } from '@betzenstein/testing/house/environment';
import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPages } from './openPages.ts';

let browser: Browser;
let house: PagesHouse;
beforeAll(async () => {
	const pages = await openPages();
	({ browser, house } = pages);
	return pages.close;
});

test('approvers read that the requester’s mail bounced, the requester does not', async () => {
	const { booking, bookingToken } = await house.ask();
	await house.sql`update mail set state = 'failed', failure = 'bounced' where booking_id = ${booking.id} and person_id = (
		select requester_id from booking where id = ${booking.id})`;
	const paths = [
		`/p#${await house.link.approver('Ingeborg')}`,
		`/a#${await house.link.action('Ingeborg', booking.id, 'approve')}`,
		`/b#${bookingToken}`,
	];
	const seen = [];
	for (const path of paths) {
		const page = await browser.newPage();
		await page.goto(house.url + path);
		await page.locator('article').first().waitFor();
		seen.push(
			await page.getByText(/^Unsere letzte Mail an .Anna. kam nicht an\. Sag am besten selbst Bescheid\.$/).count(),
		);
		await page.close();
	}
	expect(seen).toEqual([1, 1, 0]);
});

test('a booking keeps its party that is gone, without being asked for one', async () => {
	const { booking, bookingToken } = await house.ask({ startDate: '2027-06-01', endDate: '2027-06-03' });
	await house.sql`insert into approver (name, color, position, person_id, active, created_at)
		select 'Otto', '#000000', 9, person_id, false, now() from approver where name = 'Ingeborg'`;
	await house.sql`update booking set affiliation = 'Otto' where id = ${booking.id}`;
	const page = await browser.newPage();
	await page.goto(`${house.url}/b#${bookingToken}`);
	await page.getByRole('button', { name: /^Ändern/ }).click();
	expect(
		await page
			.getByRole('radio')
			.evaluateAll((radios: HTMLInputElement[]) => radios.map(({ value, checked }) => [value, checked])),
	).toEqual([
		['Ingeborg', false],
		['Cornelia', false],
		['Angelika', false],
		['Otto', true],
	]);
	await page.getByLabel('Wie viele kommen?').selectOption('7');
	await page.getByRole('button', { name: 'Speichern' }).click();
	await page.getByText('7 Personen').first().waitFor();
	const { partySize, affiliation } = await house.client(bookingToken).booking.get.query({ id: booking.id });
	expect([partySize, affiliation]).toEqual([7, 'Otto']);
	await page.close();
});

test('what somebody is about to press keeps the focus while the page reads again what has not changed', async () => {
	const { booking, bookingToken } = await house.ask({ startDate: '2027-06-10', endDate: '2027-06-11' });
	for (const name of PARTIES)
		await (await house.as.approver(name)).approval.approve({ bookingId: booking.id, round: 1 });
	await (await house.as.approver('Cornelia')).house.setNotes({ text: 'https://plan.example.com', revision: 1 });
	await (await house.as.person('anna@example.com')).watch.add({ startDate: '2027-09-01', endDate: '2027-09-02' });
	for (const [path, role, procedure] of [
		[`/p#${await house.link.person('anna@example.com')}`, 'button', 'watch.mine'],
		[`/b#${bookingToken}`, 'link', 'house.notes'],
	] as const) {
		const page = await browser.newPage();
		await page.goto(house.url + path);
		const target = page.getByRole(role, { name: /Nicht mehr beobachten|plan\.example/ });
		await target.focus();
		const read = page.waitForResponse((response) => response.url().includes(procedure));
		// As when anybody anywhere asks for days.
		await page.evaluate(() => {
			for (const element of document.querySelectorAll('main *')) element.dispatchEvent(new Event('changed'));
		});
		await read;
		await page.waitForTimeout(300);
		expect(await target.evaluate((element) => element === document.activeElement)).toBe(true);
		await page.close();
	}
});
