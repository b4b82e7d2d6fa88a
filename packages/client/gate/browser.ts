import { launchChromium } from '@betzenstein/testing/machine/chromium';
import type { LiveHouse } from './live.ts';

/**
 * Books in the frontend with a browser: every call crosses origins. @throws when something else is shown than should be
 */
export async function inChromium(origin: string, { url, token }: LiveHouse): Promise<string> {
	const browser = await launchChromium();
	try {
		const page = await browser.newPage();
		const complaints: string[] = [];
		page.on('pageerror', ({ message }) => complaints.push(message));
		const preflights: string[] = [];
		const session = await page.context().newCDPSession(page);
		await session.send('Network.enable');
		session.on(
			'Network.requestWillBeSent',
			({ request }) => void (request.method === 'OPTIONS' && preflights.push(request.url)),
		);
		await page.goto(`${origin}/#${new URLSearchParams({ server: url, token })}`);
		await page.locator('#status', { hasText: '0 stays' }).waitFor();
		await page.getByRole('button').click();
		await page.locator('#status', { hasText: '1 stays' }).waitFor();
		await page.getByRole('button').click();
		await page.locator('#problem', { hasText: 'These days are taken: \u2068Anna\u2069,' }).waitFor();
		if (complaints.length > 0) throw new Error(complaints.join('\n'));
		if (preflights.length === 0) throw new Error('No call asked first whether it may cross origins.');
		return `Chromium ${browser.version()}, ${preflights.length} preflights`;
	} finally {
		await browser.close();
	}
}
