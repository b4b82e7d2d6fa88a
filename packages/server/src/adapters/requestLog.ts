import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Log } from '../log.ts';
import type { CallRecord } from '../trpc/context.ts';

/** What is remembered of a request until it ends; lies in `response.locals`. */
export interface RequestRecord {
	requestId: string;
	calls: CallRecord[];
}

/** Gives the request its id, the caller's own if it looks like one, and writes one line when it ends: only what is named here. */
export const requestLog =
	(log: Log): RequestHandler =>
	(request, response, next) => {
		const startedAt = performance.now();
		const given = request.get('x-request-id');
		const record: RequestRecord = { requestId: given && /^[A-Za-z0-9-]{1,64}$/.test(given) ? given : randomUUID(), calls: [] };
		Object.assign(response.locals, record);
		response.set('x-request-id', record.requestId);
		response.once('close', () => {
			const { requestId, calls } = record;
			const status = response.writableFinished ? response.statusCode : 'aborted';
			log.info({ requestId, calls, status, durationMs: Math.round(performance.now() - startedAt) }, 'request');
		});
		next();
	};
