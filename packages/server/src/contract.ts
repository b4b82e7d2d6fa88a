/**
 * What the client package knows of the server: types only, without contexts, tables or services. Written out, so that
 * an editor shows these docs to callers; `test/contract.ts` checks it against the routers. Type aliases, because tRPC
 * does not accept interfaces as records.
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

/** The house itself. */
export type HouseRoutes = {
	/** The house's settings, for a form and a calendar. For anybody. */
	info: Query<void, shared.HouseInfo>;
	/**
	 * Which party has the house for how many days of a year: Confirmed stays, past and to come. Blocks nothing. For holders
	 * of the calendar link or a personal link.
	 */
	shares: Query<shared.SharesInput, shared.Shares>;
	/**
	 * What one has to know in the house: key, heating, rubbish. For approvers, and for the requester of a Confirmed stay
	 * until its last day is over. @throws `NOT_FOUND` without such a stay
	 */
	notes: Query<void, shared.HouseNotes>;
	/** Writes the notes anew. For approvers. @throws `STALE_REVISION` if somebody else has meanwhile */
	setNotes: Mutation<shared.SetNotesInput, shared.HouseNotes>;
};

/** Who is in the house when. */
export type CalendarRoutes = {
	/**
	 * Stays and holidays in a range of at most 400 days, both ends included. For holders of the calendar link or a
	 * personal link; anybody else sees only which days are taken, and only with `PUBLIC_AVAILABILITY`.
	 * @throws `END_BEFORE_START`
	 */
	range: Query<shared.CalendarRangeInput, shared.CalendarRange>;
};

/** Asking for days, and what becomes of it, for requesters. */
export type BookingRoutes = {
	/**
	 * Asks for days (BR-001, BR-002, BR-012, BR-026, BR-027). For holders of the calendar link or a personal link.
	 * @throws `ID_REUSED`, the refusals of a stay, `RATE_LIMITED`, `TOO_MANY_PENDING`, `DATES_TAKEN`
	 */
	create: Mutation<shared.CreateBookingInput, shared.CreatedBooking>;
	/** One booking. For its requester and its approvers. @throws `NOT_FOUND` */
	get: Query<shared.GetBookingInput, shared.Booking>;
	/**
	 * The bookings that the caller asked for, Canceled ones too, newest activity first. A booking that changes while you
	 * page moves to the top (see `nextCursor`). For holders of a personal link.
	 */
	mine: Query<shared.PageInput | undefined, shared.BookingPage>;
	/**
	 * Changes a Pending booking, or the first name of a Confirmed one and its days to fewer of them (BR-005, BR-025). New
	 * days outside the old ones reset the approvals. For its requester.
	 * @throws `NOT_FOUND`, `ROLE_REQUIRED`, `NOT_ALLOWED_NOW`, `STALE_REVISION`, the refusals of a stay, `DATES_TAKEN`
	 */
	edit: Mutation<shared.EditBookingInput, shared.Booking>;
	/**
	 * Cancels a booking and frees its days (BR-006, BR-007). For its requester.
	 * @throws `NOT_FOUND`, `ROLE_REQUIRED`, `NOT_ALLOWED_NOW`, `COMMENT_REQUIRED`
	 */
	cancel: Mutation<shared.CancelBookingInput, shared.CancelResult>;
	/**
	 * Asks again after a denial, with changes if wanted (BR-018). For its requester. With exactly the days that the denial
	 * proposes (`Booking.proposal`) and no other change, the proposer's approval counts as given.
	 * @throws as `edit`, and `TOO_MANY_PENDING`
	 */
	reopen: Mutation<shared.ReopenBookingInput, shared.Booking>;
};

/** Deciding, for approvers. */
export type ApprovalRoutes = {
	/** Agrees to the dates of this round, with a word if wanted (BR-003, BR-024). @throws `NOT_FOUND`, `NOT_ALLOWED_NOW` */
	approve: Mutation<shared.ApproveInput, shared.Decision>;
	/**
	 * Denies with a reason, and proposes other days if wanted; the days are free at once (BR-004).
	 * @throws as `approve`, and `CONFIRMED_NEEDS_ACKNOWLEDGEMENT`, of the days proposed `END_BEFORE_START`, `IN_THE_PAST`,
	 * `TOO_FAR_AHEAD`, `STAY_TOO_LONG`, and `COMMENT_REQUIRED`
	 */
	deny: Mutation<shared.DenyInput, shared.Decision>;
	/**
	 * Pending bookings that this approver has not answered (BR-023), newest activity first, each with what lies around it
	 * (`context`); see `nextCursor`.
	 */
	outstanding: Query<shared.PageInput | undefined, shared.BookingPage>;
	/** Every booking this approver decides on but Canceled ones (BR-023), newest activity first; see `nextCursor`. */
	history: Query<shared.PageInput | undefined, shared.BookingPage>;
};

/** Deciding with a mailed action link. */
export type ActionRoutes = {
	/**
	 * What a mailed action link would do, and what lies around its booking; changes nothing. For holders of an action link.
	 * @throws `LINK_ENDED`
	 */
	preview: Query<void, shared.ActionPreview>;
	/**
	 * Does what the link is for, or says why it no longer can (BR-004, BR-024). For holders of an action link.
	 * @throws `LINK_ENDED`, and as `deny` `CONFIRMED_NEEDS_ACKNOWLEDGEMENT`, those of the days proposed, `COMMENT_REQUIRED`
	 */
	perform: Mutation<shared.PerformActionInput | undefined, shared.ActionResult>;
};

/** Links, and what is stored about their holders. */
export type AccessRoutes = {
	/** Which kind of link the caller holds, and what it is for. For anybody. */
	whoAmI: Query<void, shared.WhoAmI>;
	/**
	 * Where calendar programs find the house's stays, or a person's own and what waits for them. Ends with the caller's
	 * link. For holders of the calendar link or a personal link.
	 */
	feed: Query<void, shared.FeedAddress>;
	/**
	 * Mails the personal link again, if the address is known (BR-021); the answer is always the same. For anybody, with
	 * any token or none.
	 */
	requestLink: Mutation<shared.RequestLinkInput, shared.Accepted>;
	/** Ends every link of the caller at once and mails a new personal one. For holders of a personal link. */
	rotateLink: Mutation<void, shared.Accepted>;
	/** Everything that is stored about the caller. For holders of a personal link. */
	exportData: Query<void, shared.ExportedData>;
	/**
	 * Forgets the caller: bookings that have not begun are canceled, and other Confirmed stays keep their days under the
	 * name "Gast". For holders of a personal link.
	 */
	forgetMe: Mutation<shared.ForgetMeInput, shared.Forgotten>;
};

/** Being told when days become free. */
export type WatchRoutes = {
	/**
	 * Asks to be told, once, when all of these days are free: at most 60 of them, and 5 such ranges at a time. The days
	 * are not held then. An address that is typed in with the calendar link gets the same answer whatever is known of it.
	 * For holders of the calendar link or a personal link.
	 * @throws the refusals of a stay but `LONG_STAY_UNCONFIRMED`; for a person also `TOO_MANY_PENDING`
	 */
	add: Mutation<shared.AddWatchInput, shared.AddedWatch>;
	/** What the caller watches. For holders of a personal link, or of the mailed link that ends it. */
	mine: Query<void, shared.Watches>;
	/** Ends one of the caller's watches. For the same. */
	remove: Mutation<shared.RemoveWatchInput, shared.RemovedWatch>;
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
	/** Who is in the house when. */
	calendar: CalendarRoutes;
	/** Asking for days, and what becomes of it, for requesters. */
	booking: BookingRoutes;
	/** Deciding, for approvers. */
	approval: ApprovalRoutes;
	/** Deciding with a mailed action link. */
	action: ActionRoutes;
	/** Links, and what is stored about their holders. */
	access: AccessRoutes;
	/** Learning that something has changed. */
	live: LiveRoutes;
	/** Being told when days become free. */
	watch: WatchRoutes;
};
