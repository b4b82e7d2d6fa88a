/** pg-boss as this project runs it (its defaults stall: see docs/adr). It needs a direct connection, for it listens. */
import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
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
	/** Starts working; the schema must be current. */
	start(work: JobWork): Promise<void>;
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

export function createJobs({ url, retrySeconds, retryMaxSeconds, leaseSeconds, log }: JobsOptions): Jobs {
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

	let hasStarted = false;
	return {
		queue: {
			mails: async (tx, mailIds) => {
				const jobs = mailIds.map((mailId) => ({
					data: { mailId },
					singletonKey: mailId,
					retryLimit: RETRY_LIMIT,
					retryDelay: retrySeconds,
					retryBackoff: true,
					retryDelayMax: retryMaxSeconds,
					expireInSeconds: leaseSeconds,
				}));
				await boss.insert(MAIL_QUEUE, jobs, { db: fromDrizzle(rows(tx), sql) });
			},
			tick: async (tx) => {
				await boss.send(TICK_QUEUE, {}, { db: fromDrizzle(rows(tx), sql) });
			},
		},
		start: async ({ deliver, tick }) => {
			// The start of the process is tried again and again; what has begun is not begun twice.
			if (hasStarted) return;
			await boss.start();
			hasStarted = true;
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
		},
		stop: (timeoutMs) => boss.stop({ graceful: true, timeout: timeoutMs }),
	};
}

/** drizzle over postgres.js answers an array that pg-boss takes; its type says less. */
const rows = (tx: Tx) => tx as unknown as Parameters<typeof fromDrizzle>[0];
