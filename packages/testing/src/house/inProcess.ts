/**
 * A house in this process: a migrated database of its own, its approvers, a clock that stands still, callers and
 * links of every kind; and, if need be, HTTP.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, createClient } from '@betzenstein/client';
import {
	type AppDeps,
	type Caller,
	createApp,
	createCaller,
	createHealth,
	createInnerContext,
	createLimiter,
	createLog,
	createServices,
	loadConfig,
	personWith,
	personWithEmail,
	syncApprovers,
} from '@betzenstein/server';
import type { CreateBookingInput } from '@betzenstein/shared';
import postgres from 'postgres';
import { createTestDatabase } from '../postgres/testDatabase.ts';
import { callAt } from './calls.ts';
import { emailOf, testEnvironment } from './environment.ts';
import { linksOf } from './links.ts';

export interface HouseOptions {
	/** The clock stands at 10:00 UTC of this day until `travelTo`. */
	today?: string;
	/** The clock runs instead, as it does for real servers on the same database. */
	isClockRunning?: boolean;
	/** Other settings than {@link testEnvironment}'s. */
	env?: Record<string, string>;
	/** Whose template is copied; without it, that of the test run. */
	postgresUrl?: string | undefined;
}

export const silentLog = createLog('silent');

export type House = Awaited<ReturnType<typeof openHouse>>;

export async function openHouse({
	today = '2027-03-01',
	isClockRunning = false,
	env = {},
	postgresUrl,
}: HouseOptions = {}) {
	// Vitest can only be loaded in a test run.
	const database = await createTestDatabase(postgresUrl ?? (await import('vitest')).inject('postgresUrl'));
	const config = loadConfig(testEnvironment(database.url, env));
	let standing = instantOf(today);
	const now = () => (isClockRunning ? new Date() : standing);
	const services = await createServices(config, { clock: now });
	await syncApprovers(services, config.approvers);
	/** Straight into the tables, past every rule of the code. */
	const sql = postgres(database.url, { max: 4, onnotice: () => {} });

	const callerAs = (caller: Caller) => createCaller(createInnerContext(services, caller, 'test'));
	async function person(email: string): Promise<Caller & { kind: 'person' }> {
		return services.db.note(async (unit) => {
			await personWith(unit, services, email);
			return (await personWithEmail(unit.sql, email, 'person')) as Caller & { kind: 'person' };
		});
	}

	return {
		config,
		services,
		sql,
		databaseUrl: database.url,
		/** From now on it is this instant (a day means its 10:00 UTC). */
		travelTo(instant: string) {
			standing = instantOf(instant);
		},
		now,
		as: {
			caller: callerAs,
			stranger: callerAs({ kind: 'stranger' }),
			viewer: callerAs({ kind: 'viewer', calendarGeneration: 1 }),
			person: async (email: string) => callerAs(await person(email)),
			approver: async (name: string) => callerAs(await person(emailOf(name))),
		},
		/** Who this address is, as a caller. */
		person,
		/** The links as they are mailed now. */
		link: linksOf(services),
		async close() {
			await sql.end();
			await services.changes.close();
			await services.db.close();
			await database.drop();
		},
	};
}

const instantOf = (text: string): Date => new Date(text.includes('T') ? text : `${text}T10:00:00Z`);

/** A booking request that every rule allows on 2027-03-01. */
export const request = (changes: Partial<CreateBookingInput> = {}): CreateBookingInput => ({
	firstName: 'Anna',
	email: 'anna@example.com',
	startDate: '2027-05-01',
	endDate: '2027-05-05',
	partySize: 4,
	affiliation: 'Ingeborg',
	...changes,
});

export type HttpHouse = Awaited<ReturnType<typeof openHttpHouse>>;

/** The house behind real HTTP, without what a server does on its own: no mail is sent, nothing falls due. */
export async function openHttpHouse(options: HouseOptions = {}, app: Partial<AppDeps> = {}) {
	const house = await openHouse(options);
	const server = await serve(house, app);
	await server.start();
	return {
		...house,
		url: server.url,
		call: (path: string, callOptions?: Parameters<typeof callAt>[2]) => callAt(server.url, path, callOptions),
		/** The package that frontends use, with this link. */
		client: (token?: string): Client => createClient({ url: server.url, token }),
		async close() {
			await server.close();
			await house.close();
		},
	};
}

/** The application on a port of its own, with the services of a house; several may serve one house. */
export async function serve({ services, config }: Pick<House, 'services' | 'config'>, more: Partial<AppDeps> = {}) {
	const log = createLog('silent');
	const health = createHealth(services.db, log);
	const app = createApp({
		services,
		health,
		limiter: createLimiter({ db: services.db, limits: config.limits, secret: config.linkKeys[0].secret }),
		log,
		corsOrigins: ['https://frontend.example'],
		clientIpHeader: undefined,
		webhookSecret: undefined,
		...more,
	});
	const server = createServer(app);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		health,
		log,
		start: () => health.start(async () => {}),
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
