/** The calendar page of a house where a family has been asking for days. */
import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openPages } from './openPages.ts';
import { fill } from './states.ts';

export interface CalendarPages {
	/** Taken are 24.04., 29.04.–02.05., 05.–09.05. and 14.–18.05.2027. */
	house: PagesHouse;
	/** A tab of its own; with the calendar link unless told otherwise. @param search what follows `/c` in the address */
	open(options?: BrowserContextOptions & { search?: string; token?: string }): Promise<Page>;
	close(): Promise<void>;
}

export async function openCalendarPages(): Promise<CalendarPages> {
	const { house, open, close } = await openPages();
	await fill(house);
	return {
		house,
		async open({ search = '', token = house.calendarToken, ...context } = {}) {
			const page = await open(`/c${search}#${token}`, context);
			await page.locator('.calendar h2').waitFor();
			return page;
		},
		close,
	};
}
