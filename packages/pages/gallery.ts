/**
 * Photographs every page for links into `docs/pages`: light, dark and on a phone, and fails if one of them has a flaw
 * there. Draws the icon for home screens, too. `pnpm pictures`, or for some of them `node packages/pages/gallery.ts name …`.
 */
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawSheet } from '@betzenstein/testing/browser/sheet';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import setup from '@betzenstein/testing/vitestSetup';
import type { Browser } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { buildPages } from './build.ts';
import { LIGHT } from './document.ts';
import { STATES, type State } from './test/states.ts';
import { visit } from './test/visit.ts';

const FOLDER = join(import.meta.dirname, '../../docs/pages');
const SOURCES = join(import.meta.dirname, 'src');

const INTRODUCTION = `# The pages for links

What the server itself shows behind mailed links, in every state: light and dark, 1280 px wide, and on a phone of
375 px. The pages are \`packages/pages\`; the states are listed in \`packages/pages/test/states.ts\`.

- Pictures and this page: \`pnpm pictures\`. It needs Debian's packages \`chromium\`, \`chromium-l10n\` (for
  German date fields), \`fonts-liberation\` and \`fonts-noto-color-emoji\`.
- Everything that happens in these pictures is done with the keyboard alone.
- It fails if in any view a page scrolls sideways, breaks a rule of axe-core (contrast, names, labels, headings,
  landmarks), has a target smaller than 44 px, has a Tab stop that is out of order, out of sight or without a visible
  focus, is read in another order than it stands in, keeps its token in the address bar, asks another server, or makes
  the browser complain (console, content security policy); or if on a phone with type of 200 % a word is broken, or a
  date has no room for its year.
`;

/** A picture with its caption. */
const sectionOf = ({ name, about }: State): string => `## ${name}\n\n${about}\n\n![${about}](${name}.webp)\n`;

const wanted = process.argv.slice(2);
const states = STATES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
await buildPages();
let adminUrl = '';
const teardown = await setup({ provide: (_: string, url: string) => (adminUrl = url) } as unknown as TestProject);
const browser = await launchChromium({ args: ['--lang=de-DE'], env: { ...process.env, LANGUAGE: 'de' } });
try {
	await drawTouchIcon();
	const canvas = await browser.newPage();
	await mkdir(FOLDER, { recursive: true });
	for (const state of states) {
		const sheet = await drawSheet(canvas, await photograph(state, browser));
		await writeFile(join(FOLDER, `${state.name}.webp`), sheet);
		console.log(`${state.name}.webp  ${Math.round(sheet.length / 1024)} kB`);
	}
	if (wanted.length === 0)
		await writeFile(join(FOLDER, 'README.md'), [INTRODUCTION, ...STATES.map(sectionOf)].join('\n'));
} finally {
	await browser.close();
	await teardown();
}

/** The icon for the home screens of iPhones and iPads, which read no SVG. */
async function drawTouchIcon(): Promise<void> {
	const page = await browser.newPage({ viewport: { width: 180, height: 180 } });
	const icon = readFileSync(join(SOURCES, 'icon.svg'), 'utf8');
	await page.setContent(`<style>body { margin: 0; padding: 28px; background: ${LIGHT} }</style>${icon}`);
	await writeFile(join(SOURCES, 'touchIcon.png'), await page.screenshot());
	await page.close();
}

/**
 * The state in every view but the phone in the dark, which would show nothing new; says what is wrong with it in any.
 */
async function photograph(state: State, browser: Browser): Promise<Buffer[]> {
	const pictures: Buffer[] = [];
	const flaws = await visit(state, {
		browser,
		adminUrl,
		look: async (page, { name }) => {
			if (name !== 'dark phone') pictures.push(await page.screenshot({ fullPage: true }));
		},
	});
	for (const flaw of flaws) console.error(`${state.name}, ${flaw}`);
	if (flaws.length > 0) process.exitCode = 1;
	return pictures;
}
