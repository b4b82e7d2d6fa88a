import { rmSync } from 'node:fs';
import { migrate } from '@betzenstein/server';
import { writeAccess } from './access.ts';
import { ensureDatabase } from './ensureDatabase.ts';
import { developmentEnvironment, givenDatabase, portOf } from './environment.ts';
import { ExplainedError } from './explainedError.ts';
import { type StartLock, takeStartLock } from './lock.ts';
import { isPortTaken } from './port.ts';
import { dataDirFor, deleteDataDir, startPostgres } from './postgres.ts';
import { devFile, projectRoot } from './project.ts';
import { serve } from './serve.ts';
import type { StopRequest } from './stopRequest.ts';

type Log = (line: string) => void;

const DATABASE = 'betzenstein';

/** Runs everything on this machine, with made-up settings, until there is a reason to stop. */
export async function develop(options: { reset: boolean; stop: StopRequest; log: Log }): Promise<void> {
	const { reset, stop, log } = options;
	const databaseUrl = givenDatabase(process.env);
	if (reset && databaseUrl) throw new ExplainedError('--reset deletes the embedded database only, but DATABASE_URL is set.');
	const lock = takeStartLock(projectRoot);
	try {
		await requireFreePort(portOf(process.env));
		if (reset) await beginAnew(log);
		if (databaseUrl) await developOn(databaseUrl, lock, stop, log);
		else await developEmbedded(lock, stop, log);
	} finally {
		lock.release();
	}
}

async function developEmbedded(lock: StartLock, stop: StopRequest, log: Log): Promise<void> {
	const server = await startPostgres({ dataDir: dataDirFor(projectRoot, 'postgres'), log });
	server.ended.then(() => stop.fail(new Error('PostgreSQL has ended, though nobody here asked it to.')));
	try {
		await ensureDatabase(server.url('postgres'), DATABASE);
		await developOn(server.url(DATABASE), lock, stop, log);
	} finally {
		await server.stop();
	}
}

async function developOn(databaseUrl: string, lock: StartLock, stop: StopRequest, log: Log): Promise<void> {
	const env = developmentEnvironment(projectRoot, process.env, databaseUrl);
	await stop.during(migrate(databaseUrl, log));
	log('Server: starting …');
	await serve(env, stop, async (server) => {
		const apiUrl = `http://localhost:${server.port}`;
		lock.publish({ apiUrl, databaseUrl });
		log(writeAccess(projectRoot, { apiUrl, ...(await server.access()) }));
	});
}

async function requireFreePort(port: string): Promise<void> {
	const number = Number(port);
	// Whether it is a port at all, the server checks with all its settings.
	if (!Number.isInteger(number) || number < 1 || number > 65_535 || !(await isPortTaken(number))) return;
	throw new ExplainedError(`Port ${port} is taken by another program. Choose another one: PORT=${number + 1} pnpm start`);
}

async function beginAnew(log: Log): Promise<void> {
	log('Reset: deleting the database and the made-up settings …');
	await deleteDataDir(dataDirFor(projectRoot, 'postgres'), log);
	for (const name of ['settings.json', 'access.json']) rmSync(devFile(projectRoot, name), { force: true });
}
