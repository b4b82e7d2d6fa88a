import { HOUSE_CHANNEL, listen } from '@betzenstein/server';

/**
 * Calls when the house may have changed, one call at a time: links end on the pages, in the REPL and by `pnpm admin`.
 * Returns what ends it.
 */
export function onHouseChange(
	address: Parameters<typeof listen>[0]['address'],
	look: () => Promise<void>,
): () => Promise<void> {
	let looking = Promise.resolve();
	const onNews = () => {
		looking = looking.then(look).catch(() => {});
	};
	const listener = listen({ address, channel: HOUSE_CHANNEL, onNews, onDeaf: () => {} });
	return async () => {
		await listener.close();
		await looking;
	};
}
