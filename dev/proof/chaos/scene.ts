/** Two built servers on one database, each through a wire of its own, with a provider, and everybody who watches them. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '@betzenstein/server';
import { productionEnvironment, WITHOUT_LIMITS } from '@betzenstein/testing/house/environment';
import { type HouseTokens, signTokens } from '@betzenstein/testing/house/links';
import { keepListening, type Listener } from '@betzenstein/testing/house/listener';
import { type ServerProcess, startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { freePort } from '@betzenstein/testing/machine/port';
import { type FlakyResend, type Fault as MailFault, startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { startTemporaryPostgres, type TemporaryPostgres } from '@betzenstein/testing/postgres/temporary';
import { openWire, type Wire } from '@betzenstein/testing/postgres/wire';
import postgres from 'postgres';
import type { Look } from './history.ts';
import { openSmallDisk, type SmallDisk } from './smallDisk.ts';

/** A place for a server: name and address stay, the process in it comes and goes. */
export interface Place {
	name: string;
	url: string;
	wire: Wire;
	process: ServerProcess;
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
	errors: string[];
	close(): Promise<void>;
}

export const MOST_PENDING = 3;
const DATABASE = 'chaos';
const LOOK_EVERY_MS = 250;
const LISTENERS = 6;

/** @param program the built server */
export async function openScene(program: string): Promise<Scene> {
	// What is acknowledged must survive a crash.
	const server = await startTemporaryPostgres({ durable: true });
	const disk = openSmallDisk();
	const admin = postgres(server.url('postgres'), { max: 1, onnotice: () => {} });
	if (disk) await admin.unsafe(`create tablespace small location '${disk.folder}'`);
	await admin.unsafe(`create database ${DATABASE} ${disk ? 'tablespace small' : ''}`);
	await admin.end();
	await migrate({ url: server.url(DATABASE) }, () => {});

	let mood: () => MailFault = () => 'none';
	const resend = await startFlakyResend(() => mood());
	const env = productionEnvironment(server.url(DATABASE), {
		...WITHOUT_LIMITS,
		LIMIT_PENDING: `${MOST_PENDING}`,
		RESEND_BASE_URL: resend.url,
		MAIL_TIMEOUT_MS: '500',
		MAIL_LEASE_SECONDS: '5',
		DRAIN_SECONDS: '1',
	});
	const errors: string[] = [];
	const open = async (name: string): Promise<Place> => {
		const wire = await openWire(server.url(DATABASE));
		const port = await freePort();
		const url = new URL(wire.url);
		url.searchParams.set('application_name', name);
		const start = async (skewMs = 0) => {
			place.process = await startServerProcess(
				{
					...env,
					DATABASE_URL: url.href,
					PORT: `${port}`,
					...(skewMs !== 0 && {
						NODE_OPTIONS: `--import=${join(import.meta.dirname, 'skewedClock.ts')}`,
						CLOCK_SKEW_MS: `${skewMs}`,
					}),
				},
				{ program },
			);
			started.push(place.process);
		};
		const place = { name, url: `http://127.0.0.1:${port}`, wire, start } as Place;
		await start();
		return place;
	};
	const started: ServerProcess[] = [];
	const places = (await Promise.all([open('first'), open('second')])) as Scene['places'];
	const tokens = await signTokens(env);
	const sql = postgres(server.url(DATABASE), { max: 2, onnotice: () => {}, backoff: () => 0.1 });
	const approvers = Object.values(tokens.approvers);
	const listeners = Array.from({ length: LISTENERS }, (_, index) =>
		keepListening((places[index % 2 === 0 ? 0 : 1] as Place).url, approvers[index % approvers.length] ?? ''),
	);
	const looks: Look[] = [];
	let isOver = false;
	const looking = places.map(async (place) => {
		while (!isOver) {
			looks.push(await look(place));
			await sleep(LOOK_EVERY_MS);
		}
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
		errors,
		close: async () => {
			isOver = true;
			await Promise.all([...looking, ...listeners.map((one) => one.leave())]);
			await Promise.all(places.map(({ process }) => process.stop()));
			errors.push(...started.flatMap((one) => one.errors));
			for (const { wire } of places) wire.cut();
			await sql.end();
			await resend.close();
			await server.stop();
			disk?.close();
		},
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
