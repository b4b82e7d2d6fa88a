import { fieldsOf } from './manual.ts';
import { isRecord, mapProcedures } from './procedures.ts';

/** Candidates, and the part of the line that they would replace. */
export type Completion = [candidates: string[], replaced: string];

const PROCEDURES = mapProcedures((path) => path);
const APPROVER = /\bas\.(?:approver|action)\(\s*['"`]([^'"`]*)$/;
const MEMBER = /\bas\.\w+\([^()]*\)((?:\.\w*)+)$/;
const INPUT = /.*\b(\w+\.(?!query|mutate)\w+)(?:\.(?:query|mutate))?\(\s*(\{.*)$/s;

/**
 * What Node's completion leaves out because it calls nothing while one types: the procedures of `as.approver('…')` and
 * the like, approvers' names, and the keys of inputs. undefined leaves the line to Node.
 */
export function completeLine(line: string, approvers: readonly string[]): Completion | undefined {
	const name = APPROVER.exec(line)?.[1];
	if (name !== undefined) return matching(approvers, name);
	const member = MEMBER.exec(line)?.[1];
	return member === undefined ? completeKey(line) : completeMember(member);
}

function completeMember(chain: string): Completion {
	const steps = chain.slice(1).split('.');
	const typed = steps.pop() ?? '';
	const inner = steps.reduce<unknown>((record, step) => (isRecord(record) ? record[step] : undefined), PROCEDURES);
	return matching(isRecord(inner) && !Array.isArray(inner) ? Object.keys(inner) : [], typed);
}

function completeKey(line: string): Completion | undefined {
	const [, procedure = '', input = ''] = INPUT.exec(line) ?? [];
	const [innermost, ...around] = withoutWhatIsClosed(input).split('{').slice(1).reverse();
	const typed = /(?:^|,)\s*(\w*)$/.exec(innermost ?? '')?.[1];
	const path = around.reverse().map((text) => /(\w+)\s*:\s*$/.exec(text)?.[1] ?? '');
	if (innermost === undefined || typed === undefined || /['"`)}\]]/.test(innermost)) return undefined;
	const given = [...innermost.matchAll(/(\w+)\s*[:,]/g)].map(([, key]) => key);
	const keys = fieldsOf(procedure, path).map(({ name }) => name);
	return keys.length > 0
		? matching(
				keys.filter((key) => !given.includes(key)),
				typed,
			)
		: undefined;
}

/** Of the beginning of an object what is still open, with `_` for the values in it that are not. */
function withoutWhatIsClosed(input: string): string {
	let text = input.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '_');
	for (let before = ''; before !== text; ) {
		before = text;
		text = text.replace(/\{[^{}]*\}|\[[^[\]]*\]|\([^()]*\)/g, '_');
	}
	return text;
}

const matching = (names: readonly string[], typed: string): Completion => [
	names.filter((name) => name.startsWith(typed)),
	typed,
];
