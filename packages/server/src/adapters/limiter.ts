/** BR-012's limits by client address: writes counted by all instances together, reads by each for itself. */
import { createHmac, createSecretKey } from 'node:crypto';
import { refusal } from '@betzenstein/shared';
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, RLWrapperTimeouts } from 'rate-limiter-flexible';
import type { Database } from '../db/client.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Limits } from '../domain/limits.ts';

export interface Limiter {
	/** One more read or write from this client address. @throws RefusedError `RATE_LIMITED` */
	spend(kind: 'read' | 'write', address: string): Promise<void>;
}

interface LimiterOptions {
	db: Database;
	limits: Limits;
	/** Keys the digests that stand for addresses in the table. */
	secret: Uint8Array;
}

/**
 * Longer than any answer of a database that is merely busy: whoever makes it busy must not get the memory's count on
 * top.
 */
const STORE_TIMEOUT_MS = 4_000;
/** Most statements at once: whoever locks the table keeps no more of the readers' connections from others. */
const LANES = 2;

export function createLimiter({ db, limits, secret }: LimiterOptions): Limiter {
	const key = createSecretKey(secret);
	const reads = new RateLimiterMemory({ points: limits.readsPerMinute, duration: 60 });
	const inLane = createLanes();
	const hour = { points: limits.writesPerHour, duration: 3_600, keyPrefix: 'write' };
	// Not the library's Drizzle limiter: it imports drizzle-orm by a name made up at run time, which a bundle does not
	// hold, and then falls back to memory without a word. This one writes the same atomic upsert.
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
		// Who is over the limit asks the database no more.
		inMemoryBlockOnConsumed: limits.writesPerHour,
	});
	const insurance = new RateLimiterMemory(hour);
	const writes = new RLWrapperTimeouts({ limiter: shared, insuranceLimiter: insurance, timeoutMs: STORE_TIMEOUT_MS });

	return {
		spend: async (kind, address) => {
			const network = networkOf(address);
			try {
				if (kind === 'read') await reads.consume(network);
				// The table lives longer than this process: no address may stand in it.
				else await writes.consume(createHmac('sha256', key).update(network).digest('base64url'));
			} catch (error) {
				if (!(error instanceof RateLimiterRes)) throw error;
				throw new RefusedError(
					refusal('RATE_LIMITED', { retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1_000)) }),
				);
			}
		},
	};
}

/**
 * Runs a few things at once and the others after them; what has waited so long that nobody asks for it any more is
 * passed over.
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

/** Whoever has one IPv6 address has a /64 of them. */
export function networkOf(address: string): string {
	if (!ipaddr.isValid(address)) return address;
	const parsed = ipaddr.process(address);
	return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
