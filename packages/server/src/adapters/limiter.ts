/** BR-012's limits by client address: writes counted by all instances together, reads by each for itself. */
import { createHmac, createSecretKey } from 'node:crypto';
import { refusal } from '@betzenstein/shared';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, RLWrapperTimeouts } from 'rate-limiter-flexible';
import type { Database } from '../db/client.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Limits } from '../domain/limits.ts';

export interface Limiter {
	/** Counts a read or write from this client address, or a read of this feed. @throws RefusedError `RATE_LIMITED` */
	spend(kind: 'read' | 'write', address: string): Promise<void>;
	/** Was that refused before, for a time that is not over yet? Nothing is counted, and the database not asked. */
	isUsedUp(kind: 'read' | 'write', address: string): boolean;
}

interface LimiterOptions {
	db: Database;
	limits: Limits;
	/** Keys the digests that stand for addresses in the table. */
	secret: Uint8Array;
}

/**
 * Longer than a merely busy database takes to answer: whoever keeps it busy must not get the in-memory limit on top.
 */
const STORE_TIMEOUT_MS = 4_000;
/** Most clients of which is known that they have used up a limit. */
const MOST_USED_UP = 10_000;
/** Most statements at once, so that a lock on the table can block only so many of the readers' connections. */
const LANES = 2;

export function createLimiter({ db, limits, secret }: LimiterOptions): Limiter {
	const key = createSecretKey(secret);
	const reads = new RateLimiterMemory({ points: limits.readsPerMinute, duration: 60 });
	const inLane = createLanes();
	const hour = { points: limits.writesPerHour, duration: 3_600, keyPrefix: 'write' };
	// Not the library's Drizzle limiter: it imports drizzle-orm under a name made at run time, which fails in a bundle,
	// and then silently falls back to memory. This one sends the same atomic upsert.
	const shared = new RateLimiterPostgres({
		...hour,
		storeType: 'pool',
		storeClient: {
			query: async ({ text, values }: Statement) => ({
				rows: await inLane(() => db.statement(async (sql) => sql.unsafe(text, values, { prepare: true }))),
			}),
		},
		tableName: 'rate_limit',
		tableCreated: true,
		// Once over the limit, a caller is refused without asking the database.
		inMemoryBlockOnConsumed: limits.writesPerHour,
	});
	const usedUp = new LRUCache<string, true>({ max: MOST_USED_UP });
	const insurance = new RateLimiterMemory(hour);
	const writes = new RLWrapperTimeouts({ limiter: shared, insuranceLimiter: insurance, timeoutMs: STORE_TIMEOUT_MS });

	return {
		spend: async (kind, address) => {
			const network = networkOf(address);
			try {
				if (kind === 'read') await reads.consume(network);
				// The table outlives this process, so it must not hold addresses.
				else await writes.consume(createHmac('sha256', key).update(network).digest('base64url'));
			} catch (error) {
				if (!(error instanceof RateLimiterRes)) throw error;
				// Shorter than it is so: those of whom it is said are not looked up, and must not pass.
				if (error.msBeforeNext > 1_000) usedUp.set(`${kind} ${network}`, true, { ttl: error.msBeforeNext - 1_000 });
				throw new RefusedError(
					refusal('RATE_LIMITED', { retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1_000)) }),
				);
			}
		},
		isUsedUp: (kind, address) => usedUp.has(`${kind} ${networkOf(address)}`),
	};
}

/**
 * Runs a few things at once and the others after them; skips what has waited so long that nobody needs it any more.
 */
function createLanes(): <T>(run: () => Promise<T>) => Promise<T> {
	const lanes: Promise<unknown>[] = Array(LANES).fill(Promise.resolve());
	let turn = 0;
	return (run) => {
		const lane = turn++ % LANES;
		const givenUp = performance.now() + STORE_TIMEOUT_MS;
		const running = Promise.resolve(lanes[lane]).then(() => {
			if (performance.now() > givenUp) throw new RefusedError(refusal('UNAVAILABLE'));
			return run();
		});
		lanes[lane] = running.catch(() => {});
		return running;
	};
}

interface Statement {
	text: string;
	values: (string | number | null)[];
}

/** The unit that is limited: whoever has one IPv6 address has a whole /64. */
export function networkOf(address: string): string {
	if (!ipaddr.isValid(address)) return address;
	const parsed = ipaddr.process(address);
	return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
