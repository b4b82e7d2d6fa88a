/** From a refusal to sentences next to the fields concerned. */
import type { BookingError } from '@betzenstein/client';
import { contains, type DayRange } from '@betzenstein/shared';

/** The fields of all forms. */
export type FieldName =
	| 'firstName'
	| 'email'
	| 'startDate'
	| 'endDate'
	| 'partySize'
	| 'affiliation'
	| 'description'
	| 'confirmLongStay'
	| 'comment'
	| 'acknowledgeConfirmed'
	| 'text'
	| 'confirm';

/** What is wrong with each field. */
export type FieldErrors = Partial<Record<FieldName, string>>;

/** Which field each refusal is about; the others are shown above the button only. */
const FIELD_OF: Partial<Record<BookingError['reason'], FieldName>> = {
	END_BEFORE_START: 'endDate',
	IN_THE_PAST: 'startDate',
	TOO_FAR_AHEAD: 'startDate',
	STAY_TOO_LONG: 'endDate',
	LONG_STAY_UNCONFIRMED: 'confirmLongStay',
	COMMENT_REQUIRED: 'comment',
	CONFIRMED_NEEDS_ACKNOWLEDGEMENT: 'acknowledgeConfirmed',
};

/** The sentences for the fields that this refusal is about. @param dates the days that were asked for */
export function fieldErrorsOf(refused: BookingError, dates?: DayRange): FieldErrors {
	if (refused.reason === 'INVALID_INPUT') {
		return Object.fromEntries(
			refused.details.fields.map(({ path, issue }) => {
				const field = (path.split('.').at(-1) ?? '') as FieldName;
				return [field, issueSentence(field, issue)];
			}),
		);
	}
	const field = refused.reason === 'DATES_TAKEN' ? takenField(refused, dates) : FIELD_OF[refused.reason];
	return field ? { [field]: refused.message } : {};
}

/** The first day may be free, and only a later one taken. */
function takenField({ details }: BookingError & { reason: 'DATES_TAKEN' }, dates?: DayRange): FieldName {
	const first = dates && { startDate: dates.startDate, endDate: dates.startDate };
	return first && !details.conflicts.some((conflict) => contains(conflict, first)) ? 'endDate' : 'startDate';
}

const MISSING: Partial<Record<FieldName, string>> = {
	firstName: 'Bitte gib deinen Vornamen an.',
	email: 'Bitte gib eine gültige E-Mail-Adresse an, zum Beispiel anna@beispiel.de.',
	startDate: 'Bitte wähle den ersten Tag.',
	endDate: 'Bitte wähle den letzten Tag.',
	affiliation: 'Bitte wähle aus, zu wem du gehörst.',
};

const ISSUES: Record<string, string> = {
	first_name_characters: 'Bitte nur Buchstaben, Leerzeichen, Bindestrich und Apostroph.',
	too_long: 'Das ist zu lang. Bitte kürze es.',
	contains_link: 'Bitte ohne Link: Links sind hier nicht erlaubt.',
	contains_email: 'Bitte ohne E-Mail-Adresse: Adressen sind hier nicht erlaubt.',
	control_character: 'Hier steht ein unsichtbares Zeichen, das nicht geht. Bitte tippe den Text neu.',
};

function issueSentence(field: FieldName, issue: string): string {
	return ISSUES[issue] ?? MISSING[field] ?? 'Bitte prüfe diese Angabe.';
}
