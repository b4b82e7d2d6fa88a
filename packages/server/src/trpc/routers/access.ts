import { WhoAmI } from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { procedure } from '../init.ts';

export const access = {
	/** What the caller's token makes of them. Anybody. */
	whoAmI: procedure.output(WhoAmI).query(({ ctx: { caller } }) => ({
		kind: caller.kind,
		...(caller.kind === 'person' && caller.approverOf !== undefined && { approverOf: caller.approverOf }),
	})),
} satisfies TRPCRouterRecord;
