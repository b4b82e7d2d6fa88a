/** Choosing days in the calendar: by finger, mouse, keys and typed dates, which all say the same. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CalendarPages, openCalendarPages } from './calendarPage.ts';
import { TODAY } from './states.ts';

const PHONE = { width: 375, height: 667 };
const DESK = { width: 1280, height: 800 };

let pages: CalendarPages;
beforeAll(async () => {
	pages = await openCalendarPages();
	return pages.close;
});

const open: CalendarPages['open'] = (options) => pages.open({ viewport: DESK, ...options });
const day = (page: Page, date: string) => page.locator(`[data-day="${date}"]`);
const field = (page: Page, label: string) => page.getByLabel(label).inputValue();
const fields = async (page: Page) => [await field(page, 'Erster Tag'), await field(page, 'Letzter Tag')];
const chosen = (page: Page) =>
	page
		.locator('[aria-selected="true"]')
		.evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset['day']));
const said = (page: Page) => page.locator('#live').textContent();
const title = (page: Page) => page.locator('.calendar h2').textContent();

describe('choosing', () => {
	test('a tap on the first and one on the last day fill the fields, and say what comes next', async () => {
		const page = await open({ viewport: PHONE, hasTouch: true });
		await day(page, '2027-04-26').tap();
		expect(await fields(page)).toEqual(['2027-04-26', '']);
		expect(await said(page)).toMatch(
			/^Erster Tag: Montag, 26\. April 2027\. Frei bis 28\.04\.2027, dann kommt \S*Anna\S*\./,
		);
		await day(page, '2027-04-28').tap();
		expect(await fields(page)).toEqual(['2027-04-26', '2027-04-28']);
		expect(await chosen(page)).toEqual(['2027-04-26', '2027-04-27', '2027-04-28']);
		expect(await said(page)).toBe('26.–28.04.2027: Montag bis Mittwoch, 3 Tage.');
		await page.close();
	});

	test('a stay may go on in another month', async () => {
		const page = await open({ search: '?monat=2027-06' });
		await day(page, '2027-06-28').click();
		await page.getByRole('button', { name: 'Monat danach' }).click();
		await day(page, '2027-07-04').click();
		expect(await fields(page)).toEqual(['2027-06-28', '2027-07-04']);
		await page.close();
	});

	test('a taken day cannot be chosen; a tap says whose it is', async () => {
		const page = await open();
		await day(page, '2027-04-24').click({ position: { x: 5, y: 5 }, force: true });
		expect(await fields(page)).toEqual(['', '']);
		expect(await day(page, '2027-04-24').getAttribute('aria-disabled')).toBe('true');
		expect(await said(page)).toMatch(/^24\.04\.2027: \S*Anne-Marie\S*, 1 Personen, bestätigt\.$/);
		// Behind another stay, another choice begins.
		await day(page, '2027-04-22').click();
		await day(page, '2027-04-25').click();
		expect(await fields(page)).toEqual(['2027-04-25', '']);
		await page.close();
	});

	test('a mouse drawn over the days chooses them, up to the next stay', async () => {
		const page = await open();
		await day(page, '2027-04-26').hover();
		await page.mouse.down();
		await day(page, '2027-04-27').hover();
		await day(page, '2027-04-30').hover({ position: { x: 5, y: 5 } });
		await page.mouse.up();
		expect(await fields(page)).toEqual(['2027-04-26', '2027-04-28']);
		// One that ends where it began chooses one day, and a tap afterwards begins anew.
		await day(page, '2027-04-22').hover();
		await page.mouse.down();
		await day(page, '2027-04-23').hover();
		await day(page, '2027-04-22').hover();
		await page.mouse.up();
		expect(await fields(page)).toEqual(['2027-04-22', '2027-04-22']);
		await page.close();
	});

	test('keys alone do it, across months', async () => {
		const page = await open();
		await day(page, TODAY).focus();
		const keys = async (...names: string[]) => {
			for (const name of names) await page.keyboard.press(name);
			return page.evaluate(() => (document.activeElement as HTMLElement).dataset['day']);
		};
		expect(await keys('ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp')).toBe(TODAY);
		expect(await keys('Home')).toBe('2027-04-19');
		expect(await keys('End', 'ArrowRight')).toBe('2027-04-26');
		expect(await keys('Enter', 'ArrowRight', ' ')).toBe('2027-04-27');
		expect(await fields(page)).toEqual(['2027-04-26', '2027-04-27']);
		expect(await keys('Escape')).toBe('2027-04-27');
		expect(await fields(page)).toEqual(['', '']);
		expect(await keys('PageDown', 'PageDown')).toBe('2027-06-27');
		expect(await title(page)).toBe('Juni 2027');
		expect(await keys('Enter', 'ArrowDown', 'Enter')).toBe('2027-07-04');
		expect(await fields(page)).toEqual(['2027-06-27', '2027-07-04']);
		expect(await keys('Shift+PageDown', 'Shift+PageUp', 'PageUp')).toBe('2027-06-04');
		// Only one day can be reached by Tab.
		expect(await page.locator('td[tabindex="0"]').count()).toBe(1);
		await page.close();
	});

	test('typed dates are shown in the grid, and who is in the way is told at once', async () => {
		const page = await open();
		await page.getByLabel('Erster Tag').fill('2027-05-10');
		expect(await title(page)).toBe('Mai 2027');
		await page.getByLabel('Letzter Tag').fill('2027-05-13');
		expect(await chosen(page)).toEqual(['2027-05-10', '2027-05-11', '2027-05-12', '2027-05-13']);
		expect(await page.locator('.dates + .hint').textContent()).toBe('Montag bis Donnerstag, 4 Tage.');
		await page.getByLabel('Letzter Tag').fill('2027-05-15');
		expect(await page.locator('.dates + .hint').textContent()).toMatch(
			/^14\.–18\.05\.2027 ist \S*Friederike\S* da \(angefragt\)\. Frei bis 13\.05\.2027\.$/,
		);
		await page.getByLabel('Erster Tag').fill('2027-05-09');
		await page.getByLabel('Letzter Tag').fill('2027-05-10');
		expect(await page.locator('.dates + .hint').textContent()).toMatch(/Łukasz.*Wieder frei ab 10\.05\.2027\.$/);
		await page.close();
	});

	test('the next free weekend is one press away', async () => {
		const page = await open();
		await page.getByRole('button', { name: '22.–23.05.2027' }).click();
		expect(await fields(page)).toEqual(['2027-05-22', '2027-05-23']);
		expect(await title(page)).toBe('Mai 2027');
		await page.close();
	});
});

describe('on a phone', () => {
	test('what is chosen stays in sight, and leads to the top of the form', async () => {
		const page = await open({ viewport: PHONE });
		await day(page, '2027-04-26').click();
		const button = page.getByRole('button', { name: 'Weiter', exact: true });
		await page.evaluate(() => scrollTo(0, 0));
		expect(await isInSight(page, '.chosen-days')).toBe(true);
		await button.click();
		expect(await topOf(page, '.request h2')).toBeLessThan(100);
		expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Tage anfragen');
		await page.close();
	});

	test('after a request, days are chosen and the way leads to a new form, which knows who asks', async () => {
		const page = await open({ viewport: PHONE });
		await page.getByLabel('Erster Tag').fill('2027-09-01');
		await page.getByLabel('Letzter Tag').fill('2027-09-02');
		await page.getByLabel('Cornelia').check();
		await page.getByLabel('Dein Vorname').fill('Šárka');
		await page.getByLabel('Deine E-Mail-Adresse').fill('sarka@example.com');
		await page.getByRole('button', { name: 'Tage anfragen' }).click();
		await page.getByText('Anfrage gestellt').first().waitFor();
		await day(page, '2027-09-06').click();
		await page.getByRole('button', { name: 'Weiter', exact: true }).click();
		expect(await topOf(page, '.request h2')).toBeLessThan(100);
		expect(await fields(page)).toEqual(['2027-09-06', '']);
		expect(await field(page, 'Dein Vorname')).toBe('Šárka');
		expect(await field(page, 'Deine E-Mail-Adresse')).toBe('sarka@example.com');
		await page.close();
	});

	test('a finger that goes sideways leafs, one that goes down does not', async () => {
		const page = await open({ viewport: PHONE, hasTouch: true });
		await swipe(page, -120, 10);
		expect(await title(page)).toBe('Mai 2027');
		await swipe(page, 120, 10);
		expect(await title(page)).toBe('April 2027');
		await swipe(page, -70, 200);
		expect(await title(page)).toBe('April 2027');
		expect(await fields(page)).toEqual(['', '']);
		await page.close();
	});
});

test('at a desk, calendar and form stand beside each other', async () => {
	const page = await open();
	const [grid, form] = await Promise.all(
		['.calendar table', '.request form'].map((one) => page.locator(one).boundingBox()),
	);
	expect(form?.x).toBeGreaterThan((grid?.x ?? 0) + (grid?.width ?? 0));
	expect(form?.y).toBeLessThan((grid?.y ?? 0) + (grid?.height ?? 0));
	// One button sends, none of the same name leads there.
	expect(await page.getByRole('button', { name: 'Tage anfragen' }).count()).toBe(1);
	await page.close();
});

describe('leafing', () => {
	test('ends where booking ends, and in the year before', async () => {
		for (const [month, way] of [
			['2026-01', 'Monat davor'],
			['2028-12', 'Monat danach'],
		] as const) {
			const page = await open({ search: `?monat=${month}` });
			const before = await title(page);
			const button = page.getByRole('button', { name: way });
			expect(await button.getAttribute('aria-disabled')).toBe('true');
			await button.click({ force: true });
			expect(await title(page)).toBe(before);
			await page.close();
		}
		const far = await open({ search: '?monat=2028-11' });
		await day(far, '2028-11-20').click({ force: true });
		expect(await said(far)).toMatch(/Ein Aufenthalt beginnt spätestens am 20\.10\.2028\.$/);
		await far.close();
	});

	test('writes the address, which leads back there, and keeps what the history holds', async () => {
		const page = await open();
		await page.evaluate(() => history.replaceState({ kept: 1 }, ''));
		await page.getByRole('button', { name: 'Monat danach' }).click();
		expect(page.url()).toBe(`${pages.house.url}/c?monat=2027-05`);
		await page.getByRole('button', { name: 'Jahr' }).first().click();
		expect(page.url()).toBe(`${pages.house.url}/c?monat=2027-05&ansicht=jahr`);
		expect(await page.evaluate(() => history.state)).toEqual({ kept: 1 });
		await page.close();
		const again = await open({ search: '?monat=2027-05&ansicht=jahr' });
		expect(await title(again)).toBe('2027');
		await again.getByRole('button', { name: 'Juni 2027' }).click();
		expect(await title(again)).toBe('Juni 2027');
		await again.close();
	});
});

describe('Back and Forward', () => {
	test('lead through the views, not through every month, and load nothing anew', async () => {
		const page = await open();
		await page.getByLabel('Dein Vorname').fill('Karl');
		await page.getByRole('button', { name: 'Monat danach' }).click();
		await page.getByRole('button', { name: 'Jahr' }).first().click();
		await page.getByRole('button', { name: 'Juni 2027' }).click();
		const asked: string[] = [];
		// The browser looks at the icon again with each address.
		page.on('request', (request) => request.url().endsWith('.svg') || asked.push(request.url()));

		for (const shown of ['2027', 'Mai 2027']) {
			await page.goBack();
			await expect.poll(() => title(page)).toBe(shown);
		}
		for (const shown of ['2027', 'Juni 2027']) {
			await page.goForward();
			await expect.poll(() => title(page)).toBe(shown);
		}
		expect(await said(page)).toBe('Juni 2027: alles frei');
		expect(page.url()).toBe(`${pages.house.url}/c?monat=2027-06`);
		expect(await page.getByLabel('Dein Vorname').inputValue()).toBe('Karl');
		expect(asked).toEqual([]);
		await page.close();
	});
});

describe('what is seen', () => {
	test('in the year what is over is dimmed, and nobody is told that it is free', async () => {
		const page = await open({ search: '?ansicht=jahr' });
		const month = (name: string) => page.locator('.year section').filter({ hasText: name });
		expect(await month('Januar 2027').locator('p').textContent()).toBe('niemand war da');
		expect(await month('Januar 2027').locator('td.past').count()).toBe(31);
		expect(await month('April 2027').locator('td.past').count()).toBe(Number(TODAY.slice(8)) - 1);
		expect(await month('Juni 2027').locator('p').textContent()).toBe('alles frei');
		expect(await month('Juni 2027').locator('td.past').count()).toBe(0);
		await page.close();
		const over = await open({ search: '?monat=2027-01' });
		expect(await over.locator('.calendar').textContent()).toContain('In diesem Monat war niemand da.');
		await over.close();
	});

	test('who is there and who comes next stand first; what is over is dimmed', async () => {
		const page = await open();
		expect(await page.locator('.outlook').textContent()).toMatch(
			/^Jetzt niemand da.*Danach 24\.04\.2027 \S*Anne-Marie/,
		);
		expect(await page.locator('td.past').count()).toBeGreaterThan(18);
		expect(await day(page, TODAY).getAttribute('class')).not.toContain('past');
		await page.close();
	});

	test('every day of the grid is called by its whole date, holidays of other months too', async () => {
		const page = await open();
		expect(await day(page, '2027-05-01').locator('.spoken').textContent()).toMatch(
			/^Samstag, 1\. Mai 2027, Tag der Arbeit, \S*Anna\S*, 4 Personen, angefragt$/,
		);
		expect(await day(page, TODAY).locator('.spoken').textContent()).toBe('Dienstag, 20. April 2027, heute, frei');
		expect(await page.getByText('Feiertage:').textContent()).toContain('01.05.2027 Tag der Arbeit');
		await page.close();
	});

	test('the list has what comes in all months, and what is free in between', async () => {
		const page = await open();
		await page.getByRole('button', { name: 'Liste' }).click();
		const lines = await page.locator('.coming li').allTextContents();
		expect(lines.slice(0, 4).map((line) => line.split(' ')[0])).toEqual([
			'20.–23.04.2027',
			'24.04.2027',
			'25.–28.04.2027',
			'29.04.–02.05.2027',
		]);
		expect(lines[0]).toContain('frei');
		await page.close();
	});

	test('the legend names every party, and what a dashed line means', async () => {
		const page = await open();
		const legend = (await page.locator('.legend').textContent()) ?? '';
		for (const word of ['Ingeborg', 'Cornelia', 'Angelika', 'bestätigt', 'gestrichelt: angefragt'])
			expect(legend).toContain(word);
		await page.close();
	});
});

describe('stays lead on', () => {
	test('a person to their own booking, and from there back', async () => {
		const page = await open({ token: await pages.house.link.person('anna@example.com') });
		expect(await page.locator('.calendar li a').allTextContents()).toEqual(['29.04.–02.05.2027']);
		await page.locator('.calendar li a').click();
		await page.getByRole('heading', { name: 'Buchung', exact: true }).waitFor();
		await page.getByRole('button', { name: /^Ändern/ }).waitFor();
		await page.getByRole('link', { name: 'Zum Kalender' }).click();
		await page.getByRole('heading', { name: 'Wer ist wann im Haus?' }).waitFor();
		await page.close();
	});

	test('an approver to a request, by its bar too, and decides there', async () => {
		const page = await open({ token: await pages.house.link.approver('Angelika'), search: '?monat=2027-05' });
		await page.locator('a.bar', { hasText: 'Friederike' }).first().click({ force: true });
		await page.getByRole('button', { name: 'Zustimmen' }).click();
		await page.getByText('Danke, du hast zugestimmt').first().waitFor();
		await page.close();
	});

	test('nobody with the calendar link alone', async () => {
		const page = await open();
		expect(await page.locator('.calendar a').count()).toBe(0);
		await page.close();
	});
});

test('what others ask for meanwhile is told in the form that is being filled in', async () => {
	const page = await open();
	await page.getByLabel('Erster Tag').fill('2027-10-01');
	await page.getByLabel('Letzter Tag').fill('2027-10-05');
	await pages.house.ask({
		startDate: '2027-10-04',
		endDate: '2027-10-06',
		firstName: 'Karl',
		email: 'karl@example.com',
	});
	await page.evaluate(() => document.querySelector('.calendar')?.dispatchEvent(new Event('changed')));
	await page.getByText(/Karl\S* da \(angefragt\)\. Frei bis 03\.10\.2027\./).waitFor();
	await page.close();
});

test('who is in the way of other days for a booking is told to a person who types them, too', async () => {
	const page = await open({ token: await pages.house.link.person('anna@example.com') });
	await page.locator('.calendar li a').click();
	await page.getByRole('button', { name: /^Ändern/ }).click();
	const hint = page.locator('.dates + .hint');
	// Their own days are not in their way.
	await expect.poll(() => hint.textContent()).toBe('Donnerstag bis Sonntag, 4 Tage.');
	await page.getByLabel('Letzter Tag').fill('2027-05-06');
	await expect
		.poll(() => hint.textContent())
		.toMatch(/^05\.–09\.05\.2027 ist \S*Łukasz\S* da \(bestätigt\)\. Frei bis 04\.05\.2027\.$/);
	await page.close();
});

const topOf = (page: Page, selector: string) =>
	page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);

const isInSight = (page: Page, selector: string) =>
	page.locator(selector).evaluate((element) => {
		const { top, bottom } = element.getBoundingClientRect();
		return top >= 0 && bottom <= innerHeight;
	});

/** A finger put on the middle of the grid, moved and lifted. */
async function swipe(page: Page, x: number, y: number): Promise<void> {
	const session = await page.context().newCDPSession(page);
	const box = await page.locator('.calendar table').boundingBox();
	if (!box) throw new Error('There is no grid.');
	await page.locator('.calendar table').scrollIntoViewIfNeeded();
	const from = { x: 180, y: 300 };
	await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
	for (const part of [0.5, 1])
		await session.send('Input.dispatchTouchEvent', {
			type: 'touchMove',
			touchPoints: [{ x: from.x + x * part, y: from.y + y * part }],
		});
	await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
	await session.detach();
}
