import type { Reading, Unit } from '../../db/client.ts';
import type { Services } from '../../deps.ts';

/**
 * Writes under the house's lock: otherwise a mail could remind of a booking that somebody is just canceling, and arrive
 * after the mail that says so. This runs every minute, so the lock is taken only when something is due.
 */
export async function whenDue<T>(
	{ db }: Services,
	due: (reading: Reading) => Promise<T[]>,
	work: (unit: Unit, due: T[]) => Promise<void>,
) {
	if ((await db.read(due)).length > 0) await db.write(async (unit) => work(unit, await due(unit)));
}
