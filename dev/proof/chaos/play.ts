/** Plays faults under load, one after the other, and writes down all that the judge has to know. */
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../until.ts';
import { diceOf } from '../dice.ts';
import { endOf, newest } from './ending.ts';
import { type Fault, moodOf, planOf } from './faults.ts';
import type { Act, History } from './history.ts';
import { startPlayers } from './players.ts';
import { RECOVERY_MS, recoveryOf, untested } from './recovery.ts';
import type { Scene } from './scene.ts';

export interface Plan {
	/** How long nothing goes wrong at first, in seconds. */
	calm: number;
	/** How often each fault is played. */
	rounds: number;
	seed: number;
	log(line: string): void;
}

/** The longest that somebody does nothing: they are to get in each other's way. */
const PAUSE_MS = 120;

export async function playChaos(scene: Scene, { calm, rounds, seed, log }: Plan): Promise<History> {
	const { places, tokens, looks, disk } = scene;
	if (!disk) log('No full disk: nobody lets us mount one.');
	const dice = diceOf(seed);
	const players = startPlayers(places, tokens, { seed, pauseMs: PAUSE_MS });
	const acts: Act[] = [];
	await sleep(calm * 1_000);
	for (let round = 0; round < rounds; round++) {
		for (const fault of planOf(dice, disk !== undefined)) {
			const { mood, faultOf } = moodOf(dice);
			scene.provide(faultOf);
			const act = await playAct(scene, fault);
			acts.push(act);
			const recovery = () => ({ ...recoveryOf(act, { ...players, looks }), streams: act.heardAt - act.end });
			const isGood = () => Object.values(recovery()).every((ms) => ms <= RECOVERY_MS);
			await until('all is good again', isGood, RECOVERY_MS).catch(() => {});
			const took = Object.entries(recovery()).map(([what, ms]) => `${what} ${(ms / 1_000).toFixed(1)} s`);
			log(`${fault.name}, provider ${mood}; good again: ${took.join(', ')}`);
		}
	}
	scene.provide(() => 'none');
	const ending = await endOf(players, scene, log);
	return { ...ending, acts, looks, errors: scene.errors() };
}

/** Longest wait for somebody to be told by `/ready`. */
const LONGEST_MS = 15_000;

async function playAct(scene: Scene, fault: Fault): Promise<Act> {
	const { name, place, misses } = fault;
	const servers = scene.places.filter((_, index) => place === undefined || index === place).map((one) => one.name);
	const begin = performance.now();
	const lasting = () => ({ fault: name, servers, begin, end: performance.now(), ...(misses && { misses }) });
	const mend = await fault.begin(scene);
	await until(
		'/ready had to know',
		() => untested({ ...lasting(), heardAt: 0 }, scene.looks).length === 0,
		LONGEST_MS,
	).catch(() => {});
	const act = lasting();
	await mend?.();
	const version = await newest(scene.sql);
	const left = act.end + RECOVERY_MS - performance.now();
	const heardAt = await until('everybody has heard', () => scene.listeners.every(({ last }) => last() >= version), left)
		.then(() => performance.now())
		.catch(() => Number.POSITIVE_INFINITY);
	return { ...act, heardAt };
}
