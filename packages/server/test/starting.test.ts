/** A server that starts while somebody holds the house's lock. */

import { testEnvironment } from '@betzenstein/testing/house/environment';
import { type House, openHouse } from '@betzenstein/testing/house/inProcess';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { HOUSE_LOCK } from '../src/db/client.ts';
import { startServer } from '../src/server.ts';

let house: House;
let server: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
	house = await openHouse();
});
afterEach(async () => {
	await server.stop();
	await house.close();
});

async function startWhileLocked(env: Record<string, string>, work: (url: string) => Promise<void>): Promise<void> {
	const holder = await house.sql.reserve();
	await holder`select pg_advisory_lock(${HOUSE_LOCK})`;
	try {
		server = await startServer(
			loadConfig(testEnvironment(house.databaseUrl, { HOST: '127.0.0.1', PORT: '0', ...env })),
		);
		await work(server.url);
	} finally {
		await holder`select pg_advisory_unlock(${HOUSE_LOCK})`;
		holder.release();
	}
}
const health = async (url: string) => (await fetch(`${url}/health`)).status;

test('is healthy within a second when its approvers are in place', async () => {
	await startWhileLocked({}, async (url) => {
		await vi.waitUntil(async () => (await health(url)) === 200, { timeout: 1_000, interval: 20 });
	});
});

test('waits for the lock when they are not', async () => {
	const APPROVERS = JSON.stringify([{ name: 'Ingeborg', color: '#C1DBE3', email: 'ingrid@example.com' }]);
	const holders = () => house.sql`select name, email from approver join person on person.id = person_id where active`;
	await startWhileLocked({ APPROVERS }, async (url) => {
		const waiting = () => house.sql`select from pg_locks join pg_database d on d.oid = database
			where datname = current_database() and locktype = 'advisory' and not granted`;
		await vi.waitUntil(async () => (await waiting()).length > 0);
		expect([await health(url), (await holders()).length]).toEqual([503, 3]);
	});
	await server.ready;
	expect([await health(server.url), await holders()]).toEqual([
		200,
		[{ name: 'Ingeborg', email: 'ingrid@example.com' }],
	]);
});
