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
         * @description The house's settings, for a form and a calendar. For anybody.
         */
        post: operations["house.info"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/house.shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Which party has the house for how many days of a year: Confirmed stays, past and to come
         * @description Which party has the house for how many days of a year: Confirmed stays, past and to come. Blocks nothing. For holders of the calendar link or a personal link.
         */
        post: operations["house.shares"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/house.notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What one has to know in the house: key, heating, rubbish
         * @description What one has to know in the house: key, heating, rubbish. For approvers, and for the requester of a Confirmed stay until its last day is over.
         *
         *     Refusals: `NOT_FOUND` without such a stay.
         */
        post: operations["house.notes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/house.setNotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes the notes anew
         * @description Writes the notes anew. For approvers.
         *
         *     Refusals: `STALE_REVISION` if somebody else has meanwhile.
         */
        post: operations["house.setNotes"];
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
         * Stays and holidays in a range of at most 400 days, both ends included
         * @description Stays and holidays in a range of at most 400 days, both ends included. For holders of the calendar link or a personal link; anybody else sees only which days are taken, and only with `PUBLIC_AVAILABILITY`.
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
         * Asks for days
         * @description Asks for days (BR-001, BR-002, BR-012, BR-026, BR-027). For holders of the calendar link or a personal link.
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
         * One booking
         * @description One booking. For its requester and its approvers.
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
         * The bookings that the caller asked for, Canceled ones too, newest activity first
         * @description The bookings that the caller asked for, Canceled ones too, newest activity first. A booking that changes while you page moves to the top (see `nextCursor`). For holders of a personal link.
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
         * Changes a Pending booking, or the first name of a Confirmed one and its days to fewer of them
         * @description Changes a Pending booking, or the first name of a Confirmed one and its days to fewer of them (BR-005, BR-025). New days outside the old ones reset the approvals. For its requester.
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
         * Cancels a booking and frees its days
         * @description Cancels a booking and frees its days (BR-006, BR-007). For its requester.
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
         * Asks again after a denial, with changes if wanted
         * @description Asks again after a denial, with changes if wanted (BR-018). For its requester. With exactly the days that the denial proposes (`Booking.proposal`) and no other change, the proposer's approval counts as given.
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
         * Agrees to the dates of this round, with a word if wanted
         * @description Agrees to the dates of this round, with a word if wanted (BR-003, BR-024).
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
         * Denies with a reason, and proposes other days if wanted
         * @description Denies with a reason, and proposes other days if wanted; the days are free at once (BR-004).
         *
         *     Refusals: as `approve`, and `CONFIRMED_NEEDS_ACKNOWLEDGEMENT`, of the days proposed `END_BEFORE_START`, `IN_THE_PAST`, `TOO_FAR_AHEAD`, `STAY_TOO_LONG`, and `COMMENT_REQUIRED`.
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
         * Pending bookings that this approver has not answered
         * @description Pending bookings that this approver has not answered (BR-023), newest activity first, each with what lies around it (`context`); see `nextCursor`.
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
         * Every booking this approver decides on but Canceled ones
         * @description Every booking this approver decides on but Canceled ones (BR-023), newest activity first; see `nextCursor`.
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
         * What a mailed action link would do, and what lies around its booking
         * @description What a mailed action link would do, and what lies around its booking; changes nothing. For holders of an action link.
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
         * Does what the link is for, or says why it no longer can
         * @description Does what the link is for, or says why it no longer can (BR-004, BR-024). For holders of an action link.
         *
         *     Refusals: `LINK_ENDED`, and as `deny` `CONFIRMED_NEEDS_ACKNOWLEDGEMENT`, those of the days proposed, `COMMENT_REQUIRED`.
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
         * Which kind of link the caller holds, and what it is for
         * @description Which kind of link the caller holds, and what it is for. For anybody.
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
         * @description Where calendar programs find the house's stays, or a person's own and what waits for them. Ends with the caller's link. For holders of the calendar link or a personal link.
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
         * Mails the personal link again, if the address is known
         * @description Mails the personal link again, if the address is known (BR-021); the answer is always the same. For anybody, with any token or none.
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
         * Ends every link of the caller at once and mails a new personal one
         * @description Ends every link of the caller at once and mails a new personal one. For holders of a personal link.
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
         * @description Everything that is stored about the caller. For holders of a personal link.
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
         * Forgets the caller: bookings that have not begun are canceled, and other Confirmed stays keep their days under the name "Gast"
         * @description Forgets the caller: bookings that have not begun are canceled, and other Confirmed stays keep their days under the name "Gast". For holders of a personal link.
         */
        post: operations["access.forgetMe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/live.changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How new what the caller may see is: at once, and at each change, so that they read again
         * @description How new what the caller may see is: at once, and at each change, so that they read again. Goes on from the last event's id without loss. Viewers, persons, and holders of a booking link.
         *
         *     Refusals: `LINK_ENDED` when the link ends; `RATE_LIMITED`, `UNAVAILABLE` when too many listen.
         */
        get: operations["live.changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/watch.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks to be told, once, when all of these days are free: at most 60 of them, and 5 such ranges at a time
         * @description Asks to be told, once, when all of these days are free: at most 60 of them, and 5 such ranges at a time. The days are not held then. An address that is typed in with the calendar link gets the same answer whatever is known of it. For holders of the calendar link or a personal link.
         *
         *     Refusals: the refusals of a stay but `LONG_STAY_UNCONFIRMED`; for a person also `TOO_MANY_PENDING`.
         */
        post: operations["watch.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/watch.mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the caller watches
         * @description What the caller watches. For holders of a personal link, or of the mailed link that ends it.
         */
        post: operations["watch.mine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/trpc/watch.remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends one of the caller's watches
         * @description Ends one of the caller's watches. For the same.
         */
        post: operations["watch.remove"];
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
        /** @description The request was accepted; its result, if there is one, arrives by mail. */
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
            /** @description `open` if it would act; otherwise why it would not (BR-024). */
            state: components["schemas"]["ActionState"];
            /** @description The booking as it is now; null when it was canceled. */
            booking: components["schemas"]["Booking"] | null;
            /** @description The decision that counts, when already done (BR-024). */
            decidedBy?: components["schemas"]["DecidedBy"];
            /** @description The dates that the mail showed, if they have changed since. */
            previous?: components["schemas"]["DayRange"];
        };
        /** @description Output of `action.perform`: a mailed link has an answer, whatever has happened since it was sent. */
        ActionResult: {
            /**
             * @description `done`: the link did what it is for. Anything else says why nothing was decided (BR-024).
             * @enum {string}
             */
            outcome: "done" | "already-done" | "outdated" | "past" | "canceled";
            /** @description The booking as it is now; null when it was canceled. */
            booking: components["schemas"]["Booking"] | null;
            /** @description The decision that counts; absent when outdated, past or canceled. */
            decidedBy?: components["schemas"]["DecidedBy"];
        };
        /**
         * @description What a mailed action link would do now: act (`open`), or only say how things are.
         * @enum {string}
         */
        ActionState: "open" | "already-done" | "outdated" | "past" | "canceled";
        /** @description Whoever caused an event, by role and name. */
        Actor: {
            /** @description Their role in the booking. */
            kind: components["schemas"]["ActorKind"];
            /** @description The requester's first name, the approver's name, or `System`. */
            name: string;
        };
        /**
         * @description The role in which somebody acted; `system` when neither a requester nor an approver did. Open.
         * @enum {string}
         */
        ActorKind: "requester" | "approver" | "system";
        /** @description Input of `watch.add`: at most 60 days that begin today or later, within the horizon (BR-026). */
        AddWatchInput: {
            /** @description First day, inclusive. */
            startDate: components["schemas"]["Day"];
            /** @description Last day, inclusive. */
            endDate: components["schemas"]["Day"];
            /** @description Whom to tell. With the calendar link it is needed; a person may leave it out, and may give no other than theirs. */
            email?: string;
        };
        /** @description Output of `watch.add`. */
        AddedWatch: {
            /**
             * @description Always true: for an address that was typed in, whatever is known of it or watched with it already.
             * @constant
             */
            accepted: true;
            /** @description For holders of a personal link only. The same days again are the same watch. */
            watch?: components["schemas"]["Watch"];
        };
        /** @description One approver's answer (BR-003). */
        Approval: {
            /** @description The approver's name. */
            party: string;
            /** @description Their answer in the current round. */
            decision: components["schemas"]["ApprovalDecision"];
            /** @description What they wrote with their answer, in plain text: why they denied (BR-004), or a word with their yes; null if nothing. */
            comment: string | null;
            /** @description When they answered; null while they have not. */
            decidedAt: string | null;
            /** @description A mail that asked them in this round finally failed to arrive (BR-022). */
            mailFailed: boolean;
        };
        /**
         * @description An approver's answer in the current round.
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
            /** @description The round that the approver saw; unless it is the current one, the outcome is `outdated` (BR-005). */
            round: number;
            /** @description A word with the yes, plain text of at most 500 characters (BR-020); blank is none. */
            comment?: string;
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
             * @description When it last changed; lists are sorted by this.
             */
            lastActivityAt: string;
            /** @description Its last day is over in the house's time zone, so nobody can change it any more (BR-014). */
            isPast: boolean;
            /** @description One for each approver of this booking, in the house's order. */
            approvals: components["schemas"]["Approval"][];
            /** @description The newest mail about it to its requester finally failed to arrive, so they may not know the current state (BR-022). Only approvers see this; it is false for everybody else. */
            requesterMailFailed: boolean;
            /** @description Everything that happened, oldest first. */
            timeline: components["schemas"]["TimelineEvent"][];
            /** @description Other days that its denial proposes; null unless it is Denied. Reopening with exactly these days and no other change counts the proposer's approval as given. */
            proposal: components["schemas"]["Proposal"] | null;
            /** @description What this caller may do now, computed by the code that enforces it. */
            availableActions: components["schemas"]["BookingAction"][];
            /** @description What lies around it. Only in answers to queries, and only for approvers who can still approve or deny it; nobody else gets it, not even its requester. */
            context?: components["schemas"]["BookingContext"];
        };
        /**
         * @description What a caller may do with a booking now. `edit` includes everything that can be edited. A Confirmed booking allows `editFirstName` (BR-025), and `shorten` where it has days to give up: `booking.edit` with days inside its own. Open.
         * @enum {string}
         */
        BookingAction: "edit" | "editFirstName" | "shorten" | "cancel" | "reopen" | "approve" | "deny";
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
        /** @description What an approver is shown beside a booking on which they can still decide. */
        BookingContext: {
            /** @description The last stay before it; null if none is near, with at most 30 free days between. */
            before: components["schemas"]["Neighbour"] | null;
            /** @description The first stay after it; null likewise. */
            after: components["schemas"]["Neighbour"] | null;
            /** @description The public holidays among its days, sorted by date. */
            holidays: components["schemas"]["Holiday"][];
            /** @description The year in which it starts. */
            year: number;
            /** @description What its party has of that year, the booking itself included once it is Confirmed. */
            share: components["schemas"]["Share"];
        };
        /** @description A page of bookings; pass `nextCursor` as `cursor` to go on, null at the end. */
        BookingPage: {
            /** @description At most `limit` bookings, newest activity first. */
            items: components["schemas"]["Booking"][];
            /** @description Opaque; null on the last page. A booking that changes while you page moves to the top of the list, so the pages that follow may not have it; read the list from its beginning to see it. */
            nextCursor: string | null;
        };
        /**
         * @description Pending and Confirmed hold their days; Denied and Canceled free them (BR-002). Open.
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
            /** @description Every stay that shares a day with the range, sorted by start. */
            entries: components["schemas"]["CalendarEntry"][];
            /** @description The public holidays in the range, sorted by date. */
            holidays: components["schemas"]["Holiday"][];
        };
        /** @description Input of `calendar.range`: both days inclusive, at most 400 of them. */
        CalendarRangeInput: {
            /** @description First day, inclusive. */
            from: components["schemas"]["Day"];
            /** @description Last day, inclusive; at most 399 days after `from`. */
            to: components["schemas"]["Day"];
        };
        /**
         * @description The kind of link that a caller holds; `stranger` without one. Open.
         * @enum {string}
         */
        CallerKind: "stranger" | "viewer" | "person" | "booking" | "action" | "watch";
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
             * @description `already-done`: it had been canceled before, and nothing happened.
             * @enum {string}
             */
            outcome: "done" | "already-done";
            /** @description The booking as it is now. */
            booking: components["schemas"]["Booking"];
            /** @description Names of everybody who gets a mail about it; empty when nothing happened. */
            willBeTold: string[];
        };
        /** @description Input of `live.changes`. */
        ChangesInput: {
            /** @description The id of the last event that has arrived; tRPC's client sends it by itself when it comes back. */
            lastEventId?: string;
        };
        /** @description A reason is needed: to deny (BR-004), or to cancel a Confirmed booking (BR-007). HTTP status 400. */
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
            /** @description The requester's first name. */
            firstName?: string;
            /** @description Pending or Confirmed: only these hold their days. */
            status?: components["schemas"]["BookingStatus"];
        };
        /** @description Input of `booking.create`. */
        CreateBookingInput: {
            /**
             * Format: uuid
             * @description A random UUID that the caller makes: the same key with the same content within 24 h returns the same booking.
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
         * @description A calendar day, `YYYY-MM-DD`. Days compare as strings; `isDay` tells whether a text is one.
         */
        Day: string;
        /** @description A stay: both days belong to it (BR-001). */
        DayRange: {
            /** @description First day, inclusive. */
            startDate: components["schemas"]["Day"];
            /** @description Last day, inclusive. */
            endDate: components["schemas"]["Day"];
        };
        /** @description The decision that counts: whose it is, and since when. */
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
             * @description `already-done`: somebody else was first, or this approver had said so before. `outdated`: `round` is not the current one, and nothing was decided.
             * @enum {string}
             */
            outcome: "done" | "already-done" | "outdated";
            /** @description The booking as it is now. */
            booking: components["schemas"]["Booking"];
            /** @description The decision that counts; absent when outdated. */
            decidedBy?: components["schemas"]["DecidedBy"];
        };
        /** @description Input of `approval.deny`. */
        DenyInput: {
            /**
             * Format: uuid
             * @description UUID of the booking.
             */
            bookingId: string;
            /** @description The round that the approver saw; unless it is the current one, the outcome is `outdated` (BR-005). */
            round: number;
            /** @description Why, plain text of at most 500 characters (BR-004). Missing or blank is `COMMENT_REQUIRED`. */
            comment?: string;
            /** @description Needed for a Confirmed booking (BR-004). */
            acknowledgeConfirmed?: boolean;
            /** @description Other days instead; nothing is held by it. */
            proposal?: components["schemas"]["ProposalInput"];
        };
        /** @description Input of `booking.edit`. */
        EditBookingInput: {
            /**
             * Format: uuid
             * @description UUID of the booking.
             */
            id: string;
            /** @description The revision that the caller saw; refused with `STALE_REVISION` unless it is the current one (BR-005). */
            revision: number;
            /** @description The fields to change. */
            changes: components["schemas"]["BookingChanges"];
            /** @description Needed for more than 7 days (BR-027). */
            confirmLongStay?: boolean;
        };
        /** @description The end lies before the start. HTTP status 400. */
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
         * @description An event on a booking's timeline. `DatesShrunk` stays within the old days and keeps the approvals (BR-005). Open.
         * @enum {string}
         */
        EventType: "Submitted" | "Approved" | "Denied" | "Confirmed" | "DatesShrunk" | "DatesMoved" | "Reopened" | "Canceled" | "Expired";
        /** @description Output of `access.exportData`: everything that is stored about a person. */
        ExportedData: {
            /** @description Their address, their names and their role. */
            person: {
                /** @description Their e-mail address; no other output has one. */
                email: string;
                /** @description Every first name they used. */
                firstNames: string[];
                /**
                 * Format: date-time
                 * @description When their address was first used.
                 */
                createdAt: string;
                /**
                 * Format: date-time
                 * @description When they last asked for days, or a booking of theirs was deleted: from then on they are kept for 12 months.
                 */
                lastAskedAt: string;
                /** @description When their personal link was first used; null before that. */
                linkUsedAt: string | null;
                /** @description The party they decide for; null for anybody but an approver. */
                approverOf: string | null;
            };
            /** @description The bookings that they asked for, oldest first. */
            bookings: components["schemas"]["Booking"][];
            /** @description What they did, oldest first. */
            events: components["schemas"]["ExportedEvent"][];
            /** @description The mails to them, oldest first. */
            mails: components["schemas"]["ExportedMail"][];
            /** @description The days that they watch, soonest first. */
            watches: components["schemas"]["Watch"][];
            /** @description When their link was asked for, oldest first. */
            linkRequests: components["schemas"]["ExportedLinkRequest"][];
            /** @description What the operator did that concerns them, oldest first. */
            operations: components["schemas"]["ExportedOperation"][];
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
            /** @description The kind of link it was done with. */
            via: components["schemas"]["Via"];
            /** @description Their reason, if they gave one; plain text. */
            comment: string | null;
            /** @description The other days that they proposed with a denial, if they did. */
            proposal?: components["schemas"]["DayRange"];
        };
        /** @description That the personal link of this address was asked for, by them or by whoever typed their address. */
        ExportedLinkRequest: {
            /**
             * Format: date-time
             * @description When it was asked for; deleted within two days.
             */
            at: string;
        };
        /** @description A mail to this person. */
        ExportedMail: {
            /** @description What the mail is about: an event such as `Confirmed`, or `Digest`, `Reminder`, `LinkRotated` and the like. */
            kind: string;
            /**
             * Format: date-time
             * @description When it was recorded; it is sent later.
             */
            createdAt: string;
            /**
             * @description `queued`: not sent yet. `sent`: accepted by the mail provider. `failed`: given up, refused or bounced.
             * @enum {string}
             */
            state: "queued" | "sent" | "failed";
            /** @description UUID of the booking that it is about; null when it is about none. */
            bookingId: string | null;
            /** @description When the mail provider accepted it; null if it did not. */
            sentAt: string | null;
            /** @description When it arrived, as far as the provider says. */
            deliveredAt: string | null;
            /** @description Its subject; null before it is written, and once its text is deleted (after 30 days). */
            subject: string | null;
            /** @description Its plain text, null like its subject. `[Link]` stands for every link. */
            text: string | null;
        };
        /** @description Something that the operator did to this person, their booking or their mail. Who that was is not stored. */
        ExportedOperation: {
            /**
             * Format: date-time
             * @description When it was done.
             */
            at: string;
            /** @description What was done: `block`, `unblock`, `rotate-person`, `replace-approver`, `cancel-leaked`, `send-again`, or newer. */
            command: string;
            /** @description UUID of the booking that was canceled, if one was. */
            bookingId: string | null;
            /** @description The party that they were put in charge of, if they were. */
            party: string | null;
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
            /** @description Which rule it breaks. */
            issue: components["schemas"]["IssueCode"];
        };
        /** @description Input of `access.forgetMe`. */
        ForgetMeInput: {
            /**
             * @description Always true, so that nobody is forgotten by accident.
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
            /** @description The day it falls on, `YYYY-MM-DD`. */
            date: components["schemas"]["Day"];
            /** @description Its German name. */
            name: string;
        };
        /** @description Output of `house.info`. */
        HouseInfo: {
            /** @description The house's name, as mails and pages show it. */
            name: string;
            /** @description IANA name, e.g. `Europe/Berlin`; days begin and end in it. */
            timeZone: string;
            /** @description Today in that time zone. */
            today: components["schemas"]["Day"];
            /** @description The approvers, in the house's order. */
            parties: components["schemas"]["Party"][];
            /** @description Limits that a form can check before it is sent. */
            limits: components["schemas"]["HouseLimits"];
            /** @description ISO 3166-2, e.g. `DE-BY`; `none` if the calendar shows no holidays. */
            holidayRegion: string;
        };
        /** @description The limits a form needs to know. */
        HouseLimits: {
            /** @description Most people in one booking (BR-017). */
            maxPartySize: number;
            /** @description Most characters in a description or comment (BR-020). */
            maxDescription: number;
            /** @description The longest stay in days that needs no confirmation (BR-027). */
            longStayDays: number;
            /** @description The longest stay in days. */
            maxStayDays: number;
            /** @description How many calendar months ahead a stay may start (BR-026). */
            horizonMonths: number;
            /** @description The latest first day that can be asked for today (BR-026). */
            latestStart: components["schemas"]["Day"];
        };
        /** @description The notes of the house: what one has to know there. Output of `house.notes` and `house.setNotes`. */
        HouseNotes: {
            /** @description Plain text with line breaks, at most 4,000 characters; may hold links. Empty if nobody has written any. */
            text: string;
            /** @description Grows with every change; `house.setNotes` wants it back. */
            revision: number;
            /** @description When they were last changed; null if never. */
            updatedAt: string | null;
            /** @description The party whose approver changed them last; null if nobody has. */
            updatedBy: string | null;
        };
        /** @description The `requestKey` was used before, with other content. HTTP status 409. */
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
        /** @description A bug in the server. The message does not tell the cause; the request id finds it in the log. HTTP status 500. */
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
        /**
         * @description The rule that a field breaks. `invalid_type`: missing, or not of its type. `invalid_format`: no UUID or address. `too_small`, `too_big`: out of bounds. `unrecognized_keys`: there is no such field. `not_yours`: an address that is not the caller's. `foreign_cursor`: not from this list. The others are called what they say. Open.
         * @enum {string}
         */
        IssueCode: "too_short" | "too_long" | "first_name_characters" | "contains_link" | "contains_email" | "control_character" | "required" | "not_yours" | "unknown_party" | "not_a_day" | "range_too_long" | "foreign_cursor" | "invalid_type" | "invalid_value" | "invalid_format" | "too_small" | "too_big" | "unrecognized_keys";
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
                /** @description The stay's length in days, both ends included. */
                totalDays: number;
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "LONG_STAY_UNCONFIRMED";
        };
        /** @description The stay before or after a booking. */
        Neighbour: {
            /** @description First day, inclusive. */
            startDate: components["schemas"]["Day"];
            /** @description Last day, inclusive. */
            endDate: components["schemas"]["Day"];
            /** @description UUID of its booking. */
            bookingId: string;
            /** @description Pending or Confirmed: others hold no days (BR-002). */
            status: components["schemas"]["BookingStatus"];
            /** @description Its requester's first name (BR-019). */
            firstName: string;
            /** @description How many free days lie between the two, 0..30. */
            freeDays: number;
        };
        /** @description No further details. */
        NoDetails: Record<string, never>;
        /** @description Not in this status, or the booking is past (BR-014). HTTP status 412. */
        NotAllowedNow: {
            /** @constant */
            reason: "NOT_ALLOWED_NOW";
            details: {
                /** @description The booking's current status. */
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
            /** @description `nextCursor` of the previous page; none for the first. */
            cursor?: string | null;
            /** @description How many bookings to return, 1..100; 20 by default. */
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
            /** @description The reason, plain text of at most 500 characters, needed to deny (BR-004); or a word with the yes. */
            comment?: string;
            /** @description Needed to deny a Confirmed booking (BR-004). */
            acknowledgeConfirmed?: boolean;
            /** @description With a denial: other days instead; nothing is held by it. */
            proposal?: components["schemas"]["ProposalInput"];
        };
        /** @description Other days that a denial proposes. Nothing is held by it. */
        Proposal: {
            /** @description First day, inclusive. */
            startDate: components["schemas"]["Day"];
            /** @description Last day, inclusive. */
            endDate: components["schemas"]["Day"];
            /** @description The approver's name. */
            party: string;
            /** @description Can these days be asked for now? None of them is over, and no booking holds one. */
            isFree: boolean;
        };
        /** @description The other days that a denial proposes, such as could be asked for today; they may be taken. */
        ProposalInput: {
            /** @description First day, inclusive; today at the earliest, 18 months ahead at the latest (BR-026). */
            startDate: components["schemas"]["Day"];
            /** @description Last day, inclusive; at most 60 days in all. */
            endDate: components["schemas"]["Day"];
        };
        /** @description Too many requests; try again later (BR-012). HTTP status 429. */
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
            /** @description In English, for developers: what is wrong with the request itself. */
            hint?: string;
        };
        /** @description Input of `watch.remove`. */
        RemoveWatchInput: {
            /**
             * Format: uuid
             * @description UUID of one of the caller's watches.
             */
            id: string;
        };
        /** @description Output of `watch.remove`. */
        RemovedWatch: {
            /** @description False if it had ended already, or is not the caller's. */
            removed: boolean;
        };
        /** @description Input of `booking.reopen` (BR-018). */
        ReopenBookingInput: {
            /**
             * Format: uuid
             * @description UUID of the booking.
             */
            id: string;
            /** @description The revision that the caller saw; refused with `STALE_REVISION` unless it is the current one (BR-005). */
            revision: number;
            /** @description The fields to change, if any. */
            changes?: components["schemas"]["BookingChanges"];
            /** @description Needed for more than 7 days (BR-027). */
            confirmLongStay?: boolean;
        };
        /** @description Input of `access.requestLink`. */
        RequestLinkInput: {
            /** @description Where the personal link goes, if the address is known (BR-021). */
            email: string;
        };
        /** @description Not possible with this kind of link, or only for somebody else. HTTP status 403. */
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
        /** @description Input of `house.setNotes`. */
        SetNotesInput: {
            /** @description All of the text, at most 4,000 characters; may hold links. Empty: there are no notes. */
            text: string;
            /** @description The revision that the caller saw; refused with `STALE_REVISION` unless it is the current one. */
            revision: number;
        };
        /** @description How much of a year the house was, or will be, one party's. */
        Share: {
            /** @description The party's name. */
            party: string;
            /** @description Confirmed days in that year; of a stay over New Year those that fall in it. */
            days: number;
            /** @description Confirmed stays with a day in that year; one over New Year counts in both. */
            stays: number;
        };
        /** @description Output of `house.shares`. */
        Shares: {
            /** @description As asked for. */
            year: number;
            /** @description The house's parties in its order, also those without a day; then those that have left it and still have days in that year. */
            parties: components["schemas"]["Share"][];
        };
        /** @description Input of `house.shares`. */
        SharesInput: {
            /** @description A calendar year, e.g. 2027. */
            year: number;
        };
        /** @description The booking (BR-005), or the notes of the house, have changed since the caller read them. HTTP status 409. */
        StaleRevision: {
            /** @constant */
            reason: "STALE_REVISION";
            details: {
                /** @description The current revision. */
                revision: number;
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "STALE_REVISION";
        };
        /** @description The stay is too long. HTTP status 400. */
        StayTooLong: {
            /** @constant */
            reason: "STAY_TOO_LONG";
            details: {
                /** @description The longest stay in days, both ends included. */
                maxDays: number;
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "STAY_TOO_LONG";
        };
        /** @description An entry of a booking's timeline, written in the transaction of the change. */
        TimelineEvent: {
            /**
             * Format: date-time
             * @description When the change was made.
             */
            at: string;
            /** @description Whoever caused it. */
            actor: components["schemas"]["Actor"];
            /** @description What happened; one change can write several events, such as `Approved` and `Confirmed`. */
            type: components["schemas"]["EventType"];
            /** @description The kind of link it was done with. */
            via: components["schemas"]["Via"];
            /** @description The reason for a denial or cancellation, or a word with an approval, in plain text. */
            comment?: string;
            /** @description The old dates, if this event changed them. */
            from?: components["schemas"]["DayRange"];
            /** @description The new dates, if this event changed them. */
            to?: components["schemas"]["DayRange"];
            /** @description The other days that this denial proposed; it may be in force no more (`Booking.proposal`). */
            proposal?: components["schemas"]["DayRange"];
        };
        /** @description The start lies more than 18 calendar months ahead (BR-026). HTTP status 400. */
        TooFarAhead: {
            /** @constant */
            reason: "TOO_FAR_AHEAD";
            details: {
                /** @description The latest first day that can be asked for today. */
                latestStart: components["schemas"]["Day"];
            };
        } & components["schemas"]["RefusedCall"] & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            reason: "TOO_FAR_AHEAD";
        };
        /** @description The address has as many Pending bookings as it may have (BR-012), or watches as many ranges of days. HTTP status 429. */
        TooManyPending: {
            /** @constant */
            reason: "TOO_MANY_PENDING";
            details: {
                /** @description How many an address may have at a time. */
                max: number;
                /**
                 * @description Set when it is about watches, and left out for bookings.
                 * @constant
                 */
                of?: "watches";
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
         * @description The kind of link that something was done with; `operator` and `system` act without one. Open.
         * @enum {string}
         */
        Via: "calendar" | "person" | "booking" | "action" | "operator" | "system";
        /** @description Days that somebody watches: a mail tells them, once, when none of these days is held any more. */
        Watch: {
            /** @description First day, inclusive. */
            startDate: components["schemas"]["Day"];
            /** @description Last day, inclusive. */
            endDate: components["schemas"]["Day"];
            /** @description UUID. */
            id: string;
            /**
             * Format: date-time
             * @description When it was first asked for.
             */
            createdAt: string;
        };
        /** @description Output of `watch.mine`. */
        Watches: {
            /** @description Soonest first; those that have ended are gone. */
            items: components["schemas"]["Watch"][];
        };
        /** @description Output of `access.whoAmI`. */
        WhoAmI: {
            /** @description The kind of link that the token belongs to; `stranger` without a token. */
            kind: components["schemas"]["CallerKind"];
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
    "house.shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["SharesInput"];
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
                                json: components["schemas"]["Shares"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "house.notes": {
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
                                json: components["schemas"]["HouseNotes"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "house.setNotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["SetNotesInput"];
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
                                json: components["schemas"]["HouseNotes"];
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
    "live.changes": {
        parameters: {
            query?: {
                input?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events, for as long as both sides stay. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "watch.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["AddWatchInput"];
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
                                json: components["schemas"]["AddedWatch"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "watch.mine": {
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
                                json: components["schemas"]["Watches"];
                            };
                        };
                    };
                };
            };
            "4XX": components["responses"]["Refused"];
            "5XX": components["responses"]["Refused"];
        };
    };
    "watch.remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    json: components["schemas"]["RemoveWatchInput"];
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
                                json: components["schemas"]["RemovedWatch"];
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
