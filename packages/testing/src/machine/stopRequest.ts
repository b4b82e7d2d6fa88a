import { findProcess, isAlive, type ProcessInfo } from './processes.ts';

/** Why everything stops when the developer wishes so. */
export class StopRequested extends Error {
	override name = 'StopRequested';
}

/** From now on Ctrl-C and the like end this process in an orderly way; more of them while it stops change nothing. */
export function listenForStop(log: (line: string) => void): AbortController {
	const controller = new AbortController();
	const stop = () => controller.abort(new StopRequested());
	controller.signal.addEventListener('abort', () => log('Stopping …'));
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
	whenNpxEnds(stop);
	return controller;
}

/** Never fulfilled; rejected with the reason to stop. */
export function untilStopped(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		signal.throwIfAborted();
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
	});
}

/** The work's outcome, or the reason to stop if that comes first; the work then goes on unattended. */
export function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	return Promise.race([untilStopped(signal), work]);
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
