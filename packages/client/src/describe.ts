import { isolated, type Reason } from '@betzenstein/shared';
import { type BookingError, bookingError } from './error.ts';

/** A language that `describe` speaks. */
export type Language = 'de' | 'en';

const NO_ANSWER: Record<Language, string> = {
	de: 'Keine Verbindung zum Server. Bitte versuche es gleich noch einmal.',
	en: 'The server cannot be reached. Please try again in a moment.',
};

/** For a reason that only a newer server knows. */
const UNKNOWN_REASON = 'That is not possible. Please load the page again and have another look.';

/** English sentences; German ones come with the error itself. */
const ENGLISH: { [R in Reason]: (refused: Extract<BookingError, { reason: R }>) => string } = {
	INVALID_INPUT: () => 'Please check what you have entered.',
	END_BEFORE_START: () => 'The stay ends before it starts.',
	IN_THE_PAST: () => 'These days are in the past.',
	TOO_FAR_AHEAD: ({ details }) => `That is too far ahead. The latest day to arrive is ${details.latestStart}.`,
	STAY_TOO_LONG: ({ details }) => `A stay can last ${details.maxDays} days at most.`,
	LONG_STAY_UNCONFIRMED: ({ details }) =>
		`That is ${details.totalDays} days. Please confirm that you want to stay that long.`,
	COMMENT_REQUIRED: () => 'Please give a reason.',
	CONFIRMED_NEEDS_ACKNOWLEDGEMENT: () =>
		'This booking is confirmed already. Please confirm that you want to deny it all the same.',
	DATES_TAKEN: ({ details }) =>
		`These days are taken: ${details.conflicts.map(({ firstName, startDate, endDate }) => `${firstName ? `${isolated(firstName)}, ` : ''}${startDate} to ${endDate}`).join('; ')}.`,
	STALE_REVISION: () => 'This has changed in the meantime. Please load it again and have another look.',
	ID_REUSED: () => 'This request was sent before with other content.',
	NOT_ALLOWED_NOW: ({ details }) =>
		details.isPast
			? 'This booking is over and cannot be changed any more.'
			: `That is not possible while the booking is ${details.status}.`,
	NOT_FOUND: () => 'This does not exist (any more).',
	LINK_REQUIRED: () => "You need the house's link or your personal link for this.",
	LINK_INVALID: () => 'This link is not valid.',
	LINK_ENDED: () => 'This link has ended. You can ask for a new one.',
	ROLE_REQUIRED: () => 'This link does not allow that.',
	RATE_LIMITED: ({ details }) => `Too many requests. Please try again in ${details.retryAfterSeconds} seconds.`,
	TOO_MANY_PENDING: ({ details }) =>
		details.of === 'watches'
			? `You watch ${details.max} ranges of days already. Please end one of them first.`
			: `You have ${details.max} open requests already. Please wait until one of them is decided.`,
	UNAVAILABLE: () => 'That did not work just now. Please try again in a moment.',
	INTERNAL: () => 'Something went wrong on our side. Please try again later.',
};

/**
 * A sentence fit to show for whatever a call threw. The German one comes from the server; the English one for a reason
 * that only a newer server knows is general.
 * @example
 * catch (error) { show(describe(error, 'de')) }
 */
export function describe(error: unknown, language: Language = 'de'): string {
	const refused = bookingError(error);
	if (!refused) return NO_ANSWER[language];
	if (language === 'de') return refused.message;
	const sentence = ENGLISH[refused.reason] as ((refused: BookingError) => string) | undefined;
	return sentence?.(refused) ?? UNKNOWN_REASON;
}

/**
 * The refused fields of a form by their path (`firstName`, `changes.startDate`), each with the rule that it breaks.
 * Empty unless the error is `INVALID_INPUT`.
 */
export function fieldErrors(error: unknown): Record<string, string> {
	const refused = bookingError(error);
	if (refused?.reason !== 'INVALID_INPUT') return {};
	return Object.fromEntries(refused.details.fields.map(({ path, issue }) => [path, issue]));
}
