/** The house of the year: the real server on a database, over HTTP, with a clock that is moved and an inbox. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from '@betzenstein/client';
import {
	createLog,
	createProvider,
	createServices,
	createWorker,
	doWhatIsDue,
	type Log,
	loadConfig,
	syncApprovers,
} from '@betzenstein/server';
import type { Day } from '@betzenstein/shared';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { serve } from '@betzenstein/testing/house/inProcess';
import { linksOf } from '@betzenstein/testing/house/links';
import { startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import postgres from 'postgres';
import { type Letter, readMail } from './inbox.ts';

const LOOK_EVERY_MS = 5;
/** A mail that is still on its way then is lost. */
const PATIENCE_MS = 20_000;

export type YearHouse = Awaited<ReturnType<typeof openYearHouse>>;

/**
 * @param databaseUrl a migrated database that nobody else uses
 * @param complain told what the server logs as an error
 */
export async function openYearHouse(databaseUrl: string, complain: (what: string) => void) {
	const resend = await startFlakyResend();
	const config = loadConfig(testEnvironment(databaseUrl, { RESEND_BASE_URL: resend.url }));
	let now = new Date(0);
	const clock = () => now;
	const wake = { mails: () => worker.wake(), tick: () => {} };
	const log: Log = createLog('silent');
	log.error = ((fields: unknown, message?: string) => complain(JSON.stringify([message, fields]))) as Log['error'];
	const services = await createServices(config, { clock, wake });
	const worker = createWorker({
		services,
		provider: createProvider(config.mail),
		webUrl: config.webUrl,
		timeoutMs: config.mail.timeoutMs,
		leaseSeconds: config.mail.leaseSeconds,
		log,
	});
	const server = await serve({ services, config }, { log });
	const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });
	const instantAt = (day: Day, time: string) => instantOf(day, time, config.timeZone);
	async function mailsAreOut(): Promise<void> {
		for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(LOOK_EVERY_MS)) {
			if ((await sql`select from mail where state = 'queued' limit 1`).length === 0) return;
		}
	}
	let read = 0;

	return {
		url: server.url,
		client: (token: string): Client => createClient({ url: server.url, token }),
		sql,
		instantAt,
		/** The clock stands at this time of the house, so many seconds past the minute. */
		travelTo(day: Day, time: string, seconds = 0) {
			now = new Date(instantAt(day, time).getTime() + seconds * 1_000);
		},
		async start() {
			await syncApprovers(services, config.approvers);
			await server.start();
			worker.start();
		},
		calendarToken: () => linksOf(services).calendar(),
		/** Does what is due by now. */
		tick: () => doWhatIsDue(services, log),
		mailsAreOut,
		/** The mails that have arrived since the last time, once none is on its way any more. */
		async newMails(): Promise<Letter[]> {
			await mailsAreOut();
			const mails = resend.tries.slice(read).map(({ mail }) => readMail(mail));
			read = resend.tries.length;
			return mails;
		},
		/** How many mails the provider has accepted, each once. */
		acceptedMails: async () => new Set((await resend.accepted()).map(({ id }) => id)).size,
		async close() {
			await worker.stop(0);
			await server.close();
			await sql.end();
			await services.changes.close();
			await services.db.close();
			await resend.close();
		},
	};
}

/** The instant of this time of a day; of one that a time change makes twice, the first. */
function instantOf(day: Day, time: string, timeZone: string): Date {
	const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
	for (const offset of ['+02:00', '+01:00']) {
		const instant = new Date(`${day}T${time}:00${offset}`);
		if (clock.format(instant) === `${day} ${time}`) return instant;
	}
	throw new Error(`There is no ${time} on ${day}`);
}
