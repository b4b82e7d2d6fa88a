/** How a race is played: everybody at once, then the database is looked at. */
import assert, { AssertionError } from 'node:assert/strict';
import { type Answer, failedRequests, type RaceHouse } from './raceHouse.ts';
import { assertSound, cancelAll, overlapsIn, type StoredBooking, storedBookings } from './stored.ts';

export interface Race {
	name: string;
	/** Prepares an empty house, then lets everybody loose at once. */
	play(house: RaceHouse): Promise<Round>;
}

interface Round {
	/** Of the calls made at once, without those that prepared them. */
	answers: Answer[];
	/** @throws AssertionError naming what must not have happened */
	check(stored: StoredBooking[]): void;
}

/** All rounds of one race. */
export interface Result {
	race: string;
	rounds: number;
	answers: Answer[];
	/** Pairs of bookings found holding the same day. */
	overlaps: number;
	/** What must not have happened. */
	broken: string[];
}

/** Plays a race in an empty house, and empties it after each round. */
export async function runRace(
	house: RaceHouse,
	race: Race,
	rounds: number,
	onRound: (round: number) => void = () => {},
): Promise<Result> {
	const result: Result = { race: race.name, rounds, answers: [], overlaps: 0, broken: [] };
	for (let round = 1; round <= rounds; round++) {
		onRound(round);
		const { answers, check } = await race.play(house);
		const stored = await storedBookings(house.sql);
		const pairs = await overlapsIn(house.sql);
		result.answers.push(...answers);
		result.overlaps += pairs;
		try {
			assert.equal(pairs, 0, 'overlapping bookings');
			assert.deepEqual(failedRequests(answers), { broken: 0, lost: 0 }, 'failed requests');
			for (const booking of stored) assertSound(booking);
			check(stored);
		} catch (error) {
			if (!(error instanceof AssertionError)) throw error;
			result.broken.push(`${race.name}, round ${round}: ${error.message}`);
		}
		await cancelAll(house.sql);
	}
	return result;
}
