import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { readFlags } from '@betzenstein/testing/machine/flags';
import { listenForStop, StopRequested } from '@betzenstein/testing/machine/stopRequest';

/** What each is when it is not given: a text, a number that may not be below 0, or a switch that is off. */
type Options = Record<string, string | number | false>;
type Given<O extends Options> = {
	[Name in keyof O]: O[Name] extends false ? boolean : O[Name] extends number ? number : string;
};

/** When none is given. */
export const anySeed = (): number => Date.now() % 1_000_000;

/** Runs a proof with what the command was given, and exits by what came of it. */
export const runProof = <const O extends Options>(
	help: string,
	options: O,
	proof: (given: Given<O>, signal: AbortSignal) => Promise<boolean>,
): Promise<never> =>
	exitBy(async () => {
		const { help: isAsked, ...given } = read({ ...options, help: false }, help);
		if (!isAsked) return proof(given as unknown as Given<O>, listenForStop(console.log).signal);
		console.log(help);
		return true;
	});

/** The process exits with 0 if it held, with 1 if not, if it broke or was stopped. */
export async function exitBy(proof: () => Promise<boolean>): Promise<never> {
	const held = await proof().catch((error: unknown) => {
		if (!(error instanceof StopRequested)) console.error(error instanceof ExplainedError ? error.message : error);
		return false;
	});
	process.exit(held ? 0 : 1);
}

function read<O extends Options>(options: O, help: string): Given<O> {
	const flags = Object.entries(options).map(([name, value]) => [
		name,
		value === false ? { type: 'boolean', default: value } : { type: 'string', default: `${value}` },
	]);
	const given = Object.entries(readFlags(process.argv.slice(2), Object.fromEntries(flags), help)).map(
		([name, value]) => [name, typeof options[name] === 'number' ? Number(value) : value] as const,
	);
	if (given.some(([, value]) => typeof value === 'number' && !(value >= 0))) throw new ExplainedError(help);
	return Object.fromEntries(given) as Given<O>;
}
