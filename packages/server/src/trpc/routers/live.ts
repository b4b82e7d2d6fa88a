import { Change, ChangesInput } from '@betzenstein/shared/schema';
import { type TRPCRouterRecord, tracked } from '@trpc/server';
import { procedureFor } from '../init.ts';
import { streamOf } from '../streamOf.ts';

export const live = {
	changes: procedureFor('viewer', 'person', 'booking')
		.input(ChangesInput)
		.output(streamOf(Change))
		.subscription(async function* ({ ctx, input, signal }) {
			const since = input?.lastEventId === undefined ? undefined : Number(input.lastEventId);
			for await (const version of ctx.services.changes.follow(ctx.caller, { since, signal }))
				yield tracked(`${version}`, { version });
		}),
} satisfies TRPCRouterRecord;
