/** People who listen through all of it: whether they hear everything, though their machines go away under them. */

import type { HouseTokens } from '@betzenstein/testing/house/links';
import { keepListening } from '@betzenstein/testing/house/listener';
import type postgres from 'postgres';
import { quantile } from '../../report.ts';
import { until } from '../../until.ts';

export interface ListenersVerdict {
	listeners: number;
	/** How often their streams were opened, all together. */
	streams: number;
	/** Versions that came, after the first of each, and milliseconds from commit to arrival. */
	heard: number;
	p50: number;
	p99: number;
	/** Those who did not hear the last version of all. */
	missed: number;
	/** Versions that came again. */
	doubled: number;
	/** How streams ended for good. */
	dead: string[];
}

const LISTENERS = 20;
/** So long it takes at most to come back, and to hear what was missed. */
const PATIENCE_MS = 15_000;

/** Approvers, who are told of everything. */
export function startListeners(url: string, tokens: HouseTokens, sql: postgres.Sql) {
	const approvers = Object.values(tokens.approvers);
	const everybody = Array.from({ length: LISTENERS }, (_, index) =>
		keepListening(url, approvers[index % approvers.length] ?? ''),
	);
	const behind = async () => {
		const [house] = await sql<[{ version: string }]>`select version from house`;
		return everybody.filter(({ last }) => last() !== Number(house.version)).length;
	};
	return {
		/** When nothing changes any more. */
		async judge(): Promise<ListenersVerdict> {
			await until('everybody has heard', async () => (await behind()) === 0, PATIENCE_MS).catch(() => {});
			const missed = await behind();
			await Promise.all(everybody.map((one) => one.leave()));
			const latencies = everybody.flatMap((one) => one.latencies);
			const sum = (count: (one: (typeof everybody)[number]) => number) =>
				everybody.reduce((all, one) => all + count(one), 0);
			return {
				listeners: LISTENERS,
				streams: sum((one) => one.streams()),
				heard: latencies.length,
				p50: quantile(latencies, 0.5),
				p99: quantile(latencies, 0.99),
				missed,
				doubled: sum((one) => one.doubled()),
				dead: everybody.flatMap((one) => one.dead() ?? []),
			};
		},
	};
}
