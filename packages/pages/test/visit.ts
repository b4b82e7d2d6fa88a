/** A state of a page, reached with the keyboard alone, and what is wrong with it in every view. */

import { findBySight } from '@betzenstein/testing/browser/flaws';
import { openPagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { Browser, Page } from 'playwright-core';
import { findFlaws, watch } from './flaws.ts';
import { keyboardOf } from './keyboard.ts';
import { findByType, setType } from './largeType.ts';
import { type State, TODAY } from './states.ts';

export const VIEWS = [
	{ name: 'light', width: 1280, colorScheme: 'light' },
	{ name: 'dark', width: 1280, colorScheme: 'dark' },
	{ name: 'phone', width: 375, colorScheme: 'light' },
	{ name: 'dark phone', width: 375, colorScheme: 'dark' },
] as const;

/** Type of 200 %, in pixels. */
const LARGE_TYPE = 32;

/** Goes there, looks at it in each view and with very large type, and answers what is wrong, a sentence each. */
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
		viewport: { width: 1280, height: 800 },
	});
	const flaws: string[] = [];
	try {
		const page = await context.newPage();
		const complaints = await watch(page, house.url, state);
		await page.goto(house.url + (await state.open(house)));
		// Shown only once everything has been read.
		await page.locator('h1').waitFor();
		await state.act?.(keyboardOf(page), house);
		await page.getByText(state.shows).filter({ visible: true }).first().waitFor();
		for (const view of VIEWS) {
			await page.setViewportSize({ width: view.width, height: 800 });
			await page.emulateMedia({ colorScheme: view.colorScheme });
			await look?.(page, view);
			for (const flaw of [...complaints(), ...(await flawsOf(page, view.colorScheme === 'light'))])
				flaws.push(`${view.name}: ${flaw}`);
		}
		await setType(page, LARGE_TYPE);
		for (const flaw of [...(await findBySight(page)), ...(await findByType(page))]) flaws.push(`large type: ${flaw}`);
	} finally {
		await context.close();
		await house.close();
	}
	return flaws;
}

/** The focus is put back where the reader left it. Where Tab leads is the same in the dark. */
async function flawsOf(page: Page, byTab: boolean): Promise<string[]> {
	const left = await page.evaluateHandle(() => document.activeElement);
	const flaws = await findFlaws(page, byTab);
	await left.evaluate((element) => (element as HTMLElement | null)?.focus());
	return flaws;
}
