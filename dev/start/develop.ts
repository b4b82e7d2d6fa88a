import { rmSync } from 'node:fs';
import { buildPages } from '@betzenstein/pages/build';
import { connectTo, loadMigration, migrate } from '@betzenstein/server';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { isPortTaken } from '@betzenstein/testing/machine/port';
import { devFile } from '@betzenstein/testing/machine/project';
import { orStopped } from '@betzenstein/testing/machine/stopRequest';
import { deleteDataDir } from '@betzenstein/testing/postgres/start';
import { whyUnreachable } from '@betzenstein/testing/postgres/whyUnreachable';
import { type Access, describeAccess, newLinks, writeAccess } from './access.ts';
import { embeddedDataDir, startEmbeddedDatabase } from './database.ts';
import { developmentEnvironment, type Environment, givenDatabase, portOf, sendsMails } from './environment.ts';
import { fillCalendar } from './fill.ts';
import { onHouseChange } from './houseChange.ts';
import { startInbox } from './inbox.ts';
import { type StartLock, takeStartLock } from './lock.ts';
import { type Reference, startReference } from './reference.ts';
import { serve } from './serve.ts';

/** What a development run works with. */
interface Development {
	root: string;
	env: Environment;
	stop: AbortController;
	log: (line: string) => void;
	/** Fill an empty calendar. */
	demo?: boolean;
	lock: StartLock;
}

/** Runs everything on this machine, with made-up settings, until there is a reason to stop. */
export async function develop(options: Omit<Development, 'lock'> & { reset: boolean }): Promise<void> {
	const { root, env, reset, log } = options;
	const databaseUrl = givenDatabase(env);
	if (reset && databaseUrl)
		throw new ExplainedError('--reset deletes the embedded database only, but DATABASE_URL is set.');
	const lock = takeStartLock(root);
	try {
		await requireFreePort(portOf(env));
		if (reset) await beginAnew(root, log);
		if (databaseUrl) await developGiven(databaseUrl, { ...options, lock });
		else await developEmbedded({ ...options, lock });
	} finally {
		lock.release();
	}
}

async function developGiven(databaseUrl: string, run: Development): Promise<void> {
	const error = await whyUnreachable(
		connectTo(addressOf(databaseUrl, run), { max: 1, connect_timeout: 2, onnotice: () => {} }),
	);
	if (error) {
		const message = `The database of DATABASE_URL does not answer (${String(error)}). Without DATABASE_URL an embedded one is used.`;
		throw new ExplainedError(message, { cause: error });
	}
	await developOn(databaseUrl, run);
}

async function developEmbedded(run: Development): Promise<void> {
	const database = await startEmbeddedDatabase(run.root, { log: run.log, signal: run.stop.signal });
	database.ended.then(({ asked }) => {
		if (!asked)
			run.stop.abort(new ExplainedError(`PostgreSQL has ended by itself; its log is in ${database.dataDir}.`));
	});
	try {
		await developOn(database.url, run);
	} finally {
		await database.stop();
	}
}

async function developOn(databaseUrl: string, run: Development): Promise<void> {
	run.log('Database: migrating …');
	await orStopped(migrate(addressOf(databaseUrl, run), run.log), run.stop.signal);
	if (sendsMails(run.env)) return developServer(databaseUrl, run);
	const inbox = await startInbox();
	try {
		await developServer(databaseUrl, { ...run, env: { ...run.env, RESEND_BASE_URL: inbox.apiUrl } }, inbox.url);
	} finally {
		await inbox.close();
	}
}

/** This database and no other, whatever else the environment names. */
const addressOf = (databaseUrl: string, { env }: Development) =>
	loadMigration({ DATABASE_URL: databaseUrl, DATABASE_CA: env['DATABASE_CA'] }).address;

async function developServer(databaseUrl: string, run: Development, inboxUrl?: string): Promise<void> {
	const { root, env, stop, log, demo, lock } = run;
	log('Pages: building …');
	await orStopped(buildPages(), stop.signal);
	log('Server: starting …');
	const environment = developmentEnvironment(root, env, databaseUrl);
	const webUrl = environment['WEB_URL'] ?? '';
	let reference: Reference | undefined;
	let unlisten: (() => Promise<void>) | undefined;
	try {
		await serve(environment, stop.signal, async (server) => {
			const apiUrl = `http://localhost:${server.port}`;
			lock.publish({ apiUrl, databaseUrl });
			let access: Access = { apiUrl, ...(await server.access()) };
			writeAccess(root, access);
			unlisten = onHouseChange(addressOf(databaseUrl, run), async () => {
				const before = access;
				access = { apiUrl, ...(await server.access()) };
				const links = newLinks(before, access, webUrl);
				if (links.length === 0) return;
				writeAccess(root, access);
				log(`\nWhose links have ended, with their new ones:\n${links.join('\n')}`);
			});
			if (demo) await fillCalendar(access, log);
			reference = await startReference(apiUrl);
			log(describeAccess(root, access, webUrl));
			log(`\nEvery procedure, to read of and to try: ${reference.url}`);
			if (inboxUrl) log(`All mails arrive at ${inboxUrl}`);
		});
	} finally {
		await unlisten?.();
		await reference?.close();
	}
}

async function requireFreePort(port: string): Promise<void> {
	const number = Number(port);
	// Whether it is a port at all, the server checks with all its settings.
	if (!Number.isInteger(number) || number < 1 || number > 65_535 || !(await isPortTaken(number))) return;
	throw new ExplainedError(
		`Port ${port} is taken by another program. Choose another one: PORT=${number + 1} pnpm start`,
	);
}

async function beginAnew(root: string, log: (line: string) => void): Promise<void> {
	log('Reset: deleting the database and the made-up settings …');
	await deleteDataDir(embeddedDataDir(root), log);
	for (const name of ['settings.json', 'access.json']) rmSync(devFile(root, name), { force: true });
}
