import { ApproveInput, BookingPage, Decision, DenyInput, PageInput } from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { approveBooking, denyBooking } from '../../services/booking/change.ts';
import { listBookings } from '../../services/booking/read.ts';
import { approverProcedure } from '../init.ts';

export const approval = {
	/** Agree to the dates of this round (BR-003, BR-024). @throws `NOT_FOUND`, `NOT_ALLOWED_NOW` */
	approve: approverProcedure
		.input(ApproveInput)
		.output(Decision)
		.mutation(({ ctx, input }) => approveBooking(ctx.services, ctx.caller, input)),
	/** Refuse with a reason; the days are free at once (BR-004). @throws as `approve`, and `CONFIRMED_NEEDS_ACKNOWLEDGEMENT`, `COMMENT_REQUIRED` */
	deny: approverProcedure
		.input(DenyInput)
		.output(Decision)
		.mutation(({ ctx, input }) => denyBooking(ctx.services, ctx.caller, input)),
	/** Pending bookings that wait for this approver's answer (BR-023), newest activity first. */
	outstanding: approverProcedure
		.input(PageInput)
		.output(BookingPage)
		.query(({ ctx, input }) => listBookings(ctx.services, ctx.caller, 'outstanding', input)),
	/** All bookings this approver is party to, but Canceled ones (BR-023), newest activity first. */
	history: approverProcedure
		.input(PageInput)
		.output(BookingPage)
		.query(({ ctx, input }) => listBookings(ctx.services, ctx.caller, 'history', input)),
} satisfies TRPCRouterRecord;
