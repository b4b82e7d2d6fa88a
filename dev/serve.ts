import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig, startServer } from '@betzenstein/server';
import type { Environment } from './environment.ts';
import type { StopRequest } from './stopRequest.ts';

const STOPS_WITHIN_MS = 15_000;

/** A server that listens. */
export type Server = Awaited<ReturnType<typeof startServer>>;

/** Runs the server until there is a reason to stop, which it throws once the server has stopped. */
export async function serve(env: Environment, stop: StopRequest, whenReady: (server: Server) => Promise<void>): Promise<never> {
	const server = await startServer(loadConfig(env));
	try {
		await stop.during(server.ready);
		await whenReady(server);
		return await stop.requested;
	} finally {
		// However long a request hangs, what else was started must still be stopped.
		await Promise.race([server.stop(), sleep(STOPS_WITHIN_MS, undefined, { ref: false })]);
	}
}
