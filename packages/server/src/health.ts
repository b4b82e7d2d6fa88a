/** How this process is, for Fly's checks. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './db/client.ts';
import { schemaIsCurrent } from './db/schemaVersion.ts';
import { describeError, type Log } from './log.ts';

export type HealthState = 'starting' | 'ok' | 'draining';

/** What a degraded process lacks; `database` stands for all of it. */
export type Missing = 'database' | 'schema' | 'writes' | 'jobs';

export type Readiness = { status: HealthState } | { status: 'degraded'; missing: Missing[] };

export interface Health {
	/**
	 * `ok` once the database was reached and its schema is as new as the code. A later outage of the database does not
	 * change that.
	 */
	state(): HealthState;
	/** Tries what callers need, or repeats a result up to a second old. Takes a few seconds at most. */
	ready(): Promise<Readiness>;
	/** From now on `draining`. */
	drain(): void;
	/**
	 * Waits, trying again and again, until the database is there and current, then runs `prepare` and turns `ok`. What
	 * `prepare` throws is waited for likewise.
	 */
	start(prepare: () => Promise<unknown>): Promise<void>;
}

/** Why this process cannot be prepared yet, in words for the operator. */
export class NotYet extends Error {}

const RETRY_MS = 1_000;
/** How long a result is reused, however many ask. */
const FRESH_MS = 1_000;
/** Longest wait for the database: a second longer than a write waits for the lock. */
const PATIENCE_MS = 4_000;

/** The first with `transaction_timeout`, the last bound on a holder of the house's lock (docs/proofs.md). */
const NEEDED_VERSION = 17;

/** @param isWorking does this process send mails and do what is due? */
export function createHealth(db: Database, log: Log, isWorking: () => boolean = () => true): Health {
	let state: HealthState = 'starting';
	let found: Promise<Readiness> | undefined;
	let writing: Promise<void> | undefined;

	/** A write that changes nothing, but needs a connection, the house's lock, a database that takes writes, and room. */
	function write(): Promise<void> {
		writing ??= db
			.write(async ({ sql }) => void (await sql`update booking set status = status where false`))
			.then(() => db.findRoom())
			.finally(() => {
				writing = undefined;
			});
		return writing;
	}

	async function find(): Promise<Readiness> {
		const [isCurrent, isWritten] = await Promise.all([
			inTime(db.read(({ sql }) => schemaIsCurrent(sql))),
			inTime(write().then(() => true)),
		]);
		const missing: Missing[] = isCurrent === undefined ? ['database'] : [];
		if (isCurrent === false) missing.push('schema');
		if (isCurrent !== undefined && !isWritten) missing.push('writes');
		if (isCurrent !== undefined && !isWorking()) missing.push('jobs');
		return missing.length > 0 ? { status: 'degraded', missing } : { status: 'ok' };
	}

	async function warnOfOldDatabase(): Promise<void> {
		const [row] = await db.read(
			({ sql }) => sql<{ version: string }[]>`select current_setting('server_version') as version`,
		);
		// Distributions add text to the version.
		const version = row?.version.split(' ')[0] ?? '';
		if (Number.parseInt(version, 10) < NEEDED_VERSION)
			log.warn({ version }, `PostgreSQL is older than ${NEEDED_VERSION}`);
	}

	async function isPrepared(prepare: () => Promise<unknown>): Promise<boolean> {
		try {
			if (!(await db.read(({ sql }) => schemaIsCurrent(sql)))) {
				log.warn('waiting: the schema is older than this code; run the migrations');
				return false;
			}
			await prepare();
			await warnOfOldDatabase();
			return true;
		} catch (error) {
			if (error instanceof NotYet) log.error(`waiting: ${error.message}`);
			else log.warn({ error: describeError(error) }, 'waiting: the database does not answer');
			return false;
		}
	}

	return {
		state: () => state,
		ready: async () => {
			if (state !== 'ok') return { status: state };
			found ??= find().finally(() => {
				setTimeout(() => {
					found = undefined;
				}, FRESH_MS).unref();
			});
			return found;
		},
		drain: () => {
			state = 'draining';
		},
		start: async (prepare) => {
			while (state === 'starting') {
				if (await isPrepared(prepare)) {
					// It may be draining by now.
					if (state === 'starting') state = 'ok';
					return;
				}
				await sleep(RETRY_MS);
			}
		},
	};
}

/** The value, or undefined if it fails or does not come in time. */
const inTime = <T>(value: Promise<T>): Promise<T | undefined> =>
	Promise.race([value.catch(() => undefined), sleep(PATIENCE_MS, undefined, { ref: false })]);
