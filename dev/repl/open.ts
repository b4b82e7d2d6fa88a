/** For scripts and `pnpm repl`: the house on its database, past all links, but not past the rules. */
import {
	type Config,
	connect,
	connectTo,
	createServices,
	failedMails,
	type Services,
	schemaIsCurrent,
	sendAgain,
	syncApprovers,
	tables,
} from '@betzenstein/server';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { and, asc, count, desc, eq, gte, inArray, isNull, lte, not, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import { createAs } from './callers.ts';
import { type OpenedDatabase, openDatabase } from './database.ts';
import { find } from './find.ts';
import { openSandbox } from './sandbox.ts';

/** What one works with. */
export type OpenedHouse = Awaited<ReturnType<typeof openOn>>;

/** Longest time that a sandbox lasts, since others may have to wait for its end. */
const SANDBOX_MS = 60 * 60_000;

/**
 * Opens the database that `DATABASE_URL` names, else that of the running `pnpm start`, else the embedded one. Nothing
 * but results goes to stdout. If the program was called with `--sandbox`, nothing that is done stays.
 * @throws ExplainedError for a database on another machine, unless the program was called with `--yes-remote`
 */
export async function open(): Promise<OpenedHouse> {
	const database = await openDatabase(console.error);
	try {
		const house = await openOn(database, process.argv.includes('--sandbox'));
		return { ...house, [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]().finally(database.close) };
	} catch (error) {
		await database.close();
		throw error;
	}
}

/** The same on a database that is open already, and stays so. */
export async function openOn({ title, config, isOwn }: OpenedDatabase, isSandbox = false) {
	const { services, client, close } = isSandbox ? await inSandbox(config) : await inEarnest(config);
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
		title: `on ${title} (${host}${pathname})${isSandbox ? ', in a sandbox: nothing that is done here stays' : ''}`,
		/** Calls any procedure as anybody; what is done is recorded as done by the operator. */
		as: createAs(services),
		/** Drizzle, past the rules; column names as the server's own connection has them. */
		db: drizzle(client, { schema: tables, casing: 'snake_case' }),
		tables,
		...{ and, asc, count, desc, eq, gte, inArray, isNull, lte, not, or, sql },
		/** Bookings by a part of a first name, an address or an id. */
		find: (text: string) => find(services, text),
		/** The mails that finally failed, and why. */
		failedMails: () => failedMails(services),
		/** Sends failed mails again: these, or all that nothing newer has overtaken. Returns how many. */
		sendAgain: (which: string[] | 'all') => sendAgain(services, which),
		/** The house's settings. */
		house: services.house,
		services,
		[Symbol.asyncDispose]: close,
	};
}

interface Connected {
	services: Services;
	/** Past the services. */
	client: postgres.Sql;
	close(): Promise<void>;
}

const addressOf = ({ databaseUrl: url, databaseCa: ca }: Config) => ({ url, ca });

async function inEarnest(config: Config): Promise<Connected> {
	const services = await createServices(config);
	const client = connectTo(addressOf(config), { max: 2, prepare: false, onnotice: () => {} });
	const close = async () => {
		await Promise.all([services.db.close(), client.end({ timeout: 5 })]);
	};
	return { services, client, close };
}

async function inSandbox(config: Config): Promise<Connected> {
	const services = await createServices(config);
	const { clock } = services;
	const { timeZone, databasePooled: pooled } = config;
	const outer = connect({ ...addressOf(config), pooled, clock, timeZone, statementTimeoutMs: SANDBOX_MS });
	const { db, client } = openSandbox(outer, { clock, timeZone });
	const close = async () => {
		await Promise.all([db.close(), services.db.close()]);
	};
	return { services: { ...services, db }, client, close };
}
