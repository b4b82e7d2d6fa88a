/** pg-boss as this project runs it (its defaults stall: see docs/adr). It needs a direct connection, for it listens. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { fromDrizzle, PgBoss } from 'pg-boss';
import type { Tx } from '../db/client.ts';
import { describeError, type Log } from '../log.ts';
import type { DeliveryResult } from '../mail/deliver.ts';
import type { JobQueue } from '../services/services.ts';
import { MAIL_QUEUE, TICK_QUEUE } from './queues.ts';

export interface JobsOptions {
	/** Past any pooler. */
	url: string;
	/** First pause before a mail is tried again, in seconds; it doubles up to the longest. */
	retrySeconds: number;
	retryMaxSeconds: number;
	/** After so many seconds a job whose process died is taken over by another. */
	leaseSeconds: number;
	log: Log;
}

export interface Jobs {
	/** For the transactions that cause work. */
	queue: JobQueue;
	/** Starts working, trying again and again; the schema must be current. */
	start(work: JobWork): Promise<void>;
	isRunning(): boolean;
	/** Finishes what runs, up to so many milliseconds; the rest is taken over by others. */
	stop(timeoutMs: number): Promise<void>;
}

/** What the jobs wake. */
export interface JobWork {
	deliver(mailId: string): Promise<DeliveryResult>;
	tick(): Promise<void>;
}

/** More than fit into the 23 hours after which a mail is given up (`deliver.ts`): that decides, not the count. */
const RETRY_LIMIT = 10_000;

/** Time for a transaction to commit: before that, its mail looks like one that never was. What takes longer, the sweep finds. */
const EARLY_SECONDS = 2;

/** Pause before a start that failed is tried again. */
const RETRY_MS = 1_000;

export function createJobs({ url, retrySeconds, retryMaxSeconds, leaseSeconds, log }: JobsOptions): Jobs {
	/** pg-boss, once it works. */
	let running: { boss: PgBoss; within: (tx: Tx) => { db: ReturnType<typeof fromDrizzle> } } | undefined;
	let starting: PgBoss | undefined;
	let isOver = false;
	/** Mails recorded before it works, in the first moments of a process; without a job of their own they would wait for the sweep. */
	const early: string[] = [];

	const mailJobs = (mailIds: string[], startAfter = 0) =>
		mailIds.map((mailId) => ({
			data: { mailId },
			startAfter,
			singletonKey: mailId,
			retryLimit: RETRY_LIMIT,
			retryDelay: retrySeconds,
			retryBackoff: true,
			retryDelayMax: retryMaxSeconds,
			expireInSeconds: leaseSeconds,
		}));

	async function begin({ deliver, tick }: JobWork): Promise<void> {
		// Loaded only here, when requests are answered already: it weighs as much as half of all the rest.
		const { fromDrizzle, PgBoss } = await import('pg-boss');
		if (isOver) return;
		const boss = starting ?? createBoss(PgBoss);
		starting = boss;
		await boss.start();
		await boss.schedule(TICK_QUEUE, '* * * * *', {}, { tz: 'UTC' });
		// Bursts, or a backlog waits for one poll a mail; by polling, since retries notify nobody.
		const waking = { burstWhenBatchFull: true, notifyPollingIntervalSeconds: 5, pollingIntervalSeconds: 2 };
		await boss.work<{ mailId: string }>(MAIL_QUEUE, { batchSize: 4, perJobResults: true, ...waking }, (batch) =>
			Promise.all(
				batch.map(async (job) => {
					const result = await deliver(job.data.mailId).catch((error: unknown): DeliveryResult => {
						log.error({ mailId: job.data.mailId, error: describeError(error) }, 'mail not delivered');
						return 'again';
					});
					return { id: job.id, status: result === 'done' ? 'completed' : 'failed' } as const;
				}),
			),
		);
		await boss.work(TICK_QUEUE, { ...waking }, () => tick());
		running = { boss, within: (tx) => ({ db: fromDrizzle(rows(tx), sql) }) };
		if (early.length > 0) await boss.insert(MAIL_QUEUE, mailJobs(early.splice(0), EARLY_SECONDS));
		// What fell due while nobody ran.
		await boss.send(TICK_QUEUE, {});
	}

	function createBoss(PgBoss: typeof import('pg-boss').PgBoss): PgBoss {
		const boss = new PgBoss({
			connectionString: url,
			max: 3,
			useListenNotify: true,
			migrate: false,
			createSchema: false,
			monitorIntervalSeconds: Math.min(60, leaseSeconds),
			superviseIntervalSeconds: Math.min(60, leaseSeconds),
		});
		// Without a listener an error of its own would end the process.
		boss.on('error', (error) => log.error({ error: describeError(error) }, 'jobs'));
		boss.on('warning', () => log.warn('jobs: pg-boss warns'));
		return boss;
	}

	return {
		queue: {
			mails: () => {},
			// The start asks for one anyway.
			tick: () => {},
		},
		start: async (work) => {
			while (!running && !isOver) {
				try {
					await begin(work);
				} catch (error) {
					if (isOver) return;
					log.warn({ error: describeError(error) }, 'waiting: jobs do not start');
					await sleep(RETRY_MS);
				}
			}
		},
		isRunning: () => running !== undefined && !isOver,
		stop: async (timeoutMs) => {
			isOver = true;
			await starting?.stop({ graceful: true, timeout: timeoutMs });
		},
	};
}

/** drizzle over postgres.js answers an array that pg-boss takes; its type says less. */
const rows = (tx: Tx) => tx as unknown as Parameters<typeof fromDrizzle>[0];
