/** Plays faults under load, one after the other, and writes down all that the judge has to know. */
import { setTimeout as sleep } from 'node:timers/promises';
import { judgeMails, settleMails } from '@betzenstein/testing/mail/mailVerdict';
import { until } from '../../until.ts';
import { diceOf } from '../dice.ts';
import { type Fault, moodOf, planOf } from './faults.ts';
import type { Act, History } from './history.ts';
import { RECOVERY_MS, recoveryOf } from './judge.ts';
import { startPlayers } from './players.ts';
import { openScene, type Scene } from './scene.ts';
import { readStored } from './stored.ts';

export interface Plan {
	/** How often each fault is played. */
	rounds: number;
	seed: number;
	/** The built server. */
	program: string;
	log(line: string): void;
}

/** Before the first fault, when nothing may go wrong. */
const CALM_MS = 4_000;

export async function playChaos({ rounds, seed, program, log }: Plan): Promise<History> {
	const scene = await openScene(program);
	const { places, tokens, sql, resend, looks, errors } = scene;
	let history: Omit<History, 'errors'> | undefined;
	try {
		if (!scene.disk) log('No full disk: nobody lets us mount one.');
		const dice = diceOf(seed);
		const players = startPlayers(places, tokens, seed);
		const acts: Act[] = [];
		await sleep(CALM_MS);
		for (let round = 0; round < rounds; round++) {
			for (const fault of planOf(dice, scene.disk !== undefined)) {
				const { mood, faultOf } = moodOf(dice);
				scene.provide(faultOf);
				const act = await playAct(scene, fault);
				acts.push(act);
				const recovered = () => Object.values(recoveryOf(act, { ...players, looks })).every((ms) => ms <= RECOVERY_MS);
				await until('all is good again', recovered, RECOVERY_MS).catch(() => {});
				const { reads, writes, ready } = recoveryOf(act, { ...players, looks });
				const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
				log(
					`${fault.name}, provider ${mood}: reads good again after ${seconds(reads)}, writes ${seconds(writes)}, ` +
						`/ready ${seconds(ready)}, streams ${seconds(act.heardAt - act.end)}`,
				);
			}
		}
		scene.provide(() => 'none');
		await players.stop();
		await settleMails(sql, log);
		const deaf = await deafOf(scene);
		const stored = await readStored(sql, players.watches);
		const { bookingCalls, calendarCalls } = players;
		history = { bookingCalls, calendarCalls, acts, looks, ...stored, deaf, mails: await judgeMails(sql, resend) };
	} finally {
		await scene.close();
	}
	return { ...history, errors };
}

async function playAct(scene: Scene, fault: Fault): Promise<Act> {
	const { name, place, misses, holdMs } = fault;
	const begin = performance.now();
	const mend = await fault.begin(scene);
	await sleep(holdMs);
	const end = performance.now();
	await mend?.();
	const servers = scene.places.filter((_, index) => place === undefined || index === place).map((one) => one.name);
	const act = { fault: name, servers, begin, end, ...(misses && { misses }) };
	const version = await newest(scene);
	const left = end + RECOVERY_MS - performance.now();
	const heardAt = await until('everybody has heard', () => scene.listeners.every(({ last }) => last() >= version), left)
		.then(() => performance.now())
		.catch(() => Number.POSITIVE_INFINITY);
	return { ...act, heardAt };
}

const newest = async ({ sql }: Scene): Promise<number> =>
	Number((await sql`select version from house`)[0]?.['version']);

async function deafOf(scene: Scene): Promise<string[]> {
	const version = await newest(scene);
	const isBehind = () => scene.listeners.filter(({ last }) => last() !== version);
	await until('everybody has heard the last', () => isBehind().length === 0, RECOVERY_MS).catch(() => {});
	return [
		...isBehind().map(({ last }) => `A stream has heard ${last()}, and not ${version}`),
		...scene.listeners.flatMap((one) => (one.dead() === undefined ? [] : `A stream ended for good: ${one.dead()}`)),
	];
}
