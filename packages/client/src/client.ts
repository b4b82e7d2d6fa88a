import { createTRPCUntypedClient, httpBatchLink } from '@trpc/client';
import superjson from 'superjson';
import { attemptOf, calling } from './call.ts';
import type { CallOptions, Client } from './calls.ts';
import { endpoint, headersOf, send } from './request.ts';
import type { AppRouter } from './router.ts';

/** Where the server is and who calls. */
export interface ClientOptions {
	/** The server, e.g. `https://api.betzenstein.example`; `/trpc` is added. */
	url: string;
	/**
	 * The token of a link (calendar, person, booking or action), or a function that is asked before each request: a
	 * rotated link needs no new client. Without one, or with an empty one, the caller is a stranger.
	 */
	token?: string | (() => string | undefined | Promise<string | undefined>) | undefined;
	/** How long a call may take, in milliseconds, all its attempts included: 30,000 unless given. 0 is no end. */
	timeout?: number | undefined;
	/** How often a call is sent again that failed for a passing reason, where that is safe: 3 unless given. 0 is never. */
	retries?: number | undefined;
	/** Called for every call that finally failed, unless the caller aborted it; the call itself throws as well. */
	onError?: ((error: unknown, call: FailedCall) => void) | undefined;
	/** A `fetch` to use instead of the global one. */
	fetch?: typeof fetch | undefined;
	/** Headers to add to every request. */
	headers?: Record<string, string> | undefined;
}

/** Which call failed. */
export interface FailedCall {
	/** The procedure, e.g. `booking.create`. */
	path: string;
}

/** Most calls that the server takes in one request. */
const MAX_BATCH = 20;
/** Query inputs are part of the URL; proxies accept about twice this. */
const MAX_URL_LENGTH = 4_000;

/**
 * A client for one caller. Calls made in the same tick share a request. What fails for a passing reason is tried again
 * where that is safe: queries, and mutations that do nothing the second time.
 * @throws TypeError without a `url`
 * @example
 * const client = createClient({ url: 'http://localhost:8080', token: calendarToken });
 * const { entries } = await client.calendar.range.query({ from: '2027-05-01', to: '2027-05-31' });
 */
export function createClient({ url, token, headers, fetch, ...calls }: ClientOptions): Client {
	const client = createTRPCUntypedClient<AppRouter>({
		links: [
			calling(calls),
			httpBatchLink({
				url: endpoint(url),
				transformer: superjson,
				maxItems: MAX_BATCH,
				maxURLLength: MAX_URL_LENGTH,
				// tRPC's own type of fetch is wider than the platform's, to fit every runtime's.
				fetch: (input, init) => send(fetch, String(input), init as RequestInit),
				headers: ({ opList }) => headersOf({ token, headers }, Math.min(...opList.map(attemptOf))),
			}),
		],
	});
	const call = (type: 'query' | 'mutation', path: string) => async (input: unknown, options: CallOptions) => {
		try {
			return await client[type](path, input, options as object);
		} catch (error) {
			// The error was made where an answer arrived; here its trace gets the lines that wait for this call.
			Tracing.captureStackTrace?.(error);
			throw error;
		}
	};
	return whateverIsAsked(new BetzensteinClient(url), (group) =>
		whateverIsAsked({}, (name) => ({
			query: call('query', `${group}.${name}`),
			mutate: call('mutation', `${group}.${name}`),
		})),
	) as unknown as Client;
}

/** An object that has every property, and keeps it: a test's spy on one is there when it is asked for again. */
const whateverIsAsked = <T extends object>(target: T, of: (key: string) => unknown): T =>
	new Proxy(target, {
		get: (target, key) => {
			const value = Reflect.get(target, key);
			if (value !== undefined || typeof key === 'symbol') return value;
			const made = of(key);
			// Consoles do not show it.
			Object.defineProperty(target, key, { value: made, writable: true, configurable: true });
			return made;
		},
	});

/** Not in every engine. */
const Tracing: { captureStackTrace?(error: unknown): void } = Error;

/** What a console shows of a client. */
class BetzensteinClient {
	url: string;
	constructor(url: string) {
		this.url = url;
	}
}
