/** A house as people meet it: its pages in a browser, on a clock that stands still; or with mails, on the real one. */
import { startServer } from '@betzenstein/server';
import type { CreateBookingInput, CreatedBooking } from '@betzenstein/shared';
import type { Page } from 'playwright-core';
import { launchChromium } from '../machine/chromium.ts';
import { freePort } from '../machine/port.ts';
import { type SentMail, startFlakyResend } from '../mail/flakyResend.ts';
import { type HouseOptions, openHouse, openHttpHouse, request, silentLog } from './inProcess.ts';

export type PagesHouse = Awaited<ReturnType<typeof openPagesHouse>>;

/** Built before: see `buildPages`. */
export async function openPagesHouse(options: HouseOptions) {
	const house = await openHttpHouse(options);
	const calendarToken = await house.link.calendar();
	return {
		...house,
		calendarToken,
		/** Asks for days with the calendar link. */
		ask: (changes: Partial<CreateBookingInput> = {}): Promise<CreatedBooking> =>
			house
				.client(calendarToken)
				.booking.create.mutate(request({ startDate: '2027-05-14', endDate: '2027-05-18', ...changes })),
	};
}

export type MailedHouse = Awaited<ReturnType<typeof openMailedHouse>>;

/** A whole server, an inbox that keeps what was sent, and a browser. The pages are built before. */
export async function openMailedHouse() {
	const resend = await startFlakyResend();
	const port = await freePort();
	const url = `http://localhost:${port}`;
	const env = { PORT: `${port}`, WEB_URL: url, RESEND_BASE_URL: resend.url };
	const { config, sql, link, close } = await openHouse({ isClockRunning: true, env });
	const server = await startServer(config, silentLog);
	await server.ready;
	const browser = await launchChromium();
	const problems: string[] = [];

	return {
		url,
		/** What the browser complained about: errors, and breaches of the content security policy. */
		problems,
		calendarUrl: async () => `${url}/c#${await link.calendar()}`,
		approverUrl: async (name: string) => `${url}/p#${await link.approver(name)}`,
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
			await server.stop();
			await resend.close();
			await close();
		},
	};
}

/** The links of a mail, in order, as a person sees them. */
export const linksIn = (mail: SentMail): string[] =>
	[...mail.html.matchAll(/href="(http[^"]+)"/g)].map(([, href]) => href?.replaceAll('&amp;', '&') ?? '');

/** The links to `/a`, `/b` or `/p`. */
export const linksTo = (mail: SentMail, page: 'a' | 'b' | 'p'): string[] =>
	linksIn(mail).filter((href) => new URL(href).pathname === `/${page}`);
