import { eq } from 'drizzle-orm';
import type { Tx } from './client.ts';
import { occasion } from './schema/index.ts';

/**
 * True for the first to ask for this key, whichever instance it is; to be asked in the transaction of what then
 * happens.
 */
export async function happensNow(tx: Tx, key: string, at: Date): Promise<boolean> {
	const inserted = await tx.insert(occasion).values({ key, at }).onConflictDoNothing().returning();
	return inserted.length > 0;
}

/** Whether it is there already; only `happensNow` may decide that it happens. */
export async function hasHappened(tx: Tx, key: string): Promise<boolean> {
	const found = await tx.select({ key: occasion.key }).from(occasion).where(eq(occasion.key, key));
	return found.length > 0;
}
