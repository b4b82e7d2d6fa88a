/** What can be said by script about how a page is to read and to use. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ElementHandle, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fingers (WCAG 2.5.5). */
const TAP_TARGET = 44;

/**
 * Collects from the first moment what the browser complains about. @param home the only server that the page may ask
 */
export async function watch(page: Page, home: string, { forgives }: { forgives?: RegExp }): Promise<() => string[]> {
	const complaints: string[] = [];
	page.on('console', (message) => {
		if (['error', 'warning'].includes(message.type()) && !forgives?.test(message.text()))
			complaints.push(`console: ${message.text()}`);
	});
	page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
	page.on('request', (request) => {
		if (!request.url().startsWith(`${home}/`) && !request.url().startsWith(`blob:${home}/`))
			complaints.push(`asks elsewhere: ${request.url()}`);
	});
	await page.addInitScript(() =>
		document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
			console.error(`policy: ${violatedDirective} ${blockedURI}`),
		),
	);
	return () => complaints.splice(0);
}

/** Everything that is wrong with the page at its width and in its colours. */
export async function findFlaws(page: Page): Promise<string[]> {
	return [...(await findBySight(page)), ...(await findByAxe(page)), ...(await findByTab(page))];
}

function findBySight(page: Page): Promise<string[]> {
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
		if (document.querySelectorAll('h1').length !== 1) flaws.push('has not exactly one h1');
		if (location.hash !== '') flaws.push('keeps the token in the address bar');
		if (parseFloat(getComputedStyle(document.body).fontSize) < 18) flaws.push('has small type');
		return flaws;
	}, TAP_TARGET);
}

/** Deque's rules of accessibility: contrast, names, labels, headings, landmarks, tables. */
async function findByAxe(page: Page): Promise<string[]> {
	await page.evaluate(AXE);
	return page.evaluate(async () => {
		// biome-ignore lint/suspicious/noExplicitAny: axe-core has just been put there
		const { violations } = await (window as any).axe.run(document);
		return violations.map(
			({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
				`${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
		);
	});
}

/** More stops than any page has; a date field has four. */
const MOST_STOPS = 300;

/** Tabs once through the page: every stop is in sight, shows its focus, and comes after the one before it. */
async function findByTab(page: Page): Promise<string[]> {
	// Where somebody begins who has just opened the page: Tab goes on from where the focus was last.
	await page.evaluate(() => {
		const top = document.createElement('span');
		top.tabIndex = -1;
		document.body.prepend(top);
		top.focus();
		top.remove();
	});
	const flaws: string[] = [];
	const stops: ElementHandle[] = [];
	for (let count = 0; count < MOST_STOPS; count++) {
		await page.keyboard.press('Tab');
		const stop = await page.evaluateHandle(() => document.activeElement);
		const element = stop.asElement();
		const found = await element?.evaluate(describeStop, { first: stops[0], before: stops.at(-1) });
		if (!element || !found) break;
		stops.push(element);
		flaws.push(...found);
	}
	return flaws;
}

/**
 * Runs in the browser, and so refers to nothing around it. What is wrong with this stop; undefined after the last one.
 */
function describeStop(
	stop: Node,
	{ first, before }: { first: Node | undefined; before: Node | undefined },
): string[] | undefined {
	const element = stop as HTMLElement;
	// From the last stop Tab leads out of the page, or round to the first.
	if (element === document.body || (element === first && element !== before)) return undefined;
	const { width, height, top, bottom } = element.getBoundingClientRect();
	const { outlineStyle, outlineWidth } = getComputedStyle(element);
	const isInOrder =
		!before || before === element || (before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
	const isInSight = width > 0 && height > 0 && bottom > 0 && top < innerHeight;
	const isMarked = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
	const name = element.outerHTML.slice(0, 120);
	return [
		...(isInOrder ? [] : [`Tab goes back to ${name}`]),
		...(isInSight ? [] : [`Tab leads where nothing is to be seen: ${name}`]),
		...(isMarked ? [] : [`shows no focus: ${name}`]),
	];
}
