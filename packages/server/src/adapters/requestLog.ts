import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Tracing } from '../tracing/tracing.ts';
import type { CallRecord } from '../trpc/context.ts';

/** What is kept about a request until it ends, in `response.locals`. */
export interface RequestRecord {
	requestId: string;
	calls: CallRecord[];
	/** By `performance.now()`. */
	startedAt: number;
	/** Is it answered by a stream, which has no end of its own? */
	isStream?: true;
	/** The unexpected error that it ended in, if no procedure did. */
	error?: unknown;
	/** What the sender of calls says it is: a release of our client, `other` or `none`. */
	client?: string;
}

export const recordOf = (response: Response): RequestRecord => response.locals as RequestRecord;

/** Gives the request its id: the caller's own if it is well-formed, so that it can be followed across systems. */
export const identified: RequestHandler = (request, response, next) => {
	const given = request.get('x-request-id');
	const record: RequestRecord = {
		requestId: given && /^[A-Za-z0-9-]{1,64}$/.test(given) ? given : randomUUID(),
		calls: [],
		startedAt: performance.now(),
	};
	Object.assign(response.locals, record);
	response.set('x-request-id', record.requestId);
	next();
};

/** Logs one line when the request ends, with only what is listed here in it, counts the request, and ends its trace. */
export const requestLog =
	(log: Log, observe: Metrics['observe'], tracing: Tracing): RequestHandler =>
	(request, response, next) => {
		const step = { kind: 'request', name: request.method, parent: request.get('traceparent') } as const;
		void tracing.follow(step, async (tell) => {
			const closed = new Promise((resolve) => response.once('close', resolve));
			next();
			await closed;
			const { requestId, calls, client, startedAt, isStream, error } = recordOf(response);
			const status = response.writableFinished || isStream ? response.statusCode : 'aborted';
			observe({ kind: 'request', status, client });
			tell({ requestId, status, error });
			const durationMs = Math.round(performance.now() - startedAt);
			log.info({ requestId, calls, client, status, ...(isStream && { isStream }), durationMs }, 'request');
		});
	};
