/**
 * Photographs every mail into `docs/mails`: light, dark and on a phone, and fails if one of them cannot be read there.
 * `pnpm pictures`, or for some of them `node packages/server/gallery/gallery.ts name …`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findByAxe, findBySight } from '@betzenstein/testing/browser/flaws';
import { drawSheet } from '@betzenstein/testing/browser/sheet';
import { launchChromium } from '@betzenstein/testing/machine/chromium';
import type { Page } from 'playwright-core';
import type { MailContent } from '../src/domain/mail.ts';
import { renderMail } from '../src/mail/render.ts';
import { LONGEST_MAIL, MAIL_EXAMPLES } from '../test/mailExamples.ts';
import { readmeOf } from './readme.ts';

const FOLDER = join(import.meta.dirname, '../../../docs/mails');

/** Those not shown are checked all the same; some mail programs drop the style sheet. */
const VIEWS = [
	{ name: 'light', width: 632, colorScheme: 'light', isShown: true },
	{ name: 'dark', width: 632, colorScheme: 'dark', isShown: true },
	{ name: 'phone', width: 375, colorScheme: 'light', isShown: true },
	{ name: 'dark phone', width: 375, colorScheme: 'dark', isShown: false },
	{ name: 'phone without style sheet', width: 375, colorScheme: 'light', isShown: false, isBare: true },
] as const;

/** The program that shows a mail has the landmarks. */
const LANDMARKS = ['landmark-one-main', 'region'];

const wanted = process.argv.slice(2);
const examples = MAIL_EXAMPLES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const browser = await launchChromium();
try {
	const views = await Promise.all(
		VIEWS.map(async ({ width, colorScheme, ...view }) => ({
			...view,
			page: await browser.newPage({ viewport: { width, height: 100 }, colorScheme }),
		})),
	);
	const canvas = await browser.newPage();
	await mkdir(FOLDER, { recursive: true });
	await photograph('the longest mail', renderMail(LONGEST_MAIL), views);
	const entries = [];
	for (const example of examples) {
		const mail = renderMail(example.mail);
		entries.push({ ...example, subject: mail.subject });
		const sheet = await drawSheet(canvas, await photograph(example.name, mail, views));
		await writeFile(join(FOLDER, `${example.name}.webp`), sheet);
		console.log(`${example.name}.webp  ${Math.round(sheet.length / 1024)} kB`);
	}
	if (wanted.length === 0) await writeFile(join(FOLDER, 'README.md'), readmeOf(entries));
} finally {
	await browser.close();
}

/** The mail in every view that is shown; says what is wrong with it in any. */
async function photograph(
	name: string,
	{ html }: MailContent,
	views: readonly { name: string; page: Page; isShown: boolean; isBare?: boolean }[],
): Promise<Buffer[]> {
	const pictures: Buffer[] = [];
	for (const { name: view, page, isShown, isBare } of views) {
		await page.setContent(isBare ? html.replace(/<style>.*?<\/style>/s, '') : html);
		for (const flaw of [...(await findBySight(page)), ...(await findByAxe(page, LANDMARKS))]) {
			console.error(`${name}, ${view}: ${flaw}`);
			process.exitCode = 1;
		}
		if (isShown) pictures.push(await page.screenshot({ fullPage: true }));
	}
	return pictures;
}
