/** From a refusal to sentences next to the fields concerned. */
import { type BookingError, describeFields, type FieldIssue, type IssueCode } from '@betzenstein/client';
import { contains } from '@betzenstein/shared';
import type { TypedDates } from '../model/stayDraft.ts';

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
	| 'link'
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
export function fieldErrorsOf(refused: BookingError, dates?: TypedDates): FieldErrors {
	if (refused.reason === 'INVALID_INPUT') {
		const sentences = describeFields(refused);
		return Object.fromEntries(
			refused.details.fields.map(({ path, issue }) => {
				const field = (path.split('.').at(-1) ?? '') as FieldName;
				return [field, (IS_MISSING.has(issue) && MISSING[field]) || sentences[path]];
			}),
		);
	}
	const field = refused.reason === 'DATES_TAKEN' ? takenField(refused, dates) : FIELD_OF[refused.reason];
	return field ? { [field]: refused.message } : {};
}

/** The first day may be free, and only a later one taken. */
function takenField({ details }: BookingError & { reason: 'DATES_TAKEN' }, dates?: TypedDates): FieldName {
	const day = dates?.startDate;
	const first = day ? { startDate: day, endDate: day } : undefined;
	return first && !details.conflicts.some((conflict) => contains(conflict, first)) ? 'endDate' : 'startDate';
}

const MISSING: Partial<Record<FieldName, string>> = {
	firstName: 'Bitte gib deinen Vornamen an.',
	email: 'Bitte gib eine gültige E-Mail-Adresse an, zum Beispiel anna@beispiel.de.',
	startDate: 'Bitte wähle den ersten Tag.',
	endDate: 'Bitte wähle den letzten Tag.',
	affiliation: 'Bitte wähle aus, zu wem du gehörst.',
};

/** What is not there, or as good as. */
const IS_MISSING: ReadonlySet<FieldIssue['issue']> = new Set<IssueCode>([
	'required',
	'invalid_type',
	'invalid_format',
	'not_a_day',
	'too_short',
	'too_small',
	'unknown_party',
]);
