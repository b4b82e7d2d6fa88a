import { isRecord, mapProcedures } from './procedures.ts';

/** Candidates, and the part of the line that they would replace. */
export type Completion = [candidates: string[], replaced: string];

const PROCEDURES = mapProcedures((path) => path);
const APPROVER = /\bas\.(?:approver|action)\(\s*['"`]([^'"`]*)$/;
const MEMBER = /\bas\.\w+\([^()]*\)((?:\.\w*)+)$/;

/**
 * What Node's completion leaves out because it calls nothing while one types: the procedures of `as.approver('…')` and
 * the like, and approvers' names. undefined leaves the line to Node.
 */
export function completeLine(line: string, approvers: readonly string[]): Completion | undefined {
	const name = APPROVER.exec(line)?.[1];
	if (name !== undefined) return matching(approvers, name);
	const member = MEMBER.exec(line)?.[1];
	return member === undefined ? undefined : completeMember(member);
}

function completeMember(chain: string): Completion {
	const steps = chain.slice(1).split('.');
	const typed = steps.pop() ?? '';
	const inner = steps.reduce<unknown>((record, step) => (isRecord(record) ? record[step] : undefined), PROCEDURES);
	return matching(isRecord(inner) && !Array.isArray(inner) ? Object.keys(inner) : [], typed);
}

const matching = (names: readonly string[], typed: string): Completion => [
	names.filter((name) => name.startsWith(typed)),
	typed,
];
