/** What a page says when something does not come: an answer, its script, a link that works, the page itself. */

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

/** A page whose clock is ours, and whose requests to this procedure get no answer. */
async function openSilent(path: string, procedure: string): Promise<Page> {
	const page = await browser.newPage({ locale: 'de-DE' });
	await page.clock.install();
	await page.route(`**/trpc/*${procedure}*`, () => {});
	await page.goto(house.url + path);
	return page;
}

test('a server that is silent while the page opens is told of after 15 seconds, with a way on', async () => {
	const page = await openSilent(`/c#${house.calendarToken}`, 'house.info');
	await page.getByText('Einen Moment …').first().waitFor();
	await page.clock.runFor(15_100);
	await page.getByText('Der Server hat nicht rechtzeitig geantwortet.').waitFor();
	await page.unroute('**/trpc/*house.info*');
	await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
	await page.getByRole('heading', { name: 'Wer ist wann im Haus?' }).waitFor();
	await page.close();
});

test('a server that is silent after a button is told of after 15 seconds, and the button works again', async () => {
	const page = await openSilent(`/c#${house.calendarToken}`, 'booking.create');
	await page.getByLabel('Erster Tag').fill('2027-08-01');
	await page.getByLabel('Letzter Tag').fill('2027-08-03');
	await page.getByLabel('Ingeborg').check();
	await page.getByLabel('Dein Vorname').fill('Anna');
	await page.getByLabel('Deine E-Mail-Adresse').first().fill('anna@example.com');
	const asked = page.waitForRequest('**/trpc/*booking.create*');
	await page.locator('form').getByRole('button', { name: 'Tage anfragen' }).click();
	await asked;
	await page.clock.runFor(15_100);
	await page.getByText('Der Server hat nicht rechtzeitig geantwortet.').waitFor();
	await page.unroute('**/trpc/*booking.create*');
	await page.locator('form').getByRole('button', { name: 'Tage anfragen' }).click();
	await page.getByText('Anfrage gestellt').first().waitFor();
	await page.close();
});

const ABOUT: [string, RegExp][] = [
	['/', /spricht die Familie ab/],
	['/a', /antwortest du auf eine Anfrage/],
	['/b', /siehst du deine Buchung/],
	['/p', /was dich im Haus betrifft/],
	['/c', /siehst du, wer wann im Haus ist/],
];

test.each(ABOUT)(
	'%s says what it is while its script does not come, and after 15 seconds what to do',
	async (path, about) => {
		const page = await browser.newPage();
		await page.clock.install();
		await page.route('**/*.js', (route) => route.abort());
		await page.goto(house.url + path);
		await page.getByText(about).waitFor();
		await page.getByText('Einen Moment …').waitFor();
		const late = page.getByText('lade die Seite neu');
		expect(await late.isVisible()).toBe(false);
		// Its clock is the style's, which no test can turn: to its end, then.
		expect(
			await late.evaluate((element) => element.getAnimations().map(({ effect }) => effect?.getTiming().delay)),
		).toEqual([15_000]);
		await late.evaluate((element) => {
			for (const animation of element.getAnimations()) animation.finish();
		});
		expect(await late.isVisible()).toBe(true);
		await page.close();
	},
);

test.each(ABOUT)('%s says without scripts what it is, and that it needs them', async (path, about) => {
	const page = await browser.newPage({ javaScriptEnabled: false });
	await page.goto(house.url + path);
	await page.getByText(about).waitFor();
	await page.getByRole('heading', { level: 1, name: 'Diese Seite braucht JavaScript' }).waitFor();
	expect(await page.getByText('Einen Moment …').isVisible()).toBe(false);
	await page.close();
});

test('an address that was cut short leads to a page, with the link that stands behind it', async () => {
	const page = await browser.newPage();
	await page.goto(`${house.url}/`);
	await page.getByRole('heading', { level: 1, name: 'Willkommen' }).waitFor();
	await page.goto(`${house.url}/c/?monat=2027-09#${house.calendarToken}`);
	await page.getByRole('heading', { name: 'September 2027' }).waitFor();
	await page.goto(`${house.url}/#${house.calendarToken}`);
	await page.getByRole('link', { name: 'Zum Kalender' }).click();
	await page.getByRole('heading', { level: 1, name: 'Wer ist wann im Haus?' }).waitFor();
	const answer = await page.goto(`${house.url}/kalender`);
	expect(answer?.status()).toBe(404);
	await page.getByRole('heading', { level: 1, name: 'Diese Seite gibt es nicht' }).waitFor();
	await page.close();
});

async function saidOf(path: string): Promise<string> {
	const page = await browser.newPage();
	await page.goto(house.url + path);
	await page.locator('h1').waitFor();
	const said = (await page.locator('main').textContent()) ?? '';
	await page.close();
	return said;
}

test('a link that has ended is told from one that was cut, and the calendar’s from those that are mailed', async () => {
	const ended = async (link: Promise<string>, end: () => Promise<unknown>) => {
		const token = await link;
		await end();
		return token;
	};
	const person = await ended(
		house.link.person('alt@example.com'),
		() => house.sql`update person set generation = generation + 1 where email = 'alt@example.com'`,
	);
	const personal = await saidOf(`/p#${person}`);
	expect(personal).toContain('Nimm bitte den Link aus deiner neuesten Mail.');
	expect(personal).not.toContain('abgeschnitten');
	const old = house.calendarToken;
	await house.sql`update house set calendar_generation = calendar_generation + 1`;
	const calendar = await saidOf(`/c#${old}`);
	await house.sql`update house set calendar_generation = calendar_generation - 1`;
	expect(calendar).toContain('Der Kalender hat einen neuen Link. Frag in der Familie danach.');
	expect(calendar).not.toMatch(/abgeschnitten|neuesten Mail|schicken lassen/);
	expect(await saidOf(`/p#${person.slice(0, -3)}`)).toContain('beim Kopieren abgeschnitten');
});
