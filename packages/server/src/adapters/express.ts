/** HTTP: translates and delegates. The only place that knows Express. */
import cors from 'cors';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Services } from '../deps.ts';
import type { Health } from '../health.ts';
import { describeError, type Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { type Tracing, untraced } from '../tracing/tracing.ts';
import { writtenAddress } from './clientAddress.ts';
import { feed } from './feed.ts';
import { hardened } from './headers.ts';
import type { Limiter } from './limiter.ts';
import { openApi } from './openApi.ts';
import { pages } from './pages.ts';
import { rememberAnswers } from './remembered.ts';
import { identified, recordOf, requestLog } from './requestLog.ts';
import { resendWebhook } from './resendWebhook.ts';
import { createStreams, type Streams } from './streams.ts';
import { trpc } from './trpc.ts';
import { unsubscribe } from './unsubscribe.ts';

export interface AppDeps {
	services: Services;
	health: Health;
	limiter: Limiter;
	/** Bounds and counts those that are open. */
	streams?: Streams;
	log: Log;
	/** Counts answers for the metrics. */
	observe?: Metrics['observe'];
	/** Follows requests; nobody does unless given. */
	tracing?: Tracing;
	/** Origins whose pages may call; `localhost` means any port of this machine. */
	corsOrigins: readonly string[] | 'localhost';
	/** Where the proxy writes the caller's address; without one it is the socket's. */
	clientIpHeader: string | undefined;
	/** The key with which the mail provider signs its events. */
	webhookSecret: string | undefined;
	/** The name of this release, for `/ready`. */
	release?: string | undefined;
	/** Where mailed links lead, for `/ready`. */
	webUrl?: string | undefined;
}

/** The whole application; the caller lets it listen. */
export function createApp(deps: AppDeps): Express {
	const {
		services,
		health,
		limiter,
		streams = createStreams(),
		log,
		observe = () => {},
		tracing = untraced,
		corsOrigins,
		clientIpHeader,
		webhookSecret,
		release,
		webUrl,
	} = deps;
	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	app.use(identified, hardened);

	app.get('/health', (_, response) => {
		const status = health.state();
		response.status(status === 'ok' ? 200 : 503).json({ status });
	});
	app.use(requestLog(log, observe, tracing));
	app.get('/ready', async (request, response) => {
		const answer = await health.ready();
		const callersBy = writtenAddress(request, clientIpHeader) === undefined ? 'connection' : 'header';
		response.status(answer.status === 'ok' ? 200 : 503).json({ ...answer, release, webUrl, callersBy });
	});

	const origin = corsOrigins === 'localhost' ? /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/ : [...corsOrigins];
	app.use(
		'/trpc',
		cors({ origin, methods: ['GET', 'POST'], maxAge: 3_600, exposedHeaders: ['x-request-id', 'retry-after', 'etag'] }),
	);
	const answering = {
		services,
		health,
		limiter,
		log,
		observe,
		tracing,
		clientIpHeader,
		answers: rememberAnswers(services, release),
	};
	app.use('/trpc', trpc({ ...answering, streams }));
	app.use(feed(answering));
	app.use(unsubscribe(answering));
	app.get('/openapi.json', openApi());
	app.use('/webhooks/resend', resendWebhook({ services, log, observe, secret: webhookSecret }));
	app.use(pages({ log }));
	app.use((_, response) => {
		response.status(404).json({ error: 'not found' });
	});
	app.use(lastResort(log));
	return app;
}

/** Otherwise Express would answer with a stack. */
const lastResort =
	(log: Log): ErrorRequestHandler =>
	(error, _request, response, next) => {
		const status = typeof error?.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : 500;
		if (status === 500) {
			const record = recordOf(response);
			record.error = error;
			log.error({ requestId: record.requestId, error: describeError(error) }, 'unexpected error');
		}
		if (response.headersSent) return next(error);
		response.status(status).json({ error: status === 500 ? 'internal error' : 'bad request' });
	};
