/** Asks a server as fast as it answers. Why with undici: docs/performance.md. */
import { Client } from 'undici';

export type Call = { method?: 'POST'; path: string; headers?: Record<string, string>; body?: string };

export interface Load {
	url: string;
	connections: number;
	/** The request to send next. */
	next: () => Call;
	/** The statuses that an answer may have. */
	expected: number[];
	/** Done before each request, and no part of its latency. */
	before?: (() => Promise<unknown>) | undefined;
}

export interface Answers {
	/** How long each took, in milliseconds. */
	latencies: number[];
	statuses: number[];
	seconds: number;
}

/**
 * One request after the other on each connection, for so many seconds but at least one. @throws at an answer that was
 * not expected
 */
export async function load({ url, connections, next, expected, before }: Load, seconds: number): Promise<Answers> {
	const clients = Array.from({ length: connections }, () => new Client(url));
	await Promise.all(clients.map((client) => send(client, { path: '/health' }, [200])));
	const [latencies, statuses]: [number[], number[]] = [[], []];
	const begun = performance.now();
	await Promise.all(
		clients.map(async (client) => {
			do {
				await before?.();
				const call = next();
				const sent = performance.now();
				statuses.push(await send(client, call, expected));
				latencies.push(performance.now() - sent);
			} while (performance.now() - begun < seconds * 1_000);
		}),
	);
	const taken = (performance.now() - begun) / 1_000;
	await Promise.all(clients.map((client) => client.close()));
	return { latencies, statuses, seconds: taken };
}

async function send(client: Client, call: Call, expected: number[]): Promise<number> {
	const { statusCode, body } = await client.request({ method: 'GET', ...call });
	if (!expected.includes(statusCode))
		throw new Error(`${call.path} was answered with ${statusCode}: ${await body.text()}`);
	await body.dump();
	return statusCode;
}
