/** The database as the services use it: a consistent read, or a write under the house's lock. Every wait is bounded. */
import { sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { RefusedError } from '../domain/errors.ts';
import { isLost, isRetryable, isUnavailable } from './pgErrors.ts';
import * as schema from './schema/index.ts';

export type Tx = Parameters<Parameters<PostgresJsDatabase<typeof schema>['transaction']>[0]>[0];

export interface Database {
	/** Reads that belong together see one state. */
	read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
	/** A change to bookings: one at a time, all instances together. Run again as a whole if the database asks for it. */
	write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
	/** A change that touches no booking and so waits neither for the house's lock nor behind those who do. */
	note<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
	/** Runs this when the `note` or `write` of this transaction has committed, never after a rollback. It must not throw. */
	afterCommit(tx: Tx, run: () => void): void;
	/** A single statement outside any transaction, for the rate limiter's own SQL. */
	statement(text: string, values: (string | number | null)[]): Promise<Record<string, unknown>[]>;
	/** How busy the pools are. */
	load(): Record<'readers' | 'writers', PoolLoad>;
	close(): Promise<void>;
}

export interface PoolLoad {
	/** Most connections. */
	size: number;
	/** Transactions that have one. */
	running: number;
	/** Transactions that wait for one. */
	waiting: number;
}

export interface DatabaseOptions {
	/** May be a transaction pooler: no named prepared statements, no session state. */
	url: string;
	/** Connections for reads, and for the short writes that need no lock. */
	readers?: number;
	/** Connections for writes under the lock: their own, so that a queue behind it never starves the others. */
	writers?: number;
	/** Longest wait for a lock, in milliseconds. */
	lockTimeoutMs?: number;
	/** Longest statement, and longest pause inside a transaction, in milliseconds. */
	statementTimeoutMs?: number;
	/** Longest wait for a free connection, all attempts together, in milliseconds. */
	patienceMs?: number;
}

/** The key of the house's advisory lock; any number that nothing else in this database uses. */
export const HOUSE_LOCK = 91_282;

const ATTEMPTS = 3;

interface Pool {
	sql: postgres.Sql;
	db: PostgresJsDatabase<typeof schema>;
	load: PoolLoad;
}

interface Bounds {
	mode: 'read' | 'write';
	/** When to give up waiting for a connection. */
	deadline: number;
}

export function connect(options: DatabaseOptions): Database {
	const { lockTimeoutMs = 3_000, statementTimeoutMs = 5_000, patienceMs = 8_000 } = options;
	// Array types, which we do not use, would be fetched in a promise that nobody catches when the connection is lost meanwhile.
	const settings = { prepare: false, fetch_types: false, idle_timeout: 300, max_lifetime: 600, connect_timeout: 5, onnotice: () => {} };
	const pool = (size: number): Pool => {
		const sql = leavingLost(postgres(options.url, { ...settings, max: size }));
		return { sql, db: drizzle(sql, { schema, casing: 'snake_case' }), load: { size, running: 0, waiting: 0 } };
	};
	const readers = pool(options.readers ?? 8);
	const writers = pool(options.writers ?? 4);

	// Set per transaction, because a transaction pooler hands out another session each time. The last one is for a process
	// that stops between the parsing of a statement and its running: no other timer counts then. Older PostgreSQL lacks it.
	const bounds = sql`select set_config('lock_timeout', ${`${lockTimeoutMs}`}, true),
		set_config('statement_timeout', ${`${statementTimeoutMs}`}, true),
		set_config('idle_in_transaction_session_timeout', ${`${statementTimeoutMs}`}, true),
		case when current_setting('transaction_timeout', true) is not null
			then set_config('transaction_timeout', ${`${lockTimeoutMs + statementTimeoutMs}`}, true) end`;

	/** What is to run after the commit of each transaction under way. */
	const followUps = new WeakMap<Tx, (() => void)[]>();

	/** A transaction that gives up, with nothing done, when it does not get a connection in time. */
	async function bounded<T>({ db, load }: Pool, { mode, deadline }: Bounds, work: (tx: Tx) => Promise<T>): Promise<T> {
		let state: 'waiting' | 'started' | 'given up' = 'waiting';
		let counted: 'waiting' | 'running' = 'waiting';
		const following: (() => void)[] = [];
		load.waiting++;
		const running = db.transaction(
			async (tx) => {
				load.waiting--;
				counted = 'running';
				load.running++;
				if (state === 'given up') throw new RefusedError({ reason: 'UNAVAILABLE', details: {} });
				state = 'started';
				await tx.execute(bounds);
				followUps.set(tx, following);
				return work(tx);
			},
			mode === 'read' ? { isolationLevel: 'repeatable read', accessMode: 'read only' } : { isolationLevel: 'read committed' },
		);
		let timer: NodeJS.Timeout | undefined;
		const patience = new Promise<never>((_, reject) => {
			timer = setTimeout(() => {
				if (state !== 'waiting') return;
				state = 'given up';
				reject(new RefusedError({ reason: 'UNAVAILABLE', details: {} }));
			}, deadline - Date.now());
		});
		try {
			const value = await Promise.race([running, patience]);
			for (const run of following) run();
			return value;
		} catch (error) {
			throw isUnavailable(error) ? new RefusedError({ reason: 'UNAVAILABLE', details: {} }, { cause: error }) : error;
		} finally {
			clearTimeout(timer);
			// When patience ran out nobody waits for it any more; its refusal is the one already given.
			running.catch(() => {}).finally(() => load[counted]--);
		}
	}

	async function retried<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
		const deadline = Date.now() + patienceMs;
		for (let count = 1; ; count++) {
			try {
				return await bounded(pool, { mode: 'write', deadline }, work);
			} catch (error) {
				if (!isRetryable(error)) throw error;
				if (count === ATTEMPTS || Date.now() > deadline) throw new RefusedError({ reason: 'UNAVAILABLE', details: {} }, { cause: error });
			}
		}
	}

	return {
		read: (work) => bounded(readers, { mode: 'read', deadline: Date.now() + patienceMs }, work),
		note: (work) => retried(readers, work),
		write: (work) =>
			retried(writers, async (tx) => {
				// Alone, and before anything is read: READ COMMITTED takes a new snapshot for each statement, so all that
				// follows sees what the holder before us has committed.
				await tx.execute(sql`select pg_advisory_xact_lock(${HOUSE_LOCK})`);
				return work(tx);
			}),
		afterCommit: (tx, run) => void followUps.get(tx)?.push(run),
		statement: (text, values) => readers.sql.unsafe(text, values),
		load: () => ({ readers: readers.load, writers: writers.load }),
		close: async () => {
			await Promise.all([readers, writers].map((pool) => pool.sql.end({ timeout: 5 })));
		},
	};
}

/**
 * postgres.js goes on with a transaction whose connection is lost: its `rollback` ends the process with an uncaught
 * TypeError (porsager/postgres#1154), and a later statement would reach whoever got the connection next. So such a
 * transaction is left where it stands, and sends nothing more; `begin` itself rejects all the same.
 */
function leavingLost(pool: postgres.Sql): postgres.Sql {
	const begin = pool.begin.bind(pool);
	function beginLeavingLost(work: (tx: postgres.TransactionSql) => Promise<unknown>): Promise<unknown> {
		let isOver = false;
		const running = begin((tx) => {
			const send = tx.unsafe.bind(tx);
			tx.unsafe = (...statement) => {
				if (isOver) throw new Error('The connection of this transaction is lost.');
				return send(...statement);
			};
			return new Promise((resolve, reject) => {
				work(tx).then(
					(value) => isOver || resolve(value),
					(error) => isOver || isLost(error) || reject(error),
				);
			});
		});
		running.catch(() => {
			isOver = true;
		});
		return running;
	}
	return Object.assign(pool, { begin: beginLeavingLost });
}
