/** Somebody who listens for long: when their stream is cut, they come back and say what they heard last. */
import { setTimeout as sleep } from 'node:timers/promises';
import { listenAt, type ServerEvent } from './eventStream.ts';

export interface Listener {
	/** The newest version heard; 0 before the first. */
	last(): number;
	/** Times that they were told what they knew. */
	doubled(): number;
	/** How their stream was ended for good, if it was. */
	dead(): string | undefined;
	/** Returns when they have left. */
	leave(): Promise<void>;
}

/** Before they come back. */
const PAUSE_MS = 1_000;

export function keepListening(
	url: string,
	token: string,
	{ headers = {} }: { headers?: Record<string, string> } = {},
): Listener {
	let [last, doubled] = [0, 0];
	let dead: string | undefined;
	let hasLeft = false;
	let close = () => {};

	function hear({ event, data }: ServerEvent): void {
		const { json } = JSON.parse(data || '{}');
		if (event === 'return') dead = 'returned';
		if (event === 'serialized-error' && json.data.reason !== 'UNAVAILABLE') dead = json.data.reason;
		if (event !== 'message') return;
		if (json.version === last) doubled++;
		last = json.version;
	}

	async function listenOnce(): Promise<void> {
		const stream = await listenAt(url, token, { headers, ...(last > 0 && { lastEventId: `${last}` }) });
		({ close } = stream);
		if (hasLeft) close();
		for (let event = await stream.next(); event; event = await stream.next()) hear(event);
	}

	async function listen(): Promise<void> {
		while (!hasLeft && dead === undefined) {
			// What is cut or refused on the way is tried again.
			await listenOnce().catch(() => {});
			if (!hasLeft) await sleep(PAUSE_MS * (0.5 + Math.random()));
		}
	}

	const listening = listen();
	return {
		last: () => last,
		doubled: () => doubled,
		dead: () => dead,
		leave: () => {
			hasLeft = true;
			close();
			return listening;
		},
	};
}
