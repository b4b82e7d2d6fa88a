/**
 * Hears what the database notifies on one channel, over a connection of its own: not through a pooler, which would give
 * the session to others. Every few seconds it asks to listen again, which tells whether anybody is still at the other
 * end: a connection that is only half there is deaf without an error.
 */
import { connectTo, type DatabaseAddress } from './address.ts';
import { createSockets } from './sockets.ts';

export interface Listener {
	close(): Promise<void>;
}

interface ListenerOptions {
	/** Past any pooler. */
	address: DatabaseAddress;
	channel: string;
	/** Something was notified, or may have been while nobody was listening. */
	onNews: () => void;
	/** It is deaf, for this reason; told once until it hears again. */
	onDeaf: (error: unknown) => void;
}

/** How often to ask; with the silence below, the longest deafness that nobody notices. */
const BEAT_MS = 3_000;
/** After so long without an answer the connection counts as gone. */
const SILENCE_MS = 4_000;
/** Before the first try to listen again: a server that ends connections is just about to take no more. */
const RETRY_MS = 50;

export function listen({ address, channel, onNews, onDeaf }: ListenerOptions): Listener {
	let askedAt: number | undefined;
	let isNew = true;
	let isDeaf = false;
	let isClosed = false;
	const sockets = createSockets(SILENCE_MS, (since) => askedAt !== undefined && askedAt < since);
	// Not the driver's own `listen`: it cannot be asked whether it still hears.
	const sql = connectTo(address, {
		max: 1,
		prepare: false,
		fetch_types: false,
		idle_timeout: 0,
		max_lifetime: null,
		connect_timeout: 5,
		backoff: () => 0,
		onnotice: () => {},
		onnotify: onNews,
		onclose: () => {
			isNew = true;
			setTimeout(ask, RETRY_MS).unref();
		},
		socket: sockets.open,
	});

	async function ask(): Promise<void> {
		if (isClosed || askedAt !== undefined) return;
		askedAt = sockets.now();
		try {
			await sql.unsafe(`listen ${channel}`);
			isDeaf = false;
			if (isNew) onNews();
			isNew = false;
		} catch (error) {
			if (!isDeaf && !isClosed) onDeaf(error);
			isDeaf = true;
		} finally {
			askedAt = undefined;
		}
	}

	const beat = setInterval(ask, BEAT_MS).unref();
	void ask();
	return {
		close: async () => {
			isClosed = true;
			clearInterval(beat);
			await sql.end({ timeout: 0 });
			sockets.close();
		},
	};
}
