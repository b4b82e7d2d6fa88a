/** Calls as requests of their own, and every procedure that can be called. */
import { type BookingError, bookingError, type Client, type ClientOptions, createClient } from '@betzenstein/client';
import { routes } from '@betzenstein/server';
import type { Reason } from '@betzenstein/shared';
import superjson from 'superjson';
import { listenAt } from './eventStream.ts';

export interface Procedure {
	path: string;
	type: 'query' | 'mutation' | 'subscription';
	/** Zod schemas. */
	inputs: unknown[];
	/** For a subscription of each event. */
	output: unknown;
	/** May its answer be sent again while nothing it hangs on has changed? */
	isRemembered: boolean;
}

/** Every procedure of the router, read from `routes`, so that a new one is met by tests that go through all of them. */
export const PROCEDURES: readonly Procedure[] = proceduresIn(routes, []);

function proceduresIn(record: object, prefix: string[]): Procedure[] {
	return Object.entries(record).flatMap(([name, value]): Procedure[] => {
		const path = [...prefix, name];
		if (!('_def' in value)) return proceduresIn(value, path);
		const { type, inputs, output: whole, meta } = value._def;
		const output = 'event' in whole ? whole.event : whole;
		return [{ path: path.join('.'), type, inputs, output, isRemembered: meta?.remembered !== undefined }];
	});
}

export function procedureAt(path: string): Procedure {
	const found = PROCEDURES.find((procedure) => procedure.path === path);
	if (!found) throw new Error(`There is no procedure ${path}`);
	return found;
}

/** What came back. */
export interface Answer {
	status: number;
	headers: Headers;
	/** As it came over the wire. */
	text: string;
	/** `ok`, or the reason of the refusal. */
	outcome: 'ok' | Reason;
	// biome-ignore lint/suspicious/noExplicitAny: every procedure answers something else
	value: any;
	/** Of a refusal. */
	details: unknown;
}

interface CallOptions {
	input?: unknown;
	token?: string | undefined;
	headers?: Record<string, string>;
}

/** One call as a request of its own. */
export async function callAt(
	url: string,
	path: string,
	{ input, token, headers = {} }: CallOptions = {},
): Promise<Answer> {
	if (procedureAt(path).type === 'subscription') return firstEventAt(url, { input, token, headers });
	const body = input === undefined ? undefined : JSON.stringify(superjson.serialize(input));
	const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
	const isQuery = procedureAt(path).type === 'query';
	const query = isQuery && body !== undefined ? `?input=${encodeURIComponent(body)}` : '';
	const response = await fetch(`${url}/trpc/${path}${query}`, {
		// As the client does it: a mutation without input has an empty object for its body.
		...(!isQuery && { method: 'POST', body: body ?? '{}' }),
		headers: { ...(!isQuery && { 'content-type': 'application/json' }), ...authorization, ...headers },
	});
	return answerOf(response, await response.text());
}

/** What a subscription says first, as if that were all. */
async function firstEventAt(url: string, { token, ...how }: CallOptions): Promise<Answer> {
	const stream = await listenAt(url, token, how);
	const { event, data = '' } = (await stream.next()) ?? {};
	stream.close();
	return answerOf(stream, event === 'message' ? `{"result":{"data":${data}}}` : `{"error":${data}}`);
}

function answerOf({ status, headers }: Pick<Answer, 'status' | 'headers'>, text: string): Answer {
	const { result, error } = JSON.parse(text);
	const refused = error && superjson.deserialize<{ data: { reason: Reason; details: unknown } }>(error).data;
	return {
		status,
		headers,
		text,
		outcome: refused?.reason ?? 'ok',
		value: result && superjson.deserialize(result.data),
		details: refused?.details,
	};
}

/** What came of a call through the client package, which may take several requests. */
export interface Observed<T = unknown> {
	/** `ok`, a decision's outcome, or the reason of the refusal; `LOST` without any of them. */
	outcome: string;
	ms: number;
	/** What the requests came to: HTTP status, or `LOST` when no answer came. */
	requests: (number | 'LOST')[];
	value?: T;
	refused?: BookingError;
}

/** Makes the call with a client of its own: a client batches the calls of one tick. */
export async function observe<T>(
	options: Omit<ClientOptions, 'fetch'>,
	send: (client: Client) => Promise<T>,
): Promise<Observed<T>> {
	const requests: Observed['requests'] = [];
	const counted: typeof fetch = async (input, init) => {
		const answer = await fetch(input, init).catch((error: unknown) => {
			requests.push('LOST');
			throw error;
		});
		requests.push(answer.status);
		return answer;
	};
	const start = performance.now();
	const ended = await send(createClient({ ...options, fetch: counted })).then(
		(value) => ({ value, outcome: outcomeOf(value) }),
		(error: unknown) => {
			const refused = bookingError(error);
			return { outcome: refused?.reason ?? 'LOST', ...(refused && { refused }) };
		},
	);
	return { ...ended, ms: performance.now() - start, requests };
}

const outcomeOf = (value: unknown): string =>
	typeof value === 'object' && value !== null && 'outcome' in value ? String(value.outcome) : 'ok';
