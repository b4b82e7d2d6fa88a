/** What very large type does to a page (WCAG 1.4.4). */
import type { Page } from 'playwright-core';

/** Sets the size that somebody has chosen for their browser's type; 16 is usual, 32 are 200 %. */
export async function setType(page: Page, pixels: number): Promise<void> {
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Page.setFontSizes', { fontSizes: { standard: pixels } });
	await devtools.detach();
	// What depends on the width in letters is told with the next picture, and drawn with the one after.
	await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** Every word that goes on in another line, what reaches over the edge, and date fields with no room for the year. */
export const findByType = async (page: Page): Promise<string[]> => [
	...(await brokenWords(page)),
	...(await wideElements(page)),
	...(await hiddenYears(page)),
];

/** A hyphen or a dash may end a word; an address is none. */
const brokenWords = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const broken: string[] = [];
		const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = texts.nextNode(); node; node = texts.nextNode()) {
			if (!node.parentElement?.checkVisibility() || node.parentElement.closest('.spoken, option')) continue;
			for (const word of (node.textContent ?? '').matchAll(/[^\s\-–]+/g)) {
				const range = document.createRange();
				range.setStart(node, word.index);
				range.setEnd(node, word.index + word[0].length);
				const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
				if (lines.size > 1 && !/@|:\/\//.test(word[0]))
					broken.push(`${word[0]} is broken in ${node.parentElement.outerHTML}`);
			}
		}
		return broken;
	});

const wideElements = (page: Page): Promise<string[]> =>
	page.evaluate(() =>
		[...document.querySelectorAll('main *:not(.spoken)')]
			.filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth)
			.map((element) => `too wide: ${element.outerHTML}`),
	);

const hiddenYears = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const pen = document.createElement('canvas').getContext('2d');
		if (!pen) throw new Error('There is no canvas.');
		return [...document.querySelectorAll<HTMLInputElement>('input[type="date"]')].flatMap((input) => {
			if (!input.checkVisibility()) return [];
			const { font, fontSize, paddingLeft, paddingRight } = getComputedStyle(input);
			pen.font = font;
			// The sign that opens the picker is as high as the type, with a gap before it.
			const needed = pen.measureText('10.10.2027').width + 1.2 * Number.parseFloat(fontSize);
			const room = input.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
			return room > needed ? [] : [`no room for a year: ${needed} of ${room} px in ${input.outerHTML}`];
		});
	});
