/** HTTP: translates and delegates. The only place that knows Express. */
import cors from 'cors';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Services } from '../deps.ts';
import type { Health } from '../health.ts';
import { describeError, type Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { hardened } from './headers.ts';
import type { Limiter } from './limiter.ts';
import { pages } from './pages.ts';
import { identified, recordOf, requestLog } from './requestLog.ts';
import { resendWebhook } from './resendWebhook.ts';
import { createStreams, type Streams } from './streams.ts';
import { trpc } from './trpc.ts';

export interface AppDeps {
	services: Services;
	health: Health;
	limiter: Limiter;
	/** Bounds and counts those that are open. */
	streams?: Streams;
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

/** The whole application; it listens nowhere by itself. */
export function createApp(deps: AppDeps): Express {
	const {
		services,
		health,
		limiter,
		streams = createStreams(),
		log,
		observe = () => {},
		corsOrigins,
		clientIpHeader,
		webhookSecret,
		release,
	} = deps;
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
	app.use('/trpc', cors({ origin, maxAge: 3_600, exposedHeaders: ['x-request-id', 'retry-after', 'etag'] }));
	app.use('/trpc', trpc({ services, health, limiter, streams, log, observe, clientIpHeader, release }));
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
		if (status === 500)
			log.error({ requestId: recordOf(response).requestId, error: describeError(error) }, 'unexpected error');
		if (response.headersSent) return next(error);
		response.status(status).json({ error: status === 500 ? 'internal error' : 'bad request' });
	};
