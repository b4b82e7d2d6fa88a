/** Workers on a test house's outbox, as its instances run them. */

import type { House } from '@betzenstein/testing/house/inProcess';
import { vi } from 'vitest';
import { createLog } from '../src/log.ts';
import { createProvider } from '../src/outbox/providers.ts';
import { createWorker, type Worker } from '../src/outbox/worker.ts';

interface WorkerSettings {
	/** Of the provider. */
	url: string;
	timeoutMs?: number;
	leaseSeconds?: number;
}

export interface TestWorker extends Worker {
	/** Every line of its log, as far as it is warned about something or worse. */
	said: { message: string; code?: string }[];
	outcomes: string[];
}

/** One that works, and that the house's commits wake from now on. */
export function startWorker(house: House, { url, timeoutMs = 300, leaseSeconds = 5 }: WorkerSettings): TestWorker {
	const log = createLog('silent');
	const said: TestWorker['said'] = [];
	for (const level of ['info', 'warn', 'error'] as const) {
		vi.spyOn(log, level).mockImplementation(((fields: object | string, message?: string) => {
			said.push(typeof fields === 'string' ? { message: fields } : { message: message ?? '', ...fields });
		}) as typeof log.info);
	}
	const outcomes: string[] = [];
	const account = { kind: 'resend', apiKey: 're_test', baseUrl: url } as const;
	const provider = createProvider({ ...house.config.mail, account, replyTo: 'familie@example.com', timeoutMs });
	const { services } = house;
	const worker = createWorker({
		services,
		provider,
		webUrl: 'https://haus.example',
		timeoutMs,
		leaseSeconds,
		log,
		observe: (outcome) => outcomes.push(outcome),
	});
	services.queue = { mails: ({ afterCommit }) => afterCommit(worker.wake), tick: () => {} };
	worker.start();
	return { ...worker, said, outcomes };
}

/** Until no mail waits any more. */
export async function untilSettled({ sql }: House, timeout = 20_000): Promise<void> {
	await vi.waitUntil(async () => (await sql`select 1 from mail where state = 'queued' limit 1`).length === 0, {
		timeout,
		interval: 20,
	});
}
