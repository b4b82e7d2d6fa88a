/** A house to race in: two server processes on one database, and callers that use both. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, createClient } from '@betzenstein/client';
import { type Observed, observe } from '@betzenstein/testing/house/calls';
import { openServers } from '@betzenstein/testing/house/inProcesses';
import { type HouseTokens, signTokens } from '@betzenstein/testing/house/links';
import postgres from 'postgres';
import { deadlocksSoFar } from './stored.ts';

/** One call of a procedure, and the name it is counted under. */
export interface Call<T> {
	what: string;
	token: string;
	send(client: Client): Promise<T>;
}

/** What came of a call. */
export interface Answer<T = unknown> extends Pick<Observed<T>, 'ms' | 'requests' | 'value' | 'refused'> {
	/** The call's name with its outcome. */
	label: string;
}

export interface RaceHouse extends HouseTokens {
	/** Straight into the tables. */
	sql: postgres.Sql;
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
	const env = { RESEND_BASE_URL: `http://127.0.0.1:${(mailbox.address() as AddressInfo).port}` };
	const house = await openServers(databaseUrl, { names: ['first', 'second'], env }).catch((error: unknown) => {
		mailbox.close();
		throw error;
	});
	const { servers } = house;
	return {
		sql: house.sql,
		...(await signTokens(house.env)),
		atOnce: (calls) =>
			Promise.all(
				calls.map(async ({ what, token, send }, index) => {
					const { url } = servers[index % 2 === 0 ? 0 : 1];
					const { outcome, ...rest } = await observe({ url, token }, send);
					return { label: `${what} ${outcome}`, ...rest };
				}),
			),
		one: ({ token, send }) => send(createClient({ url: servers[0].url, token })),
		close: async () => {
			await house.close();
			mailbox.close();
			const sql = postgres(databaseUrl, { max: 1 });
			const deadlocks = await deadlocksSoFar(sql);
			await sql.end();
			return { deadlocks, errors: servers.flatMap(({ errors }) => errors) };
		},
	};
}

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
