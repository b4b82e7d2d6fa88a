/** What a browser can say about a mail that a test of its HTML cannot. */
import type { Page } from 'playwright-core';

/** Fingers (WCAG 2.5.5). */
const TAP_TARGET = 44;
/** Eyes (WCAG 1.4.3). */
const CONTRAST = 4.5;

/** Everything that is wrong with the mail on this page, at its width and in its colour scheme. */
export function findFlaws(page: Page): Promise<string[]> {
	return page.evaluate(
		({ tapTarget, contrast }) => {
			const flaws: string[] = [];
			const { scrollWidth, clientWidth } = document.documentElement;
			if (scrollWidth > clientWidth) flaws.push(`scrolls sideways: ${scrollWidth} px on ${clientWidth}`);
			for (const link of document.querySelectorAll('a')) {
				const { height, width } = link.getBoundingClientRect();
				if (height < tapTarget || width < tapTarget) flaws.push(`"${link.textContent}" is ${width} by ${height} px`);
			}

			const rgb = (color: string): number[] => color.match(/[\d.]+/g)?.map(Number) ?? [];
			const luminance = (color: string): number =>
				rgb(color)
					.slice(0, 3)
					.map((channel) => channel / 255)
					.map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
					.reduce((sum, channel, index) => sum + channel * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);
			const groundOf = (element: Element | null): string => {
				if (!element) return 'rgb(255, 255, 255)';
				const color = getComputedStyle(element).backgroundColor;
				return rgb(color)[3] === 0 ? groundOf(element.parentElement) : color;
			};
			const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
			for (let node = texts.nextNode(); node; node = texts.nextNode()) {
				const element = node.parentElement;
				// A no-break space holds cells open and is not read.
				if (!element?.offsetParent || !node.textContent?.replaceAll('\u00a0', '').trim()) continue;
				const [dark = 0, light = 0] = [getComputedStyle(element).color, groundOf(element)]
					.map(luminance)
					.sort((a, b) => a - b);
				const ratio = (light + 0.05) / (dark + 0.05);
				if (ratio < contrast) flaws.push(`contrast ${ratio.toFixed(2)}: ${node.textContent.slice(0, 40)}`);
			}
			return flaws;
		},
		{ tapTarget: TAP_TARGET, contrast: CONTRAST },
	);
}
