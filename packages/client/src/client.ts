import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from './router.ts';

export interface ClientOptions {
	/** The server, e.g. `https://api.betzenstein.example`; `/trpc` is added. */
	url: string;
	/** The token of a link (calendar, person, booking or action); without one the caller is a stranger. */
	token?: string | undefined;
}

/** Typed calls of every procedure. */
export type Client = TRPCClient<AppRouter>;

/** The server's bound on calls in one request. */
const MAX_BATCH = 20;
/** Query inputs stand in the URL; proxies accept about twice this. */
const MAX_URL_LENGTH = 4_000;

/**
 * A client for one caller. Calls made in the same tick share a request.
 * @example
 * const client = createClient({ url: 'http://localhost:8080', token: calendarToken });
 * const { entries } = await client.calendar.range.query({ from: '2027-05-01', to: '2027-05-31' });
 */
export function createClient({ url, token }: ClientOptions): Client {
	return createTRPCClient<AppRouter>({
		links: [
			httpBatchLink({
				url: `${url.replace(/\/+$/, '')}/trpc`,
				transformer: superjson,
				maxItems: MAX_BATCH,
				maxURLLength: MAX_URL_LENGTH,
				headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
			}),
		],
	});
}
