import type { Change } from '@betzenstein/shared';
import { TRPCClientError } from '@trpc/client';
import superjson from 'superjson';

/** A change, and the id from which a lost connection goes on. */
export interface ChangeEvent {
	id: string;
	change: Change;
}

/** What a connection works with. */
export interface Connecting {
	/** The procedure's. */
	url: string;
	fetch: typeof fetch;
	headers: Record<string, string>;
	/** Ends the connection. */
	signal: AbortSignal;
	/** Told of every sign of life but the first: the server works. */
	onLife(): void;
	onEvent(event: ChangeEvent): void;
}

/** A server or proxy that says nothing for so long is gone, unless the server names another time: its pings. */
const LONGEST_SILENCE_MS = 45_000;

/**
 * Listens to `live.changes` over one connection, until that ends in whatever way. tRPC's own link for subscriptions
 * would weigh six times as much: it needs an `EventSource` that can send headers, and one that takes a proxy's 503 not
 * for the end.
 * @throws always: a refusal as any call would throw it, or that the connection is lost
 */
export async function connect({ url, fetch, headers, signal, onLife, onEvent }: Connecting): Promise<never> {
	signal.throwIfAborted();
	const connection = new AbortController();
	const cut = () => connection.abort();
	signal.addEventListener('abort', cut, { signal: connection.signal });
	let longestSilence = LONGEST_SILENCE_MS;
	let silence: ReturnType<typeof setTimeout> | undefined;
	const listenOn = () => {
		clearTimeout(silence);
		silence = setTimeout(cut, longestSilence);
	};
	try {
		listenOn();
		const response = await fetch(url, {
			headers: { ...headers, accept: 'text/event-stream' },
			signal: connection.signal,
			// Else a browser lets the second of two equal requests wait for the first. Some edge runtimes refuse the word.
			...(typeof document === 'object' && { cache: 'no-store' }),
		});
		if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream'))
			throw refused(JSON.parse(await response.text()).error);
		for await (const { event = 'message', data = '', id } of eventsIn(response.body)) {
			if (event === 'connected') longestSilence = JSON.parse(data).reconnectAfterInactivityMs ?? LONGEST_SILENCE_MS;
			else if (event === 'serialized-error') throw refused(JSON.parse(data));
			else onLife();
			listenOn();
			if (event === 'message' && id !== undefined) onEvent({ id, change: superjson.deserialize(JSON.parse(data)) });
		}
		throw new Error('The server ended the stream.');
	} finally {
		clearTimeout(silence);
		cut();
	}
}

const refused = (shape: Parameters<typeof superjson.deserialize>[0]) =>
	TRPCClientError.from({ error: superjson.deserialize(shape) } as object);

/** Server-sent events as tRPC writes them: their data in one line. No `for await` over the body, which Safari lacks. */
async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<Record<string, string>, void> {
	const reader = body.getReader();
	const decoder = new TextDecoder();
	for (let text = ''; ; ) {
		const { done, value } = await reader.read();
		if (done) return;
		const blocks = (text + decoder.decode(value, { stream: true })).split('\n\n');
		text = blocks.pop() ?? '';
		for (const block of blocks)
			yield Object.fromEntries([...block.matchAll(FIELD)].map(([, name, value]) => [name, value]));
	}
}

const FIELD = /^(\w+): ?(.*)$/gm;
