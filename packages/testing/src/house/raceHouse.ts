/** A house to race in: two server processes on one database, and callers that use both. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BookingError, bookingError, type Client, createClient } from '@betzenstein/client';
import postgres from 'postgres';
import { deadlocksSoFar } from '../../../../dev/proof/races/stored.ts';
import { productionEnvironment } from '../postgres/temporaryDatabase.ts';
import { type ServerProcess, startServerProcess } from './serverProcess.ts';
import { signTokens } from './signTokens.ts';

export const PARTIES = ['Ingeborg', 'Cornelia', 'Angelika'] as const;

/** What the servers' sessions are called in the database. */
export const SERVER_NAMES = ['first', 'second'] as const;

/** One call of a procedure, and the name it is counted under. */
export interface Call<T> {
	what: string;
	token: string;
	send(client: Client): Promise<T>;
}

/** What came of a call. */
export interface Answer<T = unknown> {
	/** The call's name with `ok`, a decision's outcome or a refusal's reason; `LOST` without any of them. */
	label: string;
	ms: number;
	/** What the requests it took came to, since the client tries again: HTTP status, or `LOST` when no answer came. */
	requests: (number | 'LOST')[];
	value?: T;
	refused?: BookingError;
}

export interface RaceHouse {
	/** Straight into the tables. */
	sql: postgres.Sql;
	calendarToken: string;
	approverTokens: Record<(typeof PARTIES)[number], string>;
	servers: readonly [ServerProcess, ServerProcess];
	/** Sends one call to one server. */
	ask<T>(call: Call<T>, server: ServerProcess): Promise<Answer<T>>;
	/** Sends all calls in one moment, each as a request of its own, to both servers in turn. */
	atOnce<T>(calls: Call<T>[]): Promise<Answer<T>[]>;
	/** One call that has to succeed. */
	one<T>(call: Call<T>): Promise<T>;
	/** Stops the servers; what they and the database had to complain about. */
	close(): Promise<{ deadlocks: number; errors: string[] }>;
}

/** @param databaseUrl a migrated database that nobody else uses */
export async function openRaceHouse(databaseUrl: string): Promise<RaceHouse> {
	const mailbox = await startMailbox();
	const env = environment(databaseUrl, `http://127.0.0.1:${(mailbox.address() as AddressInfo).port}`);
	const servers = await startTwo(env).catch((error: unknown) => {
		mailbox.close();
		throw error;
	});
	const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
	const { calendar, approvers } = await signTokens(env, sql);

	async function ask<T>({ what, token, send }: Call<T>, { url }: ServerProcess): Promise<Answer<T>> {
		const requests: Answer['requests'] = [];
		const counted: typeof fetch = async (input, init) => {
			const answer = await fetch(input, init).catch((error: unknown) => {
				requests.push('LOST');
				throw error;
			});
			requests.push(answer.status);
			return answer;
		};
		// A client batches the calls of one tick, so each call gets its own.
		const client = createClient({ url, token, fetch: counted });
		const start = performance.now();
		const ended = await send(client).then(
			(value) => ({ value, outcome: outcomeOf(value) }),
			(error: unknown) => {
				const refused = bookingError(error);
				return { outcome: refused?.reason ?? 'LOST', ...(refused && { refused }) };
			},
		);
		const { outcome, ...rest } = ended;
		return { label: `${what} ${outcome}`, ms: performance.now() - start, requests, ...rest };
	}

	return {
		sql,
		calendarToken: calendar,
		approverTokens: approvers as RaceHouse['approverTokens'],
		servers,
		ask,
		atOnce: (calls) => Promise.all(calls.map((call, index) => ask(call, servers[index % 2 === 0 ? 0 : 1]))),
		one: ({ token, send }) => send(createClient({ url: servers[0].url, token })),
		close: async () => {
			await Promise.all(servers.map((server) => server.stop()));
			mailbox.close();
			const deadlocks = await deadlocksSoFar(sql);
			await sql.end();
			return { deadlocks, errors: servers.flatMap(({ errors }) => errors) };
		},
	};
}

const environment = (databaseUrl: string, mailUrl: string): Record<string, string> => ({
	...productionEnvironment(databaseUrl),
	RESEND_BASE_URL: mailUrl,
	// All racers come from one address.
	LIMIT_WRITES_PER_HOUR: '1000000',
	LIMIT_READS_PER_MINUTE: '1000000',
});

/** Accepts every mail, so that the servers do all of their work and are not busy with trying again. */
async function startMailbox(): Promise<Server> {
	const mailbox = createServer((request, response) => {
		request
			.resume()
			.on('end', () =>
				response.setHeader('content-type', 'application/json').end(JSON.stringify({ id: randomUUID() })),
			);
	});
	mailbox.listen(0, '127.0.0.1');
	await once(mailbox, 'listening');
	return mailbox;
}

/** Tells their sessions apart in the database. */
function named(env: Record<string, string>, name: string): Record<string, string> {
	const url = new URL(env['DATABASE_URL'] ?? '');
	url.searchParams.set('application_name', name);
	return { ...env, DATABASE_URL: url.href };
}

async function startTwo(env: Record<string, string>): Promise<readonly [ServerProcess, ServerProcess]> {
	const start = (name: string) => startServerProcess(named(env, name));
	const [first, second] = await Promise.allSettled([start(SERVER_NAMES[0]), start(SERVER_NAMES[1])]);
	if (first.status === 'fulfilled' && second.status === 'fulfilled') return [first.value, second.value];
	for (const started of [first, second]) if (started.status === 'fulfilled') await started.value.stop();
	throw first.status === 'rejected' ? first.reason : second.status === 'rejected' ? second.reason : undefined;
}

const outcomeOf = (value: unknown): string =>
	typeof value === 'object' && value !== null && 'outcome' in value ? String(value.outcome) : 'ok';

/** Requests that ended in an answer of 500 or more, or in none. */
export function failedRequests(answers: readonly Answer[]): { broken: number; lost: number } {
	const requests = answers.flatMap((answer) => answer.requests);
	return {
		broken: requests.filter((status) => status !== 'LOST' && status >= 500).length,
		lost: requests.filter((status) => status === 'LOST').length,
	};
}

/** How often each label came. */
export function tally(answers: readonly Answer[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { label } of answers) counts[label] = (counts[label] ?? 0) + 1;
	return counts;
}
