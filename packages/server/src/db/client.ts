/** The database as the services use it: a read, or a change in one transaction. Every wait is bounded. */
import { type Day, dayIn, refusal } from '@betzenstein/shared';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import { RefusedError } from '../domain/errors.ts';
import { type Tracing, untraced } from '../tracing/tracing.ts';
import { connectTo, type DatabaseAddress } from './address.ts';
import { isDiskFull, isReadOnly, isRetryable, isUnavailable } from './pgErrors.ts';
import { createSockets } from './sockets.ts';

/** Drizzle on one connection, for statements that run too rarely to be written by hand. */
export type Tx = PgDatabase<PostgresJsQueryResultHKT>;

/** Plain SQL on one connection. Instants are `Date`, days `YYYY-MM-DD`. */
export type Sql = postgres.ISql;

/** What a read works with. */
export interface Reading {
	tx: Tx;
	sql: Sql;
	now: Date;
	/** Today in the house's time zone. */
	today: Day;
}

/** A statement, which is sent when it is awaited or executed. */
export type Statement = postgres.PendingQuery<postgres.Row[]>;

/** What a change works with; `now` was read once the lock was held and everything loaded. */
export interface Unit extends Reading {
	/** For a statement whose result nobody needs: it goes out together with the commit, which fails if it does. */
	send(statement: Statement): void;
	/** Calls `run` once the change is committed, and never after a rollback. */
	afterCommit(run: () => void): void;
	/** The trace that the change is a step of, if one is kept: `traceparent` of W3C Trace Context. */
	traceparent?: string | undefined;
}

export interface Database {
	/** Statements outside any transaction. Each sees its own state, so data that must fit together need one statement. */
	read<T>(work: (reading: Reading) => Promise<T>): Promise<T>;
	/** Reads with several statements that all see the same state. */
	snapshot<T>(work: (reading: Reading) => Promise<T>): Promise<T>;
	/** A change to bookings: one at a time over all instances. `work` is run again if the database asks for it. */
	write<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
	/**
	 * The same, with something to load first: `load` goes out with the request for the lock, and runs once that is held.
	 */
	write<L, T>(load: (sql: Sql) => Promise<L>, work: (unit: Unit, loaded: L) => Promise<T>): Promise<T>;
	/** A change that touches no booking, and so waits neither for the house's lock nor behind others who wait for it. */
	note<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
	/** A change of a single statement, which needs no transaction around it. */
	statement<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
	/**
	 * Fails while the disk is full. Looks only after a change was refused for that, and then takes some room itself: a small
	 * row still fits on a full disk.
	 */
	findRoom(): Promise<void>;
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

export interface DatabaseOptions extends DatabaseAddress {
	/**
	 * Is it a transaction pooler? Then there are no prepared statements and no session settings, and every read is a
	 * transaction.
	 */
	pooled?: boolean;
	/** The only source of "now". */
	clock: () => Date;
	/** IANA name: which day it is. */
	timeZone: string;
	/** Connections for reads, and for the short writes that need no lock. */
	readers?: number;
	/** Connections for writes under the lock: separate, so that a queue for the lock never starves the others. */
	writers?: number;
	/** Longest wait for a lock, in milliseconds. */
	lockTimeoutMs?: number;
	/** Longest statement, and longest pause inside a transaction, in milliseconds. */
	statementTimeoutMs?: number;
	/** Longest wait for a free connection, all attempts together, in milliseconds. */
	patienceMs?: number;
	tracing?: Tracing;
}

/** The key of the house's advisory lock; any number that nothing else in this database uses. */
export const HOUSE_LOCK = 91_282;

const ATTEMPTS = 3;

/** Types that suit both the driver, which is given values, and Drizzle, which gives it text. */
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
	/** When it began, by the clock of the sockets. */
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
/** Needs a hundred kilobytes, for a moment. */
const TAKE_ROOM =
	'create temporary table room on commit drop as select md5(n::text) from generate_series(1, 2000) as n';
/** Longest wait for statements under way when connections are closed; nobody waits for their results any more. */
const CLOSING_SECONDS = 1;

export function connect(options: DatabaseOptions): Database {
	const {
		pooled = false,
		clock,
		timeZone,
		lockTimeoutMs = 3_000,
		statementTimeoutMs = 5_000,
		patienceMs = 8_000,
		tracing = untraced,
	} = options;
	const timeouts = {
		lock_timeout: lockTimeoutMs,
		statement_timeout: statementTimeoutMs,
		idle_in_transaction_session_timeout: statementTimeoutMs,
	};
	// Nothing healthy is silent for longer: a statement's wait for locks counts towards its timeout.
	const sockets = createSockets(statementTimeoutMs + 1_000, (since) =>
		pools.some(({ underWay }) => [...underWay].some(({ at }) => at < since)),
	);

	function open(size: number): Pick<Pool, 'sql' | 'tx'> {
		const sql = connectTo(options, {
			max: size,
			prepare: !pooled,
			// Array types, which nothing here uses, would be fetched in a promise whose failure nobody catches.
			fetch_types: false,
			idle_timeout: 300,
			max_lifetime: 600,
			connect_timeout: 5,
			// Seconds until the next try. By default they grow to 20, and callers would wait although the database is back.
			backoff: (failures: number) => Math.min(1, 3 ** failures / 100),
			onnotice: () => {},
			types: TYPES,
			// A transaction pooler hands out another session each time, and refuses settings at the start of one.
			...(!pooled && { connection: timeouts }),
			socket: sockets.open,
		});
		return { sql, tx: ormOver(sql) };
	}
	const openPool = (size: number): Pool => ({ ...open(size), size, underWay: new Set() });
	const readers = openPool(options.readers ?? 8);
	const writers = openPool(options.writers ?? 4);
	const pools = [readers, writers];
	let renewedAt = Number.NEGATIVE_INFINITY;
	let wasFull = false;

	/** Opens new connections, which may lead to another server; the old ones close when nothing is under way on them. */
	function renew(): void {
		if (performance.now() - renewedAt < RENEWAL_MS) return;
		renewedAt = performance.now();
		for (const pool of pools) {
			const { sql } = pool;
			Object.assign(pool, open(pool.size));
			sql.end({ timeout: statementTimeoutMs / 1_000 });
		}
	}

	/** Drizzle is made on first use, because few transactions need it. */
	const readingOn = (sql: Sql): Reading => ({
		sql,
		get tx() {
			return ormOver(sql);
		},
		...present(),
	});

	/** Counts `work` as under way until it ends. */
	function count(pool: Pool, work: Work, running: Promise<unknown>): void {
		pool.underWay.add(work);
		running
			.finally(() => pool.underWay.delete(work))
			.catch((error) => {
				if (isReadOnly(error)) renew();
				if (isDiskFull(error)) wasFull = true;
			});
	}

	// For a process that stops between the parsing of a statement and its execution, when no other timer runs. PostgreSQL
	// before 17 lacks it. The opening statements have no parameters, or the driver would wait for each answer before it
	// sends the next.
	const whole = `select case when current_setting('transaction_timeout', true) is not null
		then set_config('transaction_timeout', '${lockTimeoutMs + statementTimeoutMs}', true) end`;
	const bounds = `select ${Object.entries(timeouts).map(([name, value]) => `set_config('${name}', '${value}', true)`)}; ${whole};`;
	// A statement of its own, before anything is read: READ COMMITTED takes a new snapshot for each statement, so all
	// others see what the previous holder has committed.
	const lock = `select pg_advisory_xact_lock(${HOUSE_LOCK})`;
	const opening = pooled ? [bounds] : [whole];
	const openingWithLock = [...opening, lock];

	// The driver sends text without parameters as a simple query; its types lack the option.
	const how = { prepare: !pooled, simple: pooled } as postgres.UnsafeQueryOptions;
	/** Sends them one after the other, without waiting in between. */
	const begin = (sql: Sql, statements: readonly string[]) =>
		settling(Promise.all(statements.map((text) => sql.unsafe(text, [], how).execute())));

	function present(): Pick<Reading, 'now' | 'today'> {
		const now = clock();
		return { now, today: dayIn(timeZone, now) };
	}

	/** A read on any connection; one connection may serve several at once. */
	async function unbound<T>(pool: Pool, work: (reading: Reading) => Promise<T>): Promise<T> {
		const running = work({ tx: pool.tx, sql: pool.sql, ...present() });
		count(pool, { at: sockets.now(), started: true }, running);
		return inTime(running, patienceMs, () => true);
	}

	/** A transaction that gives up, with nothing done, if it does not get a connection in time. */
	async function bound<T>(pool: Pool, mode: string, deadline: number, work: (sql: Sql) => Promise<T>): Promise<T> {
		let hasGivenUp = false;
		const entry: Work = { at: sockets.now(), started: false };
		const running = pool.sql.begin(mode, async (sql) => {
			if (hasGivenUp) throw unavailable();
			Object.assign(entry, { at: sockets.now(), started: true });
			return work(sql);
		}) as Promise<T>;
		count(pool, entry, running);
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
		for (let attempt = 1; ; attempt++) {
			const sent: Promise<unknown>[] = [];
			const after: (() => void)[] = [];
			try {
				const result = await bound(pool, 'isolation level read committed', deadline, async (sql) => {
					const [, loaded] = await Promise.all([begin(sql, statements), load(sql)]);
					const unit: Unit = Object.assign(readingOn(sql), {
						send: (statement: Statement) => void sent.push(settling(statement.execute())),
						afterCommit: (run: () => void) => void after.push(run),
						traceparent: tracing.here(),
					});
					return work(unit, loaded);
				});
				// The commit went out right after them; if one of them failed, it has undone everything.
				await Promise.all(sent);
				for (const run of after) run();
				return result;
			} catch (error) {
				if (!isRetryable(error)) throw refused(error);
				if (attempt === ATTEMPTS || Date.now() > deadline) throw unavailable(error);
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

	const follow = <T>(name: string, work: () => Promise<T>) => tracing.follow({ kind: 'sql', name }, work);

	return {
		read: (work) => follow('read', () => (pooled ? snapshot(work) : read(work))),
		snapshot: (work) => follow('snapshot', () => snapshot(work)),
		note: (work) => follow('note', () => change(readers, opening, nothing, work)),
		write: <L, T>(
			...steps: [(unit: Unit) => Promise<T>] | [(sql: Sql) => Promise<L>, (unit: Unit, loaded: L) => Promise<T>]
		) =>
			follow('write', () =>
				steps.length === 1
					? change(writers, openingWithLock, nothing, steps[0])
					: change(writers, openingWithLock, ...steps),
			),
		statement: (work) =>
			follow('statement', () =>
				pooled ? change(readers, opening, nothing, ({ sql }) => work(sql)) : read(({ sql }) => work(sql)),
			),
		findRoom: async () => {
			if (!wasFull) return;
			// It is found again if it still is.
			wasFull = false;
			await change(readers, opening, nothing, async ({ sql }) => void (await sql.unsafe(TAKE_ROOM, [], how)));
		},
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

/** The same promise. If it rejects, that is no unhandled rejection: whoever awaits it later will see it. */
function settling<T>(promise: Promise<T>): Promise<T> {
	promise.catch(() => {});
	return promise;
}

/**
 * Refuses with `UNAVAILABLE` when `running` is not over after so many milliseconds, if `giveUp` agrees. `running` goes
 * on.
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

/** Drizzle over a stand-in that can only send: given the real connection, it would change the driver's types. */
export function ormOver(sql: Sql): Tx {
	const client = { unsafe: sql.unsafe, options: { parsers: {}, serializers: {} } };
	return drizzle(client as unknown as postgres.Sql, { casing: 'snake_case' });
}
