import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProcess } from '../machine/processes.ts';
import { projectRoot } from '../machine/project.ts';
import { dataDirFor, deleteDataDir, type Postgres, type PostgresOptions, startPostgres } from './start.ts';

/** A PostgreSQL whose data goes when it stops. */
export interface TemporaryPostgres extends Postgres {
	dataDir: string;
	/** Kills it. What `restart` then starts has the same data and address, and has to recover first. */
	crash(): Promise<void>;
	restart(): Promise<void>;
}

/** How long processes of a server that was killed may take to notice; until then none can be started in its place. */
const ORPHANS_MS = 10_000;

/** Durable only if asked, since its data is not to be kept. */
export async function startTemporaryPostgres(
	options: Pick<PostgresOptions, 'durable' | 'log' | 'tls'> = {},
): Promise<TemporaryPostgres> {
	const prefix = dataDirFor(projectRoot, `temporary-${process.pid}-`);
	mkdirSync(dirname(prefix), { recursive: true });
	const dataDir = mkdtempSync(prefix);
	await deleteAbandoned(dirname(prefix));
	let server = await startPostgres({ dataDir, durable: false, ...options });
	const { port } = server;
	return {
		...server,
		dataDir,
		crash: async () => {
			process.kill(server.pid, 'SIGKILL');
			await server.ended;
			await server.stop();
		},
		restart: async () => {
			const deadline = Date.now() + ORPHANS_MS;
			for (let isUp = false; !isUp; await sleep(20)) {
				try {
					server = await startPostgres({ dataDir, port, durable: false, ...options });
					isUp = true;
				} catch (error) {
					if (Date.now() > deadline) throw error;
				}
			}
		},
		stop: async () => {
			await server.stop();
			await deleteDataDir(dataDir);
		},
	};
}

/** Hands the address of an empty database to the work and deletes it afterwards; answers what the work does. */
export async function withTemporaryDatabase<T>(work: (databaseUrl: string) => Promise<T>): Promise<T> {
	const server = await startTemporaryPostgres();
	try {
		return await work(server.url('postgres'));
	} finally {
		await server.stop();
	}
}

/** A killed process cannot delete its data folder; the next one does, going by the process number in the name. */
async function deleteAbandoned(folder: string): Promise<void> {
	for (const name of readdirSync(folder)) {
		const [, pid] = /^temporary-(\d+)-/.exec(name) ?? [];
		if (pid && !findProcess(Number(pid))) await deleteDataDir(join(folder, name));
	}
}
