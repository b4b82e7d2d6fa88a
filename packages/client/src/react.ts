export { BetzensteinProvider, type BetzensteinProviderProps, useBetzenstein } from './react/provider.ts';
export { createQueries, invalidateAfter, type Queries, type QueriesOptions } from './react/queries.ts';
export type { MutationPath, QueryPath, SubscriptionPath } from './router.ts';
