/** What TanStack Query is given for each procedure, in its own types: no framework's. */
import type {
	DataTag,
	InfiniteData,
	InfiniteQueryObserverOptions,
	MutationFunction,
	MutationObserverOptions,
	QueryFilters,
	QueryFunction,
	QueryObserverOptions,
	SkipToken,
} from '@tanstack/query-core';
import type { TRPCClientErrorLike } from '@trpc/client';
import type { TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server';
import type { AppRouter } from '../router.ts';

/** What a call throws: `bookingError` reads it. */
export type Failure = TRPCClientErrorLike<AppRouter>;

/** The key of a query in the cache. The first part alone is the beginning of the keys of all its inputs. */
export type ProcedureKey = [path: string[], of?: KeyDetails];

/** The second part of a key. */
export interface KeyDetails {
	/** What the procedure is asked. */
	input?: unknown;
	/** One answer, or page by page. */
	type: 'query' | 'infinite';
}

/** How the call itself is made. */
export interface CallSettings {
	/** Settings of the call, rather than of its place in the cache. */
	trpc?: {
		/** Ends the request as soon as nothing on the screen needs its answer any more. */
		abortOnUnmount?: boolean | undefined;
	};
}

/** Set by the options themselves. */
type Own = 'queryKey' | 'queryKeyHashFn' | 'queryFn' | 'initialPageParam';

/** What can be told to TanStack Query about a query besides: `enabled`, `staleTime`, `select` … */
export type QuerySettings<Output, Data> = Omit<QueryObserverOptions<Output, Failure, Data, Output, ProcedureKey>, Own> &
	CallSettings;

/** Options of a query: for `useQuery`, `prefetchQuery`, `ensureQueryData` and the like. */
export type QueryOptionsOf<Output, Data = Output> = Omit<
	QueryObserverOptions<Output, Failure, Data, Output, ProcedureKey>,
	'queryFn'
> & {
	/** Reads from the server. */
	queryFn: QueryFunction<Output, ProcedureKey>;
	/** Where the answer is kept; `getQueryData` knows its type by it. */
	queryKey: DataTag<ProcedureKey, Output, Failure>;
};

/** The same, of a query that is perhaps not read at all: its input may be TanStack's `skipToken`. */
export type SkippableOptionsOf<Output, Data = Output> = Omit<QueryOptionsOf<Output, Data>, 'queryFn'> & {
	/** Reads from the server, if at all. */
	queryFn: QueryFunction<Output, ProcedureKey> | SkipToken;
};

/** A first answer that is there already. */
interface Initial<Output> {
	/** The answer, or what makes it. */
	initialData: Output | (() => Output);
}

/** Filters of queries by their key, and perhaps more. */
export type Filter<Key> = Omit<QueryFilters, 'queryKey'> & {
	/** The key, or its beginning. */
	queryKey: Key;
};

/** An input that may be left out where the procedure needs none. */
// biome-ignore lint/suspicious/noConfusingVoidType: only an argument that may be void may be left out
type Optional<Input> = undefined extends Input ? Input | void : Input;

/** A procedure that only reads. */
export interface QueryOf<Input, Output> {
	/** Options for `useQuery` and its like. */
	queryOptions<Data = Output>(
		input: Optional<Input>,
		settings: QuerySettings<Output, Data> & Initial<Output>,
	): QueryOptionsOf<Output, Data> & Initial<Output>;
	queryOptions<Data = Output>(
		input: Optional<Input>,
		settings?: QuerySettings<Output, Data>,
	): QueryOptionsOf<Output, Data>;
	queryOptions<Data = Output>(
		input: Input | SkipToken,
		settings?: QuerySettings<Output, Data>,
	): SkippableOptionsOf<Output, Data>;
	/** Where the answer for this input is kept. */
	queryKey(input?: Partial<NonNullable<Input>>): DataTag<ProcedureKey, Output, Failure>;
	/** Matches this query, for `invalidateQueries` and the like; without an input it matches them all. */
	queryFilter(
		input?: Partial<NonNullable<Input>>,
		filters?: Omit<QueryFilters, 'queryKey'>,
	): Filter<DataTag<ProcedureKey, Output, Failure>>;
	/** The beginning of the keys of all inputs, pages too. */
	pathKey(): [path: string[]];
	/** Matches the query with all inputs, pages too. */
	pathFilter(filters?: Omit<QueryFilters, 'queryKey'>): Filter<[path: string[]]>;
}

/** Where a page begins; null is the first. */
type Cursor = string | null;

type InfiniteSettings<Output, Data> = Omit<
	InfiniteQueryObserverOptions<Output, Failure, Data, ProcedureKey, Cursor>,
	Own | 'getNextPageParam'
> &
	Partial<Pick<InfiniteQueryObserverOptions<Output, Failure, Data, ProcedureKey, Cursor>, 'getNextPageParam'>> &
	CallSettings;

/** Options of a list that is read page by page: for `useInfiniteQuery` and its like. */
export type InfiniteOptionsOf<Output, Data = InfiniteData<Output, Cursor>> = Omit<
	InfiniteQueryObserverOptions<Output, Failure, Data, ProcedureKey, Cursor>,
	'queryFn'
> & {
	/** Reads one page. */
	queryFn: QueryFunction<Output, ProcedureKey, Cursor>;
	/** Where the pages are kept. */
	queryKey: DataTag<ProcedureKey, InfiniteData<Output, Cursor>, Failure>;
};

/** A procedure that reads page by page. */
export interface PagedQueryOf<Input, Output> extends QueryOf<Input, Output> {
	/** Options for `useInfiniteQuery` and its like; they know where the next page begins. */
	infiniteQueryOptions<Data = InfiniteData<Output, Cursor>>(
		input?: Omit<NonNullable<Input>, 'cursor'>,
		settings?: InfiniteSettings<Output, Data>,
	): InfiniteOptionsOf<Output, Data>;
	/** Where the pages are kept. */
	infiniteQueryKey(
		input?: Omit<NonNullable<Input>, 'cursor'>,
	): DataTag<ProcedureKey, InfiniteData<Output, Cursor>, Failure>;
}

type MutationSettings<Input, Output, OnMutateResult> = Omit<
	MutationObserverOptions<Output, Failure, Input, OnMutateResult>,
	'mutationKey' | 'mutationFn'
>;

/** Options of a mutation: for `useMutation` and its like. */
export type MutationOptionsOf<Input, Output, OnMutateResult = unknown> = MutationObserverOptions<
	Output,
	Failure,
	Input,
	OnMutateResult
> & {
	/** Makes the call, and has read again what it may have changed. */
	mutationFn: MutationFunction<Output, Input>;
	/** Names the procedure. */
	mutationKey: [path: string[]];
};

/** A procedure that changes something. */
export interface MutationOf<Input, Output> {
	/** Options for `useMutation` and its like. */
	mutationOptions<OnMutateResult = unknown>(
		settings?: MutationSettings<Input, Output, OnMutateResult>,
	): MutationOptionsOf<Input, Output, OnMutateResult>;
	/** Names the procedure, for `isMutating` and the like. */
	mutationKey(): [path: string[]];
}

/** Options and keys of the procedures of a router. */
export type QueriesOf<Router> = {
	[Name in keyof Router as Router[Name] extends Called ? Name : never]: Router[Name] extends TRPCQueryProcedure<
		infer Definition
	>
		? Definition extends Asked<infer Input, infer Output>
			? 'cursor' extends keyof NonNullable<Input>
				? PagedQueryOf<Input, Output>
				: QueryOf<Input, Output>
			: never
		: Router[Name] extends TRPCMutationProcedure<infer Definition>
			? Definition extends Asked<infer Input, infer Output>
				? MutationOf<Input, Output>
				: never
			: never;
};

// biome-ignore lint/suspicious/noExplicitAny: the libraries' own word for "of any kind"
type Called = TRPCQueryProcedure<any> | TRPCMutationProcedure<any>;

interface Asked<Input, Output> {
	/** What the caller gives. */
	input: Input;
	/** What comes back. */
	output: Output;
}
