/** The metrics themselves (docs/metrics.md). Slow to load, so `metrics.ts` imports it once requests are answered. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reason } from '@betzenstein/shared';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { MailOutcome } from '../outbox/provider.ts';
import { routes } from '../trpc/root.ts';
import { type Figures, readFigures } from './figures.ts';
import type { MetricsSources, Observation } from './metrics.ts';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Most releases of our client that are told apart: anybody may claim to be one, and each is a series. */
const MOST_RELEASES = 20;
/** Longest wait for the database's figures; without them, only the rest is reported. */
const PATIENCE_MS = 2_000;

/** What calls are counted as. */
const PROCEDURES = [
	...Object.entries(routes).flatMap(([room, procedures]) => Object.keys(procedures).map((name) => `${room}.${name}`)),
	...['feed', 'unsubscribe', 'none'],
];
/** The outcomes of calls that ops/alerts.yml counts. */
const ALERTED = ['INTERNAL', 'UNAVAILABLE', 'LINK_INVALID', 'RATE_LIMITED'] satisfies Reason[];
const MAIL_OUTCOMES: MailOutcome[] = ['accepted', 'refused', 'again', 'unknown', 'no_address', 'undelivered'];

export interface MetricsRegistry {
	observe(observation: Observation): void;
	/** In Prometheus' text format. */
	render(): Promise<string>;
	contentType: string;
}

export function createRegistry(sources: MetricsSources): MetricsRegistry {
	const register = new Registry();
	const registers = [register];
	collectDefaultMetrics({ register });

	const requests = new Counter({
		name: 'betzenstein_requests_total',
		help: 'HTTP requests answered, but for /health, by status',
		labelNames: ['status'],
		registers,
	});
	const clients = new Counter({
		name: 'betzenstein_client_requests_total',
		help: 'Requests with calls, by the release of our client that sent them: 0.2, "other", or "none" if it does not say',
		labelNames: ['release'],
		registers,
	});
	const calls = new Counter({
		name: 'betzenstein_calls_total',
		help: 'Procedure calls by outcome: ok, or the reason of the refusal; procedure "none" when none was reached',
		labelNames: ['procedure', 'outcome'],
		registers,
	});
	const durations = new Histogram({
		name: 'betzenstein_call_duration_seconds',
		help: 'From the arrival of the request to the end of the call',
		labelNames: ['procedure'],
		buckets: BUCKETS,
		registers,
	});
	const sends = new Counter({
		name: 'betzenstein_mail_sends_total',
		help: 'Tries to send mails by outcome, and mails that were given up or did not arrive',
		labelNames: ['outcome'],
		registers,
	});
	// A series that begins at 1 does not look as if it had grown.
	for (const outcome of MAIL_OUTCOMES) sends.inc({ outcome }, 0);
	for (const procedure of PROCEDURES) for (const outcome of ALERTED) calls.inc({ procedure, outcome }, 0);
	const gauge = (name: string, help: string, labelNames: string[] = []) =>
		new Gauge({ name: `betzenstein_${name}`, help, labelNames, registers });
	const ready = gauge('ready', '1 while /health answers 200');
	const jobsRunning = gauge('jobs_running', '1 while this process sends mails and does what is due');
	const paused = gauge('mail_provider_paused', '1 while this process waits for the mail provider to take mails again');
	const streams = gauge('streams', 'Streams of live.changes that are open');
	const poolSize = gauge('database_pool_size', 'Connections that a pool of this process may open', ['pool']);
	const transactions = gauge(
		'database_transactions',
		'Transactions of this process by pool: running, or waiting for a connection',
		['pool', 'state'],
	);
	const reachable = gauge('database_reachable', '1 when the figures below could be read');
	const connections = gauge('database_connections', 'Connections to the database, of all instances', ['state']);
	const mails = gauge('mails', 'Mails by state', ['state']);
	const oldest = gauge('mail_oldest_queued_seconds', 'Age of the oldest mail that waits');

	const releases = new Set(['none', 'other']);
	function countClient(client: string): void {
		const release = client.split('.', 2).join('.');
		if (releases.size < MOST_RELEASES) releases.add(release);
		clients.inc({ release: releases.has(release) ? release : 'other' });
	}

	function showFigures(figures: Figures | undefined): void {
		reachable.set(figures ? 1 : 0);
		for (const shown of [connections, mails]) shown.reset();
		// Otherwise old figures would pass for new ones.
		oldest.set(figures?.oldestQueuedSeconds ?? Number.NaN);
		for (const { state, count } of figures?.connections ?? []) connections.set({ state }, count);
		if (figures) for (const state of ['queued', 'failed']) mails.set({ state }, 0);
		for (const { state, count } of figures?.mails ?? []) mails.set({ state }, count);
	}

	return {
		contentType: register.contentType,
		observe: (observation) => {
			if (observation.kind === 'request') {
				if (observation.client !== undefined) countClient(observation.client);
				return requests.inc({ status: observation.status });
			}
			if (observation.kind === 'mail') return sends.inc({ outcome: observation.outcome });
			const { procedure, outcome, seconds } = observation;
			calls.inc({ procedure, outcome });
			if (procedure !== 'none') durations.observe({ procedure }, seconds);
		},
		render: async () => {
			ready.set(sources.isReady() ? 1 : 0);
			jobsRunning.set(sources.isWorking() ? 1 : 0);
			paused.set(sources.isPaused() ? 1 : 0);
			streams.set(sources.openStreams());
			for (const [pool, { size, running, waiting }] of Object.entries(sources.db.load())) {
				poolSize.set({ pool }, size);
				transactions.set({ pool, state: 'running' }, running);
				transactions.set({ pool, state: 'waiting' }, waiting);
			}
			showFigures(await inTime(readFigures(sources.db)));
			return register.metrics();
		},
	};
}

/** The value, or nothing when it fails or takes too long. */
const inTime = <T>(value: Promise<T>): Promise<T | undefined> =>
	Promise.race([value.catch(() => undefined), sleep(PATIENCE_MS, undefined, { ref: false })]);
