import { eq } from 'drizzle-orm';
import type { Tx } from './client.ts';
import { occasion } from './schema/index.ts';

/**
 * True for the first caller with this key, in whichever instance. To be called in the transaction of what then happens.
 */
export async function happensNow(tx: Tx, key: string, at: Date): Promise<boolean> {
	const inserted = await tx.insert(occasion).values({ key, at }).onConflictDoNothing().returning();
	return inserted.length > 0;
}

/** Has it happened already? Only `happensNow` may decide that it happens. */
export async function hasHappened(tx: Tx, key: string): Promise<boolean> {
	const found = await tx.select({ key: occasion.key }).from(occasion).where(eq(occasion.key, key));
	return found.length > 0;
}
