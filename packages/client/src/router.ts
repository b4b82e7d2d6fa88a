import type { ApiErrorShape, Routes } from '@betzenstein/server/contract';
import type { inferRouterInputs, inferRouterOutputs, TRPCBuiltRouter } from '@trpc/server';

/** The server's router as a client sees it: every procedure, without the server's context. */
export type AppRouter = TRPCBuiltRouter<
	{ ctx: object; meta: object; errorShape: ApiErrorShape; transformer: true },
	Routes
>;

/** The input of each procedure: `RouterInputs['booking']['create']`. */
export type RouterInputs = inferRouterInputs<AppRouter>;

/** The output of each procedure: `RouterOutputs['calendar']['range']`. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;
