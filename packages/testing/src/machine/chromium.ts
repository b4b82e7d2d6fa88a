import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Nothing of its own on the network; root may start it. */
const QUIET = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Starts this machine's Chromium, without a window. */
export async function launchChromium({
	args = [],
	env,
}: {
	args?: string[];
	env?: Record<string, string | undefined>;
} = {}): Promise<Browser> {
	const executablePath = PLACES.find(existsSync);
	if (!executablePath) throw new Error('There is no Chromium here: apt-get install chromium');
	return chromium.launch({ executablePath, args: [...QUIET, ...args], ...(env && { env }) });
}
