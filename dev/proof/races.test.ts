/** The races of `pnpm proof races`, a few rounds of each: through HTTP, with two server processes on one database. */

import { createTestDatabase, type TestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DATE_RACES } from './races/dateRaces.ts';
import { DECISION_RACES } from './races/decisionRaces.ts';
import { runRace } from './races/race.ts';
import { failedRequests, openRaceHouse, type RaceHouse } from './races/raceHouse.ts';
import { WATCH_RACES } from './races/watchRaces.ts';

const ROUNDS = 3;

describe('two servers on one database', () => {
	let database: TestDatabase;
	let house: RaceHouse;
	let isOpen = false;
	beforeAll(async () => {
		database = await createTestDatabase(inject('postgresUrl'));
		house = await openRaceHouse(database.url);
		isOpen = true;
	});
	afterAll(async () => {
		if (isOpen) await house.close();
		await database.drop();
	});

	test.each([...DATE_RACES, ...DECISION_RACES, ...WATCH_RACES])('$name', async (race) => {
		const { answers, overlaps, broken } = await runRace(house, race, ROUNDS);
		expect(broken).toEqual([]);
		expect(overlaps).toBe(0);
		expect(answers.length).toBeGreaterThan(0);
		expect(failedRequests(answers)).toEqual({ broken: 0, lost: 0 });
	});

	test('left no deadlock and no unexpected error behind', async () => {
		isOpen = false;
		expect(await house.close()).toEqual({ deadlocks: 0, errors: [] });
	});
});
