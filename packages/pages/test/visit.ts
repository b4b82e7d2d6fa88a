/** A state of a page, reached with the keyboard alone, and what is wrong with it in every view. */

import { openPagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { Browser, Page } from 'playwright-core';
import { findFlaws, watch } from './flaws.ts';
import { keyboardOf } from './keyboard.ts';
import { type State, TODAY } from './states.ts';

export const VIEWS = [
	{ name: 'light', width: 800, colorScheme: 'light' },
	{ name: 'dark', width: 800, colorScheme: 'dark' },
	{ name: 'phone', width: 375, colorScheme: 'light' },
	{ name: 'dark phone', width: 375, colorScheme: 'dark' },
] as const;

/** Goes there, looks at it in each view, and answers what is wrong, a sentence each. */
export async function visit(
	state: State,
	{
		browser,
		adminUrl,
		look,
	}: { browser: Browser; adminUrl: string; look?: (page: Page, view: (typeof VIEWS)[number]) => Promise<void> },
): Promise<string[]> {
	const house = await openPagesHouse({ today: TODAY, postgresUrl: adminUrl });
	const context = await browser.newContext({
		locale: 'de-DE',
		timezoneId: 'America/New_York',
		viewport: { width: 800, height: 800 },
	});
	const flaws: string[] = [];
	try {
		const page = await context.newPage();
		const complaints = await watch(page, house.url, state);
		await page.goto(house.url + (await state.open(house)));
		// Shown only once everything has been read.
		await page.locator('h1').waitFor();
		await state.act?.(keyboardOf(page), house);
		await page.getByText(state.shows).first().waitFor();
		for (const view of VIEWS) {
			await page.setViewportSize({ width: view.width, height: 800 });
			await page.emulateMedia({ colorScheme: view.colorScheme });
			await look?.(page, view);
			for (const flaw of [...complaints(), ...(await flawsOf(page))]) flaws.push(`${view.name}: ${flaw}`);
		}
	} finally {
		await context.close();
		await house.close();
	}
	return flaws;
}

/** The focus is put back where the reader left it. */
async function flawsOf(page: Page): Promise<string[]> {
	const left = await page.evaluateHandle(() => document.activeElement);
	const flaws = await findFlaws(page);
	await left.evaluate((element) => (element as HTMLElement | null)?.focus());
	return flaws;
}
