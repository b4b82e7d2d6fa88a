import { AddedWatch, AddWatchInput, RemovedWatch, RemoveWatchInput, Watches } from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { addWatch, endWatches, listWatches } from '../../services/watches.ts';
import { procedureFor } from '../init.ts';

export const watch = {
	add: procedureFor('viewer', 'person')
		.input(AddWatchInput)
		.output(AddedWatch)
		.mutation(({ ctx, input }) => addWatch(ctx.services, ctx.caller, input)),
	mine: procedureFor('person', 'watch')
		.meta({ remembered: 'rows' })
		.output(Watches)
		.query(({ ctx }) => listWatches(ctx.services, ctx.caller)),
	remove: procedureFor('person', 'watch')
		.input(RemoveWatchInput)
		.output(RemovedWatch)
		.mutation(({ ctx, input }) => endWatches(ctx.services, ctx.caller, input.id)),
} satisfies TRPCRouterRecord;
