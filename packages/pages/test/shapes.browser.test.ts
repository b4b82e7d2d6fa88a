/** The pages of houses of other shapes: nothing in them counts on three approvers, on Berlin, or on light colours. */
import { type Day, isolated } from '@betzenstein/shared';
import { listed } from '@betzenstein/shared/german';
import { approversCalled, WITHOUT_LIMITS } from '@betzenstein/testing/house/environment';
import { openPagesHouse, type PagesHouse } from '@betzenstein/testing/house/inBrowser';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { findFlaws } from './flaws.ts';

/** Already the next day in the first house, and still the day before in the second, by the visitor's clock. */
const NOW = '2027-04-20T11:00:00Z';
const SHAPES = [
	{
		house: 'Strandhaus',
		zone: 'Pacific/Kiritimati',
		clock: '21.04.2027 um 01:00 Uhr',
		names: ['Ngaio'],
		colors: ['#000000'],
	},
	{
		house: 'Haus am Ende der Welt',
		zone: 'Pacific/Pago_Pago',
		clock: '20.04.2027 um 00:00 Uhr',
		names: [
			'Jürgen',
			'Jürgen jun.',
			'Anne Marie von der Vogelweide zu Lichten',
			'O’Neil',
			'דוד',
			'東京',
			'Žofie / Jan',
		],
		colors: ['#000000', '#ffffff', '#777777', '#ff0000', '#0000ff', '#00ff00', '#1d2125'],
	},
] as const;

let browser: Browser;
beforeAll(async () => {
	browser = await launchChromium();
	return () => browser.close();
});

describe.each(SHAPES)('$house: $names.length to decide, in $zone', ({ house: name, zone, clock, names, colors }) => {
	const [first] = names;
	const last = names.at(-1) as string;
	const others = names.slice(1).map(isolated);
	let house: PagesHouse;
	beforeAll(async () => {
		const APPROVERS = JSON.stringify(approversCalled(names, colors));
		const env = { ...WITHOUT_LIMITS, APPROVERS, HOUSE_NAME: name, TIME_ZONE: zone, HOLIDAY_REGION: 'none' };
		house = await openPagesHouse({ today: NOW, env });
		return house.close;
	});

	const ask = async (startDate: Day, affiliation: string = last) =>
		house.ask({ startDate, endDate: startDate, affiliation });

	/** Without a flaw in both schemes, on a narrow screen. */
	async function open(path: string, shows: string): Promise<Page> {
		const context = await browser.newContext({ timezoneId: 'America/New_York', viewport: { width: 375, height: 800 } });
		const page = await context.newPage();
		await page.goto(house.url + path);
		await see(page, shows);
		return page;
	}
	async function see(page: Page, text: string): Promise<void> {
		await page.getByText(text).filter({ visible: true }).first().waitFor();
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			expect(await findFlaws(page)).toEqual([]);
		}
		expect(await page.locator('body').textContent()).not.toMatch(/Betzenstein|Ingeborg|Alle haben|und die anderen/);
	}

	test('/c shows every party, today by the house’s clock, and asks', async () => {
		for (const [index, party] of names.entries()) await ask(`2027-04-${22 + index}`, party);
		const page = await open(`/c#${house.calendarToken}`, 'Wer ist wann im Haus?');
		expect(await page.title()).toBe(`Kalender – ${isolated(name)}`);
		expect(await page.locator('td.today .number').textContent()).toBe(clock.slice(0, 2).replace(/^0/, ''));
		expect(await page.locator('.bar').count()).toBe(names.length);
		const radios = page.getByRole('radio');
		expect(await radios.evaluateAll((all) => all.map((radio) => (radio as HTMLInputElement).value))).toEqual(names);
		expect(await radios.first().isChecked()).toBe(names.length === 1);
		await page.getByLabel('Erster Tag').fill('2027-06-01');
		await page.getByLabel('Letzter Tag').fill('2027-06-02');
		await page.getByLabel(first, { exact: true }).check();
		await page.getByLabel('Dein Vorname').fill('Anna');
		await page.getByLabel('Deine E-Mail-Adresse').fill('anna@example.com');
		await page.locator('form').getByRole('button', { name: 'Tage anfragen' }).click();
		await see(page, `Es fehlt noch die Antwort von ${listed(names.map(isolated))}.`);
		await page.context().close();
	});

	test('/a takes an answer, and says who is missing or that the days are fixed', async () => {
		const { booking } = await ask('2027-07-01');
		const page = await open(`/a#${await house.link.action(first, booking.id, 'approve')}`, 'Bist du einverstanden?');
		await page.getByRole('button', { name: 'Zustimmen' }).click();
		await see(page, 'Danke, du hast zugestimmt');
		await see(page, others.length > 0 ? `Es fehlt noch die Antwort von ${listed(others)}.` : 'Die Tage sind fest.');
		await page.context().close();
		const again = await open(`/a#${await house.link.action(first, booking.id, 'approve')}`, 'Das ist schon erledigt');
		await see(again, `${isolated(first)} hat am ${clock} zugestimmt.`);
		await again.context().close();
	});

	test('/b lists each answer, and what happened by the house’s clock', async () => {
		const { booking, bookingToken } = await ask('2027-07-03');
		const deny = house.client(await house.link.action(last, booking.id, 'deny'));
		await deny.action.perform.mutate({ comment: 'Leider nicht' });
		const page = await open(`/b#${bookingToken}`, `${isolated(last)} hat abgelehnt. Die Tage sind wieder frei.`);
		expect(await page.locator('.approvals li strong').allTextContents()).toEqual(names);
		expect(await page.locator('.timeline time').first().textContent()).toBe(clock);
		await page.context().close();
	});

	test('/p of an approver asks for days; whoever alone decides has them at once', async () => {
		const token = await house.link.approver(first);
		const page = await open(`/p#${token}`, `Hallo ${isolated(first)}`);
		await page.goto(`${house.url}/c#${token}`);
		await page.getByLabel('Erster Tag').fill('2027-08-01');
		await page.getByLabel('Letzter Tag').fill('2027-08-02');
		await page.getByLabel('Dein Vorname').fill('Ngaio');
		await page.locator('form').getByRole('button', { name: 'Tage anfragen' }).click();
		await see(page, others.length > 0 ? 'Anfrage gestellt' : 'Gebucht');
		await see(page, others.length > 0 ? `Es fehlt noch die Antwort von ${listed(others)}.` : 'Die Tage sind fest.');
		await page.context().close();
	});
});
