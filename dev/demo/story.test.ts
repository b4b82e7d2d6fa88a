/** The demo and the bookings of `pnpm start --demo`, in houses of other shapes: whoever decides, and wherever. */
import { loadConfig, startServer } from '@betzenstein/server';
import { approversCalled, testEnvironment } from '@betzenstein/testing/house/environment';
import { openHouse } from '@betzenstein/testing/house/inProcess';
import { expect, test } from 'vitest';
import { fillCalendar } from '../start/fill.ts';
import { openStage } from './stage.ts';
import { playStory } from './story.ts';

test.each([
	[['Calendar'], 'Pacific/Kiritimati'],
	[['O’Neil', 'Jürgen', 'Jürgen jun.', 'דוד', '東京', 'Žofie / Jan', '"Bob" <b>'], 'Pacific/Pago_Pago'],
])('approvers %j in %s', async (names, zone) => {
	const env = { APPROVERS: JSON.stringify(approversCalled(names)), TIME_ZONE: zone, HOLIDAY_REGION: 'none' };
	const house = await openHouse({ isClockRunning: true, env });
	const server = await startServer(loadConfig(testEnvironment(house.databaseUrl, env)));
	await server.ready;
	const access = { apiUrl: server.url, ...(await server.access()) };
	await fillCalendar(access, () => {});
	const told: string[] = [];
	await playStory(await openStage(access, (line) => told.push(line)));
	expect(Object.keys(access.approvers)).toEqual(names);
	expect(told).toContain(`   ${names.at(-1)} approves: Confirmed`);
	const left = await house.sql`select status from booking where status = 'Denied'`;
	expect(left).toHaveLength(2);
	await server.stop();
	await house.close();
});
