/** HTTP: translates and delegates. The only place that knows Express. */
import { refusal } from '@betzenstein/shared';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import cors from 'cors';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Limiter } from '../access/limiter.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Health } from '../health.ts';
import { describeError, type Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Services } from '../services/services.ts';
import { createRequestContext } from '../trpc/context.ts';
import { refusalOf } from '../trpc/errors.ts';
import { appRouter } from '../trpc/root.ts';
import { clientAddress } from './clientAddress.ts';
import { hardened } from './headers.ts';
import { pages } from './pages.ts';
import { representable } from './representable.ts';
import { identified, recordOf, requestLog } from './requestLog.ts';
import { resendWebhook } from './resendWebhook.ts';

export interface AppDeps {
	services: Services;
	health: Health;
	limiter: Limiter;
	log: Log;
	/** Counts what is answered. */
	observe?: Metrics['observe'];
	/** Origins whose pages may call; `localhost` means any port of this machine. */
	corsOrigins: readonly string[] | 'localhost';
	/** Where the proxy writes the caller's address; without one it is the socket's. */
	clientIpHeader: string | undefined;
	/** Signs the mail provider's events. */
	webhookSecret: string | undefined;
	/** Which release this is; `/ready` says it. */
	release?: string | undefined;
}

/** Largest request body in bytes; the largest honest one is a booking with a description and a comment. */
const MAX_BODY = 64 * 1024;
/** Most calls in one request. */
const MAX_BATCH = 20;

/** The whole application; it listens nowhere by itself. */
export function createApp(deps: AppDeps): Express {
	const { services, health, limiter, log, observe = () => {}, corsOrigins, clientIpHeader, webhookSecret, release } = deps;
	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	app.use(identified, hardened);

	app.get('/health', (_, response) => {
		const status = health.state();
		response.status(status === 'ok' ? 200 : 503).json({ status });
	});
	app.use(requestLog(log, observe));
	app.get('/ready', async (_, response) => {
		const answer = await health.ready();
		response.status(answer.status === 'ok' ? 200 : 503).json({ ...answer, release });
	});

	const origin = corsOrigins === 'localhost' ? /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/ : [...corsOrigins];
	app.use('/trpc', cors({ origin, maxAge: 3_600, exposedHeaders: ['x-request-id', 'retry-after'] }));
	app.use('/trpc', representable);
	app.use(
		'/trpc',
		createExpressMiddleware({
			router: appRouter,
			maxBodySize: MAX_BODY,
			maxBatchSize: MAX_BATCH,
			createContext: ({ req, res }) => {
				if (health.state() === 'starting') throw new RefusedError(refusal('UNAVAILABLE'));
				const { requestId, calls, startedAt } = recordOf(res);
				const address = clientAddress(req, clientIpHeader);
				return createRequestContext(services, {
					requestId,
					authorization: req.headers.authorization,
					// Only reading can go unattended: whoever sends a form has touched the page.
					isUnattended: req.method === 'GET' && req.headers['x-unattended'] !== undefined,
					spend: (kind) => limiter.spend(kind, address),
					record: (call) => {
						calls.push(call);
						observe({ kind: 'call', ...call, seconds: (performance.now() - startedAt) / 1_000 });
					},
				});
			},
			responseMeta: ({ errors }) => {
				const waits = errors.map(refusalOf).flatMap(({ reason, details }) => (reason === 'RATE_LIMITED' ? details.retryAfterSeconds : []));
				return waits.length > 0 ? { headers: { 'retry-after': `${Math.max(...waits)}` } } : {};
			},
			onError: ({ error, path, ctx, req }) => {
				const { reason } = refusalOf(error);
				const isRecorded = req.res && recordOf(req.res).calls.some(({ procedure }) => procedure === path);
				if (!isRecorded) observe({ kind: 'call', procedure: 'none', outcome: reason, seconds: 0 });
				if (reason !== 'INTERNAL') return;
				log.error({ requestId: ctx?.requestId, procedure: path, error: describeError(error) }, 'unexpected error');
			},
		}),
	);
	app.use('/webhooks/resend', resendWebhook({ services, log, secret: webhookSecret }));
	app.use(pages({ log }));
	app.use((_, response) => {
		response.status(404).json({ error: 'not found' });
	});
	app.use(lastResort(log));
	return app;
}

/** Express answers with a stack otherwise. */
const lastResort =
	(log: Log): ErrorRequestHandler =>
	(error, _request, response, next) => {
		const status = typeof error?.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : 500;
		if (status === 500) log.error({ requestId: recordOf(response).requestId, error: describeError(error) }, 'unexpected error');
		if (response.headersSent) return next(error);
		response.status(status).json({ error: status === 500 ? 'internal error' : 'bad request' });
	};
