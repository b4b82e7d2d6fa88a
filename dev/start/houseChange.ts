import { connectTo } from '@betzenstein/server';

/** What the database notifies when anything has changed in the house, an ended link too. */
const CHANNEL = 'house';

/**
 * Calls when the house has changed, one call at a time: links end on the pages, in the REPL and by `pnpm admin`.
 * Returns what ends it.
 */
export async function onHouseChange(
	address: Parameters<typeof connectTo>[0],
	look: () => Promise<void>,
): Promise<() => Promise<void>> {
	const sql = connectTo(address, { max: 1, onnotice: () => {} });
	let looking = Promise.resolve();
	await sql.listen(CHANNEL, () => {
		looking = looking.then(look).catch(() => {});
	});
	return async () => {
		await sql.end({ timeout: 1 });
		await looking;
	};
}
