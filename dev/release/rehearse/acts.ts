/** The releases that are rehearsed, each with what has to come of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import type { Times } from '../../proof/chaos/history.ts';
import type { Players } from '../../proof/chaos/players.ts';
import { answerComplaints } from '../../proof/chaos/recovery.ts';
import { until } from '../../until.ts';
import {
	type Env,
	type FlyToml,
	type Machine,
	milliseconds,
	type Replacement,
	replace,
	roll,
	runReleaseCommand,
} from './fly.ts';
import type { FlyProxy } from './proxy.ts';
import type { Migration, Release } from './release.ts';
import { schemaFingerprint } from './schemaFingerprint.ts';

export interface Stage {
	toml: FlyToml;
	proxy: FlyProxy;
	machines: [Machine, Machine];
	env: Env;
	sql: postgres.Sql;
	players: Players;
	log: (line: string) => void;
}

/** What an act came to. */
export interface ActReport {
	title: string;
	story: string[];
	/** What should have been and was not. */
	wrong: string[];
}

/** Adds what the code before does not use, to its outbox too: the first half of expand and contract. */
export const EXPAND: Migration = {
	tag: 'rehearsal_expand',
	statements: [
		'ALTER TABLE "booking" ADD COLUMN "rehearsed_at" timestamp with time zone;',
		'ALTER TABLE "mail" ADD COLUMN "rehearsed_at" timestamp with time zone;',
		'CREATE TABLE "rehearsal" ("id" uuid PRIMARY KEY, "booking_id" uuid REFERENCES "booking"("id") ON DELETE cascade);',
		'CREATE INDEX "rehearsal_by_booking" ON "rehearsal" ("booking_id");',
	],
};

/** An update of the library that notes in the database which migrations there are. */
export const UPDATE = { name: 'drizzle-orm', version: '0.44.7' };

/** Fails after its first statement has changed something. */
export const BROKEN: Migration = {
	tag: 'rehearsal_broken',
	statements: ['ALTER TABLE "booking" ADD COLUMN "half_done" text;', 'ALTER TABLE "booking" ADD COLUMN "status" text;'],
};

/** Longest wait for a machine that will not turn healthy; Fly would wait for `wait_timeout`. */
const PATIENCE_MS = 30_000;
/** Longest wait for somebody to cause a mail, and for that to be sent. */
const MAIL_MS = 20_000;
/** The load before and after, so that what comes late is seen in the act that caused it. */
const QUIET_MS = 3_000;

export async function goodRelease(stage: Stage, release: Release): Promise<ActReport> {
	return act(stage, 'A release with a new migration', async (telling) => {
		const before = await schemaFingerprint(stage.sql);
		await expectMails(stage, telling, 'before');
		await releaseIt(stage, release, telling);
		telling.expect((await schemaFingerprint(stage.sql)) !== before, 'the schema is the new one');
	});
}

/** What an operator does about a release that is healthy, but wrong. */
export async function wayBack(stage: Stage, release: Release): Promise<ActReport> {
	return act(stage, 'The way back to the old release', async (telling) => {
		const before = await schemaFingerprint(stage.sql);
		await releaseIt(stage, release, telling);
		telling.expect((await schemaFingerprint(stage.sql)) === before, 'the schema stays the new one');
	});
}

/** The release command, then one machine after the other. */
async function releaseIt(stage: Stage, release: Release, telling: Telling): Promise<void> {
	const { say, expect } = telling;
	const { toml, env, machines } = stage;
	const { code, output } = await runReleaseCommand(release, toml.deploy.release_command, env);
	say(`\`${toml.deploy.release_command}\` ended with ${code}: ${lastLine(output)}`);
	expect(code === 0, 'the release command succeeds');
	const replaced = await roll(machines, { ...stage, release, waitMs: milliseconds(toml.deploy.wait_timeout) });
	for (const replacement of replaced) {
		say(describe(replacement));
		expect(
			replacement.healthyMs !== undefined && !replacement.wasKilled,
			`${replacement.machine} drains in time and turns healthy`,
		);
	}
	expect(
		machines.every((machine) => machine.release === release),
		`both machines run the ${release.name} release`,
	);
	const ready = await Promise.all(machines.map(({ port }) => fetch(`http://127.0.0.1:${port}/ready`)));
	expect(
		ready.every(({ status }) => status === 200),
		'both lack nothing, going by /ready',
	);
	await expectMails(stage, telling, 'after');
}

/** From now on mails are recorded and sent. */
async function expectMails({ sql }: Stage, { expect }: Telling, when: 'before' | 'after'): Promise<void> {
	const [{ now }] = await sql<[{ now: Date }]>`select now()`;
	const isSent = async () =>
		(await sql`select from mail where state = 'sent' and created_at > ${now} limit 1`).length > 0;
	const flow = await until('a mail is sent', isSent, MAIL_MS).then(
		() => true,
		() => false,
	);
	expect(flow, `mails flow ${when}`);
}

export async function failingMigration(stage: Stage, release: Release): Promise<ActReport> {
	return act(stage, 'A release whose migration fails', async ({ say, expect }) => {
		const { toml, env, sql, machines } = stage;
		const before = await schemaFingerprint(sql);
		const pids = machines.map(({ process }) => process.pid).join();
		const { code, output } = await runReleaseCommand(release, toml.deploy.release_command, env);
		const said = /.*already exists.*/.exec(output)?.[0] ?? lastLine(output);
		say(`\`${toml.deploy.release_command}\` ended with ${code}: ${said.trim()}`);
		say('Fly ends the deploy here: no machine is touched.');
		expect(code !== 0, 'the release command fails');
		expect(
			(await schemaFingerprint(sql)) === before,
			'the schema is what it was, though the first statement had succeeded',
		);
		await sleep(QUIET_MS);
		expect(machines.map(({ process }) => process.pid).join() === pids, 'the same processes go on');
	});
}

export async function neverHealthy(stage: Stage, release: Release): Promise<ActReport> {
	return act(stage, 'A release that never turns healthy, and the way back', async ({ say, expect }) => {
		const { env, machines, proxy } = stage;
		const [first, second] = machines;
		const good = first.release;
		// Nobody listens there: a secret was mistyped.
		const wrong = { ...env, DATABASE_URL: 'postgres://nobody@127.0.0.1:9/nowhere' };
		const replaced = await roll(machines, { ...stage, release, env: wrong, waitMs: PATIENCE_MS });
		for (const replacement of replaced) say(describe(replacement));
		expect(replaced.length === 1 && replaced[0]?.healthyMs === undefined, 'the rolling stops at the first machine');
		expect(!(await proxy.isUp(first.name)), 'the proxy gives that machine nothing');
		expect(second.release === good && (await proxy.isUp(second.name)), 'the other one goes on serving');
		const back = await replace(first, { ...stage, release: good, waitMs: PATIENCE_MS });
		say(`Rolled back. ${describe(back)}`);
		expect(back.healthyMs !== undefined, 'the release before turns healthy again');
	});
}

interface Telling {
	say(line: string): void;
	expect(isSo: boolean, what: string): void;
}

async function act(
	{ players, proxy, log }: Stage,
	title: string,
	play: (telling: Telling) => Promise<void>,
): Promise<ActReport> {
	log(`${title} …`);
	const begin = performance.now();
	const before = await proxy.redispatched();
	const story: string[] = [];
	const wrong: string[] = [];
	await sleep(QUIET_MS);
	const telling: Telling = {
		say: (line) => {
			story.push(line);
			log(`  ${line}`);
		},
		expect: (isSo, what) => {
			(isSo ? story : wrong).push(`${what}: ${isSo ? 'yes' : 'NO'}`);
			log(`  ${isSo ? 'ok    ' : 'WRONG '} ${what}`);
		},
	};
	await play(telling);
	await sleep(QUIET_MS);
	telling.expect((await proxy.redispatched()) === before, 'no request met a machine that was gone');
	const within = <T extends Times>(calls: T[]) => calls.filter((call) => call.begin >= begin);
	const [bookingCalls, calendarCalls] = [within(players.bookingCalls), within(players.calendarCalls)];
	const { length } = answerComplaints({ bookingCalls, calendarCalls, acts: [] });
	const calls = `${bookingCalls.length + calendarCalls.length} calls, ${length} of them without a good answer`;
	return { title, story: [`${seconds(performance.now() - begin)}, ${calls}`, ...story], wrong };
}

function describe({ machine, stopMs, wasKilled, healthyMs }: Replacement): string {
	const stopped = wasKilled ? `had to be killed after ${seconds(stopMs)}` : `ended ${seconds(stopMs)} after SIGTERM`;
	return `${machine} ${stopped}; its new process ${healthyMs === undefined ? 'was never found healthy' : `was found healthy after ${seconds(healthyMs)}`}.`;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const lastLine = (text: string): string => text.split('\n').at(-1) ?? '';
