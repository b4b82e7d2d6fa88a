import type { ApiErrorShape, Routes } from '@betzenstein/server/contract';
import type {
	AnyTRPCMutationProcedure,
	AnyTRPCQueryProcedure,
	AnyTRPCSubscriptionProcedure,
	inferRouterInputs,
	inferRouterOutputs,
	TRPCBuiltRouter,
} from '@trpc/server';

/**
 * The server's router as a client sees it, to name types with: `inferRouterInputs<AppRouter>`. It holds the types of the
 * tRPC that is in this package, and fits another release's `createTRPCClient` only by chance.
 */
export type AppRouter = TRPCBuiltRouter<
	{ ctx: object; meta: object; errorShape: ApiErrorShape; transformer: true },
	Routes
>;

/** `router.procedure` of every procedure of one kind. */
type PathOf<Kind> = {
	[R in keyof Routes]: {
		[P in keyof Routes[R] & string]: Routes[R][P] extends Kind ? `${R}.${P}` : never;
	}[keyof Routes[R] & string];
}[keyof Routes];

/** A procedure that only reads, e.g. `booking.get`. */
export type QueryPath = PathOf<AnyTRPCQueryProcedure>;

/** A procedure that changes something, e.g. `booking.create`. */
export type MutationPath = PathOf<AnyTRPCMutationProcedure>;

/** A procedure whose answer goes on: `live.changes`. */
export type SubscriptionPath = PathOf<AnyTRPCSubscriptionProcedure>;

/** The input of each procedure: `RouterInputs['booking']['create']`. */
export type RouterInputs = inferRouterInputs<AppRouter>;

/** The output of each procedure: `RouterOutputs['calendar']['range']`. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;
export type { Routes } from '@betzenstein/server/contract';
