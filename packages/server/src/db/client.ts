/** The database as the services use it: a read, or a change in one transaction. Every wait is bounded. */
import { type Day, dayIn, refusal } from '@betzenstein/shared';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { RefusedError } from '../domain/errors.ts';
import { isDiskFull, isReadOnly, isRetryable, isUnavailable } from './pgErrors.ts';
import { type Address, createSockets } from './sockets.ts';

/** Drizzle on one connection, for statements that are not run often enough to be written by hand. */
export type Tx = PgDatabase<PostgresJsQueryResultHKT>;

/** SQL as it stands, on one connection. Instants are `Date`, days `YYYY-MM-DD`. */
export type Sql = postgres.ISql;

/** What a read works with. */
export interface Reading {
	tx: Tx;
	sql: Sql;
	now: Date;
	/** Today in the house's time zone. */
	today: Day;
}

/** One that is sent once somebody waits for it, or lets it be sent. */
export type Statement = postgres.PendingQuery<postgres.Row[]>;

/** What a change works with; `now` was read once all that it waits for was there. */
export interface Unit extends Reading {
	/** A statement whose answer nobody needs: it goes out together with the commit, which fails if it does. */
	send(statement: Statement): void;
	/** Run once the change is committed; never after a rollback. */
	afterCommit(run: () => void): void;
}

export interface Database {
	/** Statements outside any transaction. Each sees a state of its own, so what belongs together is one statement. */
	read<T>(work: (reading: Reading) => Promise<T>): Promise<T>;
	/** Reads of several statements that see one state. */
	snapshot<T>(work: (reading: Reading) => Promise<T>): Promise<T>;
	/** A change to bookings: one at a time, all instances together. Run again as a whole if the database asks for it. */
	write<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
	/**
	 * The same with what must be loaded first: `load` goes out with the request for the lock, and runs once that is held.
	 */
	write<L, T>(load: (sql: Sql) => Promise<L>, work: (unit: Unit, loaded: L) => Promise<T>): Promise<T>;
	/** A change that touches no booking and so waits neither for the house's lock nor behind those who do. */
	note<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
	/** A change that is a single statement, and so needs no transaction around it. */
	statement<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
	/**
	 * Was a change refused within the last minute because the disk is full? No harmless try would show it: a small row
	 * finds room.
	 */
	isFull(): boolean;
	/** How busy the pools are. */
	load(): Record<'readers' | 'writers', PoolLoad>;
	close(): Promise<void>;
}

export interface PoolLoad {
	/** Most connections. */
	size: number;
	/** Reads and transactions under way. */
	running: number;
	/** Transactions that wait for a connection. */
	waiting: number;
}

export interface DatabaseOptions {
	url: string;
	/**
	 * Is it a transaction pooler? Then no prepared statements and no settings of a session: a read is a transaction, too.
	 */
	pooled?: boolean;
	/** The only source of "now". */
	clock: () => Date;
	/** IANA name: which day it is. */
	timeZone: string;
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

/**
 * How the driver, and Drizzle, which hands over text where the driver would take values, agree on what is sent and
 * read.
 */
const TYPES = {
	instant: {
		to: 1184,
		from: [1184],
		serialize: (value: Date | string) => (typeof value === 'string' ? value : value.toISOString()),
		parse: (text: string) => new Date(text),
	},
	day: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (text: string) => text },
	json: {
		to: 3802,
		from: [114, 3802],
		serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
		parse: (text: string): unknown => JSON.parse(text),
	},
	bigint: { to: 20, from: [20], serialize: (value: number | string) => `${value}`, parse: Number },
};

/** A read or transaction that has not ended. */
interface Work {
	/** When it was begun, by the clock of the sockets. */
	at: number;
	/** Does it have a connection? */
	started: boolean;
}

interface Pool {
	sql: postgres.Sql;
	tx: Tx;
	size: number;
	underWay: Set<Work>;
}

/** Shortest time between two renewals of the connections. */
const RENEWAL_MS = 1_000;
/** How long it is remembered that the disk was full. */
const FULL_MS = 60_000;
/** Longest wait for what is under way when connections are closed; nobody waits for its answer any more. */
const CLOSING_SECONDS = 1;

export function connect(options: DatabaseOptions): Database {
	const {
		url,
		pooled = false,
		clock,
		timeZone,
		lockTimeoutMs = 3_000,
		statementTimeoutMs = 5_000,
		patienceMs = 8_000,
	} = options;
	const timeouts = {
		lock_timeout: lockTimeoutMs,
		statement_timeout: statementTimeoutMs,
		idle_in_transaction_session_timeout: statementTimeoutMs,
	};
	// Nothing that is well is silent for longer: a statement's wait for locks is part of its time.
	const sockets = createSockets(statementTimeoutMs + 1_000, (since) =>
		pools.some(({ underWay }) => [...underWay].some(({ at }) => at < since)),
	);

	function open(size: number): Pick<Pool, 'sql' | 'tx'> {
		const sql = postgres(url, {
			max: size,
			prepare: !pooled,
			// Array types, which we do not use, would be fetched in a promise that nobody catches when the connection is lost
			// meanwhile.
			fetch_types: false,
			idle_timeout: 300,
			max_lifetime: 600,
			connect_timeout: 5,
			// Seconds to the next try. By default they grow to 20: whoever asks would wait for them when the database is back
			// already.
			backoff: (failures: number) => Math.min(1, 3 ** failures / 100),
			onnotice: () => {},
			types: TYPES,
			// A transaction pooler hands out another session each time, and refuses settings at the start of one.
			...(!pooled && { connection: timeouts }),
			socket: (address: Address) => sockets.open(address),
		} as unknown as postgres.Options<Record<string, never>>);
		return { sql, tx: ormOver(sql) };
	}
	const openPool = (size: number): Pool => ({ ...open(size), size, underWay: new Set() });
	const readers = openPool(options.readers ?? 8);
	const writers = openPool(options.writers ?? 4);
	const pools = [readers, writers];
	let renewedAt = Number.NEGATIVE_INFINITY;
	let fullAt = Number.NEGATIVE_INFINITY;

	/** From now on new connections, which may lead to another server; the old ones end with what is under way on them. */
	function renew(): void {
		if (performance.now() - renewedAt < RENEWAL_MS) return;
		renewedAt = performance.now();
		for (const pool of pools) {
			const { sql } = pool;
			Object.assign(pool, open(pool.size));
			sql.end({ timeout: statementTimeoutMs / 1_000 });
		}
	}

	/** Few statements need Drizzle, so it is made for those that ask. */
	const readingOn = (sql: Sql): Reading => ({
		sql,
		get tx() {
			return ormOver(sql);
		},
		...present(),
	});

	/** Counts as under way until it ends. */
	function follow(pool: Pool, work: Work, running: Promise<unknown>): void {
		pool.underWay.add(work);
		running
			.finally(() => pool.underWay.delete(work))
			.catch((error) => {
				if (isReadOnly(error)) renew();
				if (isDiskFull(error)) fullAt = performance.now();
			});
	}

	// For a process that stops between the parsing of a statement and its running: no other timer counts then. PostgreSQL
	// before 17 lacks it. Nothing in an opening is a parameter: the driver would wait for an answer before it sends the
	// next.
	const whole = `select case when current_setting('transaction_timeout', true) is not null
		then set_config('transaction_timeout', '${lockTimeoutMs + statementTimeoutMs}', true) end`;
	const bounds = `select ${Object.entries(timeouts).map(([name, value]) => `set_config('${name}', '${value}', true)`)}; ${whole};`;
	// By itself, before anything is read: READ COMMITTED takes a new snapshot for each statement, so all that follows
	// sees what the holder before us has committed.
	const lock = `select pg_advisory_xact_lock(${HOUSE_LOCK})`;
	const opening = pooled ? [bounds] : [whole];
	const openingWithLock = [...opening, lock];

	// The driver takes a text without parameters for a simple query; its types do not know the option.
	const how = { prepare: !pooled, simple: pooled } as postgres.UnsafeQueryOptions;
	/** One after the other on the wire, without waiting in between. */
	const begin = (sql: Sql, statements: readonly string[]) =>
		settling(Promise.all(statements.map((text) => sql.unsafe(text, [], how).execute())));

	function present(): Pick<Reading, 'now' | 'today'> {
		const now = clock();
		return { now, today: dayIn(timeZone, now) };
	}

	/** A read on whatever connection is there, several at once on one if need be. */
	async function unbound<T>(pool: Pool, work: (reading: Reading) => Promise<T>): Promise<T> {
		const running = work({ tx: pool.tx, sql: pool.sql, ...present() });
		follow(pool, { at: sockets.now(), started: true }, running);
		return inTime(running, patienceMs, () => true);
	}

	/** A transaction that gives up, with nothing done, when it does not get a connection in time. */
	async function bound<T>(pool: Pool, mode: string, deadline: number, work: (sql: Sql) => Promise<T>): Promise<T> {
		let hasGivenUp = false;
		const entry: Work = { at: sockets.now(), started: false };
		const running = pool.sql.begin(mode, async (sql) => {
			if (hasGivenUp) throw unavailable();
			Object.assign(entry, { at: sockets.now(), started: true });
			return work(sql);
		}) as Promise<T>;
		follow(pool, entry, running);
		return inTime(running, deadline - Date.now(), () => {
			hasGivenUp = !entry.started;
			return hasGivenUp;
		});
	}

	async function change<L, T>(
		pool: Pool,
		statements: readonly string[],
		load: (sql: Sql) => Promise<L>,
		work: (unit: Unit, loaded: L) => Promise<T>,
	): Promise<T> {
		const deadline = Date.now() + patienceMs;
		for (let count = 1; ; count++) {
			const sent: Promise<unknown>[] = [];
			const after: (() => void)[] = [];
			try {
				const result = await bound(pool, 'isolation level read committed', deadline, async (sql) => {
					const [, loaded] = await Promise.all([begin(sql, statements), load(sql)]);
					const unit: Unit = Object.assign(readingOn(sql), {
						send: (statement: Statement) => void sent.push(settling(statement.execute())),
						afterCommit: (run: () => void) => void after.push(run),
					});
					return work(unit, loaded);
				});
				// The commit went out right behind them, and undid everything if one of them failed.
				await Promise.all(sent);
				for (const run of after) run();
				return result;
			} catch (error) {
				if (!isRetryable(error)) throw refused(error);
				if (count === ATTEMPTS || Date.now() > deadline) throw unavailable(error);
			}
		}
	}

	const snapshot = <T>(work: (reading: Reading) => Promise<T>): Promise<T> =>
		bound(readers, 'isolation level repeatable read read only', Date.now() + patienceMs, async (sql) => {
			const opened = begin(sql, opening);
			const result = await work(readingOn(sql));
			await opened;
			return result;
		}).catch((error: unknown) => {
			throw refused(error);
		});
	const read: Database['read'] = (work) =>
		unbound(readers, work).catch((error: unknown) => {
			throw refused(error);
		});

	return {
		read: pooled ? snapshot : read,
		snapshot,
		note: (work) => change(readers, opening, nothing, work),
		write: <L, T>(
			...steps: [(unit: Unit) => Promise<T>] | [(sql: Sql) => Promise<L>, (unit: Unit, loaded: L) => Promise<T>]
		) =>
			steps.length === 1
				? change(writers, openingWithLock, nothing, steps[0])
				: change(writers, openingWithLock, ...steps),
		statement: (work) =>
			pooled ? change(readers, opening, nothing, ({ sql }) => work(sql)) : read(({ sql }) => work(sql)),
		isFull: () => performance.now() - fullAt < FULL_MS,
		load: () => ({ readers: loadOf(readers), writers: loadOf(writers) }),
		close: async () => {
			await Promise.all(pools.map(({ sql }) => sql.end({ timeout: CLOSING_SECONDS })));
			sockets.close();
		},
	};
}

const nothing = async () => undefined;

const unavailable = (cause?: unknown) => new RefusedError(refusal('UNAVAILABLE'), cause === undefined ? {} : { cause });

const refused = (error: unknown): unknown =>
	isUnavailable(error) && !(error instanceof RefusedError) ? unavailable(error) : error;

/** The same promise; that it fails is noticed later, by whoever waits for all of them. */
function settling<T>(promise: Promise<T>): Promise<T> {
	promise.catch(() => {});
	return promise;
}

/**
 * Refuses with `UNAVAILABLE` when `running` is not over after so many milliseconds, if `giveUp` agrees; it goes on all
 * the same.
 */
async function inTime<T>(running: Promise<T>, ms: number, giveUp: () => boolean): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const patience = new Promise<never>((_, reject) => {
		timer = setTimeout(() => {
			if (giveUp())
				reject(unavailable(Object.assign(new Error('The database did not answer in time'), { code: 'ETIMEDOUT' })));
		}, ms);
	});
	try {
		return await Promise.race([running, patience]);
	} finally {
		clearTimeout(timer);
	}
}

function loadOf({ size, underWay }: Pool): PoolLoad {
	const running = [...underWay].filter(({ started }) => started).length;
	return { size, running, waiting: underWay.size - running };
}

/** Drizzle with nothing of a connection but the sending: it would set the driver's types for itself otherwise. */
function ormOver(sql: Sql): Tx {
	const client = { unsafe: sql.unsafe, options: { parsers: {}, serializers: {} } };
	return drizzle(client as unknown as postgres.Sql, { casing: 'snake_case' });
}
