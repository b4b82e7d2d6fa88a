/** `pnpm proof races`: plays the races on two servers and one PostgreSQL of its own, and prints what came of them. */
import { migrate } from '@betzenstein/server';
import { readFlags } from '@betzenstein/testing/machine/flags';
import { listenForStop, orStopped } from '@betzenstein/testing/machine/stopRequest';
import { ensureDatabase } from '@betzenstein/testing/postgres/ensureDatabase';
import type { Postgres } from '@betzenstein/testing/postgres/start';
import { startTemporaryPostgres } from '@betzenstein/testing/postgres/temporary';
import postgres from 'postgres';
import { contrast } from './races/contrast.ts';
import { DATE_RACES } from './races/dateRaces.ts';
import { DECISION_RACES } from './races/decisionRaces.ts';
import { type Result, runRace } from './races/race.ts';
import { openRaceHouse } from './races/raceHouse.ts';
import { reportOf } from './races/report.ts';
import { WATCH_RACES } from './races/watchRaces.ts';
import { runProof } from './runProof.ts';

const HELP = `pnpm proof races [--rounds N]

Plays each race N times (20) through HTTP on two server processes, on an embedded PostgreSQL of its own, and checks the
database after every round. Prints a table; exits with 1 if anything happened that must not.`;

const RACES = [...DATE_RACES, ...DECISION_RACES, ...WATCH_RACES];

const DATABASE = 'races';
const BROKEN_SHOWN = 20;
const CONTRAST_ROUNDS = 20;
/** Any number does: nothing else locks in that database. */
const CONTRAST_LOCK = 1;

async function proof(args: string[]): Promise<boolean> {
	const options = { rounds: { type: 'string', default: '20' }, help: { type: 'boolean', default: false } } as const;
	const flags = readFlags(args, options, HELP);
	const rounds = Number(flags.rounds);
	if (flags.help || !Number.isInteger(rounds) || rounds < 1) {
		console.log(HELP);
		return flags.help;
	}
	const { signal } = listenForStop(console.log);
	const server = await startTemporaryPostgres({ durable: true, log: console.log });
	try {
		await ensureDatabase(server.url('postgres'), DATABASE);
		await migrate({ url: server.url(DATABASE) }, console.log);
		return await play(server, rounds, signal);
	} finally {
		await server.stop();
	}
}

async function play(server: Postgres, rounds: number, signal: AbortSignal): Promise<boolean> {
	console.log('Servers: starting two …');
	const house = await openRaceHouse(server.url(DATABASE));
	const results: Result[] = [];
	let ended: { deadlocks: number; errors: string[] };
	try {
		for (const [index, race] of RACES.entries()) {
			console.log(`Race ${index + 1} of ${RACES.length}: ${race.name} …`);
			results.push(await orStopped(runRace(house, race, rounds, showRound(rounds)), signal));
		}
	} finally {
		ended = await house.close();
	}

	console.log('For contrast, SQL alone …');
	const contrasted = await orStopped(contrastOn(server), signal);

	console.log(
		`\n${reportOf(results)}\n\nDeadlocks: ${ended.deadlocks}; unexpected errors in the servers' logs: ${ended.errors.length}`,
	);
	console.log(`\nFor contrast, inserts in SQL alone:\n\n${reportOf(contrasted)}\n`);
	const broken = [...results.flatMap((result) => result.broken), ...ended.errors];
	if (ended.deadlocks > 0) broken.push(`${ended.deadlocks} deadlocks`);
	for (const line of broken.slice(0, BROKEN_SHOWN)) console.log(`BROKEN: ${line}`);
	console.log(broken.length === 0 ? 'Everything held.' : `${broken.length} times something broke.`);
	return broken.length === 0;
}

/** On a terminal only: a log would get a line for every round. */
function showRound(rounds: number): (round: number) => void {
	return (round) => {
		if (process.stdout.isTTY) process.stdout.write(`  round ${round} of ${rounds}${round === rounds ? '\n' : '\r'}`);
	};
}

/** In a copy, so that the deadlocks it provokes do not count. */
async function contrastOn(server: Postgres): Promise<Result[]> {
	const admin = postgres(server.url('postgres'), { max: 1 });
	await admin`create database contrast template ${admin(DATABASE)}`;
	await admin.end();
	const databaseUrl = server.url('contrast');
	return [
		await contrast({ databaseUrl, rounds: CONTRAST_ROUNDS }),
		await contrast({ databaseUrl, rounds: CONTRAST_ROUNDS, lock: CONTRAST_LOCK }),
	];
}

await runProof(proof);
