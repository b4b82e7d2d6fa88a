/** Neighbours measured in turn, so that whatever else the machine does meets all alike; compared round by round. */
import { median, quantile } from '../report.ts';
import type { Answers } from './load.ts';
import type { Program } from './stage.ts';

/** The first takes two seconds, warms the programs up, and does not count. */
export const ROUNDS = 9;

export interface Side {
	program: Program;
	play: (seconds: number) => Promise<Answers>;
	/** Done after each round, not measured. */
	after?: (() => Promise<unknown>) | undefined;
}

/** Answers a second; milliseconds that half and 99 of 100 of them took at the most; microseconds of CPU for each. */
export type Round = Record<'rate' | 'p50' | 'p99' | 'cpu', number>;

/**
 * One side, the one it is held against, and the bound of their ratio: at least that of their rates, or at most that of
 * their medians.
 */
export type Goal = [of: string, to: string, bound: number];

export interface Plan {
	title: string;
	sides: Record<string, Side>;
	by: 'rate' | 'p50';
	goals: Goal[];
}

/** What came of a plan, by the sides' names. */
export type Contest = Omit<Plan, 'sides'> & { rounds: Record<string, Round[]> };

export async function hold({ sides, ...plan }: Plan, seconds: number): Promise<Contest> {
	const rounds: Contest['rounds'] = {};
	for (let round = 0; round < ROUNDS; round++) {
		for (const [name, { program, play, after }] of Object.entries(sides)) {
			const before = program.cpuMicros();
			const { latencies, seconds: taken } = await play(round === 0 ? 2 : seconds);
			const cpu = (program.cpuMicros() - before) / latencies.length;
			await after?.();
			const figures = { rate: latencies.length / taken, p50: median(latencies), p99: quantile(latencies, 0.99), cpu };
			if (round > 0) rounds[name] = [...(rounds[name] ?? []), figures];
		}
	}
	return { ...plan, rounds };
}

/** Of the two sides of a goal, round by round. */
export const ratiosOf = ({ rounds, by }: Contest, [of, to]: Goal): number[] =>
	(rounds[of] ?? []).map((round, index) => round[by] / (rounds[to]?.[index]?.[by] ?? Number.NaN));

export function isMet(contest: Contest, goal: Goal): boolean {
	const ratio = median(ratiosOf(contest, goal));
	return contest.by === 'rate' ? ratio >= goal[2] : ratio <= goal[2];
}
