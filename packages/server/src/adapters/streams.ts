/** Answers that go on for hours. Each costs memory and one of the proxy's connections, so their number is bounded. */
import { refusal } from '@betzenstein/shared';
import type { Response } from 'express';
import { RefusedError } from '../domain/errors.ts';
import { networkOf } from './limiter.ts';
import { recordOf } from './requestLog.ts';

export interface Streams {
	/** This answer is one, from this client address, until it is closed. @throws RefusedError `RATE_LIMITED`, `UNAVAILABLE` */
	hold(response: Response, address: string): void;
	/** How many there are now. */
	open(): number;
}

/** For everybody behind one address: a family in one house, each with a few devices. */
const OF_A_CLIENT = 40;
/** Beyond, with the memory that they take (docs/deploy.md), requests would suffer. `fly.toml` reckons with it. */
export const OF_A_PROCESS = 200;
/** Seconds until a client may try again: somebody has to close something first. */
const RETRY_AFTER = 60;

export function createStreams(): Streams {
	const byNetwork = new Map<string, number>();
	let total = 0;

	function count(network: string, change: 1 | -1): void {
		total += change;
		const left = (byNetwork.get(network) ?? 0) + change;
		if (left > 0) byNetwork.set(network, left);
		else byNetwork.delete(network);
	}

	return {
		hold: (response, address) => {
			const network = networkOf(address);
			if ((byNetwork.get(network) ?? 0) >= OF_A_CLIENT)
				throw new RefusedError(refusal('RATE_LIMITED', { retryAfterSeconds: RETRY_AFTER }));
			// Another instance may have room: who tries again comes to it sooner or later.
			if (total >= OF_A_PROCESS) throw new RefusedError(refusal('UNAVAILABLE'));
			// Who has left meanwhile.
			if (response.destroyed) return;
			recordOf(response).isStream = true;
			count(network, 1);
			response.once('close', () => count(network, -1));
		},
		open: () => total,
	};
}
