/** The calendar page of a house where a family has been asking for days. */
import { openPagesHouse, type PagesHouse } from '@betzenstein/testing/house/inBrowser';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { buildPages } from '../build.ts';
import { fill, TODAY } from './states.ts';

export interface CalendarPages {
	/** Taken are 24.04., 29.04.–02.05., 05.–09.05. and 14.–18.05.2027. */
	house: PagesHouse;
	/** A tab of its own; with the calendar link unless told otherwise. @param search what follows `/c` in the address */
	open(options?: BrowserContextOptions & { search?: string; token?: string }): Promise<Page>;
	close(): Promise<void>;
}

export async function openCalendarPages(): Promise<CalendarPages> {
	await buildPages();
	const [chromium, house] = await Promise.all([launchChromium(), openPagesHouse({ today: TODAY })]);
	await fill(house);
	return {
		house,
		async open({ search = '', token = house.calendarToken, ...context } = {}) {
			const page = await chromium.newPage({ locale: 'de-DE', ...context });
			await page.goto(`${house.url}/c${search}#${token}`);
			await page.locator('.calendar h2').waitFor();
			return page;
		},
		async close() {
			await chromium.close();
			await house.close();
		},
	};
}
