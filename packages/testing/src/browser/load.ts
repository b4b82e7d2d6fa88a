/** How a page loads on a phone for the first time, as Chromium tells it. */
import type { Browser, CDPSession, Page } from 'playwright-core';

/** What stands between the page and its server. */
export interface Line {
	/** Milliseconds that each request waits for its answer. */
	latency: number;
	/** A thousand bits a second, in each direction; without an end unless given. */
	kilobits?: number;
	/** How many times slower than this machine the phone is. */
	slowdown?: number;
}

/** What came of it. Times are milliseconds since the address was opened. */
export interface Loading {
	/** Requests that had an answer before the page could be used. */
	requests: number;
	/** What was received for them, packed by gzip, headers included. */
	bytes: number;
	/** How often one of them had to wait for another's answer, itself included. */
	rounds: number;
	firstPaint: number;
	/** When what the reader came for was there, and painted. */
	usable: number;
	/** How far things moved afterwards: Chromium's layout shifts, summed up. */
	shift: number;
}

/** The slowest that the pages are meant for: EDGE in the country, and an old phone. */
export const SLOW_PHONE: Line = { latency: 400, kilobits: 400, slowdown: 4 };

/** Opens the address in a browser that has seen nothing of it. @param usable selects what the reader came for */
export async function loadSlowly(browser: Browser, url: string, usable: string, line: Line): Promise<Loading> {
	const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 375, height: 800 } });
	try {
		const page = await context.newPage();
		const devtools = await context.newCDPSession(page);
		const answers = await record(devtools, line);
		await page.addInitScript(markUsable, usable);
		await page.goto(url);
		await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0);
		const times = await timesOf(page);
		// What comes later, as what others do, is none of it.
		const needed = answers(times.origin + times.usable);
		return {
			requests: needed.length,
			bytes: needed.reduce((sum, { bytes }) => sum + bytes, 0),
			rounds: roundsOf(needed),
			...times,
		};
	} finally {
		await context.close();
	}
}

/** Puts such a line between the page and its server, and such a phone under it. */
export async function slowDown(devtools: CDPSession, { latency, kilobits, slowdown = 1 }: Line): Promise<void> {
	const throughput = kilobits === undefined ? -1 : kilobits * 125;
	await devtools.send('Network.emulateNetworkConditions', {
		offline: false,
		latency,
		downloadThroughput: throughput,
		uploadThroughput: throughput,
	});
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
}

/** A request with its answer; times are seconds of Chromium's own clock. */
interface Answer {
	sent: number;
	answered: number;
	bytes: number;
}

/** Answers that were there by a time, in milliseconds since 1970. */
async function record(devtools: CDPSession, line: Line) {
	const requests = new Map<string, Partial<Answer> & { sent: number; wall: number }>();
	devtools.on('Network.requestWillBeSent', ({ requestId, timestamp, wallTime, request: { url } }) => {
		// Chromium draws its own signs from data.
		if (url.startsWith('http')) requests.set(requestId, { sent: timestamp, wall: wallTime });
	});
	const add = (id: string, more: Partial<Answer>) => Object.assign(requests.get(id) ?? {}, more);
	devtools.on('Network.responseReceived', ({ requestId, timestamp }) => add(requestId, { answered: timestamp }));
	devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
		add(requestId, { bytes: encodedDataLength }),
	);
	await devtools.send('Network.enable');
	// What every phone can unpack.
	await devtools.send('Network.setExtraHTTPHeaders', { headers: { 'accept-encoding': 'gzip' } });
	await slowDown(devtools, line);
	return (by: number): Answer[] =>
		[...requests.values()].flatMap(({ sent, wall, answered, bytes }) =>
			answered !== undefined && bytes !== undefined && (wall + answered - sent) * 1_000 <= by
				? [{ sent, answered, bytes }]
				: [],
		);
}

/** The longest chain of requests each of which was sent when the one before had its answer. */
function roundsOf(answers: readonly Answer[]): number {
	const chains: { answered: number; rounds: number }[] = [];
	for (const { sent, answered } of answers.toSorted((a, b) => a.sent - b.sent)) {
		const before = chains.filter((chain) => chain.answered <= sent).map(({ rounds }) => rounds);
		chains.push({ answered, rounds: 1 + Math.max(0, ...before) });
	}
	return Math.max(0, ...chains.map(({ rounds }) => rounds));
}

/** Runs in the browser, before the page: marks when what is selected is there, and painted. */
function markUsable(selector: string): void {
	const observer = new MutationObserver(() => {
		if (!document.querySelector(selector)) return;
		observer.disconnect();
		requestAnimationFrame(() => setTimeout(() => performance.mark('usable')));
	});
	observer.observe(document, { childList: true, subtree: true });
}

const timesOf = (page: Page) =>
	page.evaluate(async () => {
		const startOf = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
		const shifts: number[] = [];
		const observer = new PerformanceObserver((list) => {
			// TypeScript knows no layout shifts.
			for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
		});
		observer.observe({ type: 'layout-shift', buffered: true });
		// What is buffered is told in a task of its own.
		await new Promise((resolve) => setTimeout(resolve, 100));
		return {
			origin: performance.timeOrigin,
			firstPaint: startOf('first-contentful-paint'),
			usable: startOf('usable'),
			shift: shifts.reduce((sum, value) => sum + value, 0),
		};
	});
