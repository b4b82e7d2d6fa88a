/** A house of its own for a file of tests, and a browser that opens its pages. */

import { openPagesHouse, type PagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { HouseOptions } from '@betzenstein/testing/house/inProcess';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { TODAY } from './states.ts';

export interface Pages {
	browser: Browser;
	house: PagesHouse;
	/** A tab that shares nothing with others, once the page has read what it shows. @param path with the token behind `#` */
	open(path: string, context?: BrowserContextOptions): Promise<Page>;
	close(): Promise<void>;
}

export async function openPages(options: HouseOptions = { today: TODAY }): Promise<Pages> {
	const [browser, house] = await Promise.all([launchChromium(), openPagesHouse(options)]);
	return {
		browser,
		house,
		async open(path, context) {
			const page = await browser.newPage({ locale: 'de-DE', ...context });
			await page.goto(house.url + path);
			await page.locator('h1').waitFor();
			return page;
		},
		async close() {
			await browser.close();
			await house.close();
		},
	};
}
