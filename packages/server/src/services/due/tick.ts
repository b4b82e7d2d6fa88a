/** Does what is due. Every instance may try at any time: a row for each thing sees to it that it happens once. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../../deps.ts';
import { describeError, type Log } from '../../log.ts';
import { type Tracing, untraced } from '../../tracing/tracing.ts';
import { answerLinkRequests } from '../links.ts';
import { sendNotesBeforeArrival } from './arrivals.ts';
import { expireBookings } from './expire.ts';
import { sendDigests, sendReminders } from './reminders.ts';
import { forgetOldThings } from './retention.ts';

const DUTIES = {
	answerLinkRequests,
	expireBookings,
	sendDigests,
	sendReminders,
	sendNotesBeforeArrival,
	forgetOldThings,
};

const EVERY_MS = 60_000;

export interface Ticker {
	/** Does what is due at once, and then every minute. */
	start(): void;
	/** Starts a round now, or another one after the round that is running. */
	wake(): void;
	/** Waits for the round that is running, for so many milliseconds at most. */
	stop(timeoutMs: number): Promise<void>;
}

/** Does all that is due, one round at a time. */
export function createTicker(services: Services, log: Log, tracing: Tracing = untraced): Ticker {
	const over = new AbortController();
	let alarm = new AbortController();
	let ticking: Promise<void> | undefined;

	async function tick(): Promise<void> {
		while (!over.signal.aborted) {
			alarm = new AbortController();
			await doWhatIsDue(services, log, tracing);
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

/** One round: every duty has its turn, even after one has failed. */
export async function doWhatIsDue(services: Services, log: Log, tracing: Tracing = untraced): Promise<void> {
	for (const [duty, run] of Object.entries(DUTIES)) {
		try {
			await tracing.follow({ kind: 'duty', name: duty }, async () => void (await run(services)));
		} catch (error) {
			log.error({ duty, error: describeError(error) }, 'a duty failed');
		}
	}
}
