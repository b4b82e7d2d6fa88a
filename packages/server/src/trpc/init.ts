/**
 * The procedures that the routers are made of. Each checks caller, then limit, then input (domain.md, States: the order
 * of refusals).
 */
import { initTRPC, type TRPCProcedureType as ProcedureType } from '@trpc/server';
import superjson from 'superjson';
import { admitted, type CallerKind, isApprover, keptOut } from '../domain/caller.ts';
import type { Context } from './context.ts';
import { type ApiErrorShape, errorShape, refusalOf } from './errors.ts';

/** What a procedure declares about itself. */
export interface Meta {
	/**
	 * What the answer of this query depends on besides the day, the settings and the caller: the `rows` that this caller
	 * may see, those that the `calendar` shows, or `nothing` else. While all of these stay the same, the same bytes may be
	 * sent again (`adapters/remembered.ts`).
	 */
	remembered?: 'rows' | 'calendar' | 'nothing';
}

const t = initTRPC
	.context<Context>()
	.meta<Meta>()
	.create({
		transformer: superjson,
		// Always off: it would add stacks to answers.
		isDev: false,
		sse: {
			// Proxies close what is silent for a minute.
			ping: { enabled: true, intervalMs: 15_000 },
			// Then they come back, and after a deploy spread over all instances again.
			maxDurationMs: 60 * 60_000,
			client: { reconnectAfterInactivityMs: 45_000 },
		},
		errorFormatter: ({ error, path, ctx }): ApiErrorShape => errorShape(error, path, ctx?.requestId),
	});

export const { router, createCallerFactory } = t;

const recorded = t.procedure.use(({ ctx, path, next }) =>
	ctx.tracing.follow({ kind: 'procedure', name: path }, async (tell) => {
		const result = await next();
		const outcome = result.ok ? 'ok' : refusalOf(result.error).reason;
		ctx.record({ procedure: path, outcome });
		tell({ outcome, ...(!result.ok && outcome === 'INTERNAL' && { error: result.error }) });
		return result;
	}),
);

const kindOf = (type: ProcedureType): 'read' | 'write' => (type === 'mutation' ? 'write' : 'read');

/** The limit by client address, checked last before the input. */
export const limit = t.middleware(async ({ ctx, type, next }) => {
	await ctx.spend(kindOf(type));
	if (type === 'subscription') ctx.holdStream();
	return next();
});

/** Knows its caller but has no limit: for procedures with a check of their own, which add `limit` after it. */
export const callerProcedure = recorded.use(async ({ ctx, type, next }) =>
	next({ ctx: { caller: await ctx.resolveCaller(kindOf(type)) } }),
);

/** Open to anybody, whatever token they send. */
export const uncheckedProcedure = recorded.use(limit);

/** Open to anybody; a bad token is refused all the same. */
export const procedure = callerProcedure.use(limit);

const forKinds = <K extends CallerKind>(...kinds: K[]) =>
	callerProcedure.use(({ ctx, next }) => next({ ctx: { caller: admitted(ctx.caller, kinds) } }));

/**
 * Open to these kinds of caller. @throws RefusedError `LINK_REQUIRED` for a stranger, `ROLE_REQUIRED` for anybody else
 */
export const procedureFor = <K extends CallerKind>(...kinds: K[]) => forKinds(...kinds).use(limit);

/** Open to persons who decide for a party. */
export const approverProcedure = forKinds('person')
	.use(({ ctx, next }) => {
		if (!isApprover(ctx.caller)) throw keptOut(ctx.caller);
		return next();
	})
	.use(limit);
