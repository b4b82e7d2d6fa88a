/** What can be wrong with a field, as `INVALID_INPUT` says it in `fields[].issue`. */
import type { Open } from './open.ts';

/** The rules of texts (`text.ts`). */
export const TEXT_ISSUES = [
	'too_short',
	'too_long',
	'first_name_characters',
	'contains_link',
	'contains_email',
	'control_character',
] as const;
/** The rule that a text breaks. */
export type TextIssue = (typeof TEXT_ISSUES)[number];

/** Every rule that a field can break: first ours, then those of every schema, under the names that `schema.ts` gets. */
export const ISSUES = [
	...TEXT_ISSUES,
	'required',
	'not_yours',
	'unknown_party',
	'not_a_day',
	'range_too_long',
	'foreign_cursor',
	'invalid_type',
	'invalid_value',
	'invalid_format',
	'too_small',
	'too_big',
	'unrecognized_keys',
] as const;
/**
 * The rule that a field breaks. `invalid_type`: missing, or not of its type. `invalid_format`: no UUID or address.
 * `too_small`, `too_big`: out of bounds. `unrecognized_keys`: there is no such field. `not_yours`: an address that is not
 * the caller's. `foreign_cursor`: not from this list. The others are called what they say. Open.
 */
export type IssueCode = (typeof ISSUES)[number];

/** A field of the input that was refused. */
export interface FieldIssue {
	/** Where in the input, dotted: `changes.startDate`; empty for the whole input. */
	path: string;
	/** Which rule it breaks. */
	issue: Open<IssueCode>;
}
