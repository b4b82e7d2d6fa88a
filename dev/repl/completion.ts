/** Candidates, and the part of the line that they would replace. */
export type Completion = [candidates: string[], replaced: string];

const AS = /\bas\.(?:approver|person)\(\s*(['"`])/;
const NAME = new RegExp(`${AS.source}([^'"\`]*)$`);
const PATH = new RegExp(`${AS.source}[^'"\`]*\\1\\s*\\)((?:\\.\\w*)+)$`);

/**
 * What Node's completion leaves out because it calls nothing while one types: the procedures of `as.approver('…')` and
 * `as.person('…')`, and the approvers' names. undefined leaves the line to Node.
 */
export function completeCallers(
	line: string,
	procedures: object,
	approvers: readonly string[],
): Completion | undefined {
	const name = NAME.exec(line);
	if (name?.[0].includes('approver')) return matching(approvers, name[2] ?? '');
	const path = PATH.exec(line)?.[2];
	if (path === undefined) return undefined;
	const steps = path.slice(1).split('.');
	const typed = steps.pop() ?? '';
	const inner = steps.reduce<unknown>((record, step) => (isRecord(record) ? record[step] : undefined), procedures);
	return matching(isRecord(inner) ? Object.keys(inner) : [], typed);
}

const matching = (names: readonly string[], typed: string): Completion => [
	names.filter((name) => name.startsWith(typed)),
	typed,
];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
