import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { ExplainedError } from './explainedError.ts';

/**
 * What a program was called with.
 * @throws ExplainedError with its help, if that is not what it takes
 */
export function readFlags<const O extends ParseArgsOptionsConfig>(args: string[], options: O, help: string) {
	try {
		// `pnpm start -- --reset` hands the two dashes on.
		return parseArgs({ args: args.filter((arg) => arg !== '--'), options }).values;
	} catch (error) {
		throw new ExplainedError(`${(error as Error).message}\n\n${help}`, { cause: error });
	}
}
