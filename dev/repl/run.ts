import { createRequire } from 'node:module';
import { evaluate } from './evaluate.ts';
import { readableFailure } from './failure.ts';
import { readable, type Style } from './print.ts';
import { publish, type Session } from './session.ts';

/** What to run, and what it is called in errors. */
export interface Script {
	code: string;
	name: string;
}

/**
 * Runs a script and prints its last expression, a string as it is, so that a program can read it. Failing sets the exit
 * code.
 */
export async function runScript({ code, name }: Script, session: Session, style: Style): Promise<void> {
	const fail = (error: unknown) => {
		console.error(readableFailure(error, style));
		process.exitCode = 1;
	};
	// A call that nobody awaits may fail too.
	process.on('unhandledRejection', fail);
	publish(session);
	// Code that comes from no file cannot import.
	Object.defineProperty(globalThis, 'require', { value: createRequire(import.meta.url), configurable: true });
	try {
		const result = await evaluate(code, name);
		if (result !== undefined) console.log(typeof result === 'string' ? result : readable(result, style));
	} catch (error) {
		fail(error);
	}
}
