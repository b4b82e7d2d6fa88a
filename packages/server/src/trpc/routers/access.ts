import { Accepted, ExportedData, ForgetMeInput, Forgotten, RequestLinkInput, WhoAmI } from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { requestLink, rotateLink } from '../../services/access/link.ts';
import { exportData, forgetPerson } from '../../services/access/personalData.ts';
import { procedure, procedureFor, uncheckedProcedure } from '../init.ts';

export const access = {
	/** What the caller's token makes of them. Anybody. */
	whoAmI: procedure.output(WhoAmI).query(({ ctx: { caller } }) => ({
		kind: caller.kind,
		...(caller.kind === 'person' && caller.approverOf !== undefined && { approverOf: caller.approverOf }),
		...('bookingId' in caller && { bookingId: caller.bookingId }),
	})),
	/** Mails the personal link once more, if the address is known (BR-021); the answer is always the same. Anybody, with whatever token. */
	requestLink: uncheckedProcedure
		.input(RequestLinkInput)
		.output(Accepted)
		.mutation(({ ctx, input }) => requestLink(ctx.services, input.email)),
	/** Ends every link of the caller at once and mails the new personal one. Persons. */
	rotateLink: procedureFor('person')
		.output(Accepted)
		.mutation(({ ctx }) => rotateLink(ctx.services, ctx.caller.personId)),
	/** Everything that is stored about the caller. Persons. */
	exportData: procedureFor('person')
		.output(ExportedData)
		.query(({ ctx }) => exportData(ctx.services, ctx.caller)),
	/** Forgets the caller: what has not begun is canceled, Confirmed stays keep their days under the name "Gast". Persons. */
	forgetMe: procedureFor('person')
		.input(ForgetMeInput)
		.output(Forgotten)
		.mutation(({ ctx }) => forgetPerson(ctx.services, ctx.caller.personId)),
} satisfies TRPCRouterRecord;
