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
	/**
	 * Ask for days (BR-001, BR-002, BR-012, BR-026, BR-027). Viewers and persons.
	 * @throws `ID_REUSED`, the refusals of a stay, `RATE_LIMITED`, `TOO_MANY_PENDING`, `DATES_TAKEN`
	 */
	create: procedureFor('viewer', 'person')
		.input(CreateBookingInput)
		.output(CreatedBooking)
		.mutation(({ ctx, input }) => createBooking(ctx.services, ctx.caller, input)),
	/** One booking, for its requester and its approvers. @throws `NOT_FOUND` */
	get: procedureFor('person', 'booking', 'action')
		.input(GetBookingInput)
		.output(Booking)
		.query(({ ctx, input }) => getBooking(ctx.services, ctx.caller, input.id)),
	/** What a person asked for, Canceled ones too, newest activity first. */
	mine: procedureFor('person')
		.input(PageInput)
		.output(BookingPage)
		.query(({ ctx, input }) => listBookings(ctx.services, ctx.caller, 'mine', input)),
	/**
	 * Change a Pending booking, or the first name of a Confirmed one (BR-005, BR-025). New days outside the old ones start the approvals afresh.
	 * @throws `NOT_FOUND`, `ROLE_REQUIRED`, `NOT_ALLOWED_NOW`, `STALE_REVISION`, the refusals of a stay, `DATES_TAKEN`
	 */
	edit: requesterProcedure
		.input(EditBookingInput)
		.output(Booking)
		.mutation(({ ctx, input }) => editBooking(ctx.services, ctx.caller, input)),
	/** Free the days again (BR-006, BR-007). @throws `NOT_FOUND`, `ROLE_REQUIRED`, `NOT_ALLOWED_NOW`, `COMMENT_REQUIRED` */
	cancel: requesterProcedure
		.input(CancelBookingInput)
		.output(CancelResult)
		.mutation(({ ctx, input }) => cancelBooking(ctx.services, ctx.caller, input)),
	/** Ask again after a denial, with changes if wanted (BR-018). @throws as `edit`, and `TOO_MANY_PENDING` */
	reopen: requesterProcedure
		.input(ReopenBookingInput)
		.output(Booking)
		.mutation(({ ctx, input }) => reopenBooking(ctx.services, ctx.caller, input)),
} satisfies TRPCRouterRecord;
