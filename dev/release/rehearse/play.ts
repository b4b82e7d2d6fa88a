import { randomInt } from 'node:crypto';
import { productionEnvironment, WITHOUT_CLIENT_LIMITS } from '@betzenstein/testing/house/environment';
import { signTokens } from '@betzenstein/testing/house/links';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { freePort } from '@betzenstein/testing/machine/port';
import { startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { judgeMails, type MailVerdict, settleMails } from '@betzenstein/testing/mail/mailVerdict';
import postgres from 'postgres';
import { isHealthy, until } from '../../until.ts';
import { type ActReport, failingMigration, goodRelease, neverHealthy, wayBack } from './acts.ts';
import { type FlyToml, type Machine, runReleaseCommand, startMachine, stopMachine } from './fly.ts';
import { type ListenersVerdict, startListeners } from './listeners.ts';
import { startCrowd } from './people.ts';
import { type FlyProxy, startProxy } from './proxy.ts';
import type { Release } from './release.ts';
import { createTally, type Tally } from './traffic.ts';
import { type BookingVerdict, judgeBookings } from './verdict.ts';

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
	tally: Tally;
	bookings: BookingVerdict;
	mails: MailVerdict;
	listeners: ListenersVerdict;
}

const START_MS = 60_000;
const RESEND_MS = 150;

/** Two machines with the old release, a house in use, and then the releases one after the other. */
export async function play({ toml, releases, databaseUrl, folder, log }: Scene): Promise<Played> {
	// Slow enough that mails are in hand when a machine is told to end; now and then an answer gets lost.
	const resend = await startFlakyResend(() => (randomInt(50) === 0 ? 'cut' : 'none'), RESEND_MS);
	const env = productionEnvironment(databaseUrl, {
		...toml.env,
		RESEND_BASE_URL: resend.url,
		...WITHOUT_CLIENT_LIMITS,
	});
	const first = await runReleaseCommand(releases.old, toml.deploy.release_command, env);
	if (first.code !== 0) throw new ExplainedError(`The old release cannot migrate an empty database:\n${first.output}`);
	const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });
	const places = [
		{ name: 'machine1', port: await freePort(), errors: [] },
		{ name: 'machine2', port: await freePort(), errors: [] },
	];
	const machines = places.map((place) => startMachine(place, releases.old, env)) as [Machine, Machine];
	let proxy: FlyProxy | undefined;
	try {
		proxy = await startProxy(folder, machines, toml);
		await untilUp(proxy, machines);
		const tally = createTally();
		const tokens = await signTokens(env);
		const listeners = startListeners(proxy.url, tokens, sql);
		const crowd = startCrowd(proxy.url, tokens, tally);
		const stage = { toml, proxy, machines, env, sql, tally, log };
		const acts = [await goodRelease(stage, releases.fresh), await wayBack(stage, releases.old)];
		if (releases.broken) {
			acts.push(await failingMigration(stage, releases.broken));
			acts.push(await neverHealthy(stage, releases.fresh));
		}
		await crowd.goHome();
		await settleMails(sql);
		return {
			acts,
			tally,
			bookings: await judgeBookings(sql, tally.answered),
			mails: await judgeMails(sql, resend),
			listeners: await listeners.judge(),
		};
	} finally {
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
