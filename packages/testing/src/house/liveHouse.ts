import { createServices, loadConfig, migrate } from '@betzenstein/server';
import { productionEnvironment, withTemporaryDatabase } from '../postgres/temporaryDatabase.ts';
import { startServerProcess } from './serverProcess.ts';

export interface LiveHouse {
	url: string;
	/** The token of the calendar link. */
	token: string;
}

/** A server process on a database of its own. @param corsOrigin whose pages may call it */
export async function withLiveHouse<T>(corsOrigin: string, work: (house: LiveHouse) => Promise<T>): Promise<T> {
	return withTemporaryDatabase(async (databaseUrl) => {
		await migrate(databaseUrl, () => {});
		const env = { ...productionEnvironment(databaseUrl), CORS_ORIGINS: corsOrigin };
		const { tokens, db } = await createServices(loadConfig(env));
		await db.close();
		const server = await startServerProcess(env);
		try {
			return await work({ url: server.url, token: await tokens.sign({ kind: 'calendar', generation: 1 }) });
		} finally {
			await server.stop();
		}
	});
}
