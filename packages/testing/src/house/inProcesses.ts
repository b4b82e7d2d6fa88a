/** A house in processes: servers as Fly runs them, on one database, and the links that they would mail. */
import { createServices, loadConfig, migrate } from '@betzenstein/server';
import postgres from 'postgres';
import { withTemporaryDatabase } from '../postgres/temporary.ts';
import { productionEnvironment, WITHOUT_CLIENT_LIMITS } from './environment.ts';
import { type Links, linksOf } from './links.ts';
import { type ServerProcess, startServerProcess } from './serverProcess.ts';

interface ServersOptions<Names extends readonly string[]> {
	/** One server for each; in the database its sessions are called so. */
	names?: Names;
	/** Other settings than those of production without limits on clients. */
	env?: Record<string, string>;
}

export interface Servers<Names extends readonly string[] = readonly ['server']> {
	servers: { [Name in keyof Names]: ServerProcess };
	/** Straight into the tables. */
	sql: postgres.Sql;
	link: Links;
	/** What every server was given, for one more. */
	env: Record<string, string>;
	close(): Promise<void>;
}

/** @param databaseUrl a migrated database that nobody else uses */
export async function openServers<const Names extends readonly string[] = readonly ['server']>(
	databaseUrl: string,
	{ names = ['server'] as unknown as Names, env: more = {} }: ServersOptions<Names> = {},
): Promise<Servers<Names>> {
	const env = productionEnvironment(databaseUrl, { ...WITHOUT_CLIENT_LIMITS, ...more });
	const servers = await startAll(names.map((name) => () => startServerProcess(named(env, name))));
	const services = await createServices(loadConfig(env));
	const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });
	return {
		servers: servers as Servers<Names>['servers'],
		sql,
		link: linksOf(services),
		env,
		close: async () => {
			await Promise.all(servers.map((server) => server.stop()));
			await services.db.close();
			await sql.end();
		},
	};
}

/** Hands such a house on a database of its own to the work, and takes both away afterwards; answers what the work does. */
export function withServers<T, const Names extends readonly string[] = readonly ['server']>(
	options: ServersOptions<Names>,
	work: (house: Servers<Names>) => Promise<T>,
): Promise<T> {
	return withTemporaryDatabase(async (databaseUrl) => {
		await migrate({ url: databaseUrl }, () => {});
		const house = await openServers(databaseUrl, options);
		try {
			return await work(house);
		} finally {
			await house.close();
		}
	});
}

function named(env: Record<string, string>, name: string): Record<string, string> {
	const url = new URL(env['DATABASE_URL'] ?? '');
	url.searchParams.set('application_name', name);
	return { ...env, DATABASE_URL: url.href };
}

/** All of them or none. */
async function startAll(starts: (() => Promise<ServerProcess>)[]): Promise<ServerProcess[]> {
	const started = await Promise.allSettled(starts.map((start) => start()));
	const failed = started.find((one) => one.status === 'rejected');
	const servers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
	if (!failed) return servers;
	await Promise.all(servers.map((server) => server.stop()));
	throw failed.reason;
}
