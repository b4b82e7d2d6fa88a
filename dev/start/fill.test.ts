import { loadConfig, type RunningServer, startServer } from '@betzenstein/server';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { type House, openHouse } from '@betzenstein/testing/house/inProcess';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillCalendar } from './fill.ts';

let house: House;
let server: RunningServer;
beforeAll(async () => {
	house = await openHouse();
	server = await startServer(
		loadConfig(testEnvironment(house.databaseUrl, { PORT: '0', HOST: '127.0.0.1', LIMIT_WRITES_PER_HOUR: '60' })),
	);
	await server.ready;
});
afterAll(async () => {
	await server.stop();
	await house.close();
});

const states = async () =>
	(await house.sql`select status, count(*)::int as bookings from booking group by status order by status`).map(
		({ status, bookings }) => `${status} ${bookings}`,
	);

test('an empty calendar is filled with bookings in every state, within the limits; another one stays as it is', async () => {
	const access = { apiUrl: server.url, ...(await server.access()) };
	const said: string[] = [];
	await fillCalendar(access, (line) => said.push(line));
	const filled = await states();
	expect(filled).toEqual(['Pending 5', 'Confirmed 5', 'Denied 2', 'Canceled 1']);

	await fillCalendar(access, (line) => said.push(line));
	expect(await states()).toEqual(filled);
	expect(said).toEqual(['Demo: filling the calendar …', 'Demo: the calendar has entries already and stays as it is.']);
});
