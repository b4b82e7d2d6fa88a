import type { QueryClient } from '@tanstack/react-query';
import { getUntypedClient, type TRPCClient, type TRPCUntypedClient } from '@trpc/client';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { Client } from '../calls.ts';
import type { AppRouter, MutationPath, SubscriptionPath } from '../router.ts';
import { QUERIES, TOUCHED } from './touched.ts';

/** TanStack Query's options and keys for every procedure: `queries.booking.get.queryOptions({ id })`. */
export type Queries = TRPCOptionsProxy<AppRouter>;

/** Options of `createQueries` and `BetzensteinProvider`. */
export interface QueriesOptions {
	/**
	 * Made by `createClient`. Answers depend on whose link it uses: for another link, use another `QueryClient` or
	 * `clear()` this one.
	 */
	client: Client;
	/** The cache for the answers. */
	queryClient: QueryClient;
}

/**
 * Options for `useQuery`, `useMutation` and the like without React's context: in loaders, in tests or on a server. A
 * mutation made with them invalidates every query that it may affect. TanStack Query does not retry, because the client
 * itself does where it helps.
 * @example
 * const queries = createQueries({ client, queryClient });
 * await queryClient.prefetchQuery(queries.house.info.queryOptions());
 */
export function createQueries({ client, queryClient }: QueriesOptions): Queries {
	for (const path of QUERIES) queryClient.setQueryDefaults(keyOf(path), { retry: false });
	return createTRPCOptionsProxy<AppRouter>({
		client: invalidating(getUntypedClient(client as unknown as TRPCClient<AppRouter>), queryClient),
		queryClient,
	});
}

/**
 * Marks the queries that a mutation may affect, or a change that was heard of, as out of date, and reads those on the
 * screen again. For mutations only needed if the client was called directly: the options of `createQueries` do it by
 * themselves.
 * @example
 * await client.booking.cancel.mutate({ id });
 * await invalidateAfter(queryClient, 'booking.cancel');
 * @example
 * listen({ url, token, onChange: () => invalidateAfter(queryClient, 'live.changes') });
 */
export async function invalidateAfter(queryClient: QueryClient, path: MutationPath | SubscriptionPath): Promise<void> {
	await Promise.all(TOUCHED[path].map((query) => invalidate(queryClient, keyOf(query))));
}

async function invalidate(queryClient: QueryClient, queryKey: [string[]]): Promise<void> {
	// TanStack lets a first reading go on, although it may have begun before the change.
	const beginning = queryClient
		.getQueryCache()
		.findAll({ queryKey, fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined });
	await Promise.all([
		queryClient.invalidateQueries({ queryKey }),
		...beginning.map(async ({ promise, queryKey: exactly }) => {
			await promise?.catch(() => {});
			await queryClient.invalidateQueries({ queryKey: exactly, exact: true });
		}),
	]);
}

/** The beginning of this query's keys, whatever its input. */
const keyOf = (path: string): [string[]] => [path.split('.')];

/** The same client, but its mutations invalidate the queries that they may affect. */
function invalidating(client: TRPCUntypedClient<AppRouter>, queryClient: QueryClient): TRPCUntypedClient<AppRouter> {
	const mutation: TRPCUntypedClient<AppRouter>['mutation'] = async (path, ...rest) => {
		const answer = await client.mutation(path, ...rest);
		// Not awaited: without a connection it would never end.
		void invalidateAfter(queryClient, path as MutationPath);
		return answer;
	};
	return Object.create(client, { mutation: { value: mutation } });
}
