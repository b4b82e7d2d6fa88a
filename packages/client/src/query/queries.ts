import type { QueryClient } from '@tanstack/query-core';
import type { Client } from '../calls.ts';
import type { MutationPath, QueryPath, Routes } from '../router.ts';
import { invalidateAfter } from './invalidate.ts';
import type { QueriesOf } from './options.ts';
import { keepEqual } from './sharing.ts';
import { QUERIES, TOUCHED } from './touched.ts';

/** TanStack Query's options and keys for every procedure: `queries.booking.get.queryOptions({ id })`. */
export type Queries = { [Group in keyof Routes as Group extends 'live' ? never : Group]: QueriesOf<Routes[Group]> };

/** Options of `createQueries` and `BetzensteinProvider`. */
export interface QueriesOptions {
	/**
	 * Made by `createClient`. Answers depend on whose link it uses: for another link, use another `QueryClient` or
	 * `clear()` this one.
	 */
	client: Client;
	/** The cache for the answers. */
	queryClient: QueryClient;
	/**
	 * Does a mutation have the queries read again that it may have changed? It does by default; with `false`, call
	 * `invalidateAfter` where it suits you.
	 */
	invalidates?: boolean | undefined;
}

/**
 * Options for every procedure, in any framework that TanStack Query knows, in loaders, in tests and on a server.
 *
 * - A mutation made with them has every query read again that it may have changed, once the last one on its way is
 *   through: no answer from between two mutations undoes what a screen shows already.
 * - TanStack Query does not retry, because the client itself does where it helps.
 * - What an answer has in common with the one before stays the same object, moments too.
 * @example
 * const queries = createQueries({ client, queryClient });
 * await queryClient.prefetchQuery(queries.house.info.queryOptions());
 */
export function createQueries({ client, queryClient, invalidates = true }: QueriesOptions): Queries {
	const queries: Record<string, Record<string, unknown>> = {};
	const put = (path: string, options: unknown) => {
		const [group, name] = path.split('.') as [string, string];
		queries[group] = { ...queries[group], [name]: options };
	};
	for (const path of QUERIES) {
		queryClient.setQueryDefaults([path.split('.')], { retry: false, structuralSharing: keepEqual });
		put(path, queryOf(client, path));
	}
	const settled = invalidates ? invalidator(queryClient) : undefined;
	for (const path of Object.keys(TOUCHED)) if (path !== 'live.changes') put(path, mutationOf(client, path, settled));
	return queries as unknown as Queries;
}

interface Settings {
	trpc?: { abortOnUnmount?: boolean };
}
interface Reading {
	signal: AbortSignal;
	pageParam?: string | null;
}

function queryOf(client: Client, path: QueryPath) {
	const pathKey = () => [path.split('.')];
	const keyOf = (type: 'query' | 'infinite') => (input?: unknown) => [
		path.split('.'),
		{ ...(input !== undefined && !isSkipped(input) && { input }), type },
	];
	const queryKey = keyOf('query');
	const infiniteQueryKey = keyOf('infinite');
	const read =
		({ trpc }: Settings, inputOf: (reading: Reading) => unknown) =>
		(reading: Reading) =>
			call(client, path, 'query', inputOf(reading), trpc?.abortOnUnmount ? { signal: reading.signal } : undefined);
	return {
		pathKey,
		pathFilter: (filters?: object) => ({ ...filters, queryKey: pathKey() }),
		queryKey,
		queryFilter: (input?: unknown, filters?: object) => ({ ...filters, queryKey: queryKey(input) }),
		queryOptions: (input?: unknown, settings: Settings = {}) => ({
			...settings,
			queryKey: queryKey(input),
			queryFn: isSkipped(input) ? input : read(settings, () => input),
		}),
		infiniteQueryKey,
		infiniteQueryOptions: (input?: object, settings: Settings = {}) => ({
			getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
			...settings,
			initialPageParam: null,
			queryKey: infiniteQueryKey(input),
			queryFn: read(settings, ({ pageParam }) => (pageParam ? { ...input, cursor: pageParam } : input)),
		}),
	};
}

function mutationOf(client: Client, path: string, settled: ReturnType<typeof invalidator> | undefined) {
	const mutationKey = () => [path.split('.')];
	return {
		mutationKey,
		mutationOptions: (settings?: object) => ({
			...settings,
			mutationKey: mutationKey(),
			mutationFn: (input: unknown) => {
				const answer = call(client, path, 'mutate', input);
				return settled ? settled(path as MutationPath, answer) : answer;
			},
		}),
	};
}

/** Through the client itself, so that one made by hand, or spied on, is called like any other. */
function call(client: Client, path: string, as: 'query' | 'mutate', ...args: unknown[]): Promise<unknown> {
	const [group, name] = path.split('.') as [string, string];
	const { [group]: { [name]: procedure } = {} } = client as unknown as Record<string, Record<string, Procedure>>;
	if (!procedure) throw new TypeError(`The client has no ${path}`);
	return procedure[as](...args);
}

type Procedure = Record<'query' | 'mutate', (...args: unknown[]) => Promise<unknown>>;

/** TanStack's `skipToken`. Known by its type, so that nothing of TanStack has to be imported. */
const isSkipped = (input: unknown): input is symbol => typeof input === 'symbol';

/** Has read again what mutations touched, when none is on its way any more. */
function invalidator(queryClient: QueryClient) {
	const touched = new Set<MutationPath>();
	let onTheirWay = 0;
	return async <T>(path: MutationPath, answer: Promise<T>): Promise<T> => {
		onTheirWay++;
		try {
			const result = await answer;
			touched.add(path);
			return result;
		} finally {
			onTheirWay--;
			if (onTheirWay === 0) {
				// Not awaited: without a connection it would never end.
				for (const done of touched) void invalidateAfter(queryClient, done);
				touched.clear();
			}
		}
	};
}
