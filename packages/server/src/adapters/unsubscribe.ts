/**
 * `/watch/<secret>`: where a mail program ends what its reader watches, with a button of its own (RFC 8058). It can only
 * post to an address, so the secret stands in it; nothing but that end hangs on it.
 */
import { LINK_PATHS, refusal } from '@betzenstein/shared';
import { Router } from 'express';
import { RefusedError } from '../domain/errors.ts';
import { endWatches, watcherOf } from '../services/watches.ts';
import { clientAddress } from './clientAddress.ts';
import { secretPath } from './secretPath.ts';
import type { AnsweringDeps } from './trpc.ts';

export function unsubscribe(deps: AnsweringDeps): Router {
	const { services, health, limiter, clientIpHeader } = deps;
	const router = Router({ strict: true, caseSensitive: true });
	const end = secretPath('unsubscribe', deps, async (request, response) => {
		if (health.state() === 'starting') throw new RefusedError(refusal('UNAVAILABLE'));
		const watcher = await watcherOf(services, request.params.secret);
		await limiter.spend('write', clientAddress(request, clientIpHeader));
		await endWatches(services, watcher);
		response.json({ ended: true });
	});
	router.post('/watch/:secret', end);
	// Programs without such a button open it, and so do scanners: that ends nothing, but leads to the page that can.
	router.get('/watch/:secret', ({ params }, response) => {
		response.redirect(303, `${LINK_PATHS.watch}#${encodeURIComponent(params.secret)}`);
	});
	return router;
}
