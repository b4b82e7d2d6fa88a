/** Two whole stories between several people, with real mails: an approver's day; and two at the same days. */
import { createClient } from '@betzenstein/client';
import { addDays, type Day, dayIn, formatRange } from '@betzenstein/shared';
import { linksTo, type MailedHouse, openMailedHouse } from '@betzenstein/testing/house/inBrowser';
import { request } from '@betzenstein/testing/house/inProcess';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';

let house: MailedHouse;
beforeAll(async () => {
	house = await openMailedHouse();
	return house.close;
});

const today = dayIn('Europe/Berlin', new Date());
const AT_ONCE = { timeout: 3_000, interval: 20 };

async function ask(firstName: string, startDate: Day, endDate: Day) {
	const token = new URL(await house.calendarUrl()).hash.slice(1);
	const email = `${firstName.toLowerCase()}@example.com`;
	return createClient({ url: house.url, token }).booking.create.mutate(
		request({ firstName, email, startDate, endDate }),
	);
}

const about = (startDate: Day, endDate: Day): RegExp =>
	new RegExp(formatRange({ startDate, endDate }).replaceAll('.', '\\.'));

async function fillDays(page: Page, startDate: Day, endDate: Day): Promise<void> {
	await page.getByLabel('Erster Tag').fill(startDate);
	await page.getByLabel('Letzter Tag').fill(endDate);
}

test('an approver learns from a mail what lies around a request, denies it with other days in mind, is asked again, and agrees', async () => {
	const wanted = [addDays(today, 30), addDays(today, 33)] as const;
	const proposed = [addDays(today, 40), addDays(today, 43)] as const;
	const chosen = [proposed[0], addDays(today, 41)] as const;
	await ask('Karl', addDays(today, 27), addDays(today, 28));
	await ask('Anna', ...wanted);

	const mailed = await house.clickInMail('cornelia@example.com', about(...wanted), /^Ablehnen/);
	expect(await mailed.locator('.beside').textContent()).toMatch(/Davor\S*Karl.* \(angefragt\), 1 freier Tag/);
	await mailed.getByLabel('Warum passt es nicht?').fill('Da wird gestrichen.');
	await mailed.getByText('Andere Tage vorschlagen').click();
	await fillDays(mailed, ...proposed);
	await mailed.getByRole('button', { name: 'Ablehnen' }).click();
	await mailed.getByRole('heading', { name: 'Du hast abgelehnt' }).waitFor();

	// Anna can do with fewer of the days that Cornelia has proposed.
	const told = await house.mailTo('anna@example.com', new RegExp(`[Aa]bgelehnt.*${about(...wanted).source}`));
	expect(told.text).toMatch(about(...proposed));
	const booking = await house.open(linksTo(told, 'b')[0] as string);
	await booking.getByRole('button', { name: /^Noch einmal anfragen …/ }).click();
	expect(await booking.getByLabel('Letzter Tag').inputValue()).toBe(proposed[1]);
	await fillDays(booking, ...chosen);
	await booking.getByRole('button', { name: 'Noch einmal anfragen' }).click();
	await booking.getByText('Noch einmal angefragt').first().waitFor();

	const again = await house.clickInMail('cornelia@example.com', about(...chosen), /^Zustimmen/);
	expect(await again.locator('.beside').textContent()).toContain('in 40 Tagen');
	await again.getByRole('button', { name: 'Zustimmen' }).click();
	await again.getByRole('heading', { name: 'Danke, du hast zugestimmt' }).waitFor();
	await expect.poll(() => booking.locator('.approvals .Approved').count(), AT_ONCE).toBe(1);
	for (const page of [mailed, booking, again]) await page.context().close();
});

test('two want the same days: one sees the conflict while typing, is told when they are free, and asks for them', async () => {
	const days = [addDays(today, 60), addDays(today, 62)] as const;
	const range = formatRange({ startDate: days[0], endDate: days[1] });
	const [slow, fast] = [await house.open(await house.calendarUrl()), await house.open(await house.calendarUrl())];
	await fillDays(slow, ...days);
	await slow.getByLabel('Dein Vorname').fill('Otto');
	const heard = () => slow.locator('#live').textContent();
	const hint = slow.locator('.dates + .hint');

	await fillDays(fast, ...days);
	await fast.getByLabel('Ingeborg').check();
	await fast.getByLabel('Dein Vorname').fill('Mimi');
	await fast.getByLabel('Deine E-Mail-Adresse').fill('mimi@example.com');
	await fast.getByRole('button', { name: 'Tage anfragen' }).click();
	await fast.getByText('Anfrage gestellt').first().waitFor();

	await expect.poll(() => hint.textContent(), AT_ONCE).toMatch(/ist \S*Mimi\S* da \(angefragt\)/);
	expect(await heard()).toMatch(new RegExp(`^Neu im Kalender: ${range}, \\S*Mimi\\S*, 2 Personen, angefragt\\.$`));
	expect(await slow.getByLabel('Dein Vorname').inputValue()).toBe('Otto');
	await slow.getByLabel('Deine E-Mail-Adresse').fill('otto@example.com');
	await slow.getByRole('button', { name: 'Sag mir Bescheid, wenn diese Tage frei werden' }).click();
	await slow.getByText(`Sobald niemand mehr ${range} hat`).waitFor();

	await fast.getByRole('link', { name: 'Zu deiner Buchung' }).click();
	await fast.getByRole('button', { name: /^Stornieren/ }).click();
	await fast.getByRole('button', { name: 'Ja, stornieren' }).click();
	await expect.poll(() => hint.textContent(), AT_ONCE).not.toContain('Mimi');
	expect(await heard()).toBe(`Wieder frei: ${range}.`);
	const mail = await house.mailTo('otto@example.com', about(...days));
	const [, link = ''] = /(http\S+\/c#\S+)/.exec(mail.text) ?? [];
	const freed = await house.open(link);
	await freed.getByLabel('Dein Vorname').waitFor();
	expect(await freed.getByLabel('Erster Tag').inputValue()).toBe(days[0]);
	expect(await freed.getByLabel('Letzter Tag').inputValue()).toBe(days[1]);
	for (const page of [slow, fast, freed]) await page.context().close();
});

test('no page complained on the way', () => {
	expect(house.problems).toEqual([]);
});
