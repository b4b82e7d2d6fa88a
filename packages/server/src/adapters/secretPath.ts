/** Routes whose secret stands in the path, since those who call them can send it in no other way. */
import type { Request, RequestHandler, Response } from 'express';
import { RefusedError } from '../domain/errors.ts';
import type { CallRecord } from '../trpc/context.ts';
import { recordOf } from './requestLog.ts';
import type { AnsweringDeps } from './trpc.ts';
import { unavailableLog } from './unavailableLog.ts';

export type SecretRequest = Request<{ secret: string }>;

/** While the database is away. */
const RETRY_AFTER_SECONDS = 60;

/**
 * Answers when the secret is good, and leaves everything else to what follows, which tells nothing.
 * @param name what stands for the route in the log and the metrics, since its secret may stand in neither
 * @param answer throws `RefusedError` for a secret that is wrong or has ended
 */
export function secretPath(
	name: string,
	{ log, observe }: Pick<AnsweringDeps, 'log' | 'observe'>,
	answer: (request: SecretRequest, response: Response) => Promise<void>,
): RequestHandler<{ secret: string }> {
	const tellUnavailable = unavailableLog(log);
	return async (request, response, next) => {
		const { calls, startedAt, requestId } = recordOf(response);
		const record = (outcome: CallRecord['outcome']): void => {
			const call = { procedure: name, outcome };
			calls.push(call);
			observe({ kind: 'call', ...call, seconds: (performance.now() - startedAt) / 1_000 });
		};
		try {
			await answer(request, response);
			record('ok');
		} catch (error) {
			record(error instanceof RefusedError ? error.refusal.reason : 'INTERNAL');
			if (!(error instanceof RefusedError)) throw error;
			const { reason, details } = error.refusal;
			if (reason === 'RATE_LIMITED') {
				response.set('retry-after', `${details.retryAfterSeconds}`).status(429).json({ error: 'too many requests' });
			} else if (reason === 'UNAVAILABLE') {
				tellUnavailable(error.cause, { requestId, procedure: name });
				response.set('retry-after', `${RETRY_AFTER_SECONDS}`).status(503).json({ error: 'unavailable' });
			} else next();
		}
	};
}
