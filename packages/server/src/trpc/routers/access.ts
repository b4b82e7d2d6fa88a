import {
	Accepted,
	ExportedData,
	FeedAddress,
	ForgetMeInput,
	Forgotten,
	RequestLinkInput,
	WhoAmI,
} from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { whoAmI } from '../../domain/caller.ts';
import { exportData } from '../../services/export.ts';
import { feedAddress } from '../../services/feed.ts';
import { forgetPerson } from '../../services/forget.ts';
import { requestLink, rotateLink } from '../../services/links.ts';
import { procedure, procedureFor, uncheckedProcedure } from '../init.ts';

export const access = {
	whoAmI: procedure
		.meta({ remembered: 'rows' })
		.output(WhoAmI)
		.query(({ ctx }) => whoAmI(ctx.caller)),
	feed: procedureFor('viewer', 'person')
		.output(FeedAddress)
		.query(({ ctx }) => feedAddress(ctx.services, ctx.caller)),
	requestLink: uncheckedProcedure
		.input(RequestLinkInput)
		.output(Accepted)
		.mutation(({ ctx, input }) => requestLink(ctx.services, input.email)),
	rotateLink: procedureFor('person')
		.output(Accepted)
		.mutation(({ ctx }) => rotateLink(ctx.services, ctx.caller.personId)),
	exportData: procedureFor('person')
		.output(ExportedData)
		.query(({ ctx }) => exportData(ctx.services, ctx.caller)),
	forgetMe: procedureFor('person')
		.input(ForgetMeInput)
		.output(Forgotten)
		.mutation(({ ctx }) => forgetPerson(ctx.services, ctx.caller)),
} satisfies TRPCRouterRecord;
