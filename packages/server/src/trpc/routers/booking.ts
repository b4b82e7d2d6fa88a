import {
	Booking,
	BookingPage,
	CancelBookingInput,
	CancelResult,
	CreateBookingInput,
	CreatedBooking,
	EditBookingInput,
	GetBookingInput,
	PageInput,
	ReopenBookingInput,
} from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { cancelBooking, editBooking, reopenBooking } from '../../services/booking/change.ts';
import { createBooking } from '../../services/booking/create.ts';
import { getBooking, listBookings } from '../../services/booking/read.ts';
import { procedureFor } from '../init.ts';

const requesterProcedure = procedureFor('person', 'booking');

export const booking = {
	create: procedureFor('viewer', 'person')
		.input(CreateBookingInput)
		.output(CreatedBooking)
		.mutation(({ ctx, input }) => createBooking(ctx.services, ctx.caller, input)),
	get: procedureFor('person', 'booking', 'action')
		.meta({ remembered: 'rows' })
		.input(GetBookingInput)
		.output(Booking)
		.query(({ ctx, input }) => getBooking(ctx.services, ctx.caller, input.id)),
	mine: procedureFor('person')
		.meta({ remembered: 'rows' })
		.input(PageInput)
		.output(BookingPage)
		.query(({ ctx, input }) => listBookings(ctx.services, ctx.caller, 'mine', input)),
	edit: requesterProcedure
		.input(EditBookingInput)
		.output(Booking)
		.mutation(({ ctx, input }) => editBooking(ctx.services, ctx.caller, input)),
	cancel: requesterProcedure
		.input(CancelBookingInput)
		.output(CancelResult)
		.mutation(({ ctx, input }) => cancelBooking(ctx.services, ctx.caller, input, ctx.isRepeat)),
	reopen: requesterProcedure
		.input(ReopenBookingInput)
		.output(Booking)
		.mutation(({ ctx, input }) => reopenBooking(ctx.services, ctx.caller, input)),
} satisfies TRPCRouterRecord;
