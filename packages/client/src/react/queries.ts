import type { QueryClient } from '@tanstack/react-query';
import { getUntypedClient, type TRPCUntypedClient } from '@trpc/client';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { Client } from '../client.ts';
import type { AppRouter, MutationPath } from '../router.ts';
import { QUERIES, TOUCHED } from './touched.ts';

/** Options and keys of every procedure for TanStack Query: `queries.booking.get.queryOptions({ id })`. */
export type Queries = TRPCOptionsProxy<AppRouter>;

/** What `createQueries` and `BetzensteinProvider` need. */
export interface QueriesOptions {
	/**
	 * What `createClient` made. Its link decides what the answers are: another link needs another `QueryClient`, or a
	 * `clear()`.
	 */
	client: Client;
	/** Where answers are kept. */
	queryClient: QueryClient;
}

/**
 * Options for `useQuery`, `useMutation` and the like, for use without React's context: in loaders, tests or on a
 * server. After a mutation that was made with them, every query that it touches is invalidated. Queries are not tried
 * again by TanStack Query, since the client itself does where it helps.
 * @example
 * const queries = createQueries({ client, queryClient });
 * await queryClient.prefetchQuery(queries.house.info.queryOptions());
 */
export function createQueries({ client, queryClient }: QueriesOptions): Queries {
	for (const path of QUERIES) queryClient.setQueryDefaults(keyOf(path), { retry: false });
	return createTRPCOptionsProxy<AppRouter>({
		client: invalidating(getUntypedClient(client), queryClient),
		queryClient,
	});
}

/**
 * Marks what a mutation touches as out of date and reads again what is on the screen. Only needed where the client was
 * called directly: what `createQueries` makes does it by itself.
 * @example
 * await client.booking.cancel.mutate({ id });
 * await invalidateAfter(queryClient, 'booking.cancel');
 */
export async function invalidateAfter(queryClient: QueryClient, mutation: MutationPath): Promise<void> {
	await Promise.all(TOUCHED[mutation].map((path) => queryClient.invalidateQueries({ queryKey: keyOf(path) })));
}

/** The key that the keys of this query begin with, whatever its input. */
const keyOf = (path: string): [string[]] => [path.split('.')];

/** The same client, whose mutations invalidate what they touch. */
function invalidating(client: TRPCUntypedClient<AppRouter>, queryClient: QueryClient): TRPCUntypedClient<AppRouter> {
	const mutation: TRPCUntypedClient<AppRouter>['mutation'] = async (path, ...rest) => {
		const answer = await client.mutation(path, ...rest);
		// Not waited for: without a connection it would never come back.
		void invalidateAfter(queryClient, path as MutationPath);
		return answer;
	};
	return Object.create(client, { mutation: { value: mutation } });
}
