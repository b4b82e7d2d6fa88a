import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig, startServer } from '@betzenstein/server';
import { orStopped, untilStopped } from '@betzenstein/testing/machine/stopRequest';
import type { Environment } from './environment.ts';

/** Longer than the server itself waits for requests that have begun. */
const STOPS_WITHIN_MS = 30_000;

/** A server that listens. */
export type Server = Awaited<ReturnType<typeof startServer>>;

/** Runs the server until there is a reason to stop, which it throws once the server has stopped. */
export async function serve(
	env: Environment,
	stop: AbortSignal,
	whenReady: (server: Server) => Promise<void>,
): Promise<never> {
	stop.throwIfAborted();
	const server = await startServer(loadConfig(env));
	try {
		await orStopped(server.ready, stop);
		await whenReady(server);
		return await untilStopped(stop);
	} finally {
		// Should it hang all the same, what else was started must still be stopped.
		await Promise.race([server.stop(), sleep(STOPS_WITHIN_MS)]);
	}
}
