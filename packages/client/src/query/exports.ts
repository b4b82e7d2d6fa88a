/** What `./query` offers, and `./react` as well. */

export type { MutationPath, QueryPath, SubscriptionPath } from '../router.ts';
export { invalidateAfter } from './invalidate.ts';
export type {
	CallSettings,
	Failure,
	Filter,
	InfiniteOptionsOf,
	KeyDetails,
	MutationOf,
	MutationOptionsOf,
	PagedQueryOf,
	ProcedureKey,
	QueriesOf,
	QueryOf,
	QueryOptionsOf,
	QuerySettings,
	SkippableOptionsOf,
} from './options.ts';
export { createQueries, type Queries, type QueriesOptions } from './queries.ts';
export { serialization } from './serialization.ts';
