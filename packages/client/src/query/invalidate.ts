import type { QueryClient, QueryKey } from '@tanstack/query-core';
import type { MutationPath, SubscriptionPath } from '../router.ts';
import { TOUCHED } from './touched.ts';

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
	await Promise.all(TOUCHED[path].map((query) => invalidate(queryClient, [query.split('.')])));
}

async function invalidate(queryClient: QueryClient, queryKey: QueryKey): Promise<void> {
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
