import { ApproveInput, BookingPage, Decision, DenyInput, PageInput } from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { approveBooking, denyBooking } from '../../services/booking/change.ts';
import { listBookings } from '../../services/booking/read.ts';
import { approverProcedure } from '../init.ts';

export const approval = {
	approve: approverProcedure
		.input(ApproveInput)
		.output(Decision)
		.mutation(({ ctx, input }) => approveBooking(ctx.services, ctx.caller, input, ctx.isRepeat)),
	deny: approverProcedure
		.input(DenyInput)
		.output(Decision)
		.mutation(({ ctx, input }) => denyBooking(ctx.services, ctx.caller, input, ctx.isRepeat)),
	outstanding: approverProcedure
		.meta({ remembered: 'rows' })
		.input(PageInput)
		.output(BookingPage)
		.query(({ ctx, input }) => listBookings(ctx.services, ctx.caller, 'outstanding', input)),
	history: approverProcedure
		.meta({ remembered: 'rows' })
		.input(PageInput)
		.output(BookingPage)
		.query(({ ctx, input }) => listBookings(ctx.services, ctx.caller, 'history', input)),
} satisfies TRPCRouterRecord;
