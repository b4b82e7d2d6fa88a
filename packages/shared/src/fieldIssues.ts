import type { ZodError } from 'zod';
import type { FieldIssue, IssueCode } from './issue.ts';

/** What `INVALID_INPUT` says of an input that its schema refuses. */
export function fieldIssues(error: ZodError): FieldIssue[] {
	return error.issues.flatMap((issue) => {
		const rule = (issue.code === 'custom' ? issue.message : issue.code) as IssueCode;
		// The field that is not known is what is wrong, not the object that holds it.
		const ends = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [key]) : [[]];
		return ends.map((end) => ({ path: [...issue.path, ...end].map(String).join('.'), issue: rule }));
	});
}
