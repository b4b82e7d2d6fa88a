/** What is said of an input that its schema refuses. */
import { prettifyError, type ZodError } from 'zod';
import type { FieldIssue, IssueCode } from './issue.ts';

/** The details of `INVALID_INPUT`. */
export function fieldIssues(error: ZodError): FieldIssue[] {
	return error.issues.flatMap((issue) => {
		const rule = (issue.code === 'custom' ? issue.message : issue.code) as IssueCode;
		// The field that is not known is what is wrong, not the object that holds it.
		const ends = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [key]) : [[]];
		return ends.map((end) => ({ path: [...issue.path, ...end].map(String).join('.'), issue: rule }));
	});
}

/** The same in English, for developers. */
export function inputHint(error: ZodError): string {
	const isWithoutInput = error.issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0);
	return `${isWithoutInput ? 'The input has to be in `json`: {"json": {…}}.\n' : ''}${prettifyError(error)}`;
}
