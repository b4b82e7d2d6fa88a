/** Somebody who listens for long: when their stream is cut, they come back and say what they heard last. */
import { setTimeout as sleep } from 'node:timers/promises';
import { listenAt, type ServerEvent } from './eventStream.ts';

export interface Listener {
	/** The newest version heard; 0 before the first. */
	last(): number;
	/**
	 * For each version after the first, milliseconds from its commit: by the database's clock a version is the time of
	 * its making, or later.
	 */
	latencies: number[];
	/** Times that they were told what they knew. */
	doubled(): number;
	/** Streams there were, the present one among them. */
	streams(): number;
	/** How their stream was ended for good, if it was. */
	dead(): string | undefined;
	/** Returns when they have left. */
	leave(): Promise<void>;
}

/** @param pauseMs before they come back */
export function keepListening(
	url: string,
	token: string,
	{ headers = {}, pauseMs = 1_000 }: { headers?: Record<string, string>; pauseMs?: number } = {},
): Listener {
	const latencies: number[] = [];
	let [last, doubled, streams] = [0, 0, 0];
	let dead: string | undefined;
	let hasLeft = false;
	let close = () => {};

	function hear({ event, data }: ServerEvent): void {
		const { json } = JSON.parse(data || '{}');
		if (event === 'return') dead = 'returned';
		if (event === 'serialized-error' && json.data.reason !== 'UNAVAILABLE') dead = json.data.reason;
		if (event !== 'message') return;
		if (json.version === last) doubled++;
		else if (last > 0) latencies.push(Date.now() - json.version);
		last = json.version;
	}

	async function listenOnce(): Promise<void> {
		const stream = await listenAt(url, token, { headers, ...(last > 0 && { lastEventId: `${last}` }) });
		streams++;
		({ close } = stream);
		if (hasLeft) close();
		for (let event = await stream.next(); event; event = await stream.next()) hear(event);
	}

	async function listen(): Promise<void> {
		while (!hasLeft && dead === undefined) {
			// What is cut or refused on the way is tried again.
			await listenOnce().catch(() => {});
			if (!hasLeft) await sleep(pauseMs * (0.5 + Math.random()));
		}
	}

	const listening = listen();
	return {
		last: () => last,
		latencies,
		doubled: () => doubled,
		streams: () => streams,
		dead: () => dead,
		leave: () => {
			hasLeft = true;
			close();
			return listening;
		},
	};
}
