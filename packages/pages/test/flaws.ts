/** What can be said by script about how a page is to read and to use. */
import { findByAxe, findBySight } from '@betzenstein/testing/browser/flaws';
import type { ElementHandle, Page } from 'playwright-core';

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

/** Everything that is wrong with the page at its width and in its colours. @param byTab does it go through by Tab, too? */
export async function findFlaws(page: Page, byTab = true): Promise<string[]> {
	return [
		...(await findBySight(page)),
		...(await findByRule(page)),
		...(await findByAxe(page)),
		...(byTab ? await findByTab(page) : []),
	];
}

/** What only these pages promise. */
function findByRule(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const flaws: string[] = [];
		if (document.querySelectorAll('h1').length !== 1) flaws.push('has not exactly one h1');
		if (location.hash !== '') flaws.push('keeps the token in the address bar');
		if (parseFloat(getComputedStyle(document.body).fontSize) < 18) flaws.push('has small type');
		// On a phone all stands in one column: what is read first stands above what is read next.
		const tops = [...document.querySelectorAll('h1, h2, h3, h4')]
			.filter((title) => title.checkVisibility())
			.map((title) => ({ top: title.getBoundingClientRect().top, text: title.textContent }));
		const isColumn = innerWidth < 400;
		for (const [index, { top, text }] of tops.entries())
			if (isColumn && top < (tops[index - 1]?.top ?? top)) flaws.push(`is read out of order: ${text}`);
		return flaws;
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
