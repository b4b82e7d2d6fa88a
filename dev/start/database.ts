import { ensureDatabase } from '@betzenstein/testing/postgres/ensureDatabase';
import type { PostgresProcess } from '@betzenstein/testing/postgres/server';
import { dataDirFor, startPostgres } from '@betzenstein/testing/postgres/start';

/** The development database on the embedded PostgreSQL of a project folder. */
export interface EmbeddedDatabase extends PostgresProcess {
	url: string;
	dataDir: string;
}

/** What goes on while the embedded database starts, and a reason to give up. */
export interface StartWatch {
	log: (line: string) => void;
	signal?: AbortSignal;
}

const NAME = 'betzenstein';

/** Where the data lie that `pnpm start` keeps. */
export function embeddedDataDir(root: string): string {
	return dataDirFor(root, 'postgres');
}

/** Starts it, creating what is missing. The caller holds the project folder's lock (lock.ts). */
export async function startEmbeddedDatabase(root: string, watch: StartWatch): Promise<EmbeddedDatabase> {
	const dataDir = embeddedDataDir(root);
	const server = await startPostgres({ dataDir, ...watch });
	try {
		await ensureDatabase(server.url('postgres'), NAME);
	} catch (error) {
		await server.stop();
		throw error;
	}
	return { ...server, url: server.url(NAME), dataDir };
}
