/** One thing that must be so in production. */
export interface Check {
	name: string;
	/** What to do when it is not. */
	advice: string;
	/** Says what was found; throws what is wrong. Undefined: there was nothing to check it by. */
	run(): Promise<string | undefined>;
}

/** Something is not as it must be. */
export class Wrong extends Error {}

/** @throws Wrong */
export function must(isSo: boolean, otherwise: string): asserts isSo {
	if (!isSo) throw new Wrong(otherwise);
}

export interface Outcome {
	name: string;
	state: 'ok' | 'FAILED' | 'not checked';
	detail: string;
}

/** Runs one after the other, so that the first failure is the first cause. */
export async function runChecks(checks: Check[], log: (line: string) => void): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const { name, advice, run } of checks) {
		const outcome = await run().then(
			(found): Outcome =>
				found === undefined ? { name, state: 'not checked', detail: advice } : { name, state: 'ok', detail: found },
			(error: unknown): Outcome => ({ name, state: 'FAILED', detail: `${reasonOf(error)}\n    ${advice}` }),
		);
		log(`${outcome.state.padEnd(12)}${name}: ${outcome.detail}`);
		outcomes.push(outcome);
	}
	return outcomes;
}

/** `fetch` hides the cause of a refused connection or a bad certificate behind "fetch failed". */
function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const { cause } = error as { cause?: { code?: string; message?: string } };
	return cause ? `${error.message} (${cause.code ?? cause.message})` : error.message;
}
