import { findProcess, isAlive, type ProcessInfo } from './processes.ts';

/** Why everything stops when the developer wishes so. */
export class StopRequested extends Error {
	override name = 'StopRequested';
}

/** The one thing that can interrupt a start and a running server. */
export interface StopRequest {
	/** Never fulfilled; rejected with the reason to stop. */
	requested: Promise<never>;
	/** The work's outcome, or the reason to stop if that comes first; the work then goes on unattended. */
	during<T>(work: Promise<T>): Promise<T>;
	/** Stops because something has failed. */
	fail(reason: Error): void;
}

/** From now on Ctrl-C and the like end this process in an orderly way; more of them while it stops change nothing. */
export function listenForStop(log: (line: string) => void): StopRequest {
	const { promise: requested, reject: fail } = withResolvers();
	requested.catch(() => log('Stopping …'));
	const stop = () => fail(new StopRequested());
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
	whenNpxEnds(stop);
	return { requested, fail, during: (work) => Promise.race([requested, work]) };
}

function withResolvers(): { promise: Promise<never>; reject: (reason: Error) => void } {
	let reject: (reason: Error) => void = () => {};
	const promise = new Promise<never>((_, rejectPromise) => {
		reject = rejectPromise;
	});
	return { promise, reject };
}

/** `npx` ends on SIGTERM without passing it on, and would leave us running with nobody to stop us. */
function whenNpxEnds(stop: () => void): void {
	const npx = findAncestor(({ command }) => /^(npm exec|npx)\b/.test(command));
	if (!npx) return;
	const timer = setInterval(() => {
		if (isAlive(npx)) return;
		clearInterval(timer);
		stop();
	}, 500);
	timer.unref();
}

function findAncestor(isWanted: (process: ProcessInfo) => boolean): ProcessInfo | undefined {
	let ancestor = findProcess(process.ppid);
	while (ancestor && !isWanted(ancestor)) ancestor = findProcess(ancestor.parent);
	return ancestor;
}
