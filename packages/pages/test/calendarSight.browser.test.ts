/** The calendar for eyes that need more: very large type, colours of the system, and on paper. */
import { readFileSync } from 'node:fs';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CalendarPages, openCalendarPages } from './calendarPage.ts';

const PHONE = { width: 375, height: 800 };

let pages: CalendarPages;
beforeAll(async () => {
	pages = await openCalendarPages();
});
afterAll(() => pages?.close());

const open: CalendarPages['open'] = (options) => pages.open(options);

describe.each([24, 32])('with type of %i px on a phone', (size) => {
	let large: Browser;
	beforeAll(async () => {
		const args = ['--lang=de-DE', `--blink-settings=defaultFontSize=${size}`];
		large = await launchChromium({ args, env: { ...process.env, LANGUAGE: 'de' } });
	});
	afterAll(() => large?.close());

	test('no word is broken, nothing scrolls sideways, and the list stands for the grid', async () => {
		const page = await open({ viewport: PHONE, browser: large });
		expect(await page.locator('.calendar h2').textContent()).toBe('Was kommt');
		for (const view of ['Liste', 'Jahr']) {
			await page.getByRole('button', { name: view, exact: true }).click();
			expect(await brokenWords(page)).toEqual([]);
			expect(await wideElements(page)).toEqual([]);
		}
		await page.close();
	});

	test('a date field shows its year', async () => {
		const page = await open({ viewport: PHONE, browser: large });
		const room = await page.getByLabel('Erster Tag').evaluate((input: HTMLInputElement) => {
			input.value = '2027-10-10';
			const { font, paddingLeft, paddingRight } = getComputedStyle(input);
			const pen = document.createElement('canvas').getContext('2d');
			if (!pen) throw new Error('There is no canvas.');
			pen.font = font;
			// The sign that opens the picker is as high as the type, with a gap before it.
			const taken = pen.measureText('10.10.2027').width + 1.2 * Number.parseFloat(getComputedStyle(input).fontSize);
			return input.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - taken;
		});
		expect(room).toBeGreaterThan(0);
		await page.close();
	});
});

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
	test('today, what is chosen, the main button and the parties are told apart by more than colour', async () => {
		const page = await open({ forcedColors: 'active' });
		await page.locator('[data-day="2027-04-26"]').click();
		const styleOf = (selector: string, name: string) =>
			page
				.locator(selector)
				.first()
				.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);
		expect(await styleOf('.today .number', 'outline-style')).toBe('solid');
		expect(await styleOf('td.chosen', 'outline-style')).toBe('solid');
		expect(await styleOf('form .primary', 'border-top-style')).toBe('double');
		// Ingeborg's, as the house has set it.
		expect(await styleOf('.legend .swatch', 'background-color')).toBe('rgb(193, 219, 227)');
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

/** Every word that goes on in another line. A hyphen or a dash may end one. */
const brokenWords = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const broken: string[] = [];
		const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = texts.nextNode(); node; node = texts.nextNode()) {
			if (!node.parentElement?.checkVisibility() || node.parentElement.closest('.spoken, option')) continue;
			for (const word of (node.textContent ?? '').matchAll(/[^\s\-–@]+/g)) {
				const range = document.createRange();
				range.setStart(node, word.index);
				range.setEnd(node, word.index + word[0].length);
				if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1)
					broken.push(`${word[0]} in ${node.parentElement.outerHTML}`);
			}
		}
		return broken;
	});

/** What reaches over the right edge. */
const wideElements = (page: Page): Promise<string[]> =>
	page.evaluate(() =>
		[...document.querySelectorAll('main *:not(.spoken)')]
			.filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth)
			.map((element) => element.outerHTML),
	);
