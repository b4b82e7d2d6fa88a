/** What is due now. Every instance may ask at any time: each thing happens once, because its row says so. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../../deps.ts';
import { describeError, type Log } from '../../log.ts';
import { answerLinkRequests } from '../links.ts';
import { expireBookings } from './expire.ts';
import { sendDigests, sendReminders } from './reminders.ts';
import { forgetOldThings } from './retention.ts';

const DUTIES = { answerLinkRequests, expireBookings, sendDigests, sendReminders, forgetOldThings };

const EVERY_MS = 60_000;

export interface Ticker {
	/** Does what is due at once, and then every minute. */
	start(): void;
	/** Something is due now. While a round runs, one more follows it. */
	wake(): void;
	/** Waits for a round that runs, up to so many milliseconds. */
	stop(timeoutMs: number): Promise<void>;
}

/** Does all that is due, one round at a time. */
export function createTicker(services: Services, log: Log): Ticker {
	const over = new AbortController();
	let alarm = new AbortController();
	let ticking: Promise<void> | undefined;

	async function tick(): Promise<void> {
		while (!over.signal.aborted) {
			alarm = new AbortController();
			await doWhatIsDue(services, log);
			await sleep(EVERY_MS, undefined, { signal: AbortSignal.any([alarm.signal, over.signal]) }).catch(() => {});
		}
	}

	return {
		start: () => {
			ticking ??= tick();
		},
		wake: () => alarm.abort(),
		stop: async (timeoutMs) => {
			over.abort();
			await Promise.race([ticking, sleep(timeoutMs, undefined, { ref: false })]);
		},
	};
}

/** One failing duty keeps no other from its turn. */
export async function doWhatIsDue(services: Services, log: Log): Promise<void> {
	for (const [duty, run] of Object.entries(DUTIES)) {
		try {
			await run(services);
		} catch (error) {
			log.error({ duty, error: describeError(error) }, 'a duty failed');
		}
	}
}
