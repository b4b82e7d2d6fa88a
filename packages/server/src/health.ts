/** How this process is: what Fly's checks ask. */
import type { Database } from './db/client.ts';
import { schemaIsCurrent } from './db/schemaVersion.ts';
import { describeError, type Log } from './log.ts';

export type HealthState = 'starting' | 'ok' | 'draining';

export interface Health {
	/** `ok` once the database was reached with a schema as new as the code; a later outage of the database does not turn it red. */
	state(): HealthState;
	/** Asks the database now. */
	ready(): Promise<{ status: HealthState | 'degraded'; missing?: string[] }>;
	/** From now on `draining`. */
	drain(): void;
	/** Waits, trying again and again, until the database is there and current, then runs `prepare` and turns `ok`. */
	start(prepare: () => Promise<unknown>): Promise<void>;
}

const RETRY_MS = 1_000;

export function createHealth(db: Database, log: Log): Health {
	let state: HealthState = 'starting';

	async function isPrepared(prepare: () => Promise<unknown>): Promise<boolean> {
		try {
			if (!(await db.read(({ tx }) => schemaIsCurrent(tx)))) {
				log.warn('waiting: the schema is older than this code; run the migrations');
				return false;
			}
			await prepare();
			return true;
		} catch (error) {
			log.warn({ error: describeError(error) }, 'waiting: the database does not answer');
			return false;
		}
	}

	return {
		state: () => state,
		ready: async () => {
			if (state !== 'ok') return { status: state };
			try {
				return (await db.read(({ tx }) => schemaIsCurrent(tx))) ? { status: 'ok' } : { status: 'degraded', missing: ['schema'] };
			} catch {
				return { status: 'degraded', missing: ['database'] };
			}
		},
		drain: () => {
			state = 'draining';
		},
		start: async (prepare) => {
			while (state === 'starting') {
				if (await isPrepared(prepare)) {
					// Draining may have begun meanwhile.
					if (state === 'starting') state = 'ok';
					return;
				}
				await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
			}
		},
	};
}
