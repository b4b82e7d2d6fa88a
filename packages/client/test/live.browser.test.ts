/** `@betzenstein/client/live` in a browser: many tabs, one connection; none where nobody looks. */
import { join } from 'node:path';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bundle, codeOf } from '../gate/bundle.ts';
import { type LiveServer, serveLive } from './liveServer.ts';

/** The token stands after `#`. */
const PAGE = `<!doctype html><title>Live</title><script type="module">
	import { listen } from '/live.js';
	globalThis.heard = [];
	globalThis.ends = [];
	listen({
		url: location.origin,
		token: location.hash.slice(1),
		onChange: ({ version }) => heard.push(version),
		onEnd: ({ reason }) => ends.push(reason),
	});
</script>`;

let browser: Browser;
let files: Record<string, { type: string; text: string }>;
let server: LiveServer;
let context: BrowserContext;
beforeAll(async () => {
	const entry = join(import.meta.dirname, '../src/live.ts');
	const code = codeOf(await bundle({ build: { lib: { entry, formats: ['es'] } } }));
	files = { '/': { type: 'text/html', text: PAGE }, '/live.js': { type: 'text/javascript', text: code } };
	browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
	server = await serveLive({ files });
	context = await browser.newContext();
});
afterEach(async () => {
	await context.close();
	await server.close();
});

/** A tab that has begun to hear. */
async function tab(token = 'secret', within = context): Promise<Page> {
	const page = await within.newPage();
	await page.goto(`${server.url}/#${token}`);
	await expect.poll(() => heardBy(page)).toEqual([server.version()]);
	return page;
}

const heardBy = (page: Page): Promise<number[]> => page.evaluate('heard');

/** A browser without windows takes every tab for shown; this is what a tab sees when it is not. */
const show = (page: Page, isShown: boolean): Promise<void> =>
	page.evaluate((hidden) => {
		Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
		document.dispatchEvent(new Event('visibilitychange'));
	}, !isShown);

test('one of all tabs with the same link listens for them all; when it is closed another goes on where it was', async () => {
	const [first, second, third] = [await tab(), await tab(), await tab()];
	server.change();
	for (const page of [first, second, third]) await expect.poll(() => heardBy(page)).toEqual([1, 2]);
	expect([server.open(), server.asked.length]).toEqual([1, 1]);

	await first.close();
	server.change();
	for (const page of [second, third]) await expect.poll(() => heardBy(page)).toEqual([1, 2, 3]);
	expect([server.open(), server.asked.map(({ lastEventId }) => lastEventId)]).toEqual([1, [undefined, '2']]);
});

test('after a lost connection it is still one tab that listens', async () => {
	const tabs = [await tab(), await tab()];
	server.cut();
	server.change();
	for (const page of tabs) await expect.poll(() => heardBy(page)).toEqual([1, 2]);
	await tabs[0]?.waitForTimeout(500);
	expect([server.open(), server.asked.length]).toEqual([1, 2]);
});

test('when the link ends every tab is told, by the server itself', async () => {
	const tabs = [await tab(), await tab()];
	server.refuse(() => ({ reason: 'LINK_ENDED', details: {} }));
	for (const page of tabs) await expect.poll(() => page.evaluate('ends')).toEqual(['LINK_ENDED']);
	expect([server.open(), server.asked.length]).toEqual([0, 2]);
});

test('tabs with different links, and different browsers, listen each for themselves', async () => {
	const elsewhere = await browser.newContext();
	const tabs = [await tab('one'), await tab('two'), await tab('one', elsewhere)];
	expect(server.open()).toBe(3);
	server.change();
	for (const page of tabs) await expect.poll(() => heardBy(page)).toEqual([1, 2]);
	await elsewhere.close();
});

test('what tabs share is named after no token', async () => {
	const page = await tab('betz-secret');
	const names = await page.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name));
	expect(names).toEqual([expect.stringMatching(/^betzenstein-live [\d,]+$/)]);
});

test('a hidden tab has no connection, and hears what it missed when it is shown', async () => {
	const page = await tab();
	await show(page, false);
	await expect.poll(() => server.open()).toBe(0);
	server.change();
	await page.waitForTimeout(1_000);
	expect([await heardBy(page), server.asked.length]).toEqual([[1], 1]);
	await show(page, true);
	await expect.poll(() => heardBy(page)).toEqual([1, 2]);
	expect([server.open(), server.asked.at(-1)?.lastEventId]).toEqual([1, '1']);
});

test('a tab that is hidden leaves the listening to one that is shown, and learns from it what it missed', async () => {
	const [first, second] = [await tab(), await tab()];
	await show(first, false);
	await expect.poll(() => server.asked.length).toBe(2);
	server.change();
	await expect.poll(() => heardBy(second)).toEqual([1, 2]);
	expect(await heardBy(first)).toEqual([1]);
	await show(first, true);
	await expect.poll(() => heardBy(first)).toEqual([1, 2]);
	expect([server.open(), server.asked.length]).toEqual([1, 2]);
});

test('when the network is back it comes back within a second', async () => {
	// The next attempt without it would come almost three seconds later.
	await context.addInitScript('Math.random = () => 1');
	const page = await tab();
	await context.setOffline(true);
	server.cut();
	server.change();
	await page.waitForTimeout(4_000);
	await context.setOffline(false);
	await expect.poll(() => heardBy(page), { timeout: 1_000 }).toEqual([1, 2]);
});

test('where the origin is not secure, and so without locks, each tab listens', async () => {
	await context.addInitScript("Object.defineProperty(navigator, 'locks', { value: undefined })");
	const tabs = [await tab(), await tab()];
	server.change();
	for (const page of tabs) await expect.poll(() => heardBy(page)).toEqual([1, 2]);
	expect(server.open()).toBe(2);
});

test('in a frame that may share nothing it listens by itself', async () => {
	const page = await context.newPage();
	await page.goto(`${server.url}/live.js`);
	await page.setContent(`<iframe sandbox="allow-scripts" src="${server.url}/#secret"></iframe>`);
	await expect.poll(() => page.frames()[1]?.evaluate('globalThis.heard')).toEqual([1]);
});
