/** The whole house as people meet it: a real server with its jobs, an inbox that keeps what was sent, and a browser. */

import { buildPages } from '@betzenstein/pages/build';
import { loadConfig, startServer } from '@betzenstein/server';
import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { inject } from 'vitest';
import { launchChromium } from '../machine/chromium.ts';
import { freePort } from '../machine/port.ts';
import { type SentMail, startFlakyResend } from '../mail/flakyResend.ts';
import { createTestDatabase } from '../postgres/testDatabase.ts';
import { testEnvironment, testLog } from './testHouse.ts';

export type MailedHouse = Awaited<ReturnType<typeof openMailedHouse>>;

export async function openMailedHouse() {
	await buildPages();
	const database = await createTestDatabase(inject('postgresUrl'));
	const resend = await startFlakyResend();
	const port = await freePort();
	const url = `http://localhost:${port}`;
	const server = await startServer(
		loadConfig(
			testEnvironment(database.url, { HOST: '127.0.0.1', PORT: `${port}`, WEB_URL: url, RESEND_BASE_URL: resend.url }),
		),
		testLog,
	);
	await server.ready;
	const browser = await launchChromium();
	const sql = postgres(database.url, { max: 1, onnotice: () => {} });
	const problems: string[] = [];

	return {
		url,
		/** What the browser complained about: errors, and breaches of the content security policy. */
		problems,
		calendarUrl: async () => `${url}/c#${(await server.access()).calendarToken}`,
		/** A tab of its own, as another person's device has. */
		async open(address: string): Promise<Page> {
			const context = await browser.newContext({
				locale: 'de-DE',
				timezoneId: 'Europe/Berlin',
				viewport: { width: 375, height: 800 },
			});
			const page = await context.newPage();
			page.on('pageerror', (error) => problems.push(error.message));
			page.on('console', (message) => {
				// A refusal is an answer: the page shows it, the browser calls it a failure.
				if (message.type() === 'error' && !message.location().url.includes('/trpc/')) problems.push(message.text());
			});
			await page.goto(address);
			return page;
		},
		/** The newest mail to this address whose subject says so; waits for it. */
		async mailTo(address: string, subject: RegExp): Promise<SentMail> {
			for (let tries = 0; tries < 150; tries++) {
				const found = resend.tries
					.map(({ mail }) => mail)
					.findLast((mail) => mail.to === address && subject.test(mail.subject));
				if (found) return found;
				await new Promise((resolve) => setTimeout(resolve, 200));
			}
			throw new Error(
				`No mail to ${address} about ${subject}; there are: ${resend.tries.map(({ mail }) => `${mail.to}: ${mail.subject}`).join('; ')}`,
			);
		},
		/**
		 * Opens the newest mail to this address whose subject says so in the inbox, and clicks the link of this name in it.
		 */
		async clickInMail(address: string, subject: RegExp, name: RegExp): Promise<Page> {
			await this.mailTo(address, subject);
			const inbox = await this.open(resend.inboxUrl);
			const entry = inbox.getByRole('link').filter({ hasText: address }).filter({ hasText: subject }).first();
			// The provider has the mail, but has perhaps not listed it yet.
			while ((await entry.count()) === 0) await inbox.reload();
			await entry.click();
			const opened = inbox.context().waitForEvent('page');
			await inbox.frameLocator('iframe').getByRole('link', { name }).click();
			return opened;
		},
		/**
		 * All that nobody may change by looking: bookings, answers, events, mails, and who has used their personal link.
		 */
		stored: async () => [
			await sql`select id, status, round, revision from booking order by id`,
			await sql`select booking_id, party, decision from approval order by booking_id, party`,
			await sql`select count(*)::int from event`,
			await sql`select id, kind from mail order by id`,
			await sql`select id, generation, link_used_at from person order by id`,
		],
		/** Has this person ever used their personal link? */
		hasUsedLink: async (address: string): Promise<boolean> =>
			(await sql`select link_used_at from person where email = ${address}`)[0]?.['link_used_at'] !== null,
		/** Every mail so far. */
		mails: () => resend.tries.map(({ mail }) => mail),
		async close() {
			await browser.close();
			await sql.end();
			await server.stop();
			await resend.close();
			await database.drop();
		},
	};
}

/** The links of a mail, in order, as a person sees them. */
export const linksIn = (mail: SentMail): string[] =>
	[...mail.html.matchAll(/href="(http[^"]+)"/g)].map(([, href]) => href?.replaceAll('&amp;', '&') ?? '');

/** The links to `/a`, `/b` or `/p`. */
export const linksTo = (mail: SentMail, page: 'a' | 'b' | 'p'): string[] =>
	linksIn(mail).filter((href) => new URL(href).pathname === `/${page}`);
