/** For scripts and `pnpm repl`: the house on its database, past all links, but not past the rules. */
import { connectTo, createServices, schemaIsCurrent, syncApprovers, tables } from '@betzenstein/server';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { and, asc, count, desc, eq, gte, inArray, isNull, lte, not, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { createAs } from './callers.ts';
import { type OpenedDatabase, openDatabase } from './database.ts';

/** What one works with. */
export type OpenedHouse = Awaited<ReturnType<typeof openOn>>;

/**
 * Opens the database that `DATABASE_URL` names, else that of the running `pnpm start`, else the embedded one. Nothing
 * but results goes to stdout.
 * @throws ExplainedError for a database on another machine, unless the program was called with `--yes-remote`
 */
export async function open(): Promise<OpenedHouse> {
	const database = await openDatabase(console.error);
	try {
		const house = await openOn(database);
		return { ...house, [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]().finally(database.close) };
	} catch (error) {
		await database.close();
		throw error;
	}
}

/** The same on a database that is open already, and stays so. */
export async function openOn({ title, config, isOwn }: OpenedDatabase) {
	const services = await createServices(config);
	const address = { url: config.databaseUrl, ca: config.databaseCa };
	const client = connectTo(address, { max: 2, prepare: false, onnotice: () => {} });
	const close = async () => {
		await Promise.all([services.db.close(), client.end({ timeout: 5 })]);
	};
	try {
		if (isOwn) await syncApprovers(services, config.approvers);
		else if (!(await services.db.read(({ sql }) => schemaIsCurrent(sql)))) {
			throw new ExplainedError('The database is older than this code. `pnpm db:migrate` brings it up to date.');
		}
	} catch (error) {
		await close();
		throw error;
	}
	const { host, pathname } = new URL(config.databaseUrl);
	return {
		/** On which database, in a few words. */
		title: `on ${title} (${host}${pathname})`,
		/** Calls any procedure as anybody; what is done is recorded as done by the operator. */
		as: createAs(services),
		/** Drizzle, past the rules; column names as the server's own connection has them. */
		db: drizzle(client, { schema: tables, casing: 'snake_case' }),
		tables,
		...{ and, asc, count, desc, eq, gte, inArray, isNull, lte, not, or, sql },
		/** The house's settings. */
		house: services.house,
		services,
		[Symbol.asyncDispose]: close,
	};
}
