import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createJobs } from '../src/jobs/jobs.ts';
import { createTestHouse, type TestHouse, testLog } from './testHouse.ts';

let house: TestHouse;
beforeAll(async () => {
	house = await createTestHouse();
});
afterAll(() => house.close());

const jobsOf = (url: string) => createJobs({ url, retrySeconds: 1, retryMaxSeconds: 2, leaseSeconds: 5, log: testLog });

test('mails recorded before the jobs work are delivered when they do, and what is due is done at once', async () => {
	const jobs = jobsOf(house.databaseUrl);
	const early = randomUUID();
	await house.services.db.note((tx) => jobs.queue.mails(tx, [early]));
	const deliver = vi.fn(async () => 'done' as const);
	const tick = vi.fn(async () => {});
	await jobs.start({ deliver, tick });
	try {
		await vi.waitFor(() => expect(deliver).toHaveBeenCalledWith(early), 15_000);
		await vi.waitFor(() => expect(tick).toHaveBeenCalled(), 5_000);
	} finally {
		await jobs.stop(5_000);
	}
});

test('a start that finds no database goes on trying, and ends when it is stopped', async () => {
	const jobs = jobsOf('postgres://nobody@127.0.0.1:9/nothing');
	const started = jobs.start({ deliver: async () => 'done', tick: async () => {} });
	await new Promise((resolve) => setTimeout(resolve, 300));
	await jobs.stop(1_000);
	await expect(started).resolves.toBeUndefined();
});
