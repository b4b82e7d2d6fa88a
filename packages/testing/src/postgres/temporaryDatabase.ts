import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { dirname } from 'node:path';
import { projectRoot } from '../machine/project.ts';
import { dataDirFor, deleteDataDir, startPostgres } from './start.ts';

/** Hands the address of an empty database to the work and deletes it afterwards; answers what the work does. */
export async function withTemporaryDatabase<T>(work: (databaseUrl: string) => Promise<T>): Promise<T> {
	const prefix = dataDirFor(projectRoot, 'ci-');
	mkdirSync(dirname(prefix), { recursive: true });
	const dataDir = mkdtempSync(prefix);
	const server = await startPostgres({ dataDir, durable: false });
	try {
		return await work(server.url('postgres'));
	} finally {
		await server.stop();
		await deleteDataDir(dataDir);
	}
}

/** What a machine in production is given, with made-up secrets. */
export const productionEnvironment = (databaseUrl: string): Record<string, string> => ({
	NODE_ENV: 'production',
	METRICS_PORT: '0',
	DATABASE_URL: databaseUrl,
	LINK_KEYS: `ci:${randomBytes(32).toString('base64')}`,
	APPROVERS: JSON.stringify(
		['Ingeborg', 'Cornelia', 'Angelika'].map((name) => ({
			name,
			color: '#C1DBE3',
			email: `${name.toLowerCase()}@example.com`,
		})),
	),
	WEB_URL: 'http://localhost:8080',
	RESEND_API_KEY: 're_ci',
	// Nobody listens there: no mail leaves.
	RESEND_BASE_URL: 'http://127.0.0.1:9',
	MAIL_FROM: 'Betzenstein <betzenstein@example.com>',
});
