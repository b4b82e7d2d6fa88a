import { ActionPreview, ActionResult, PerformActionInput } from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { performAction, previewAction } from '../../services/action.ts';
import { procedureFor } from '../init.ts';

export const action = {
	preview: procedureFor('action')
		.meta({ remembered: 'rows' })
		.output(ActionPreview)
		.query(({ ctx }) => previewAction(ctx.services, ctx.caller)),
	perform: procedureFor('action')
		.input(PerformActionInput)
		.output(ActionResult)
		.mutation(({ ctx, input }) => performAction(ctx.services, ctx.caller, input, ctx.isRepeat)),
} satisfies TRPCRouterRecord;
