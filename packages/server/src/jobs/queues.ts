/** The two queues of pg-boss. Jobs only wake: what is to be done is decided from rows (`mail`, `occasion`). */
import type { PgBoss, Queue } from 'pg-boss';

/** One job for each mail, by its id. */
export const MAIL_QUEUE = 'mail';
/** Wakes what is due: once a minute, and when somebody asks for their link. */
export const TICK_QUEUE = 'tick';

const QUEUES: Record<string, Omit<Queue, 'name'>> = {
	// At most one job that waits or runs for each mail, so that putting it back is safe.
	[MAIL_QUEUE]: { policy: 'exclusive', notify: true, deleteAfterSeconds: 86_400 },
	// One may wait while another runs: what came after its start is not missed.
	[TICK_QUEUE]: { policy: 'short', notify: true, deleteAfterSeconds: 86_400, retryLimit: 0, expireInSeconds: 300 },
};

/** Makes the queues that are not there yet. */
export async function createQueues(boss: PgBoss): Promise<void> {
	for (const [name, options] of Object.entries(QUEUES)) await boss.createQueue(name, options);
}
