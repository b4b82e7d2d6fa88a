/** `GET /calendar/<secret>.ics`: the feeds, for programs that ask again and again whether something has changed. */
import { refusal } from '@betzenstein/shared';
import { type Request, type Response, Router } from 'express';
import { RefusedError } from '../domain/errors.ts';
import { feedChangedAt, feedHolder, readFeed } from '../services/feed.ts';
import { clientAddress } from './clientAddress.ts';
import { alreadyHas } from './remembered.ts';
import { type SecretRequest, secretPath } from './secretPath.ts';
import type { AnsweringDeps } from './trpc.ts';

/** Answers GET and HEAD for a secret that is good, and leaves everything else to what follows: it tells nothing. */
export function feed(deps: AnsweringDeps): Router {
	const { services, health, limiter, clientIpHeader, answers } = deps;
	const router = Router({ strict: true, caseSensitive: true });

	async function answer(request: SecretRequest, response: Response): Promise<void> {
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

	router.get('/calendar/:secret.ics', secretPath('feed', deps, answer));
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
