/** Two built servers on one database, each through a wire of its own, with a provider, and everybody who watches them. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '@betzenstein/server';
import { productionEnvironment, WITHOUT_LIMITS } from '@betzenstein/testing/house/environment';
import { type HouseTokens, signTokens } from '@betzenstein/testing/house/links';
import type { Listener } from '@betzenstein/testing/house/listener';
import { type ServerProcess, startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { freePort } from '@betzenstein/testing/machine/port';
import { type FlakyResend, type Fault as MailFault, startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { startTemporaryPostgres, type TemporaryPostgres } from '@betzenstein/testing/postgres/temporary';
import { openWire, type Wire } from '@betzenstein/testing/postgres/wire';
import postgres from 'postgres';
import { startListeners } from './ending.ts';
import type { Look } from './history.ts';
import { MOST_PENDING } from './players.ts';
import { openSmallDisk, type SmallDisk } from './smallDisk.ts';

/** A place for a server: name and address stay, the process in it comes and goes. */
export interface Place {
	name: string;
	url: string;
	wire: Wire;
	process: ServerProcess;
	/** Starts another process in it. @param skewMs how far ahead its clock is */
	start(skewMs?: number): Promise<void>;
}

export interface Scene {
	postgres: TemporaryPostgres;
	/** The database's own disk; nothing where none can be made. */
	disk: SmallDisk | undefined;
	places: [Place, Place];
	tokens: HouseTokens;
	/** Straight into the database, past the wires. */
	sql: postgres.Sql;
	resend: FlakyResend;
	/** What the provider does from now on. */
	provide(mood: () => MailFault): void;
	looks: Look[];
	listeners: Listener[];
	/** What the servers have logged about crashes and unexpected errors. */
	errors(): string[];
}

const DATABASE = 'chaos';
const LOOK_EVERY_MS = 250;
const SKEWED_CLOCK = join(import.meta.dirname, 'skewedClock.ts');

/** Hands a new scene to the work, and takes all of it away afterwards. @param program the built server */
export async function withScene<T>(program: string, work: (scene: Scene) => Promise<T>): Promise<T> {
	const closing: (() => unknown)[] = [];
	try {
		return await work(await openScene(program, (close) => closing.push(close)));
	} finally {
		for (const close of closing.toReversed()) await close();
	}
}

async function openScene(program: string, later: (close: () => unknown) => void): Promise<Scene> {
	// What is acknowledged must survive a crash.
	const server = await startTemporaryPostgres({ durable: true });
	const disk = openSmallDisk();
	// Nobody may use the disk any more when it is taken away.
	later(() => disk?.close());
	later(() => server.stop());
	const admin = postgres(server.url('postgres'), { max: 1 });
	if (disk) await admin.unsafe(`create tablespace small location '${disk.folder}'`);
	await admin.unsafe(`create database ${DATABASE} ${disk ? 'tablespace small' : ''}`);
	await admin.end();
	const databaseUrl = server.url(DATABASE);
	await migrate({ url: databaseUrl }, () => {});
	const sql = postgres(databaseUrl, { max: 2, onnotice: () => {}, backoff: () => 0.1 });
	later(() => sql.end());

	let mood: () => MailFault = () => 'none';
	const resend = await startFlakyResend(() => mood());
	later(() => resend.close());
	const env = productionEnvironment(databaseUrl, {
		...WITHOUT_LIMITS,
		LIMIT_PENDING: `${MOST_PENDING}`,
		RESEND_BASE_URL: resend.url,
		MAIL_TIMEOUT_MS: '500',
		MAIL_LEASE_SECONDS: '5',
		DRAIN_SECONDS: '1',
	});
	const processes: ServerProcess[] = [];
	async function open(name: string): Promise<Place> {
		const wire = await openWire(databaseUrl);
		const url = new URL(wire.url);
		url.searchParams.set('application_name', name);
		const port = await freePort();
		const own = { ...env, DATABASE_URL: url.href, PORT: `${port}` };
		const place = {
			name,
			url: `http://127.0.0.1:${port}`,
			wire,
			start: async (skewMs = 0) => {
				const skewed = skewMs !== 0 && { NODE_OPTIONS: `--import=${SKEWED_CLOCK}`, CLOCK_SKEW_MS: `${skewMs}` };
				place.process = await startServerProcess({ ...own, ...skewed }, { program });
				processes.push(place.process);
			},
		} as Place;
		later(() => wire.cut());
		later(() => place.process?.stop());
		await place.start();
		return place;
	}
	const places: Scene['places'] = [await open('first'), await open('second')];
	const tokens = await signTokens(env);

	const listeners = startListeners(places, tokens);
	later(() => Promise.all(listeners.map((one) => one.leave())));
	const looks: Look[] = [];
	let isOver = false;
	const looking = places.map(async (place) => {
		for (; !isOver; await sleep(LOOK_EVERY_MS)) looks.push(await look(place));
	});
	later(() => {
		isOver = true;
		return Promise.all(looking);
	});
	return {
		postgres: server,
		disk,
		places,
		tokens,
		sql,
		resend,
		provide: (next) => {
			mood = next;
		},
		looks,
		listeners,
		errors: () => processes.flatMap(({ errors }) => errors),
	};
}

async function look({ name, url }: Place): Promise<Look> {
	const begin = performance.now();
	const said = await fetch(`${url}/ready`)
		.then((answer) => answer.json() as Promise<{ status: string; missing?: string[] }>)
		.then(({ status, missing }) => missing ?? [status])
		.catch(() => []);
	return { server: name, begin, end: performance.now(), says: said };
}
