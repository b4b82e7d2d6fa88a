/** Who makes a request. It is looked up in the database, but not for those who are refused anyway. */
import type { Request } from 'express';
import { LRUCache } from 'lru-cache';
import type { Services } from '../deps.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Holder } from '../links/holder.ts';
import { identify } from '../trpc/context.ts';
import type { Limiter } from './limiter.ts';

/** Who makes one request; looked up at most once. */
export interface RequestCaller {
	/**
	 * Whose read or write it is. To those who have used up their limit it may say what was so a minute ago: enough to
	 * refuse them for the right reason. @throws RefusedError `LINK_INVALID`, `LINK_ENDED`
	 */
	identify(kind: 'read' | 'write'): Promise<Holder>;
	/** Have they used up their reads? */
	isRefusedToRead(): boolean;
}

const LATELY_MS = 60_000;

export function createCallers(
	services: Services,
	limiter: Limiter,
): (request: Request, address: string) => RequestCaller {
	/** By what they sent as `Authorization`. */
	const lately = new LRUCache<string, Promise<Holder>>({ max: 1_000, ttl: LATELY_MS });

	function lookUp({ method, headers: { authorization, 'x-unattended': unattended } }: Request): Promise<Holder> {
		// Only reads can be unattended: whoever sends a form has touched the page.
		const found = identify(services, { authorization, isUnattended: method === 'GET' && unattended !== undefined });
		if (authorization !== undefined) {
			lately.set(authorization, found);
			found.catch((error) => {
				const hasEnded = error instanceof RefusedError && error.refusal.reason === 'LINK_ENDED';
				if (!hasEnded) lately.delete(authorization);
			});
		}
		return found;
	}

	return (request, address) => {
		let holder: Promise<Holder> | undefined;
		return {
			identify: (kind) => {
				const known = limiter.isUsedUp(kind, address) && lately.get(request.headers.authorization ?? '');
				if (known) return known;
				holder ??= lookUp(request);
				return holder;
			},
			isRefusedToRead: () => limiter.isUsedUp('read', address),
		};
	};
}
