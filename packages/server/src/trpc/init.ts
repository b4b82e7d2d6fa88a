/** The procedures that the routers are made of: each checks the caller before it looks at the input. */
import { refusal } from '@betzenstein/shared';
import { initTRPC } from '@trpc/server';
import superjson from 'superjson';
import type { Caller, CallerKind, Person } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Context } from './context.ts';
import { type ApiErrorShape, errorShape } from './errors.ts';

const t = initTRPC.context<Context>().create({
	transformer: superjson,
	// Never: it would add stacks to answers.
	isDev: false,
	errorFormatter: ({ error, path, ctx }): ApiErrorShape => errorShape(error, path, ctx?.requestId),
});

export const { router, createCallerFactory } = t;

/** Open to anybody; a bad token is refused all the same. */
export const procedure = t.procedure.use(async ({ ctx, next }) => next({ ctx: { caller: await ctx.caller() } }));

/** Open to these kinds of caller. @throws RefusedError `LINK_REQUIRED` for a stranger, `ROLE_REQUIRED` for anybody else */
export function procedureFor<K extends CallerKind>(...kinds: K[]) {
	return procedure.use(({ ctx, next }) => {
		const { caller } = ctx;
		if (!isOneOf(caller, kinds)) throw new RefusedError(refusal(caller.kind === 'stranger' ? 'LINK_REQUIRED' : 'ROLE_REQUIRED'));
		return next({ ctx: { caller } });
	});
}

/** Open to persons who decide for a party. */
export const approverProcedure = procedureFor('person').use(({ ctx, next }) => {
	const { caller } = ctx;
	if (caller.approverOf === undefined) throw new RefusedError(refusal('ROLE_REQUIRED'));
	return next({ ctx: { caller: caller satisfies Person } });
});

function isOneOf<K extends CallerKind>(caller: Caller, kinds: readonly K[]): caller is Extract<Caller, { kind: K }> {
	return (kinds as readonly CallerKind[]).includes(caller.kind);
}
