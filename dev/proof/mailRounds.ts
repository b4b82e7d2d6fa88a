/** Bookings and decisions while processes die and the provider fails: every committed mail is accepted exactly once. */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { bookingError, createClient } from '@betzenstein/client';
import { addDays, type Day, dayIn } from '@betzenstein/shared';
import { PARTIES, type PartyName } from '@betzenstein/testing/house/environment';
import { openServers } from '@betzenstein/testing/house/inProcesses';
import { signTokens } from '@betzenstein/testing/house/links';
import { type ServerProcess, startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { type Fault, startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { judgeMails, type MailVerdict, settleMails } from '@betzenstein/testing/mail/mailVerdict';
import type postgres from 'postgres';

/** What the rounds came to. */
export interface MailReport extends MailVerdict {
	rounds: number;
	/** Processes ended with SIGKILL in the middle of something. */
	kills: number;
	/** Calls that got no answer because their process died: committed or not, both are right. */
	unanswered: number;
	/** Requests that the rules refused: nothing of them may be mailed. */
	refused: number;
	/** Tries the provider saw, by what it did to them. */
	tries: Record<string, number>;
}

/** As they come, at random. More of them would only make it longer: each person's mails go one after the other. */
const FAULTS: Fault[] = [
	...Array<Fault>(14).fill('none'),
	'limit',
	'break',
	'hang',
	'cut',
	'cut',
	'wall',
	'garble',
	'busy',
];
/** In this many rounds after each tenth one the provider is down altogether. */
const OUTAGE_ROUNDS = 2;

/**
 * @param databaseUrl a migrated database that nobody else uses
 * @param log told how far it is
 */
export async function playMailRounds(
	databaseUrl: string,
	rounds: number,
	log: (line: string) => void,
): Promise<MailReport> {
	let isDown = false;
	const resend = await startFlakyResend(() => (isDown ? 'break' : (FAULTS[randomInt(FAULTS.length)] ?? 'none')));
	const { env, sql, ...house } = await openServers(databaseUrl, {
		names: ['first', 'second'],
		env: { RESEND_BASE_URL: resend.url, MAIL_TIMEOUT_MS: '500', MAIL_LEASE_SECONDS: '5' },
	});
	const servers: ServerProcess[] = [...house.servers];
	const { calendarToken, approvers } = await signTokens(env);
	const counts = { kills: 0, unanswered: 0, refused: 0 };
	let day = addDays(dayIn('UTC', new Date()), 10);

	for (let round = 1; round <= rounds; round++) {
		if (round % 10 === 0) log(`round ${round} of ${rounds} …`);
		isDown = round % 10 < OUTAGE_ROUNDS;
		day = addDays(day, 2);
		if (day > addDays(dayIn('UTC', new Date()), 500)) day = await freeAllDays(sql);
		// In every other round, one or the other.
		const victim = round % 2 === 1 ? (round >> 1) % 2 : undefined;
		await Promise.all([playRound(day, round), victim !== undefined && killSometime(servers[victim] as ServerProcess)]);
		if (victim !== undefined) {
			counts.kills++;
			servers[victim] = await startServerProcess(env);
		}
	}

	isDown = false;
	await settleMails(sql, log);
	const report = await judge();
	await Promise.all(servers.map((server) => server.stop()));
	await house.close();
	await resend.close();
	return report;

	/**
	 * Somebody asks, somebody else asks for the same day, somebody decides: at both servers, some of them about to die.
	 */
	async function playRound(start: Day, round: number): Promise<void> {
		const ask = (name: string, server: ServerProcess) =>
			createClient({ url: server.url, token: calendarToken }).booking.create.mutate({
				firstName: name,
				email: `${name.toLowerCase()}${round}@example.com`,
				startDate: start,
				endDate: start,
				partySize: 2,
				affiliation: 'Ingeborg',
			});
		const [one, other] = servers as [ServerProcess, ServerProcess];
		await Promise.all([counted(ask('Anna', one)), counted(ask('Berta', other))]);
		const [booked] = await sql`select id, round from booking where start_date = ${start} and status = 'Pending'`;
		if (!booked) return;
		const decision = { bookingId: booked['id'] as string, round: booked['round'] as number };
		const approver = (name: PartyName) => createClient({ url: other.url, token: approvers[name] });
		if (round % 3 === 0)
			await counted(approver('Cornelia').approval.deny.mutate({ ...decision, comment: 'Da bin ich selbst da' }));
		else await Promise.all(PARTIES.map((name) => counted(approver(name).approval.approve.mutate(decision))));
	}

	async function counted(call: Promise<unknown>): Promise<void> {
		try {
			await call;
		} catch (error) {
			if (bookingError(error)) counts.refused++;
			else counts.unanswered++;
		}
	}

	async function judge(): Promise<MailReport> {
		return {
			rounds,
			...counts,
			tries: tally(resend.tries.map(({ fault }) => fault)),
			...(await judgeMails(sql, resend)),
		};
	}
}

/** At a random moment of the round, mostly while something is on its way. */
async function killSometime({ pid }: ServerProcess): Promise<void> {
	await sleep(randomInt(120));
	process.kill(pid, 'SIGKILL');
}

/** The days run out before the horizon does. */
async function freeAllDays(sql: postgres.Sql): Promise<Day> {
	await sql`update booking set status = 'Canceled' where status in ('Pending', 'Confirmed')`;
	return addDays(dayIn('UTC', new Date()), 10);
}

function tally(faults: Fault[]): Record<string, number> {
	return Object.fromEntries([...new Set(FAULTS)].map((fault) => [fault, faults.filter((one) => one === fault).length]));
}
