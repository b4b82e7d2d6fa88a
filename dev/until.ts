import { setTimeout as sleep } from 'node:timers/promises';

/** Returns once it is so. @throws if it is not within this time */
export async function until(what: string, isSo: () => unknown, patienceMs = 30_000): Promise<void> {
	const deadline = performance.now() + patienceMs;
	while (!(await isSo())) {
		if (performance.now() > deadline) throw new Error(`Not within ${patienceMs / 1_000} s: ${what}.`);
		await sleep(20);
	}
}

/** Whether a server answers there and calls itself healthy. */
export async function isHealthy(url: string): Promise<boolean> {
	return (await fetch(`${url}/health`).catch(() => undefined))?.ok === true;
}
