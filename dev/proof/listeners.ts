/** Many who listen to one server: what each costs, and whether each hears everything. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HouseTokens } from '@betzenstein/testing/house/links';
import { keepListening, type Listener } from '@betzenstein/testing/house/listener';
import type postgres from 'postgres';
import { quantile } from '../report.ts';
import { until } from '../until.ts';

export interface Listening {
	/** Waits until everybody has heard what there is to hear, then ends it. */
	end(): Promise<ListenersReport>;
}

export interface ListenersReport {
	count: number;
	/** Resident memory of the process that each stream took, at rest. */
	kbEach: number;
	/** Time of the processor for each version that was sent to one of them, with nothing else going on. */
	microsecondsEach: number;
	/** Versions sent to them, under load too, and milliseconds from commit to arrival. */
	heard: number;
	p50: number;
	p99: number;
	/** Those who have not heard the newest version, and those whose stream was ended. */
	missed: number;
	dead: number;
}

/** So many behind one address are let in. */
const NETWORK = 40;
const CHANGES = 20;

/** Begins with a server at rest. @param pid its process, whose costs are measured */
export async function startListening(
	{ url, pid, tokens, sql }: { url: string; pid: number; tokens: HouseTokens; sql: postgres.Sql },
	count: number,
): Promise<Listening> {
	const approvers = Object.values(tokens.approvers);
	const restKb = residentKb(pid);
	const listeners: Listener[] = [];
	for (let index = 0; index < count; index++) {
		const network = Math.floor(index / NETWORK).toString(16);
		const headers = { 'fly-client-ip': `2001:db8:0:${network}::1` };
		listeners.push(keepListening(url, approvers[index % approvers.length] ?? '', { headers }));
	}
	const newest = async () => Number((await sql<[{ version: string }]>`select version from house`)[0].version);
	const behind = async () => {
		const version = await newest();
		return listeners.filter(({ last }) => last() !== version);
	};
	const heardAll = () =>
		until('everybody has heard the newest version', async () => (await behind()).length === 0, 20_000);
	await heardAll();
	await sleep(1_000);
	const kbEach = (residentKb(pid) - restKb) / count;
	const began = processorMicroseconds(pid);
	for (let change = 0; change < CHANGES; change++) {
		await sql`update approver set position = position`;
		await heardAll();
	}
	const microsecondsEach = (processorMicroseconds(pid) - began) / count / CHANGES;

	return {
		end: async () => {
			await heardAll().catch(() => {});
			const missed = (await behind()).length;
			const dead = listeners.filter((one) => one.dead() !== undefined).length;
			await Promise.all(listeners.map((one) => one.leave()));
			const latencies = listeners.flatMap((one) => one.latencies);
			const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
			return { count, kbEach, microsecondsEach, heard: latencies.length, p50, p99, missed, dead };
		},
	};
}

function residentKb(pid: number): number {
	const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Number(kib);
}

/** In the kernel's ticks of 10 ms. */
function processorMicroseconds(pid: number): number {
	// What stands before is the program's name, which may hold spaces.
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
