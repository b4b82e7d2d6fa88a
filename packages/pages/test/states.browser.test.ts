/**
 * Every state of every page: without a flaw for eyes, hands and screen readers, light and dark, wide and on a phone.
 */

import { launchChromium } from '@betzenstein/testing/machine/chromium';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { STATES } from './states.ts';
import { visit } from './visit.ts';

let browser: Browser;

beforeAll(async () => {
	browser = await launchChromium({ args: ['--lang=de-DE'], env: { ...process.env, LANGUAGE: 'de' } });
	return () => browser.close();
});

test.each(STATES.map((state) => [state.name, state] as const))('%s', async (_, state) => {
	expect(await visit(state, { browser, adminUrl: inject('postgresUrl') })).toEqual([]);
});
