/** The calendar for eyes that need more: very large type, colours of the system, and on paper. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CalendarPages, openCalendarPages } from './calendarPage.ts';
import { findByType, setType } from './largeType.ts';

const PHONE = { width: 375, height: 800 };

let pages: CalendarPages;
beforeAll(async () => {
	pages = await openCalendarPages();
	return pages.close;
});

const open: CalendarPages['open'] = (options) => pages.open(options);

test.each([24, 32])(
	'with type of %i px on a phone no word is broken, every year is seen, and the list stands for the grid',
	async (pixels) => {
		const page = await open({ viewport: PHONE });
		await setType(page, pixels);
		await page.getByRole('heading', { name: 'Was kommt' }).waitFor();
		for (const view of ['Liste', 'Jahr']) {
			await page.getByRole('button', { name: view, exact: true }).click();
			expect(await findByType(page)).toEqual([]);
		}
		await page.close();
	},
);

test('at ordinary size the smallest phone has the grid, with days that a finger can hit', async () => {
	const page = await open({ viewport: { width: 320, height: 600 } });
	const cells = await page.locator('[data-day]').evaluateAll((all) =>
		all.map((cell) => {
			const { width, height } = cell.getBoundingClientRect();
			return Math.min(width, height);
		}),
	);
	expect(cells.length).toBeGreaterThan(27);
	expect(Math.min(...cells)).toBeGreaterThanOrEqual(44);
	await page.close();
});

describe('in forced colours', () => {
	const styleOf = (page: Page, selector: string, name: string) =>
		page
			.locator(selector)
			.first()
			.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);

	test('today, what is chosen, the main button and the parties are told apart by more than colour', async () => {
		const page = await open({ forcedColors: 'active' });
		await page.locator('[data-day="2027-04-26"]').click();
		expect(await styleOf(page, '.today .number', 'outline-style')).toBe('solid');
		expect(await styleOf(page, 'td.chosen', 'outline-style')).toBe('solid');
		expect(await styleOf(page, 'form .primary', 'border-top-style')).toBe('double');
		// Ingeborg's, as the house has set it.
		expect(await styleOf(page, '.legend .swatch', 'background-color')).toBe('rgb(193, 219, 227)');
		await page.close();
	});

	test('how a booking stands, and what cannot be undone, have an edge', async () => {
		const page = await open({ forcedColors: 'active' });
		const { bookingToken } = await pages.house.ask({ startDate: '2027-08-01', endDate: '2027-08-02' });
		await page.goto(`${pages.house.url}/b#${bookingToken}`);
		await page.getByRole('button', { name: /^Stornieren/ }).click();
		expect(await styleOf(page, '.status', 'outline-style')).toBe('solid');
		expect(await styleOf(page, '.danger', 'border-top-style')).toBe('dashed');
		expect(await styleOf(page, 'form .buttons button:not(.danger)', 'border-top-style')).toBe('solid');
		await page.close();
	});
});

test('who wants more contrast gets the lines of the grid in it', async () => {
	const lineOf = (page: Page) =>
		page.evaluate(() => getComputedStyle(document.querySelector('td') as Element).borderBottomColor);
	const [usual, more] = [await open(), await open({ contrast: 'more' })];
	expect(await lineOf(more)).not.toBe(await lineOf(usual));
	expect(await lineOf(more)).toBe('rgb(34, 40, 46)');
	await Promise.all([usual.close(), more.close()]);
});

test('nothing moves by itself', async () => {
	const style = readFileSync(new URL('../src/style.css', import.meta.url), 'utf8');
	const calendar = readFileSync(new URL('../src/calendar/calendar.css', import.meta.url), 'utf8');
	const rules = `${style}${calendar}`;
	expect(rules).not.toMatch(/transition|scroll-behavior/);
	// Words that are there after a while do not move.
	expect(rules.match(/animation.*/g)).toEqual(['animation: appear 0s 15s forwards;']);
});

describe('on paper', () => {
	test.each(['Monat', 'Jahr'])('a %s takes one sheet, with days and names, without forms and buttons', async (view) => {
		const page = await open();
		await page.getByRole('button', { name: view, exact: true }).click();
		const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g);
		expect(sheets).toHaveLength(1);
		await page.emulateMedia({ media: 'print' });
		for (const gone of ['.request', '.tools', '.outlook', '.print'])
			expect(await page.locator(gone).first().isVisible()).toBe(false);
		for (const there of ['.calendar h2', '.calendar table', '.legend'])
			expect(await page.locator(there).first().isVisible()).toBe(true);
		// Without any colour, this says whose the days are, and whether they are fixed.
		expect(await page.locator('.calendar li:visible', { hasText: 'Anna' }).first().textContent()).toMatch(
			/29\.04\.–02\.05\.2027 \S*Anna\S*, 4 Personen, angefragt \(\S*Ingeborg\S*\)/,
		);
		await page.close();
	});
});
