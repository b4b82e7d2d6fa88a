/** What a browser can say of how anything is to read and to touch, at its width and in its colours. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fingers (WCAG 2.5.5). */
const TAP_TARGET = 44;

/** What scrolls sideways or is too small to be touched. */
export function findBySight(page: Page): Promise<string[]> {
	return page.evaluate((tapTarget) => {
		const flaws: string[] = [];
		const { scrollWidth, clientWidth } = document.documentElement;
		if (scrollWidth > clientWidth) flaws.push(`scrolls sideways: ${scrollWidth} px on ${clientWidth}`);
		for (const target of document.querySelectorAll<HTMLElement>(
			'a, button, summary, select, textarea, input, label.choice',
		)) {
			const { width, height } = (target.closest('label.choice') ?? target).getBoundingClientRect();
			if (width > 0 && (width < tapTarget || height < tapTarget))
				flaws.push(`"${target.textContent}" is ${width} by ${height} px`);
		}
		return flaws;
	}, TAP_TARGET);
}

/**
 * Deque's rules of accessibility: contrast, names, labels, headings, landmarks, tables.
 * @param except rules that do not apply, by axe-core's names
 */
export async function findByAxe(page: Page, except: readonly string[] = []): Promise<string[]> {
	await page.evaluate(AXE);
	return page.evaluate(async (ids) => {
		// biome-ignore lint/suspicious/noExplicitAny: axe-core has just been put there
		const { violations } = await (window as any).axe.run(document, {
			rules: Object.fromEntries(ids.map((id) => [id, { enabled: false }])),
		});
		return violations.map(
			({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
				`${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
		);
	}, except);
}
