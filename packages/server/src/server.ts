/** A running server: wires everything up, listens, and stops without dropping a request. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from './adapters/express.ts';
import { createLimiter } from './adapters/limiter.ts';
import { createStreams } from './adapters/streams.ts';
import type { Config } from './config.ts';
import { connect } from './db/client.ts';
import { differenceOf } from './db/sameDatabase.ts';
import type { Services } from './deps.ts';
import { RefusedError } from './domain/errors.ts';
import { createHealth, NotYet } from './health.ts';
import { createAddressDigests } from './links/addressDigests.ts';
import { createTokens } from './links/tokens.ts';
import { createLog, describeError, type Log } from './log.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createProvider } from './outbox/providers.ts';
import { createWorker } from './outbox/worker.ts';
import { syncApprovers } from './services/approvers.ts';
import { createChanges } from './services/changes.ts';
import { createTicker } from './services/due/tick.ts';
import { accessLinks } from './services/operator.ts';
import { type Tracing, untraced } from './tracing/tracing.ts';

export interface RunningServer {
	url: string;
	port: number;
	/** The port of `/metrics`; undefined if it was taken. */
	metricsPort: number | undefined;
	/** Resolves when the server answers requests, sends mails and does what is due. */
	ready: Promise<void>;
	/** The links to get in with, for development and the operator. */
	access(): Promise<{ calendarToken: string; approvers: Record<string, string> }>;
	/**
	 * Finishes the requests that have begun, then closes everything.
	 * @param noticeMs how long to go on listening before that, with `/health` at `draining`
	 */
	stop(noticeMs?: number): Promise<void>;
}

/** For the headers and the whole of a request. Idle connections stay open for longer than a proxy keeps them. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 20_000, keepAliveTimeout: 75_000 };

/** Longest wait for requests that have begun; with the notice and the mails, Fly's `kill_timeout` is longer. */
const DRAIN_MS = 15_000;
/**
 * Longest wait for mails that are being handed over; writing down the answers may take a second more. What is aborted
 * is sent again under the same key.
 */
const MAILS_DRAIN_MS = 4_000;

export interface ServiceOptions {
	clock?: () => Date;
	/**
	 * Called when there are mails to send, or when something is due. Without it, mails are found within seconds, and what
	 * is due within a minute.
	 */
	wake?: { mails: () => void; tick: () => void };
	/** Told when changes are noticed late. */
	log?: Log;
	tracing?: Tracing;
}

/** What a process works with, made from its configuration; the caller has to `close` it. */
export async function createServices(
	config: Config,
	{ clock = () => new Date(), wake, log, tracing = untraced }: ServiceOptions = {},
): Promise<Services> {
	const { databaseCa: ca, databasePooled: pooled, timeZone } = config;
	const db = connect({ url: config.databaseUrl, ca, pooled, clock, timeZone, tracing });
	return {
		db,
		queue: {
			mails: ({ afterCommit }) => wake && afterCommit(wake.mails),
			tick: ({ afterCommit }) => wake && afterCommit(wake.tick),
		},
		changes: createChanges({ db, direct: { url: config.directDatabaseUrl, ca }, log }),
		clock,
		tokens: await createTokens(config.linkKeys),
		addressDigests: createAddressDigests(config.linkKeys),
		apiUrl: config.apiUrl,
		house: {
			name: config.houseName,
			timeZone: config.timeZone,
			holidayRegion: config.holidayRegion,
			publicAvailability: config.publicAvailability,
			replies: config.mail.replyTo !== undefined,
			parties: config.approvers.map(({ name, color }) => ({ name, color })),
			limits: config.limits,
		},
	};
}

export async function startServer(config: Config, log: Log = createLog(config.logLevel)): Promise<RunningServer> {
	const { mail, webUrl } = config;
	const wake = { mails: () => worker.wake(), tick: () => ticker.wake() };
	const tracing = await tracingOf(config);
	const services = await createServices(config, { wake, log, tracing });
	const health = createHealth(services.db, log, () => worker.isRunning() && worker.hasDatabase());
	const limiter = createLimiter({ db: services.db, limits: config.limits, secret: config.linkKeys[0].secret });
	const streams = createStreams();
	const metrics = createMetrics(
		{
			db: services.db,
			isReady: () => health.state() === 'ok',
			isWorking: () => worker.isRunning(),
			isPaused: () => worker.isPaused(),
			openStreams: () => streams.open(),
		},
		log,
	);
	const worker = createWorker({
		...mail,
		services,
		provider: createProvider(mail),
		webUrl,
		log,
		observe: (outcome) => metrics.observe({ kind: 'mail', outcome }),
		tracing,
	});
	const ticker = createTicker(services, log, tracing);
	const { corsOrigins, clientIpHeader, webhookSecret, release } = config;
	const deps = {
		services,
		health,
		limiter,
		streams,
		log,
		observe: metrics.observe,
		tracing,
		corsOrigins,
		clientIpHeader,
		webhookSecret,
		release,
		webUrl,
	};
	// Reaches for the database while everything else is made.
	const opened = health.start(async () => {
		await requireOneDatabase(config, log);
		for (const party of await syncApprovers(services, config.approvers)) {
			log.warn({ party }, 'APPROVERS names somebody else than the operator has given this party to, who keeps it');
		}
	});
	const server = createServer(TIMEOUTS, createApp(deps));
	/** Connections on which nothing was asked yet, such as browsers open in advance: Node does not count them as idle. */
	const unused = new Set<Socket>();
	server.on('connection', (socket) => {
		unused.add(socket);
		socket.once('close', () => unused.delete(socket));
	});
	server.on('request', ({ socket }) => void unused.delete(socket));
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(config.port, config.host, resolve);
	}).catch(async (error: unknown) => {
		health.drain();
		await services.db.close();
		throw error;
	});
	const { port } = server.address() as AddressInfo;
	log.info({ port }, 'listening');
	const metricsPort = await metrics.listen({ port: config.metricsPort, host: config.host });
	const ready = opened.then(async () => {
		log.info('ready');
		worker.start();
		ticker.start();
		await metrics.load();
	});

	return {
		url: `http://localhost:${port}`,
		port,
		metricsPort,
		ready,
		access: () => accessLinks(services),
		stop: async (noticeMs = 0) => {
			health.drain();
			log.info('draining');
			// Ends kept connections, so that callers open new ones, which lead to another machine.
			server.prependListener('request', (_, response) => response.setHeader('connection', 'close'));
			// Waits until the proxy has noticed: closing the port or a connection that it is about to use would lose a
			// request.
			await sleep(noticeMs);
			// Streams never end by themselves; who listens comes back, to another machine.
			await services.changes.close();
			const closed = new Promise((resolve) => server.close(resolve));
			// Connections whose request began before the notice become idle after it, and Node does not close those itself.
			const idle = setInterval(() => {
				server.closeIdleConnections();
				for (const socket of unused) socket.destroy();
			}, 100);
			const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
			await closed;
			clearInterval(idle);
			clearTimeout(deadline);
			await Promise.all([worker.stop(MAILS_DRAIN_MS), ticker.stop(MAILS_DRAIN_MS)]);
			await services.db.close();
			await tracing.stop();
			metrics.close();
			log.info('stopped');
		},
	};
}

async function tracingOf({ traces: endpoint, release }: Config): Promise<Tracing> {
	if (endpoint === undefined) return untraced;
	const { startTracing } = await import('./tracing/openTelemetry.ts');
	const explain = (error: unknown) =>
		error instanceof RefusedError ? { outcome: error.refusal.reason } : { unexpected: describeError(error) };
	return startTracing({ endpoint, release, explain });
}

/** Otherwise bookings would go into one database, and what listens would hear of those in another. */
async function requireOneDatabase({ databaseUrl, directDatabaseUrl, databaseCa: ca }: Config, log: Log): Promise<void> {
	const pooled = { name: 'DATABASE_URL', url: databaseUrl, ca };
	const direct = { name: 'DIRECT_DATABASE_URL', url: directDatabaseUrl, ca };
	const difference = await differenceOf(pooled, direct).catch((error) =>
		// Changes are noticed late then, but everything works.
		log.warn({ error: describeError(error) }, 'DIRECT_DATABASE_URL does not answer'),
	);
	if (difference) throw new NotYet(difference);
}
