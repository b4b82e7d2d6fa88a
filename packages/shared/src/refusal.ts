/** Every error that this server can answer with, as one union. Clients tell them apart by `reason`, never by text. */
import type { BookingStatus } from './booking.ts';
import { type Day, type DayRange, formatRange } from './day.ts';
import { germanDay, STATUS_WORDS } from './german.ts';
import type { FieldIssue } from './issue.ts';
import type { Open } from './open.ts';
import { isolated } from './text.ts';

/** A booking in the way (BR-002). Name and status only for callers who may see the calendar. */
export interface Conflict extends DayRange {
	/** The requester's first name. */
	firstName?: string | undefined;
	/** Pending or Confirmed: only these hold their days. */
	status?: Open<BookingStatus> | undefined;
}

/** No further details. */
export type NoDetails = Record<never, never>;

/** What `details` holds, by reason. */
export interface RefusalDetails {
	/** The input has a wrong shape; nothing was looked at. */
	INVALID_INPUT: {
		/** Each field with the rule that it breaks. */
		fields: FieldIssue[];
	};
	/** The end lies before the start. */
	END_BEFORE_START: NoDetails;
	/** A new booking starts before today, or a changed day lies before today (BR-014). */
	IN_THE_PAST: NoDetails;
	/** The start lies more than 18 calendar months ahead (BR-026). */
	TOO_FAR_AHEAD: {
		/** The latest first day that can be asked for today. */
		latestStart: Day;
	};
	/** The stay is too long. */
	STAY_TOO_LONG: {
		/** The longest stay in days, both ends included. */
		maxDays: number;
	};
	/** More than 7 days need `confirmLongStay` (BR-027). */
	LONG_STAY_UNCONFIRMED: {
		/** The stay's length in days, both ends included. */
		totalDays: number;
	};
	/** A reason is needed: to deny (BR-004), or to cancel a Confirmed booking (BR-007). */
	COMMENT_REQUIRED: NoDetails;
	/** Denying a Confirmed booking needs `acknowledgeConfirmed`. */
	CONFIRMED_NEEDS_ACKNOWLEDGEMENT: NoDetails;
	/** Days are held by other bookings (BR-002, BR-029). */
	DATES_TAKEN: {
		/** What is in the way. */
		conflicts: Conflict[];
	};
	/** The booking (BR-005), or the notes of the house, have changed since the caller read them. */
	STALE_REVISION: {
		/** The current revision. */
		revision: number;
	};
	/** The `requestKey` was used before, with other content. */
	ID_REUSED: NoDetails;
	/** Not in this status, or the booking is past (BR-014). */
	NOT_ALLOWED_NOW: {
		/** The booking's current status. */
		status: Open<BookingStatus>;
		/** Its last day is over (BR-014). */
		isPast: boolean;
	};
	/** Does not exist, or not for this caller. */
	NOT_FOUND: NoDetails;
	/** Only holders of a link may do this. */
	LINK_REQUIRED: NoDetails;
	/** The token is not one of ours. */
	LINK_INVALID: NoDetails;
	/** The link was replaced by a newer one, or its holder was blocked. */
	LINK_ENDED: NoDetails;
	/** Not possible with this kind of link, or only for somebody else. */
	ROLE_REQUIRED: NoDetails;
	/** Too many requests; try again later (BR-012). */
	RATE_LIMITED: {
		/** Seconds to wait. */
		retryAfterSeconds: number;
	};
	/** The address has as many Pending bookings as it may have (BR-012), or watches as many ranges of days. */
	TOO_MANY_PENDING: {
		/** How many an address may have at a time. */
		max: number;
		/** Set when it is about watches, and left out for bookings. */
		of?: 'watches';
	};
	/** The database is away or busy; nothing happened, safe to retry. */
	UNAVAILABLE: NoDetails;
	/** A bug in the server. The message does not tell the cause; the request id finds it in the log. */
	INTERNAL: NoDetails;
}

/** Reason code of a refusal. Open. */
export type Reason = keyof RefusalDetails;

/** A refusal: discriminated by `reason`. */
export type Refusal = {
	[R in Reason]: {
		/** Tells refusals apart. */
		reason: R;
		/** What there is to say about it; the shape depends on `reason`. */
		details: RefusalDetails[R];
	};
}[Reason];

/** The refusal with this reason; reasons without details need none. */
export function refusal<R extends Reason>(
	reason: R,
	...[details]: RefusalDetails[R] extends NoDetails
		? NoDetails extends RefusalDetails[R]
			? []
			: [RefusalDetails[R]]
		: never
): Refusal {
	return { reason, details: details ?? {} } as Refusal;
}

function conflictSentence(conflicts: readonly Conflict[]): string {
	const named = conflicts.map((conflict) => {
		const range = formatRange(conflict);
		return conflict.firstName && conflict.status
			? `${isolated(conflict.firstName)}, ${range} (${STATUS_WORDS[conflict.status]})`
			: range;
	});
	return `Diese Tage sind schon belegt: ${named.join('; ')}.`;
}

function waitSentence(seconds: number): string {
	if (seconds < 90) return `in ${seconds} Sekunden`;
	if (seconds < 5400) return `in ${Math.ceil(seconds / 60)} Minuten`;
	return `in ${Math.ceil(seconds / 3600)} Stunden`;
}

/** The refusal as a German sentence, fit to show (BR-011, BR-016). */
export function germanMessage(refused: Refusal): string {
	switch (refused.reason) {
		case 'INVALID_INPUT':
			return 'Bitte prüfe deine Angaben.';
		case 'END_BEFORE_START':
			return 'Das Ende liegt vor dem Anfang.';
		case 'IN_THE_PAST':
			return 'Diese Tage liegen schon in der Vergangenheit.';
		case 'TOO_FAR_AHEAD':
			return `So weit im Voraus geht es noch nicht. Der späteste Anreisetag ist der ${germanDay(refused.details.latestStart)}.`;
		case 'STAY_TOO_LONG':
			return `Ein Aufenthalt kann höchstens ${refused.details.maxDays} Tage dauern.`;
		case 'LONG_STAY_UNCONFIRMED':
			return `Das sind ${refused.details.totalDays} Tage. Bitte bestätige, dass du so lange bleiben möchtest.`;
		case 'COMMENT_REQUIRED':
			return 'Bitte gib einen Grund an.';
		case 'CONFIRMED_NEEDS_ACKNOWLEDGEMENT':
			return 'Diese Buchung ist schon bestätigt. Bitte bestätige, dass du sie trotzdem ablehnen möchtest.';
		case 'DATES_TAKEN':
			return conflictSentence(refused.details.conflicts);
		case 'STALE_REVISION':
			return 'Das hat sich inzwischen geändert. Bitte lade es neu und sieh es dir noch einmal an.';
		case 'ID_REUSED':
			return 'Diese Anfrage wurde schon mit anderen Angaben gesendet.';
		case 'NOT_ALLOWED_NOW':
			return refused.details.isPast
				? 'Diese Buchung ist vorbei und kann nicht mehr geändert werden.'
				: `Das geht nicht, solange die Buchung ${STATUS_WORDS[refused.details.status]} ist.`;
		case 'NOT_FOUND':
			return 'Das gibt es nicht (mehr).';
		case 'LINK_REQUIRED':
			return 'Dafür brauchst du den Link zum Haus oder deinen persönlichen Link.';
		case 'LINK_INVALID':
			return 'Dieser Link ist ungültig.';
		case 'LINK_ENDED':
			return 'Dieser Link gilt nicht mehr. Du kannst dir einen neuen schicken lassen.';
		case 'ROLE_REQUIRED':
			return 'Dazu berechtigt dich dieser Link nicht.';
		case 'RATE_LIMITED':
			return `Das waren zu viele Anfragen. Bitte versuche es ${waitSentence(refused.details.retryAfterSeconds)} noch einmal.`;
		case 'TOO_MANY_PENDING':
			return refused.details.of === 'watches'
				? `Du beobachtest schon ${refused.details.max} Zeiträume. Bitte beende erst einen davon.`
				: `Du hast schon ${refused.details.max} offene Anfragen. Bitte warte, bis über eine davon entschieden ist.`;
		case 'UNAVAILABLE':
			return 'Das hat gerade nicht geklappt. Bitte versuche es gleich noch einmal.';
		case 'INTERNAL':
			return 'Da ist bei uns etwas schiefgegangen. Bitte versuche es später noch einmal.';
	}
}
