/** A house of its own for a test: a migrated database, the three approvers, a clock that stands still, and callers. */
import { randomUUID } from 'node:crypto';
import {
	type Config,
	createCaller,
	createInnerContext,
	createLog,
	createServices,
	loadConfig,
	personWith,
	personWithEmail,
	refusalOf,
	syncApprovers,
} from '@betzenstein/server';
import type { Caller } from '@betzenstein/server/domain/caller';
import type { CreateBookingInput, Reason, Refusal } from '@betzenstein/shared';
import { TRPCError } from '@trpc/server';
import postgres from 'postgres';
import { inject } from 'vitest';
import { createTestDatabase } from '../postgres/testDatabase.ts';

export const PARTIES = ['Ingeborg', 'Cornelia', 'Angelika'] as const;
export type PartyName = (typeof PARTIES)[number];
const COLORS: Record<PartyName, string> = { Ingeborg: '#C1DBE3', Cornelia: '#C7DFC5', Angelika: '#DFAEB4' };

export const emailOf = (name: string): string => `${name.toLowerCase()}@example.com`;

export const testLog = createLog('silent');

/** An environment that `loadConfig` takes. */
export const testEnvironment = (databaseUrl: string, more: Record<string, string> = {}): Record<string, string> => ({
	DATABASE_URL: databaseUrl,
	LINK_KEYS: `test:${Buffer.alloc(32, 'test key').toString('base64')}`,
	APPROVERS: JSON.stringify(PARTIES.map((name) => ({ name, color: COLORS[name], email: emailOf(name) }))),
	WEB_URL: 'http://localhost:8080',
	// Nobody listens there: mails stay in the outbox.
	RESEND_API_KEY: 're_test',
	RESEND_BASE_URL: 'http://127.0.0.1:9',
	MAIL_FROM: 'Betzenstein <haus@example.com>',
	LOG_LEVEL: 'silent',
	METRICS_PORT: '0',
	LIMIT_WRITES_PER_HOUR: '100000',
	LIMIT_READS_PER_MINUTE: '100000',
	...more,
});

export type TestHouse = Awaited<ReturnType<typeof createTestHouse>>;

/** @param today the clock stands at 10:00 UTC of this day until `travelTo` */
export async function createTestHouse({
	today = '2027-03-01',
	env = {},
}: {
	today?: string;
	env?: Record<string, string>;
} = {}) {
	const database = await createTestDatabase(inject('postgresUrl'));
	const config: Config = loadConfig(testEnvironment(database.url, env));
	let now = new Date(`${today}T10:00:00Z`);
	const services = await createServices(config, { clock: () => now });
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
			now = new Date(instant.includes('T') ? instant : `${instant}T10:00:00Z`);
		},
		now: () => now,
		as: {
			caller: callerAs,
			stranger: callerAs({ kind: 'stranger' }),
			viewer: callerAs({ kind: 'viewer', calendarGeneration: 1 }),
			person: async (email: string) => callerAs(await person(email)),
			approver: async (name: PartyName) => callerAs(await person(emailOf(name))),
		},
		/** Who this address is, as a caller. */
		person,
		async close() {
			await sql.end();
			await services.changes.close();
			await services.db.close();
			await database.drop();
		},
	};
}

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

export const uuid = randomUUID;

/** The refusal that a call ends with. Fails when the call succeeds or breaks in another way. */
export async function refusalIn(call: Promise<unknown>): Promise<Refusal> {
	const error = await call.then(
		(value) => {
			throw new Error(`Expected a refusal, got ${JSON.stringify(value)}`);
		},
		(reason: unknown) => reason,
	);
	if (!(error instanceof TRPCError)) throw error;
	const refused = refusalOf(error);
	if (refused.reason === 'INTERNAL') throw error;
	return refused;
}

/** Only its reason. */
export const reasonOf = async (call: Promise<unknown>): Promise<Reason> => (await refusalIn(call)).reason;
