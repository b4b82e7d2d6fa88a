/** A reader without a mouse: reaches and uses everything by Tab, arrows, Enter and Space. */
import type { Page } from 'playwright-core';

/** More stops than any page has. */
const MOST_STOPS = 120;

export interface Keyboard {
	/** Tabs to what begins with this name. */
	tabTo(name: string): Promise<void>;
	/** Tabs there and presses it. */
	press(name: string): Promise<void>;
	/** Tabs there and types, over whatever stands there. */
	fill(name: string, text: string): Promise<void>;
	/** Tabs to a date field and types the day. @param day `YYYY-MM-DD` */
	fillDay(name: string, day: string): Promise<void>;
	/** Tabs to the calendar's days and presses these keys there. */
	onDays(...keys: string[]): Promise<void>;
	/** Tabs into the group and goes on with the arrow keys. */
	choose(name: string): Promise<void>;
}

export function keyboardOf(page: Page): Keyboard {
	const key = page.keyboard;

	async function tabUntil(what: string, isThere: () => Promise<boolean>): Promise<void> {
		for (let stops = 0; stops < MOST_STOPS; stops++) {
			if (await isThere()) return;
			await key.press('Tab');
		}
		throw new Error(`Tab does not lead to "${what}".`);
	}
	const tabTo = (name: string) => tabUntil(name, async () => (await focusedName(page)).startsWith(name));

	return {
		tabTo,
		async press(name) {
			await tabTo(name);
			const isBox = await page.evaluate(() => document.activeElement instanceof HTMLInputElement);
			await key.press(isBox ? 'Space' : 'Enter');
		},
		async fill(name, text) {
			await tabTo(name);
			await key.press('ControlOrMeta+a');
			if (text === '') await key.press('Delete');
			else await key.type(text);
		},
		async fillDay(name, day) {
			const [year, month, date] = day.split('-');
			await tabTo(name);
			// The order is that of the browser's language, which no page can ask for.
			for (const text of [`${date}${month}${year}`, `${month}${date}${year}`]) {
				await key.type(text);
				if ((await focusedValue(page)) === day) return;
				for (let part = 0; part < 3; part++) await key.press('ArrowLeft');
			}
			throw new Error(`"${name}" does not take ${day}.`);
		},
		async onDays(...keys) {
			await tabUntil('the days', () => page.evaluate(() => document.activeElement?.matches('[data-day]') ?? false));
			for (const name of keys) await key.press(name);
		},
		async choose(name) {
			const isRadio = () =>
				page.evaluate(
					() => document.activeElement instanceof HTMLInputElement && document.activeElement.type === 'radio',
				);
			await tabUntil(name, isRadio);
			await key.press('Space');
			for (let presses = 0; presses < 10 && (await focusedName(page)) !== name; presses++) await key.press('ArrowDown');
			if ((await focusedName(page)) !== name) throw new Error(`The arrow keys do not lead to "${name}".`);
		},
	};
}

const focusedValue = (page: Page): Promise<string | undefined> =>
	page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.value);

/** What a screen reader would call the element with the focus, roughly. */
const focusedName = (page: Page): Promise<string> =>
	page.evaluate(() => {
		const element = document.activeElement;
		if (!element || element === document.body) return '';
		const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
		return (labels.map((label) => label.textContent).join(' ') || element.textContent || '').trim();
	});
