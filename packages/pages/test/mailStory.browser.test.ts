/** The whole job works from the mail alone: in a browser, on a phone's width, with real mails and real links. */
import { addDays, type Day, dayIn, formatRange } from '@betzenstein/shared';
import { linksIn, linksTo, type MailedHouse, openMailedHouse } from '@betzenstein/testing/house/inBrowser';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';

let house: MailedHouse;
beforeAll(async () => {
	house = await openMailedHouse();
	return house.close;
});

const today = dayIn('UTC', new Date());
const APPROVERS = ['ingeborg@example.com', 'cornelia@example.com', 'angelika@example.com'];

/** Asks for days on the calendar page; answers the page. */
async function ask(name: string, startDate: Day, endDate: Day): Promise<Page> {
	const page = await house.open(await house.calendarUrl());
	await page.getByLabel('Erster Tag').fill(startDate);
	await page.getByLabel('Letzter Tag').fill(endDate);
	await page.getByLabel('Wie viele kommen?').selectOption('4');
	await page.getByLabel('Ingeborg').check();
	await page.getByLabel('Dein Vorname').fill(name);
	await page.getByLabel('Deine E-Mail-Adresse').fill(`${name.toLowerCase()}@example.com`);
	await page.locator('form').getByRole('button', { name: 'Tage anfragen' }).click();
	await page.getByText('Anfrage gestellt').first().waitFor();
	return page;
}

/** Mails name the days in their subject; that tells this test's booking from another's. */
const about = (startDate: Day, endDate: Day): RegExp =>
	new RegExp(formatRange({ startDate, endDate }).replaceAll('.', '\\.'));

const actionLink = async (address: string, dates: RegExp, which: 0 | 1) =>
	linksTo(await house.mailTo(address, dates), 'a')[which] as string;

const bookingLink = async (address: string, dates: RegExp) =>
	linksTo(await house.mailTo(address, dates), 'b')[0] as string;

async function approveOn(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Zustimmen' }).click();
	await page.getByRole('heading', { name: 'Danke, du hast zugestimmt' }).waitFor();
	await page.close();
}

test('ask for days, approve three times from the mails, see Confirmed; deny it afterwards with acknowledgement', async () => {
	const days = [addDays(today, 30), addDays(today, 33)] as const;
	await ask('Anna', ...days);
	const denyLink = await actionLink('cornelia@example.com', about(...days), 1);
	for (const address of APPROVERS) await approveOn(await house.clickInMail(address, about(...days), /^Zustimmen/));
	const confirmed = new RegExp(`[Bb]estätigt.*${about(...days).source}`);
	const booking = await house.clickInMail('anna@example.com', confirmed, /Buchung/);
	await booking.getByText('bestätigt').first().waitFor();
	// The token stands no longer in the address bar.
	expect(new URL(booking.url()).hash).toBe('');

	const deny = await house.open(denyLink);
	await deny.getByLabel('Warum passt es nicht?').fill('Der Kamin ist kaputt');
	await deny.getByLabel('Ja, ich lehne diese bestätigte Buchung ab.').check();
	await deny.getByRole('button', { name: 'Ablehnen' }).click();
	const told = await house.mailTo('anna@example.com', new RegExp(`[Aa]bgelehnt.*${about(...days).source}`));
	// She has never used her personal link: nothing that was typed into the form stands in it, but the approver's reason
	// does.
	expect(told.text).toContain('Der Kamin ist kaputt');
	expect(told.text).not.toContain('Anna');
	const denied = await house.open(linksTo(told, 'b')[0] as string);
	await denied.getByText('Der Kamin ist kaputt').first().waitFor();
});

test('deny with a reason, which is asked for', async () => {
	const days = [addDays(today, 40), addDays(today, 41)] as const;
	await ask('Berta', ...days);
	const page = await house.open(await actionLink('ingeborg@example.com', about(...days), 1));
	await page.getByRole('button', { name: 'Ablehnen' }).click();
	await page.getByText('Bitte gib einen Grund an.').first().waitFor();
	await page.getByLabel('Warum passt es nicht?').fill('Da kommen die Handwerker');
	await page.getByRole('button', { name: 'Ablehnen' }).click();
	await house.mailTo('berta@example.com', new RegExp(`[Aa]bgelehnt.*${about(...days).source}`));
});

test('a denial proposes other days: the mail names them, one button asks for them, and only the others are asked', async () => {
	const days = [addDays(today, 80), addDays(today, 81)] as const;
	const then = [addDays(today, 90), addDays(today, 93)] as const;
	await ask('Gisela', ...days);
	const page = await house.open(await actionLink('ingeborg@example.com', about(...days), 1));
	await page.getByLabel('Warum passt es nicht?').fill('Da kommen die Handwerker');
	await page.getByText('Andere Tage vorschlagen').click();
	await page.getByLabel('Erster Tag').fill(then[0]);
	await page.getByLabel('Letzter Tag').fill(then[1]);
	await page.getByRole('button', { name: 'Ablehnen' }).click();
	const told = await house.mailTo('gisela@example.com', new RegExp(`[Aa]bgelehnt.*${about(...days).source}`));
	expect(told.text).toMatch(about(...then));

	const booking = await house.open(linksTo(told, 'b')[0] as string);
	await booking.getByText('Diese Tage sind gerade frei.').waitFor();
	await booking.getByRole('button', { name: /^Diese Tage anfragen/ }).click();
	await booking.getByText('Noch einmal angefragt').first().waitFor();
	for (const address of ['cornelia@example.com', 'angelika@example.com'])
		await approveOn(await house.clickInMail(address, about(...then), /^Zustimmen/));
	await house.mailTo('gisela@example.com', new RegExp(`[Bb]estätigt.*${about(...then).source}`));
	const asked = house
		.mails()
		.filter(({ to, subject }) => to === 'ingeborg@example.com' && about(...then).test(subject));
	expect(asked.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Bestätigt/)]);
});

test('a word with the last yes reaches the guest, who leaves earlier; approvers get the new days for their calendars', async () => {
	const days = [addDays(today, 44), addDays(today, 47)] as const;
	await ask('Frieda', ...days);
	const [first, second, last] = APPROVERS as [string, string, string];
	for (const address of [first, second])
		await approveOn(await house.open(await actionLink(address, about(...days), 0)));
	const page = await house.open(await actionLink(last, about(...days), 0));
	await page.getByText('Etwas dazu schreiben').click();
	await page.getByLabel('Deine Nachricht dazu').fill('Gießt ihr bitte die Tomaten?');
	await approveOn(page);
	const told = await house.mailTo('frieda@example.com', new RegExp(`[Bb]estätigt.*${about(...days).source}`));
	expect(told.text).toContain('Gießt ihr bitte die Tomaten?');

	const booking = await house.open(linksTo(told, 'b')[0] as string);
	await booking.getByText('Gießt ihr bitte die Tomaten?').first().waitFor();
	await booking.getByRole('button', { name: /^Kürzer bleiben/ }).click();
	await booking.getByLabel('Letzter Tag').fill(addDays(days[1], 1));
	await booking.getByRole('button', { name: 'Speichern' }).click();
	await booking.getByText('Dieser Tag gehört nicht zu deinem Aufenthalt.').waitFor();
	await booking.getByLabel('Letzter Tag').fill(addDays(days[1], -1));
	await booking.getByRole('button', { name: 'Speichern' }).click();
	await booking.getByText('Die anderen Tage sind wieder frei.').first().waitFor();
	for (const address of [...APPROVERS, 'frieda@example.com'])
		await house.mailTo(address, new RegExp(`Kürzer.*${about(days[0], addDays(days[1], -1)).source}`));
});

test('an outdated link shows old and new dates and decides nothing', async () => {
	const days = [addDays(today, 50), addDays(today, 51)] as const;
	const moved = [days[0], addDays(today, 55)] as const;
	await ask('Clara', ...days);
	const link = await actionLink('angelika@example.com', about(...days), 0);
	const page = await house.open(await bookingLink('clara@example.com', about(...days)));
	await page.getByRole('button', { name: /^Ändern/ }).click();
	await page.getByLabel('Letzter Tag').fill(moved[1]);
	await page.getByRole('button', { name: 'Speichern' }).click();
	await house.mailTo('angelika@example.com', about(...moved));
	const outdated = await house.open(link);
	await outdated
		.getByText(about(...days))
		.first()
		.waitFor();
	await outdated
		.getByText(about(...moved))
		.first()
		.waitFor();
	expect(await outdated.getByRole('button', { name: 'Zustimmen' }).count()).toBe(0);
});

test('cancel from the mail to the requester', async () => {
	const days = [addDays(today, 60), addDays(today, 61)] as const;
	await ask('Dora', ...days);
	const page = await house.open(await bookingLink('dora@example.com', about(...days)));
	await page.getByRole('button', { name: /^Stornieren/ }).click();
	await page.getByRole('button', { name: 'Ja, stornieren' }).click();
	await house.mailTo('ingeborg@example.com', new RegExp(`[Ss]torniert.*${about(...days).source}`));
});

test('a scanner that gets every link of every mail and runs its script changes nothing; the person clicking afterwards succeeds', async () => {
	const days = [addDays(today, 70), addDays(today, 71)] as const;
	await ask('Emma', ...days);
	const link = await actionLink('angelika@example.com', about(...days), 0);
	const emma = await house.open(await bookingLink('emma@example.com', about(...days)));
	await emma.getByRole('button', { name: /^Ändern/ }).waitFor();
	const before = await house.stored();
	const links = [...new Set(house.mails().flatMap(linksIn))];
	expect(links.length).toBeGreaterThan(10);
	const tab = await house.open('about:blank');
	for (const href of links) {
		for (const method of ['GET', 'HEAD']) expect((await fetch(href, { method })).status).toBe(200);
		// Only what stands behind the hash differs, for which a page is not loaded again.
		await tab.goto('about:blank');
		await tab.goto(href);
		await tab.getByRole('heading', { level: 1 }).waitFor();
	}
	expect(await house.stored()).toEqual(before);
	await approveOn(await house.open(link));
	expect(await house.stored()).not.toEqual(before);
	const [personalLink] = house.mails().flatMap((mail) => (mail.to === 'emma@example.com' ? linksTo(mail, 'p') : []));
	const personal = await house.open(personalLink as string);
	expect(await house.hasUsedLink('emma@example.com')).toBe(false);
	await personal.getByRole('button', { name: 'Aktualisieren' }).click();
	await personal.getByText('Stand:').waitFor();
	expect(await house.hasUsedLink('emma@example.com')).toBe(true);
});

test('no page complained on the way', () => {
	expect(house.problems).toEqual([]);
});
