import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { ExplainedError } from './explainedError.ts';

/**
 * What a program was called with.
 * @throws ExplainedError with its help, if that is not what it takes
 */
export const readFlags = <const O extends ParseArgsOptionsConfig>(args: string[], options: O, help: string) =>
	read({ args, options }, help).values;

/** The same of a program that takes words besides. */
export const readWords = <const O extends ParseArgsOptionsConfig>(args: string[], options: O, help: string) =>
	read({ args, options, allowPositionals: true }, help);

function read<const C extends ParseArgsConfig & { args: string[] }>(called: C, help: string) {
	try {
		// `pnpm start -- --reset` hands the two dashes on.
		return parseArgs({ ...called, args: called.args.filter((arg) => arg !== '--') });
	} catch (error) {
		throw new ExplainedError(`${(error as Error).message}\n\n${help}`, { cause: error });
	}
}
