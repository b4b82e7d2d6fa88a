import { randomInt } from 'node:crypto';
import { productionEnvironment, WITHOUT_LIMITS } from '@betzenstein/testing/house/environment';
import { signTokens } from '@betzenstein/testing/house/links';
import type { Listener } from '@betzenstein/testing/house/listener';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { freePort } from '@betzenstein/testing/machine/port';
import { startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import postgres from 'postgres';
import { endOf, startListeners } from '../../proof/chaos/ending.ts';
import type { History } from '../../proof/chaos/history.ts';
import { MOST_PENDING, startPlayers } from '../../proof/chaos/players.ts';
import { isHealthy, until } from '../../until.ts';
import { type ActReport, failingMigration, goodRelease, neverHealthy, wayBack } from './acts.ts';
import { type FlyToml, type Machine, runReleaseCommand, startMachine, stopMachine } from './fly.ts';
import { type FlyProxy, startProxy } from './proxy.ts';
import type { Release } from './release.ts';

export interface Scene {
	toml: FlyToml;
	/** Without a broken one only the good release and the way back are played. */
	releases: { old: Release; fresh: Release; broken?: Release };
	/** An empty database. */
	databaseUrl: string;
	/** For the proxy's files. */
	folder: string;
	log: (line: string) => void;
}

export interface Played {
	acts: ActReport[];
	history: History;
}

const START_MS = 60_000;
const RESEND_MS = 150;
/** A house in use, and not one under load: what takes long is to be the release. */
const PAUSE_MS = 1_500;

/** Two machines with the old release, a house in use, and then the releases one after the other. */
export async function play({ toml, releases, databaseUrl, folder, log }: Scene): Promise<Played> {
	// Slow enough that mails are in hand when a machine is told to end; now and then an answer gets lost.
	const resend = await startFlakyResend(() => (randomInt(50) === 0 ? 'cut' : 'none'), RESEND_MS);
	const env = productionEnvironment(databaseUrl, {
		...toml.env,
		RESEND_BASE_URL: resend.url,
		...WITHOUT_LIMITS,
		LIMIT_PENDING: `${MOST_PENDING}`,
	});
	const first = await runReleaseCommand(releases.old, toml.deploy.release_command, env);
	if (first.code !== 0) throw new ExplainedError(`The old release cannot migrate an empty database:\n${first.output}`);
	const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });
	const places = [
		{ name: 'machine1', port: await freePort(), errors: [] as string[] },
		{ name: 'machine2', port: await freePort(), errors: [] as string[] },
	];
	const machines = places.map((place) => startMachine(place, releases.old, env)) as [Machine, Machine];
	let proxy: FlyProxy | undefined;
	let listeners: Listener[] = [];
	try {
		proxy = await startProxy(folder, machines, toml);
		await untilUp(proxy, machines);
		const house = [{ name: 'the house', url: proxy.url }];
		const tokens = await signTokens(env);
		listeners = startListeners(house, tokens);
		const players = startPlayers(house, tokens, { seed: randomInt(1_000_000), pauseMs: PAUSE_MS });
		const stage = { toml, proxy, machines, env, sql, players, log };
		const acts = [await goodRelease(stage, releases.fresh), await wayBack(stage, releases.old)];
		if (releases.broken) {
			acts.push(await failingMigration(stage, releases.broken));
			acts.push(await neverHealthy(stage, releases.fresh));
		}
		const ending = await endOf(players, { sql, resend, listeners }, log);
		// Nothing that happens to a machine excuses anything.
		return { acts, history: { ...ending, acts: [], looks: [], errors: places.flatMap(({ errors }) => errors) } };
	} finally {
		await Promise.all(listeners.map((one) => one.leave()));
		await Promise.all(machines.map((machine) => stopMachine(machine, toml)));
		await proxy?.stop();
		await sql.end();
		await resend.close();
	}
}

/** HAProxy takes a server for healthy until its first check, so the first good answers are waited for as well. */
async function untilUp(proxy: FlyProxy, machines: Machine[]): Promise<void> {
	for (const { name, port } of machines) {
		const isUp = async () => (await isHealthy(`http://127.0.0.1:${port}`)) && proxy.isUp(name);
		await until(`the old release is healthy on ${name}`, isUp, START_MS);
	}
}
