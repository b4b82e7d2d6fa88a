import type { FieldIssue } from '@betzenstein/shared';
import { bookingError } from './error.ts';
import { failureKind } from './failure.ts';
import { ENGLISH, FAILURES, ISSUES, type Language, OTHER_ISSUE } from './sentences.ts';
import { textIn } from './unknown.ts';

/**
 * A sentence fit to show for whatever a call threw, or for a refusal that `bookingError` took out of it. The German one
 * of a refusal comes from the server; the English one for a reason that only a newer server knows is general. Never
 * throws; an unknown language is German.
 * @example
 * catch (error) { show(describe(error, 'de')) }
 */
export function describe(error: unknown, language: Language = 'de'): string {
	const refused = bookingError(error);
	const known = spoken(language);
	if (refused?.message && known === 'de') return refused.message;
	const sentence = refused && Object.hasOwn(ENGLISH, refused.reason) && englishOf(refused);
	return sentence || FAILURES[failureKind(error)][known];
}

/** A server that has changed, or a gateway, may leave details out. */
function englishOf(refused: object & { reason: string }): string | undefined {
	try {
		return (ENGLISH as Record<string, (refused: object) => string>)[refused.reason]?.(refused);
	} catch {
		return undefined;
	}
}

const spoken = (language: Language): Language => (Object.hasOwn(OTHER_ISSUE, language) ? language : 'de');

/**
 * The refused fields of a form by their path (`firstName`, `changes.startDate`), each with the rule that it breaks.
 * Empty unless the error is `INVALID_INPUT`.
 */
export function fieldErrors(error: unknown): Record<string, FieldIssue['issue']> {
	const refused = bookingError(error);
	const fields: unknown = refused?.reason === 'INVALID_INPUT' && refused.details.fields;
	if (!Array.isArray(fields)) return {};
	return Object.fromEntries(
		fields.map((field) => [textIn(field, 'path') ?? '', (textIn(field, 'issue') ?? '') as FieldIssue['issue']]),
	);
}

/**
 * The refused fields of a form by their path, each with a sentence fit to show beside it. Empty unless the error is
 * `INVALID_INPUT`.
 * @example
 * const { firstName } = describeFields(error, 'de');
 */
export function describeFields(error: unknown, language: Language = 'de'): Record<string, string> {
	return Object.fromEntries(
		Object.entries(fieldErrors(error)).map(([path, issue]) => [
			path,
			(Object.hasOwn(ISSUES, issue) ? ISSUES[issue] : undefined)?.[spoken(language)] ?? OTHER_ISSUE[spoken(language)],
		]),
	);
}
