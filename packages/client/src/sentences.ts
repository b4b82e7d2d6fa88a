/** What is shown for failures that the server has no sentence for, and the English of those that it has one for. */
import { type IssueCode, isolated, type OpenRecord, type Reason } from '@betzenstein/shared';
import type { BookingError } from './error.ts';
import type { FailureKind } from './failure.ts';

/** A language that `describe` speaks. */
export type Language = 'de' | 'en';

type InBoth = Readonly<Record<Language, string>>;

export const FAILURES: Readonly<Record<FailureKind, InBoth>> = {
	/** For a reason that only a newer server knows; in German it has given its own sentence. */
	refused: {
		de: 'Das geht gerade nicht. Bitte lade die Seite neu und sieh noch einmal nach.',
		en: 'That is not possible. Please load the page again and have another look.',
	},
	aborted: { de: 'Das wurde abgebrochen.', en: 'This was stopped.' },
	timeout: {
		de: 'Der Server hat nicht rechtzeitig geantwortet. Bitte versuche es gleich noch einmal.',
		en: 'The server did not answer in time. Please try again in a moment.',
	},
	offline: {
		de: 'Keine Verbindung zum Server. Bitte versuche es gleich noch einmal.',
		en: 'The server cannot be reached. Please try again in a moment.',
	},
	unexpected: {
		de: 'Die Antwort war nicht zu verstehen. Bitte versuche es später noch einmal.',
		en: 'The answer could not be understood. Please try again later.',
	},
	bug: {
		de: 'Da ist hier etwas schiefgegangen. Bitte lade die Seite neu.',
		en: 'Something went wrong here. Please load the page again.',
	},
};

/** German ones come with the error itself. */
export const ENGLISH: { [R in Reason]: (refused: Extract<BookingError, { reason: R }>) => string } = {
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

/** A field without its name, which stands beside it. */
export const ISSUES: OpenRecord<IssueCode, InBoth> = {
	required: { de: 'Bitte fülle das aus.', en: 'Please fill this in.' },
	invalid_type: { de: 'Bitte fülle das aus.', en: 'Please fill this in.' },
	too_short: { de: 'Bitte fülle das aus.', en: 'Please fill this in.' },
	too_long: { de: 'Das ist zu lang. Bitte kürze es.', en: 'This is too long. Please shorten it.' },
	too_small: { de: 'Das ist zu wenig.', en: 'This is too little.' },
	too_big: { de: 'Das ist zu viel.', en: 'This is too much.' },
	first_name_characters: {
		de: 'Bitte nur Buchstaben, Leerzeichen, Bindestrich und Apostroph.',
		en: 'Letters, spaces, hyphens and apostrophes only, please.',
	},
	contains_link: {
		de: 'Bitte ohne Link: Links sind hier nicht erlaubt.',
		en: 'No links, please: they are not allowed here.',
	},
	contains_email: {
		de: 'Bitte ohne E-Mail-Adresse: Adressen sind hier nicht erlaubt.',
		en: 'No e-mail addresses, please: they are not allowed here.',
	},
	control_character: {
		de: 'Hier steht ein unsichtbares Zeichen, das nicht geht. Bitte tippe den Text neu.',
		en: 'There is an invisible character in this that does not work. Please type the text again.',
	},
	not_a_day: { de: 'Bitte wähle einen Tag.', en: 'Please choose a day.' },
	range_too_long: { de: 'Das sind zu viele Tage auf einmal.', en: 'These are too many days at once.' },
	invalid_format: { de: 'Bitte prüfe die Schreibweise.', en: 'Please check how this is written.' },
	invalid_value: { de: 'Bitte bestätige das.', en: 'Please confirm this.' },
	unknown_party: { de: 'Bitte wähle aus der Liste.', en: 'Please choose from the list.' },
	not_yours: { de: 'Das ist nicht deine Adresse.', en: 'This is not your address.' },
	foreign_cursor: { de: 'Bitte lade die Liste neu.', en: 'Please load the list again.' },
	unrecognized_keys: { de: 'Das gehört hier nicht hin.', en: 'This does not belong here.' },
};

/** For a rule that only a newer server knows. */
export const OTHER_ISSUE: InBoth = { de: 'Bitte prüfe diese Angabe.', en: 'Please check this.' };
