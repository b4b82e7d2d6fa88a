// Written by pnpm docs:openapi.
export interface paths {
    "/trpc/house.info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The house's settings, for a form and a calendar
         * @description The house's settings, for a form and a calendar. Anybody.
         */
        post: operations["house.info"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/calendar.range": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stays and holidays of at most 400 days, both ends included
         * @description Stays and holidays of at most 400 days, both ends included. Viewers and persons; others only with `PUBLIC_AVAILABILITY`, and then only which days are taken.
         *
         *     Refusals: `END_BEFORE_START`.
         */
        post: operations["calendar.range"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/booking.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for days
         * @description Ask for days (BR-001, BR-002, BR-012, BR-026, BR-027). Viewers and persons.
         *
         *     Refusals: `ID_REUSED`, the refusals of a stay, `RATE_LIMITED`, `TOO_MANY_PENDING`, `DATES_TAKEN`.
         */
        post: operations["booking.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/booking.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One booking, for its requester and its approvers
         * @description One booking, for its requester and its approvers.
         *
         *     Refusals: `NOT_FOUND`.
         */
        post: operations["booking.get"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/booking.mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a person asked for, Canceled ones too, newest activity first
         * @description What a person asked for, Canceled ones too, newest activity first; what changes meanwhile moves to the top (`nextCursor`).
         */
        post: operations["booking.mine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/booking.edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a Pending booking, or the first name of a Confirmed one
         * @description Change a Pending booking, or the first name of a Confirmed one (BR-005, BR-025). New days outside the old ones start the approvals afresh.
         *
         *     Refusals: `NOT_FOUND`, `ROLE_REQUIRED`, `NOT_ALLOWED_NOW`, `STALE_REVISION`, the refusals of a stay, `DATES_TAKEN`.
         */
        post: operations["booking.edit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/booking.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Free the days again
         * @description Free the days again (BR-006, BR-007).
         *
         *     Refusals: `NOT_FOUND`, `ROLE_REQUIRED`, `NOT_ALLOWED_NOW`, `COMMENT_REQUIRED`.
         */
        post: operations["booking.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/booking.reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask again after a denial, with changes if wanted
         * @description Ask again after a denial, with changes if wanted (BR-018).
         *
         *     Refusals: as `edit`, and `TOO_MANY_PENDING`.
         */
        post: operations["booking.reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/approval.approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to the dates of this round
         * @description Agree to the dates of this round (BR-003, BR-024).
         *
         *     Refusals: `NOT_FOUND`, `NOT_ALLOWED_NOW`.
         */
        post: operations["approval.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/approval.deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse with a reason
         * @description Refuse with a reason; the days are free at once (BR-004).
         *
         *     Refusals: as `approve`, and `CONFIRMED_NEEDS_ACKNOWLEDGEMENT`, `COMMENT_REQUIRED`.
         */
        post: operations["approval.deny"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/approval.outstanding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pending bookings that wait for this approver's answer
         * @description Pending bookings that wait for this approver's answer (BR-023), newest activity first; see `nextCursor`.
         */
        post: operations["approval.outstanding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/approval.history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * All bookings this approver is party to, but Canceled ones
         * @description All bookings this approver is party to, but Canceled ones (BR-023), newest activity first; see `nextCursor`.
         */
        post: operations["approval.history"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/action.preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a mailed action link would do
         * @description What a mailed action link would do; changes nothing. Holders of an action link.
         *
         *     Refusals: `LINK_ENDED`.
         */
        post: operations["action.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/action.perform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Does what the link is for, or says how things are
         * @description Does what the link is for, or says how things are (BR-004, BR-024). Holders of an action link.
         *
         *     Refusals: `LINK_ENDED`, `CONFIRMED_NEEDS_ACKNOWLEDGEMENT`, `COMMENT_REQUIRED`.
         */
        post: operations["action.perform"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/access.whoAmI": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the caller's token makes of them
         * @description What the caller's token makes of them. Anybody.
         */
        post: operations["access.whoAmI"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/access.feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Where calendar programs find the house's stays, or a person's own and what waits for them
         * @description Where calendar programs find the house's stays, or a person's own and what waits for them. Ends with the caller's link. Viewers and persons.
         */
        post: operations["access.feed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/access.requestLink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mails the personal link once more, if the address is known
         * @description Mails the personal link once more, if the address is known (BR-021); the answer is always the same. Anybody, with whatever token.
         */
        post: operations["access.requestLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/access.rotateLink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends every link of the caller at once and mails the new personal one
         * @description Ends every link of the caller at once and mails the new personal one. Persons.
         */
        post: operations["access.rotateLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/access.exportData": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything that is stored about the caller
         * @description Everything that is stored about the caller. Persons.
         */
        post: operations["access.exportData"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/access.forgetMe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forgets the caller: what has not begun is canceled, Confirmed stays keep their days under the name "Gast"
         * @description Forgets the caller: what has not begun is canceled, Confirmed stays keep their days under the name "Gast". Persons.
         */
        post: operations["access.forgetMe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Taken note of; what comes of it arrives by mail, if anything does. */
        Accepted: {
            /**
             * @description Always true, whether the address is known or not (BR-021).
             * @constant
             */
            accepted: true;
        };
        /** @description Output of `action.preview`. */
        ActionPreview: {
            /**
             * @description What the link is for.
             * @enum {string}
             */
            action: "approve" | "deny";
            /** @description Whether it would act (`open`), or why it would only answer (BR-024). */
            state: components["schemas"]["ActionState"];
            /** @description The booking as it is now; null when it was canceled. */
            booking: components["schemas"]["Booking"] | null;
            /** @description The decision that stands, when already done (BR-024). */
            decidedBy?: components["schemas"]["DecidedBy"];
            /** @description The dates that the mail showed, where they are others now. */
            previous?: components["schemas"]["DayRange"];
        };
        /** @description Output of `action.perform`: a mailed link answers, whatever happened since. */
        ActionResult: {
            /**
             * @description `done`: the link did what it is for. Anything else: nothing was decided, and this is why (BR-024).
             * @enum {string}
             */
            outcome: "done" | "already-done" | "outdated" | "past" | "canceled";
            /** @description The booking as it is now; null when it was canceled. */
            booking: components["schemas"]["Booking"] | null;
            /** @description The decision that stands; not there when outdated, past or canceled. */
            decidedBy?: components["schemas"]["DecidedBy"];
        };
        /**
         * @description What a mailed action link would do now: act, or only answer.
         * @enum {string}
         */
        ActionState: "open" | "already-done" | "outdated" | "past" | "canceled";
        /** @description Who did it. */
        Actor: {
            /** @description In which role. */
            kind: components["schemas"]["ActorKind"];
            /** @description The requester's first name, the approver's name, or `System`. */
            name: string;
        };
        /**
         * @description In which role somebody acted.
         * @enum {string}
         */
        ActorKind: "requester" | "approver" | "system";
        /** @description One approver's answer (BR-003). */
        Approval: {
            /** @description The approver's name. */
            party: string;
            /** @description Their answer in the current round. */
            decision: components["schemas"]["ApprovalDecision"];
            /** @description Why they denied (BR-004). */
            comment: string | null;
            /** @description When they answered; null while they have not. */
            decidedAt: string | null;
            /** @description A mail that asked them in this round finally failed to arrive (BR-022). */
            mailFailed: boolean;
        };
        /**
         * @description What an approver has said in the current round.
         * @enum {string}
         */
        ApprovalDecision: "NoResponse" | "Approved" | "Denied";
        /** @description Input of `approval.approve`. */
        ApproveInput: {
            /**
             * Format: uuid
             * @description UUID of the booking.
             */
            bookingId: string;
            /** @description The round the approver saw; another one is answered `outdated` (BR-005). */
            round: number;
        };
        /** @description A booking as its requester and its approvers see it. */
        Booking: {
            /** @description UUID, made by the server. */
            id: string;
            /** @description Pending and Confirmed hold their days (BR-002). */
            status: components["schemas"]["BookingStatus"];
            /** @description First day, inclusive (BR-001). */
            startDate: components["schemas"]["Day"];
            /** @description Last day, inclusive (BR-001). */
            endDate: components["schemas"]["Day"];
            /** @description Days from start to end, both included (BR-001). */
            totalDays: number;
            /** @description How many people come, 1..10 (BR-017). */
            partySize: number;
            /** @description The requester's first name (BR-019). */
            firstName: string;
            /** @description The party it belongs to: an approver's name, for the colour only. */
            affiliation: string;
            /** @description Plain text, at most 500 characters (BR-020). */
            description: string | null;
            /** @description How often the approvals have been started afresh, from 1. A decision names the round it was made on. */
            round: number;
            /** @description Grows with every change, decisions included; an edit names the one it was made on. */
            revision: number;
            /**
             * Format: date-time
             * @description When the days were first asked for.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description The last change.
             */
            lastActivityAt: string;
            /** @description Its last day is over in the house's time zone: nobody can change it any more (BR-014). */
            isPast: boolean;
            /** @description One for each approver of this booking, in the house's order. */
            approvals: components["schemas"]["Approval"][];
            /** @description The newest mail that told the requester about it finally failed to arrive: they may not know how things stand (BR-022). Only approvers see that; false for everybody else. */
            requesterMailFailed: boolean;
            /** @description All that happened, oldest first. */
            timeline: components["schemas"]["TimelineEvent"][];
            /** @description What this caller may do now, computed by the code that enforces it. */
            availableActions: components["schemas"]["BookingAction"][];
        };
        /**
         * @description What a caller may do with a booking now. `edit` includes the first name; `editFirstName` is all that a Confirmed one allows (BR-025).
         * @enum {string}
         */
        BookingAction: "edit" | "editFirstName" | "cancel" | "reopen" | "approve" | "deny";
        /** @description What a requester may change; a key that is left out stays as it is. */
        BookingChanges: {
            /** @description First day, inclusive (BR-001). */
            startDate?: components["schemas"]["Day"];
            /** @description Last day, inclusive (BR-001). */
            endDate?: components["schemas"]["Day"];
            /** @description 1..10 people (BR-017). */
            partySize?: number;
            /** @description An approver's name. */
            affiliation?: string;
            /** @description Plain text, at most 500 characters (BR-020); null or blank empties it. */
            description?: string | null;
            /** @description 1..40 letters, marks, spaces, hyphens, apostrophes (BR-019). */
            firstName?: string;
        };
        /** @description A page of bookings; pass `nextCursor` as `cursor` to go on, null at the end. */
        BookingPage: {
            /** @description At most `limit` bookings, newest activity first. */
            items: components["schemas"]["Booking"][];
            /** @description Opaque; null on the last page. A booking that changes while somebody turns the pages moves to the top of the list, and so may stand on none of the pages to come: reading the list from its beginning shows it. */
            nextCursor: string | null;
        };
        /**
         * @description Pending and Confirmed hold their days; Denied and Canceled free them (BR-002).
         * @enum {string}
         */
        BookingStatus: "Pending" | "Confirmed" | "Denied" | "Canceled";
        /** @description Days that are taken, adjoining stays merged; all that a stranger may see (`PUBLIC_AVAILABILITY`). */
        BusyEntry: {
            /** @description First day, inclusive. */
            startDate: components["schemas"]["Day"];
            /** @description Last day, inclusive. */
            endDate: components["schemas"]["Day"];
            /**
             * @description Tells it from a `FullEntry`.
             * @constant
             */
            detail: "busy";
        };
        /** @description A stay in the calendar, discriminated by `detail`. */
        CalendarEntry: components["schemas"]["FullEntry"] | components["schemas"]["BusyEntry"];
        /** @description Output of `calendar.range`. */
        CalendarRange: {
            /** @description First day, inclusive, as asked for. */
            from: components["schemas"]["Day"];
            /** @description Last day, inclusive, as asked for. */
            to: components["schemas"]["Day"];
            /** @description By start; every stay that shares a day with the range. */
            entries: components["schemas"]["CalendarEntry"][];
            /** @description By date. */
            holidays: components["schemas"]["Holiday"][];
        };
        /** @description Input of `calendar.range`: both days inclusive, at most 400 of them. */
        CalendarRangeInput: {
            /** @description First day, inclusive. */
            from: components["schemas"]["Day"];
            /** @description Last day, inclusive; at most 399 days after `from`. */
            to: components["schemas"]["Day"];
        };
        /** @description Input of `booking.cancel`. */
        CancelBookingInput: {
            /**
             * Format: uuid
             * @description UUID of the booking.
             */
            id: string;
            /** @description Why, plain text of at most 500 characters; needed for a Confirmed booking (BR-007). */
            comment?: string;
        };
        /** @description What a cancellation did. */
        CancelResult: {
            /**
             * @description `already-done`: it was canceled before, nothing happened.
             * @enum {string}
             */
            outcome: "done" | "already-done";
            /** @description The booking as it is now. */
            booking: components["schemas"]["Booking"];
            /** @description Names of everybody who gets a mail about it; empty when nothing happened. */
            willBeTold: string[];
        };
        /** @description A reason is needed to deny (BR-004) and to cancel a Confirmed booking (BR-007). HTTP status 400. */
        CommentRequired: {
            /** @constant */
            reason: "COMMENT_REQUIRED";
            details: components["schemas"]["NoDetails"];
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "COMMENT_REQUIRED";
        };
        /** @description Denying a Confirmed booking needs `acknowledgeConfirmed`. HTTP status 400. */
        ConfirmedNeedsAcknowledgement: {
            /** @constant */
            reason: "CONFIRMED_NEEDS_ACKNOWLEDGEMENT";
            details: components["schemas"]["NoDetails"];
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "CONFIRMED_NEEDS_ACKNOWLEDGEMENT";
        };
        /** @description A booking in the way (BR-002). Name and status only for callers who may see the calendar. */
        Conflict: {
            /** @description First day, inclusive. */
            startDate: components["schemas"]["Day"];
            /** @description Last day, inclusive. */
            endDate: components["schemas"]["Day"];
            /** @description Whose booking it is. */
            firstName?: string;
            /** @description Pending or Confirmed. */
            status?: components["schemas"]["BookingStatus"];
        };
        /** @description Input of `booking.create`. */
        CreateBookingInput: {
            /**
             * Format: uuid
             * @description A random UUID of the caller's making: the same key with the same content within 24 h answers the same booking.
             */
            requestKey?: string;
            /** @description 1..40 letters, marks, spaces, hyphens, apostrophes (BR-019). */
            firstName: string;
            /** @description The requester's address; may be left out by the holder of a personal link. */
            email?: string;
            /** @description First day, inclusive; today at the earliest, 18 months ahead at the latest (BR-026). */
            startDate: components["schemas"]["Day"];
            /** @description Last day, inclusive. */
            endDate: components["schemas"]["Day"];
            /** @description 1..10 people (BR-017). */
            partySize: number;
            /** @description An approver's name. */
            affiliation: string;
            /** @description Plain text, at most 500 characters, no links or addresses (BR-020). */
            description?: string | null;
            /** @description Needed for more than 7 days (BR-027). */
            confirmLongStay?: boolean;
        };
        /** @description A new booking and the link to it. */
        CreatedBooking: {
            /** @description The booking, Pending, or Confirmed at once when nobody but its requester had to agree (BR-015). */
            booking: components["schemas"]["Booking"];
            /** @description Opens this one booking as its requester; the same each time. */
            bookingToken: string;
        };
        /** @description Days are held by other bookings (BR-002, BR-029). HTTP status 409. */
        DatesTaken: {
            /** @constant */
            reason: "DATES_TAKEN";
            details: {
                /** @description What is in the way. */
                conflicts: components["schemas"]["Conflict"][];
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "DATES_TAKEN";
        };
        /**
         * Format: date
         * @description A calendar day, `YYYY-MM-DD`. Days compare as strings.
         */
        Day: string;
        /** @description A stay: both days belong to it (BR-001). */
        DayRange: {
            /** @description First day, inclusive. */
            startDate: components["schemas"]["Day"];
            /** @description Last day, inclusive. */
            endDate: components["schemas"]["Day"];
        };
        /** @description Whose decision stands, and since when. */
        DecidedBy: {
            /** @description The approver's name. */
            party: string;
            /**
             * @description What they decided.
             * @enum {string}
             */
            decision: "Approved" | "Denied";
            /**
             * Format: date-time
             * @description When they decided.
             */
            at: string;
        };
        /** @description What a decision did (BR-024). */
        Decision: {
            /**
             * @description `already-done`: somebody was first, or it was said before. `outdated`: the approvals were reset since; nothing was decided.
             * @enum {string}
             */
            outcome: "done" | "already-done" | "outdated";
            /** @description The booking as it is now. */
            booking: components["schemas"]["Booking"];
            /** @description The decision that stands; not there when outdated. */
            decidedBy?: components["schemas"]["DecidedBy"];
        };
        /** @description Input of `approval.deny`. */
        DenyInput: {
            /**
             * Format: uuid
             * @description UUID of the booking.
             */
            bookingId: string;
            /** @description The round the approver saw; another one is answered `outdated` (BR-005). */
            round: number;
            /** @description Why, plain text of at most 500 characters (BR-004). Missing or blank is `COMMENT_REQUIRED`. */
            comment?: string;
            /** @description Needed for a Confirmed booking (BR-004). */
            acknowledgeConfirmed?: boolean;
        };
        /** @description Input of `booking.edit`. */
        EditBookingInput: {
            /**
             * Format: uuid
             * @description UUID of the booking.
             */
            id: string;
            /** @description The revision the edit was made on; another one is `STALE_REVISION` (BR-005). */
            revision: number;
            /** @description What is to be other than it is. */
            changes: components["schemas"]["BookingChanges"];
            /** @description Needed for more than 7 days (BR-027). */
            confirmLongStay?: boolean;
        };
        /** @description The stay ends before it starts. HTTP status 400. */
        EndBeforeStart: {
            /** @constant */
            reason: "END_BEFORE_START";
            details: components["schemas"]["NoDetails"];
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "END_BEFORE_START";
        };
        /**
         * @description What happened to a booking.
         * @enum {string}
         */
        EventType: "Submitted" | "Approved" | "Denied" | "Confirmed" | "DatesShrunk" | "DatesMoved" | "Reopened" | "Canceled" | "Expired";
        /** @description Output of `access.exportData`: everything that is stored about a person. */
        ExportedData: {
            /** @description The person themselves. */
            person: {
                /** @description Their address. The only one in any output. */
                email: string;
                /** @description Every first name they used. */
                firstNames: string[];
                /**
                 * Format: date-time
                 * @description When their address was first used.
                 */
                createdAt: string;
                /** @description The party they decide for; null for anybody but an approver. */
                approverOf: string | null;
            };
            /** @description What they asked for. */
            bookings: components["schemas"]["Booking"][];
            /** @description What they did, oldest first. */
            events: components["schemas"]["ExportedEvent"][];
            /** @description What was written to them. */
            mails: components["schemas"]["ExportedMail"][];
        };
        /** @description Something this person did, to their own booking or to one they decide on. */
        ExportedEvent: {
            /** @description UUID of the booking. */
            bookingId: string;
            /**
             * Format: date-time
             * @description When it was done.
             */
            at: string;
            /** @description What was done. */
            type: components["schemas"]["EventType"];
            /** @description By which kind of link. */
            via: components["schemas"]["Via"];
            /** @description Their reason, if they gave one; plain text. */
            comment: string | null;
        };
        /** @description A mail to this person. */
        ExportedMail: {
            /** @description What it told them of. */
            kind: string;
            /**
             * Format: date-time
             * @description When it was written; it is sent later.
             */
            createdAt: string;
            /**
             * @description `failed`: given up on.
             * @enum {string}
             */
            state: "queued" | "sent" | "failed";
            /** @description UUID of the booking that it is about; null when it is about none. */
            bookingId: string | null;
        };
        /** @description Output of `access.feed`. */
        FeedAddress: {
            /** @description An `.ics` for programs that ask for it again and again; whoever has it can read it. Written `webcal:`, it opens in the device's own calendar. */
            url: string;
        };
        /** @description A field of the input that was refused. */
        FieldIssue: {
            /** @description Where in the input, dotted: `changes.startDate`; empty for the whole input. */
            path: string;
            /** @description Which rule it breaks, machine-readable: a validation code such as `unrecognized_keys`, or `contains_link` and the like (BR-019, BR-020). */
            issue: string;
        };
        /** @description Input of `access.forgetMe`: nobody is forgotten by a slip. */
        ForgetMeInput: {
            /**
             * @description Always true.
             * @constant
             */
            confirm: true;
        };
        /** @description Output of `access.forgetMe`. */
        Forgotten: {
            /** @description Bookings that had not begun and are canceled now. */
            canceled: number;
            /** @description Bookings that keep their days under the name "Gast". */
            kept: number;
        };
        /** @description A stay in full, for holders of the calendar link or a personal link. */
        FullEntry: {
            /** @description First day, inclusive. */
            startDate: components["schemas"]["Day"];
            /** @description Last day, inclusive. */
            endDate: components["schemas"]["Day"];
            /**
             * @description Tells it from a `BusyEntry`.
             * @constant
             */
            detail: "full";
            /** @description UUID of the booking. */
            bookingId: string;
            /** @description Days from start to end, both included (BR-001). */
            totalDays: number;
            /** @description Pending or Confirmed: others hold no days (BR-002). */
            status: components["schemas"]["BookingStatus"];
            /** @description The requester's first name (BR-019). */
            firstName: string;
            /** @description How many people come, 1..10 (BR-017). */
            partySize: number;
            /** @description The party it belongs to: an approver's name, for the colour. */
            affiliation: string;
        };
        /** @description Input of `booking.get`. */
        GetBookingInput: {
            /**
             * Format: uuid
             * @description UUID of the booking.
             */
            id: string;
        };
        /** @description A public holiday; shown, blocks nothing. */
        Holiday: {
            /** @description The day. */
            date: components["schemas"]["Day"];
            /** @description German. */
            name: string;
        };
        /** @description Output of `house.info`. */
        HouseInfo: {
            /** @description What the house is called. */
            name: string;
            /** @description IANA name, e.g. `Europe/Berlin`; days begin and end in it. */
            timeZone: string;
            /** @description Today in that time zone. */
            today: components["schemas"]["Day"];
            /** @description The approvers, in the house's order. */
            parties: components["schemas"]["Party"][];
            /** @description What a form needs to know. */
            limits: components["schemas"]["HouseLimits"];
            /** @description ISO 3166-2, e.g. `DE-BY`. */
            holidayRegion: string;
        };
        /** @description The limits a form needs to know. */
        HouseLimits: {
            /** @description People, BR-017. */
            maxPartySize: number;
            /** @description Characters of a description or comment, BR-020. */
            maxDescription: number;
            /** @description The longest stay in days that needs no confirmation, BR-027. */
            longStayDays: number;
            /** @description The longest stay in days. */
            maxStayDays: number;
            /** @description Calendar months, BR-026. */
            horizonMonths: number;
            /** @description The latest day a new booking can start today, BR-026. */
            latestStart: components["schemas"]["Day"];
        };
        /** @description The `requestKey` was used for another content. HTTP status 409. */
        IdReused: {
            /** @constant */
            reason: "ID_REUSED";
            details: components["schemas"]["NoDetails"];
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "ID_REUSED";
        };
        /** @description A new booking starts before today, or a changed day lies before today (BR-014). HTTP status 400. */
        InThePast: {
            /** @constant */
            reason: "IN_THE_PAST";
            details: components["schemas"]["NoDetails"];
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "IN_THE_PAST";
        };
        /** @description A bug on our side; the text says nothing of its cause, the request id finds it in the log. HTTP status 500. */
        Internal: {
            /** @constant */
            reason: "INTERNAL";
            details: components["schemas"]["NoDetails"];
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "INTERNAL";
        };
        /** @description The input has a wrong shape; nothing was looked at. HTTP status 400. */
        InvalidInput: {
            /** @constant */
            reason: "INVALID_INPUT";
            details: {
                /** @description Each field with the rule that it breaks. */
                fields: components["schemas"]["FieldIssue"][];
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "INVALID_INPUT";
        };
        /** @description The link was replaced by a newer one, or its holder was blocked. HTTP status 401. */
        LinkEnded: {
            /** @constant */
            reason: "LINK_ENDED";
            details: components["schemas"]["NoDetails"];
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "LINK_ENDED";
        };
        /** @description The token is not one of ours. HTTP status 401. */
        LinkInvalid: {
            /** @constant */
            reason: "LINK_INVALID";
            details: components["schemas"]["NoDetails"];
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "LINK_INVALID";
        };
        /** @description Only holders of a link may do this. HTTP status 401. */
        LinkRequired: {
            /** @constant */
            reason: "LINK_REQUIRED";
            details: components["schemas"]["NoDetails"];
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "LINK_REQUIRED";
        };
        /** @description More than 7 days need `confirmLongStay` (BR-027). HTTP status 400. */
        LongStayUnconfirmed: {
            /** @constant */
            reason: "LONG_STAY_UNCONFIRMED";
            details: {
                /** @description Days that the stay has, both ends included. */
                totalDays: number;
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "LONG_STAY_UNCONFIRMED";
        };
        /** @description No further details. */
        NoDetails: Record<string, never>;
        /** @description Not in this status, or the booking is past (BR-014). HTTP status 412. */
        NotAllowedNow: {
            /** @constant */
            reason: "NOT_ALLOWED_NOW";
            details: {
                /** @description What the booking is now. */
                status: components["schemas"]["BookingStatus"];
                /** @description Its last day is over (BR-014). */
                isPast: boolean;
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "NOT_ALLOWED_NOW";
        };
        /** @description Does not exist, or not for this caller. HTTP status 404. */
        NotFound: {
            /** @constant */
            reason: "NOT_FOUND";
            details: components["schemas"]["NoDetails"];
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "NOT_FOUND";
        };
        /**
         * @description Input of every list.
         * @default {}
         */
        PageInput: {
            /** @description `nextCursor` of the page before. */
            cursor?: string | null;
            /** @description How many bookings, 1..100; 20 unless given. */
            limit?: number;
        };
        /** @description An approver as a party: a name and a colour. */
        Party: {
            /** @description The approver's name. */
            name: string;
            /** @description `#RRGGBB`. */
            color: string;
        };
        /** @description Input of `action.perform`. */
        PerformActionInput: {
            /** @description Why; needed to deny (BR-004). */
            comment?: string;
            /** @description Needed to deny a Confirmed booking (BR-004). */
            acknowledgeConfirmed?: boolean;
        };
        /** @description Too often; try again after so many seconds (BR-012). HTTP status 429. */
        RateLimited: {
            /** @constant */
            reason: "RATE_LIMITED";
            details: {
                /** @description Seconds to wait. */
                retryAfterSeconds: number;
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "RATE_LIMITED";
        };
        /** @description Why a call was refused, told apart by `reason`. A newer server may know more of them. */
        Refusal: components["schemas"]["InvalidInput"] | components["schemas"]["EndBeforeStart"] | components["schemas"]["InThePast"] | components["schemas"]["TooFarAhead"] | components["schemas"]["StayTooLong"] | components["schemas"]["LongStayUnconfirmed"] | components["schemas"]["CommentRequired"] | components["schemas"]["ConfirmedNeedsAcknowledgement"] | components["schemas"]["DatesTaken"] | components["schemas"]["StaleRevision"] | components["schemas"]["IdReused"] | components["schemas"]["NotAllowedNow"] | components["schemas"]["NotFound"] | components["schemas"]["LinkRequired"] | components["schemas"]["LinkInvalid"] | components["schemas"]["LinkEnded"] | components["schemas"]["RoleRequired"] | components["schemas"]["RateLimited"] | components["schemas"]["TooManyPending"] | components["schemas"]["Unavailable"] | components["schemas"]["Internal"];
        Refused: {
            error: {
                json: {
                    /** @description A German sentence fit to show. */
                    message: string;
                    /** @description JSON-RPC's number for `data.code`. */
                    code: number;
                    data: components["schemas"]["Refusal"];
                };
            };
        };
        /** @description What every refusal says of its call. */
        RefusedCall: {
            /** @description tRPC's code; coarser than `reason`. */
            code: string;
            /** @description The HTTP status of a request with this call alone. */
            httpStatus: number;
            /** @description The procedure, if one was reached. */
            path?: string;
            /** @description Finds the request in the log. */
            requestId?: string;
        };
        /** @description Input of `booking.reopen` (BR-018). */
        ReopenBookingInput: {
            /**
             * Format: uuid
             * @description UUID of the booking.
             */
            id: string;
            /** @description The revision the reopening was made on; another one is `STALE_REVISION` (BR-005). */
            revision: number;
            /** @description What is to be other than it was. */
            changes?: components["schemas"]["BookingChanges"];
            /** @description Needed for more than 7 days (BR-027). */
            confirmLongStay?: boolean;
        };
        /** @description Input of `access.requestLink`. */
        RequestLinkInput: {
            /** @description Where the personal link goes, if the address is known (BR-021). */
            email: string;
        };
        /** @description Not with this kind of link, or somebody else's to do. HTTP status 403. */
        RoleRequired: {
            /** @constant */
            reason: "ROLE_REQUIRED";
            details: components["schemas"]["NoDetails"];
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "ROLE_REQUIRED";
        };
        /** @description The booking has changed since the caller read it; `revision` is the current one (BR-005). HTTP status 409. */
        StaleRevision: {
            /** @constant */
            reason: "STALE_REVISION";
            details: {
                /** @description The booking's current one. */
                revision: number;
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "STALE_REVISION";
        };
        /** @description A stay is at most this many days long. HTTP status 400. */
        StayTooLong: {
            /** @constant */
            reason: "STAY_TOO_LONG";
            details: {
                /** @description Days, both ends included. */
                maxDays: number;
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "STAY_TOO_LONG";
        };
        /** @description Something that happened, written in the transaction of the change. */
        TimelineEvent: {
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
            /** @description Who did it. */
            actor: components["schemas"]["Actor"];
            /** @description What happened. */
            type: components["schemas"]["EventType"];
            /** @description By which kind of link. */
            via: components["schemas"]["Via"];
            /** @description Why it was denied or canceled. */
            comment?: string;
            /** @description The dates before, where they changed. */
            from?: components["schemas"]["DayRange"];
            /** @description The dates after, where they changed. */
            to?: components["schemas"]["DayRange"];
        };
        /** @description The start lies more than 18 calendar months ahead (BR-026). HTTP status 400. */
        TooFarAhead: {
            /** @constant */
            reason: "TOO_FAR_AHEAD";
            details: {
                /** @description The latest first day there can be today. */
                latestStart: components["schemas"]["Day"];
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "TOO_FAR_AHEAD";
        };
        /** @description The address has this many Pending bookings already (BR-012). HTTP status 429. */
        TooManyPending: {
            /** @constant */
            reason: "TOO_MANY_PENDING";
            details: {
                /** @description How many there may be at a time. */
                max: number;
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "TOO_MANY_PENDING";
        };
        /** @description The database is away or busy; nothing happened, safe to retry. HTTP status 503. */
        Unavailable: {
            /** @constant */
            reason: "UNAVAILABLE";
            details: components["schemas"]["NoDetails"];
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "UNAVAILABLE";
        };
        /**
         * @description By which kind of link something was done.
         * @enum {string}
         */
        Via: "calendar" | "person" | "booking" | "action" | "operator" | "system";
        /** @description Output of `access.whoAmI`. */
        WhoAmI: {
            /**
             * @description What kind of link the token is; `stranger` without one.
             * @enum {string}
             */
            kind: "stranger" | "viewer" | "person" | "booking" | "action";
            /** @description The party whose approver this person is. */
            approverOf?: string;
            /**
             * Format: uuid
             * @description The one booking that a booking or action link is about.
             */
            bookingId?: string;
        };
    };
    responses: {
        /** @description Refused; nothing has changed. */
        Refused: {
            headers: {
                /** @description Seconds to wait, with status 429. */
                "Retry-After"?: number;
                /** @description Finds the request in the log. */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refused"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "house.info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["HouseInfo"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "calendar.range": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["CalendarRangeInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["CalendarRange"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "booking.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["CreateBookingInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["CreatedBooking"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "booking.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["GetBookingInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["Booking"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "booking.mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["PageInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["BookingPage"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "booking.edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["EditBookingInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["Booking"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "booking.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["CancelBookingInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["CancelResult"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "booking.reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["ReopenBookingInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["Booking"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "approval.approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["ApproveInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["Decision"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "approval.deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["DenyInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["Decision"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "approval.outstanding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["PageInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["BookingPage"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "approval.history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["PageInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["BookingPage"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "action.preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["ActionPreview"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "action.perform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["PerformActionInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["ActionResult"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "access.whoAmI": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["WhoAmI"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "access.feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["FeedAddress"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "access.requestLink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["RequestLinkInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["Accepted"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "access.rotateLink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["Accepted"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "access.exportData": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["ExportedData"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "access.forgetMe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["ForgetMeInput"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result: {
                            data: {
                                json: components["schemas"]["Forgotten"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
}
