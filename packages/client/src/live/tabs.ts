import type { ChangeEvent } from './connection.ts';

/** What a tab has heard. */
export interface Ear {
	/** The newest event, if there was one. */
	newest(): ChangeEvent | undefined;
	hear(event: ChangeEvent): void;
}

/** To the tab that listens: which event is the newest? */
const ASK = '?';

/**
 * Lets one of all tabs of this key listen and tell the others; ends when this tab's listening has ended, or with the
 * signal. Where the platform has no locks between tabs, each listens.
 * @param listen listens, and passes on what it hears
 */
export async function asOneOfTheTabs(
	key: string,
	signal: AbortSignal,
	{ newest, hear }: Ear,
	listen: (hear: Ear['hear']) => Promise<void>,
): Promise<void> {
	// Only pages are many beside one another; and only where the origin is secure they have locks and digests.
	const locks = typeof document === 'object' ? navigator.locks : undefined;
	if (!locks) return listen(hear);
	const name = `betzenstein-live ${await digestOf(key)}`;
	const channel = new BroadcastChannel(name);
	let listens = false;
	channel.onmessage = ({ data }: MessageEvent<ChangeEvent | typeof ASK>) => {
		if (data !== ASK) return hear(data);
		const event = newest();
		if (listens && event) channel.postMessage(event);
	};
	// What has been told before this tab was there.
	channel.postMessage(ASK);
	try {
		await locks.request(name, { signal }, () => {
			listens = true;
			return listen((event) => {
				hear(event);
				channel.postMessage(event);
			});
		});
	} catch (error) {
		if (listens || signal.aborted) throw error;
		// Locks are refused where storage is, e.g. in a sandboxed frame.
		await listen(hear);
	} finally {
		channel.close();
	}
}

/** Tells tabs with the same token apart from others, and nobody the token. */
async function digestOf(text: string): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
	return new Uint8Array(digest).join();
}
