import type { Change } from '@betzenstein/shared';
import { pauseAfter } from '../call.ts';
import type { ClientOptions } from '../client.ts';
import { type BookingError, bookingError } from '../error.ts';
import { pause } from '../pause.ts';
import { endpoint, headersOf } from '../request.ts';
import type { SubscriptionPath } from '../router.ts';
import { type ChangeEvent, connect } from './connection.ts';
import { asOneOfTheTabs } from './tabs.ts';
import { beginTurn, ended, isHidden } from './turn.ts';

/** Where the server is, who listens, and what happens then. */
export interface ListenOptions extends Omit<ClientOptions, 'onError' | 'timeout' | 'retries'> {
	/** Called when listening begins, and at each change: time to read again. */
	onChange: (change: Change) => void;
	/** Called at most once: the server refuses for good, e.g. with `LINK_ENDED`. Nothing is heard after it. */
	onEnd?: ((refused: BookingError) => void) | undefined;
	/** Ends it, like the function that `listen` returns. */
	signal?: AbortSignal | undefined;
}

const CHANGES = 'live.changes' satisfies SubscriptionPath;
/** Pauses grow no longer after so many: to 15 s at most, however long the server was away. */
const MOST_FAILURES = 6;

/**
 * Learns of every change of what the caller may see, until it is stopped. Comes back after whatever ends a connection
 * and goes on where it was, so that nothing is missed. Of several tabs with the same link one listens for all of them,
 * and none while it is hidden.
 * @returns stops it
 * @example
 * const stop = listen({ url, token, onChange: () => showCalendar() });
 */
export function listen({ onChange, onEnd, signal, ...caller }: ListenOptions): () => void {
	const url = `${endpoint(caller.url)}/${CHANGES}`;
	const stopping = new AbortController();
	const stop = () => stopping.abort();
	if (signal?.aborted) stop();
	signal?.addEventListener('abort', stop, { signal: stopping.signal });

	let newest: ChangeEvent | undefined;
	let authorization: string | undefined;
	let failures = 0;

	function hear(event: ChangeEvent): void {
		if (event.id === newest?.id) return;
		newest = event;
		// Like a listener of events: what it throws ends nothing here.
		queueMicrotask(() => stopping.signal.aborted || onChange(event.change));
	}

	async function askedHeaders(): Promise<Record<string, string>> {
		const headers = await headersOf(caller);
		authorization = headers['authorization'];
		return headers;
	}

	/** Listens until the turn is over. @throws what ended the connection before that */
	async function listenFor(turn: AbortSignal): Promise<void> {
		await askedHeaders();
		await asOneOfTheTabs(`${url} ${authorization}`, turn, { newest: () => newest, hear }, async (tell) => {
			// The other tab may have listened for hours.
			const headers = await askedHeaders();
			await connect({
				url,
				fetch: caller.fetch ?? fetch,
				headers: { ...headers, ...(newest && { 'last-event-id': newest.id }) },
				signal: turn,
				onLife: () => {
					failures = 0;
				},
				onEvent: tell,
			});
		});
	}

	/** How long to wait after this error, in milliseconds; infinity if the server refuses for good. */
	async function pauseOf(error: unknown): Promise<number> {
		failures = Math.min(failures + 1, MOST_FAILURES);
		const reason = bookingError(error)?.reason;
		// Whoever listens for days outlives a mistake of the server's, and of the function that gives the token.
		const isPassing = !reason || reason === 'INTERNAL' || (reason === 'LINK_ENDED' && (await hasAnotherLink()));
		return pauseAfter(isPassing ? LOST : error, failures);
	}

	/** Whether the next connection would show another token than the last one; a token that cannot be had now may be. */
	async function hasAnotherLink(): Promise<boolean> {
		const shown = authorization;
		return askedHeaders().then(
			() => authorization !== shown,
			() => true,
		);
	}

	async function run(): Promise<void> {
		while (!stopping.signal.aborted) {
			const turn = beginTurn(stopping.signal);
			try {
				if (isHidden()) await ended(turn.signal);
				else await listenFor(turn.signal);
			} catch (error) {
				if (turn.signal.aborted) continue;
				const wait = await pauseOf(error);
				if (wait === Number.POSITIVE_INFINITY) {
					stop();
					onEnd?.(bookingError(error) as BookingError);
				}
				await pause(wait, turn.signal);
			} finally {
				turn.abort();
			}
		}
	}

	void run();
	return stop;
}

const LOST = { cause: { failure: 'offline' } };
