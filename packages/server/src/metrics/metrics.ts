/** Prometheus' metrics, on a port of their own and never on the public one: they tell how much the house is used. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../db/client.ts';
import { describeError, type Log } from '../log.ts';
import type { MailOutcome } from '../outbox/provider.ts';
import type { CallRecord } from '../trpc/context.ts';
import type { MetricsRegistry } from './registry.ts';

/** Something to count. */
export type Observation =
	/** `client`: with which release of our client calls were sent, `0.2.0`; `other`, `none`, or undefined without calls. */
	| { kind: 'request'; status: number | 'aborted'; client?: string | undefined }
	| { kind: 'mail'; outcome: MailOutcome }
	/** `none`: no procedure was reached, and the name asked for is the caller's own text. */
	| ({ kind: 'call'; seconds: number } & (CallRecord | { procedure: 'none'; outcome: CallRecord['outcome'] }));

export interface MetricsSources {
	db: Database;
	/** Does `/health` answer 200? */
	isReady(): boolean;
	/** Does this process send mails? */
	isWorking(): boolean;
	/** Is this process waiting for the provider to take mails again? */
	isPaused(): boolean;
	/** How many streams are open now. */
	openStreams(): number;
}

export interface Metrics {
	observe(observation: Observation): void;
	/** Loads the registry; observations before that are kept for it. */
	load(): Promise<void>;
	/** Returns the port, or undefined if it is taken: bookings must not fail for want of metrics. */
	listen(options: { port: number; host: string }): Promise<number | undefined>;
	close(): void;
}

export function createMetrics(sources: MetricsSources, log: Log): Metrics {
	const early: Observation[] = [];
	let registry: MetricsRegistry | undefined;
	let server: Server | undefined;

	async function loaded(): Promise<MetricsRegistry> {
		if (!registry) {
			const { createRegistry } = await import('./registry.ts');
			registry ??= createRegistry(sources);
			for (const observation of early.splice(0)) registry.observe(observation);
		}
		return registry;
	}

	return {
		observe: (observation) => {
			if (registry) registry.observe(observation);
			else early.push(observation);
		},
		load: async () => {
			await loaded();
		},
		listen: async ({ port, host }) => {
			server = createServer({ requestTimeout: 10_000 }, async (request, response) => {
				if (request.method !== 'GET' || request.url !== '/metrics') return response.writeHead(404).end();
				try {
					const { render, contentType } = await loaded();
					response.writeHead(200, { 'content-type': contentType }).end(await render());
				} catch (error) {
					log.error({ error: describeError(error) }, 'metrics');
					response.writeHead(500).end();
				}
			});
			try {
				await listening(server, port, host);
			} catch (error) {
				log.error({ port, error: describeError(error) }, 'METRICS_PORT is taken or forbidden: running without metrics');
				return undefined;
			}
			const { port: actual } = server.address() as AddressInfo;
			log.info({ port: actual }, 'metrics');
			return actual;
		},
		close: () => {
			server?.close();
			server?.closeAllConnections();
		},
	};
}

function listening(server: Server, port: number, host: string): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		// Fly asks over its private network, which is IPv6, so `0.0.0.0` means all interfaces of both families.
		server.listen({ port, ...(host !== '0.0.0.0' && { host }) }, resolve);
	});
}
