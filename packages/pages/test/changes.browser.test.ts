/** What one person does appears on the pages of the others, who touch nothing. */
import { addDays, dayIn, formatRange } from '@betzenstein/shared';
import { type MailedHouse, openMailedHouse } from '@betzenstein/testing/house/inBrowser';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';

/** From the answer on one page to the sight of it on another. */
const AT_ONCE = { timeout: 1_000, interval: 20 };
const day = addDays(dayIn('Europe/Berlin', new Date()), 2);

let house: MailedHouse;
beforeAll(async () => {
	house = await openMailedHouse();
	return house.close;
});

async function ask(page: Page, firstName: string, startDate: string): Promise<void> {
	await page.getByLabel('Erster Tag').fill(startDate);
	await page.getByLabel('Letzter Tag').fill(startDate);
	await page.getByLabel('Ingeborg').check();
	await page.getByLabel('Dein Vorname').fill(firstName);
	await page.getByLabel('Deine E-Mail-Adresse').fill(`${firstName.toLowerCase()}@example.com`);
	await page.locator('form').getByRole('button', { name: 'Tage anfragen' }).click();
	await page.getByRole('link', { name: 'Zu deiner Buchung' }).waitFor();
}

test('days that somebody asks for appear in the calendar of everybody else within a second', async () => {
	const [asking, watching] = [await house.open(await house.calendarUrl()), await house.open(await house.calendarUrl())];
	await watching.locator('.calendar').waitFor();
	await watching.getByLabel('Dein Vorname').fill('Karl');
	expect(await watching.locator('.calendar').getByText('Anna').count()).toBe(0);

	await ask(asking, 'Anna', day);
	await expect.poll(() => watching.locator('.calendar').getByText('Anna').count(), AT_ONCE).toBeGreaterThan(0);
	// What they are typing stays.
	expect(await watching.getByLabel('Dein Vorname').inputValue()).toBe('Karl');

	await watching.context().setOffline(true);
	await asking.getByRole('button', { name: 'Weitere Tage anfragen' }).click();
	await ask(asking, 'Berta', addDays(day, 1));
	await watching.context().setOffline(false);
	await expect
		.poll(() => watching.locator('.calendar').getByText('Berta').count(), { timeout: 15_000 })
		.toBeGreaterThan(0);
	for (const page of [asking, watching]) await page.context().close();
});

test('that the days proposed are taken appears on the page of whoever was denied, and that they are free again', async () => {
	const then = addDays(day, 20);
	const asking = await house.open(await house.calendarUrl());
	await ask(asking, 'Dora', addDays(day, 10));
	const about = new RegExp(formatRange({ startDate: addDays(day, 10), endDate: addDays(day, 10) }));
	const denying = await house.clickInMail('cornelia@example.com', about, /^Ablehnen/);
	await denying.getByLabel('Warum passt es nicht?').fill('Da streichen wir.');
	await denying.getByText('Andere Tage vorschlagen').click();
	for (const label of ['Erster Tag', 'Letzter Tag']) await denying.getByLabel(label).fill(then);
	await denying.getByRole('button', { name: 'Ablehnen' }).click();
	await denying.getByRole('heading', { name: 'Du hast abgelehnt' }).waitFor();

	const denied = await house.clickInMail('dora@example.com', new RegExp(`Abgelehnt.*${about.source}`), /Vorschlag/);
	const button = denied.getByRole('button', { name: /^Diese Tage anfragen/ });
	await button.waitFor();
	await asking.getByRole('button', { name: 'Weitere Tage anfragen' }).click();
	await ask(asking, 'Karl', then);
	await expect.poll(() => denied.getByText('Diese Tage sind gerade nicht frei.').count(), AT_ONCE).toBeGreaterThan(0);
	expect(await button.count()).toBe(0);
	expect(await denied.locator('#live').textContent()).toContain('gerade nicht frei');

	await asking.getByRole('link', { name: 'Zu deiner Buchung' }).click();
	await asking.getByRole('button', { name: /^Stornieren/ }).click();
	await asking.getByRole('button', { name: 'Ja, stornieren' }).click();
	await expect.poll(() => button.count(), AT_ONCE).toBe(1);
	for (const page of [asking, denying, denied]) await page.context().close();
});

test('an answer appears on the requester’s page, and a form that is open stays', async () => {
	const asking = await house.open(await house.calendarUrl());
	await ask(asking, 'Cora', addDays(day, 5));
	await asking.getByRole('link', { name: 'Zu deiner Buchung' }).click();
	await asking.getByRole('heading', { name: 'Deine Buchung' }).waitFor();
	await asking.getByRole('button', { name: /^Ändern/ }).click();
	await asking.getByLabel('Nachricht dazu').fill('Wir kommen zu dritt.');

	const about = new RegExp(formatRange({ startDate: addDays(day, 5), endDate: addDays(day, 5) }));
	const approving = await house.clickInMail('ingeborg@example.com', about, /^Zustimmen/);
	await approving.getByRole('button', { name: 'Zustimmen' }).click();
	await approving.getByRole('heading', { name: 'Danke, du hast zugestimmt' }).waitFor();
	const news = /Es fehlt noch die Antwort von \S*Cornelia\S* und/;
	await expect.poll(() => asking.locator('.card').getByText(news).count(), AT_ONCE).toBe(1);
	// Screen readers hear it, too.
	expect(await asking.locator('#live').textContent()).toMatch(news);
	expect(await asking.getByLabel('Nachricht dazu').inputValue()).toBe('Wir kommen zu dritt.');
	for (const page of [asking, approving]) await page.context().close();
	expect(house.problems).toEqual([]);
});

test('requests that come while an approver’s page is open are offered there, and nothing on it moves until then', async () => {
	const asking = await house.open(await house.calendarUrl());
	const askFor = async (firstName: string, startDate: string) => {
		await ask(asking, firstName, startDate);
		await asking.getByRole('button', { name: 'Weitere Tage anfragen' }).click();
	};
	await askFor('Emil', addDays(day, 28));
	const approver = await house.open(await house.approverUrl('Angelika'));
	const waiting = approver.locator('section').filter({ hasText: 'Wartet auf deine Antwort' });
	const cards = waiting.getByRole('article');
	await approver.getByRole('heading', { level: 1 }).waitFor();
	const before = await cards.count();
	const first = cards.first();
	await first.getByRole('button', { name: /^Ablehnen/ }).click();
	await first.getByLabel('Warum passt es nicht?').fill('Da streichen wir.');
	// At the top of a page the browser holds nothing in its place by itself.
	await approver.evaluate(() => scrollTo(0, 0));
	const place = (await first.boundingBox())?.y;

	await askFor('Frida', addDays(day, 30));
	const line = waiting.getByText('Eine neue Anfrage wartet auf dich.');
	await expect.poll(() => line.count(), AT_ONCE).toBe(1);
	expect(await approver.locator('#live').textContent()).toBe('Eine neue Anfrage wartet auf dich.');
	const last = addDays(day, 32);
	await ask(asking, 'Gustav', last);
	await expect.poll(() => waiting.getByText('2 neue Anfragen warten auf dich.').count(), AT_ONCE).toBe(1);
	expect(await cards.count()).toBe(before);
	expect((await first.boundingBox())?.y).toBe(place);

	await waiting.getByRole('button', { name: 'Anzeigen' }).click();
	expect(await cards.count()).toBe(before + 2);
	expect(await cards.first().textContent()).toContain('Gustav');
	expect(await approver.evaluate(() => document.activeElement?.textContent)).toBe(
		formatRange({ startDate: last, endDate: last }),
	);
	expect(await waiting.locator('.arrived').textContent()).toBe('');
	expect(await cards.nth(2).getByLabel('Warum passt es nicht?').inputValue()).toBe('Da streichen wir.');

	await asking.getByRole('link', { name: 'Zu deiner Buchung' }).click();
	await asking.getByRole('button', { name: /^Stornieren/ }).click();
	await asking.getByRole('button', { name: 'Ja, stornieren' }).click();
	await expect.poll(() => cards.first().textContent(), AT_ONCE).toContain('Diese Buchung gibt es nicht mehr.');
	expect(await cards.first().getByRole('button').count()).toBe(0);
	expect(await waiting.locator('.arrived').textContent()).toBe('');
	for (const page of [asking, approver]) await page.context().close();
	expect(house.problems).toEqual([]);
});
