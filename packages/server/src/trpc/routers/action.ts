import { ActionPreview, ActionResult, PerformActionInput } from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { performAction, previewAction } from '../../services/action.ts';
import { procedureFor } from '../init.ts';

export const action = {
	/** What a mailed action link would do; changes nothing. Holders of an action link. @throws `LINK_ENDED` */
	preview: procedureFor('action')
		.output(ActionPreview)
		.query(({ ctx }) => previewAction(ctx.services, ctx.caller)),
	/**
	 * Does what the link is for, or says how things are (BR-004, BR-024). Holders of an action link.
	 * @throws `LINK_ENDED`, `CONFIRMED_NEEDS_ACKNOWLEDGEMENT`, `COMMENT_REQUIRED`
	 */
	perform: procedureFor('action')
		.input(PerformActionInput)
		.output(ActionResult)
		.mutation(({ ctx, input }) => performAction(ctx.services, ctx.caller, input)),
} satisfies TRPCRouterRecord;
