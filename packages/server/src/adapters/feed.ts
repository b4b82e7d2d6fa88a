/** `GET /calendar/<secret>.ics`: the feeds, for programs that ask again and again whether something has changed. */
import { refusal } from '@betzenstein/shared';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { RefusedError } from '../domain/errors.ts';
import { feedChangedAt, feedHolder, readFeed } from '../services/feed.ts';
import type { CallRecord } from '../trpc/context.ts';
import { clientAddress } from './clientAddress.ts';
import { alreadyHas } from './remembered.ts';
import { recordOf } from './requestLog.ts';
import type { AnsweringDeps } from './trpc.ts';
import { unavailableLog } from './unavailableLog.ts';

/** What a feed is called in the log and the metrics, whose secret may stand in neither. */
const PROCEDURE = 'feed';
/** While the database is away. */
const RETRY_AFTER_SECONDS = 60;

/** Answers GET and HEAD for a secret that is good, and leaves everything else to what follows: it tells nothing. */
export function feed({ services, health, limiter, log, observe, clientIpHeader, answers }: AnsweringDeps): Router {
	const router = Router({ strict: true, caseSensitive: true });
	const tellUnavailable = unavailableLog(log);

	async function answer(request: Request<{ secret: string }>, response: Response): Promise<void> {
		await limiter.spend('read', clientAddress(request, clientIpHeader));
		if (health.state() === 'starting') throw new RefusedError(refusal('UNAVAILABLE'));
		const holder = await feedHolder(services, request.params.secret);
		// By feed too: one that has got about is asked for from everywhere.
		await limiter.spend('read', `feed of ${holder.caller.kind === 'person' ? holder.caller.personId : 'the house'}`);

		const name = answers.nameOf('/calendar', holder.caller, holder.version);
		const changedAt = feedChangedAt(services, holder);
		const isKnown = knows(request, name, changedAt);
		const content = isKnown ? undefined : (answers.get(name) ?? (await readFeed(services, holder)));
		response.set({ etag: `"${name}"`, 'cache-control': 'private, no-cache' });
		// Of a change in this second the time is not told: another one could follow in it.
		if (secondOf(changedAt) < secondOf(services.clock())) response.set('last-modified', changedAt.toUTCString());
		if (content === undefined) return void response.status(304).end();
		answers.set(name, content);
		response.set('content-disposition', 'inline; filename="kalender.ics"');
		response.type('text/calendar; charset=utf-8').send(content);
	}

	function refuse({ refusal: { reason, details }, cause }: RefusedError, response: Response, next: NextFunction): void {
		if (reason === 'RATE_LIMITED') {
			response.set('retry-after', `${details.retryAfterSeconds}`).status(429).json({ error: 'too many requests' });
		} else if (reason === 'UNAVAILABLE') {
			tellUnavailable(cause, { requestId: recordOf(response).requestId, procedure: PROCEDURE });
			response.set('retry-after', `${RETRY_AFTER_SECONDS}`).status(503).json({ error: 'unavailable' });
		} else next();
	}

	router.get('/calendar/:secret.ics', async (request, response, next) => {
		const { calls, startedAt } = recordOf(response);
		const record = (outcome: CallRecord['outcome']): void => {
			const call = { procedure: PROCEDURE, outcome };
			calls.push(call);
			observe({ kind: 'call', ...call, seconds: (performance.now() - startedAt) / 1_000 });
		};
		try {
			await answer(request, response);
			record('ok');
		} catch (error) {
			record(error instanceof RefusedError ? error.refusal.reason : 'INTERNAL');
			if (!(error instanceof RefusedError)) throw error;
			refuse(error, response, next);
		}
	});
	return router;
}

/**
 * Does the program have this already? The tag decides, and only without one the time, by which alone Apple asks (RFC
 * 9110, 13.2.2): the very time it was told, for its own clock tells nothing. Not `request.fresh`: some, like `fetch`,
 * send `Cache-Control: no-cache` with what they have.
 */
const knows = ({ headers }: Request<object>, name: string, changedAt: Date): boolean =>
	headers['if-none-match'] === undefined
		? headers['if-modified-since'] === changedAt.toUTCString()
		: alreadyHas(headers['if-none-match'], name);

const secondOf = (at: Date): number => Math.floor(at.getTime() / 1_000);
