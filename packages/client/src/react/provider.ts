import { createContext, createElement, type ReactElement, type ReactNode, useContext, useMemo } from 'react';
import { createQueries, type Queries, type QueriesOptions } from '../query/queries.ts';

/** Props of `BetzensteinProvider`. */
export interface BetzensteinProviderProps extends QueriesOptions {
	/** The components that may call `useBetzenstein`. */
	children?: ReactNode;
}

const Context = createContext<Queries | undefined>(undefined);

/**
 * Makes `useBetzenstein` work in everything inside it. Put it inside TanStack's own `QueryClientProvider`.
 * @example
 * <QueryClientProvider client={queryClient}>
 * 	<BetzensteinProvider client={client} queryClient={queryClient}>…</BetzensteinProvider>
 * </QueryClientProvider>
 */
export function BetzensteinProvider({
	client,
	queryClient,
	invalidates,
	children,
}: BetzensteinProviderProps): ReactElement {
	const queries = useMemo(
		() => createQueries({ client, queryClient, invalidates }),
		[client, queryClient, invalidates],
	);
	return createElement(Context.Provider, { value: queries }, children);
}

/**
 * TanStack Query's options and keys for every procedure.
 * @example
 * const betzenstein = useBetzenstein();
 * const { data } = useQuery(betzenstein.calendar.range.queryOptions({ from, to }));
 * const create = useMutation(betzenstein.booking.create.mutationOptions());
 */
export function useBetzenstein(): Queries {
	const queries = useContext(Context);
	if (!queries) throw new Error('useBetzenstein() needs a <BetzensteinProvider> around it.');
	return queries;
}
