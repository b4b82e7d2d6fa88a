/** Throws requests at a server until time or count is up. */

import type { Servers } from '@betzenstein/testing/house/inProcesses';
import fc from 'fast-check';
import { judge } from './judge.ts';
import { bytesOf, type FuzzRequest, mayBeCut, request } from './requests.ts';
import { newScene, type Scene } from './scene.ts';
import { exchange } from './wire.ts';

export interface FuzzOptions {
	seed: number;
	/** Goes on while this says so; asked between rounds. */
	goOn(tried: number): boolean;
}

export interface FuzzResult {
	/** Requests sent, those included that were sent to find the smallest one that fails. */
	tried: number;
	/** How often each outcome came. */
	outcomes: Record<string, number>;
	/** How often each procedure, called by itself, answered `ok`. */
	answered: Record<string, number>;
	/** The smallest request of each kind of failure. */
	failures: string[];
}

/** Requests of one worker between two new scenes. */
const ROUND = 60;
const WORKERS = 4;
const ENOUGH_FAILURES = 10;

export async function fuzz(house: Servers, { seed, goOn }: FuzzOptions): Promise<FuzzResult> {
	const [server] = house.servers;
	const result: FuzzResult = { tried: 0, outcomes: {}, answered: {}, failures: [] };
	const count = (counts: Record<string, number>, key: string) => {
		counts[key] = (counts[key] ?? 0) + 1;
	};

	async function send(scene: Scene, made: FuzzRequest): Promise<void> {
		result.tried++;
		const answer = await exchange(server.url, bytesOf(made, scene), mayBeCut(made) ? 250 : 10_000);
		const { outcomes, complaints } = judge(made.target, answer);
		for (const outcome of outcomes) count(result.outcomes, outcome);
		if (made.procedure && outcomes[0] === 'ok') count(result.answered, made.procedure);
		if (complaints.length > 0)
			throw new Error(`the answer ${complaints.join(', ')}: ${answer.status} ${answer.body.slice(0, 500)}`);
	}

	/** Once for each request that was found: another seed shrinks to the same. */
	function note(failure: string, where = ''): void {
		const withoutIds = (text: string) => text.replace(/[0-9a-f-]{36}/g, '');
		if (result.failures.some((before) => withoutIds(before).startsWith(withoutIds(failure)))) return;
		result.failures.push(`${failure}${where}`);
	}

	for (let round = 0; goOn(result.tried) && result.failures.length < ENOUGH_FAILURES; round++) {
		const scene = await newScene(house);
		const workers = Array.from({ length: WORKERS }, async (_, worker) => {
			const roundSeed = seed + round * WORKERS + worker;
			const property = fc.asyncProperty(request, (made) => send(scene, made));
			const run = await fc.check(property, { seed: roundSeed, numRuns: ROUND });
			if (run.failed) {
				const cause = run.errorInstance instanceof Error ? run.errorInstance.message : String(run.errorInstance);
				note(`${JSON.stringify(run.counterexample?.[0])}\n  ${cause}`, ` (seed ${roundSeed})`);
			}
			return run.failed;
		});
		const hasFailed = (await Promise.all(workers)).includes(true);
		const [unforeseen] = server.errors.splice(0).filter((line) => /unexpected error|crashed/.test(line));
		// Otherwise it is known by what it answered.
		if (unforeseen && !hasFailed) note(`the server logged: ${unforeseen}`);
		const alive = await fetch(`${server.url}/health`).then(
			({ status }) => status === 200,
			() => false,
		);
		if (!alive) {
			note('the server is gone');
			break;
		}
	}
	return result;
}
