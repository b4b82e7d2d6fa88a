/**
 * What the client package knows of the server: types only, nothing of contexts, tables or services. Written out, so
 * that an editor shows these docs to callers; `test/contract.ts` holds it against the routers. Aliases and no
 * interfaces, which tRPC does not take for records.
 */
import type * as shared from '@betzenstein/shared';
import type { TRPCMutationProcedure, TRPCQueryProcedure, TRPCSubscriptionProcedure } from '@trpc/server';
import type { ApiErrorShape } from './trpc/errors.ts';

export type { ApiErrorData, ApiErrorShape } from './trpc/errors.ts';

/** A procedure that only reads. */
export type Query<Input, Output> = TRPCQueryProcedure<{
	input: Input;
	output: Output;
	meta: object;
	errorShape: ApiErrorShape;
}>;

/** A procedure that changes something. */
export type Mutation<Input, Output> = TRPCMutationProcedure<{
	input: Input;
	output: Output;
	meta: object;
	errorShape: ApiErrorShape;
}>;

/** A procedure whose answer goes on; each event has an id, from which a lost connection goes on. */
export type Subscription<Input, Event> = TRPCSubscriptionProcedure<{
	input: Input;
	output: AsyncIterable<{ id: string; data: Event }, void, unknown>;
	meta: object;
	errorShape: ApiErrorShape;
}>;

/** `house.*` */
export type HouseRoutes = {
	/** The house's settings, for a form and a calendar. Anybody. */
	info: Query<void, shared.HouseInfo>;
};

/** `calendar.*` */
export type CalendarRoutes = {
	/**
	 * Stays and holidays of at most 400 days, both ends included. Viewers and persons; others only with
	 * `PUBLIC_AVAILABILITY`, and then only which days are taken. @throws `END_BEFORE_START`
	 */
	range: Query<shared.CalendarRangeInput, shared.CalendarRange>;
};

/** `booking.*` */
export type BookingRoutes = {
	/**
	 * Ask for days (BR-001, BR-002, BR-012, BR-026, BR-027). Viewers and persons.
	 * @throws `ID_REUSED`, the refusals of a stay, `RATE_LIMITED`, `TOO_MANY_PENDING`, `DATES_TAKEN`
	 */
	create: Mutation<shared.CreateBookingInput, shared.CreatedBooking>;
	/** One booking, for its requester and its approvers. @throws `NOT_FOUND` */
	get: Query<shared.GetBookingInput, shared.Booking>;
	/**
	 * What a person asked for, Canceled ones too, newest activity first; what changes meanwhile moves to the top
	 * (`nextCursor`).
	 */
	mine: Query<shared.PageInput | undefined, shared.BookingPage>;
	/**
	 * Change a Pending booking, or the first name of a Confirmed one (BR-005, BR-025). New days outside the old ones
	 * start the approvals afresh.
	 * @throws `NOT_FOUND`, `ROLE_REQUIRED`, `NOT_ALLOWED_NOW`, `STALE_REVISION`, the refusals of a stay, `DATES_TAKEN`
	 */
	edit: Mutation<shared.EditBookingInput, shared.Booking>;
	/**
	 * Free the days again (BR-006, BR-007). @throws `NOT_FOUND`, `ROLE_REQUIRED`, `NOT_ALLOWED_NOW`, `COMMENT_REQUIRED`
	 */
	cancel: Mutation<shared.CancelBookingInput, shared.CancelResult>;
	/** Ask again after a denial, with changes if wanted (BR-018). @throws as `edit`, and `TOO_MANY_PENDING` */
	reopen: Mutation<shared.ReopenBookingInput, shared.Booking>;
};

/** `approval.*` */
export type ApprovalRoutes = {
	/** Agree to the dates of this round (BR-003, BR-024). @throws `NOT_FOUND`, `NOT_ALLOWED_NOW` */
	approve: Mutation<shared.ApproveInput, shared.Decision>;
	/**
	 * Refuse with a reason; the days are free at once (BR-004). @throws as `approve`, and
	 * `CONFIRMED_NEEDS_ACKNOWLEDGEMENT`, `COMMENT_REQUIRED`
	 */
	deny: Mutation<shared.DenyInput, shared.Decision>;
	/** Pending bookings that wait for this approver's answer (BR-023), newest activity first; see `nextCursor`. */
	outstanding: Query<shared.PageInput | undefined, shared.BookingPage>;
	/** All bookings this approver is party to, but Canceled ones (BR-023), newest activity first; see `nextCursor`. */
	history: Query<shared.PageInput | undefined, shared.BookingPage>;
};

/** `action.*` */
export type ActionRoutes = {
	/** What a mailed action link would do; changes nothing. Holders of an action link. @throws `LINK_ENDED` */
	preview: Query<void, shared.ActionPreview>;
	/**
	 * Does what the link is for, or says how things are (BR-004, BR-024). Holders of an action link.
	 * @throws `LINK_ENDED`, `CONFIRMED_NEEDS_ACKNOWLEDGEMENT`, `COMMENT_REQUIRED`
	 */
	perform: Mutation<shared.PerformActionInput | undefined, shared.ActionResult>;
};

/** `access.*` */
export type AccessRoutes = {
	/** What the caller's token makes of them. Anybody. */
	whoAmI: Query<void, shared.WhoAmI>;
	/**
	 * Mails the personal link once more, if the address is known (BR-021); the answer is always the same. Anybody, with
	 * whatever token.
	 */
	requestLink: Mutation<shared.RequestLinkInput, shared.Accepted>;
	/** Ends every link of the caller at once and mails the new personal one. Persons. */
	rotateLink: Mutation<void, shared.Accepted>;
	/** Everything that is stored about the caller. Persons. */
	exportData: Query<void, shared.ExportedData>;
	/**
	 * Forgets the caller: what has not begun is canceled, Confirmed stays keep their days under the name "Gast". Persons.
	 */
	forgetMe: Mutation<shared.ForgetMeInput, shared.Forgotten>;
};

/** `live.*` */
export type LiveRoutes = {
	/**
	 * How new what the caller may see is: at once, and at each change, so that they read again. Goes on from the last
	 * event's id without loss. Viewers, persons, and holders of a booking link. @throws `LINK_ENDED` when the link ends;
	 * `RATE_LIMITED`, `UNAVAILABLE` when too many listen
	 */
	changes: Subscription<shared.ChangesInput | undefined, shared.Change>;
};

/** Every procedure. */
export type Routes = {
	/** The house itself. */
	house: HouseRoutes;
	/** Who is there when. */
	calendar: CalendarRoutes;
	/** Asking for days and what becomes of it, as the requester. */
	booking: BookingRoutes;
	/** Deciding, as an approver. */
	approval: ApprovalRoutes;
	/** Deciding by a mailed link. */
	action: ActionRoutes;
	/** Links, and what is stored about their holder. */
	access: AccessRoutes;
	/** Learning that something has changed. */
	live: LiveRoutes;
};
