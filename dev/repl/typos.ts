import { closest } from 'fastest-levenshtein';
import { isRecord } from './procedures.ts';

/** A chain of names, some of them called, from one that we know all about. */
const CHAIN = /\b(as|api|tables)((?:\.\w+(?:\([^()]*\))?)+)/g;
const STEP = /\.(\w+)(\()?[^.]*/g;

/**
 * The first name in this line that leads nowhere, and the nearest one that does. JavaScript says only what it could not
 * do with `undefined`.
 */
export function typoIn(line: string, names: Readonly<Record<string, unknown>>): string | undefined {
	for (const [, root = '', chain = ''] of line.matchAll(CHAIN)) {
		let path = root;
		let record = Object.hasOwn(names, root) ? names[root] : undefined;
		for (const [, name = '', call] of chain.matchAll(STEP)) {
			if (!isRecord(record)) break;
			if (!(name in record))
				return `There is no ${path}.${name}. Did you mean ${path}.${nearest(name, Object.keys(record))}?`;
			// Whoever `as` makes one can call what anybody can.
			if (call) record = path === 'as' ? record['stranger'] : undefined;
			else record = record[name];
			path += call ? `.${name}(…)` : `.${name}`;
		}
	}
	return undefined;
}

export const nearest = (name: string, names: readonly string[]): string => closest(name, names);
