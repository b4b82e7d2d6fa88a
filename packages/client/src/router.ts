import type { ApiErrorShape, Routes } from '@betzenstein/server/contract';
import type { inferRouterInputs, inferRouterOutputs, TRPCBuiltRouter } from '@trpc/server';

/** The server's router as a client sees it: every procedure, nothing of the server's context. */
export type AppRouter = TRPCBuiltRouter<
	{ ctx: object; meta: object; errorShape: ApiErrorShape; transformer: true },
	Routes
>;

/** What each procedure takes: `RouterInputs['booking']['create']`. */
export type RouterInputs = inferRouterInputs<AppRouter>;

/** What each procedure answers: `RouterOutputs['calendar']['range']`. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;
