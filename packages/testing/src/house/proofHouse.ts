/** One server process on a database of its own, and links that are signed as it signs them. */
import { createServices, loadConfig, migrate } from '@betzenstein/server';
import postgres from 'postgres';
import { productionEnvironment, withTemporaryDatabase } from '../postgres/temporaryDatabase.ts';
import { type ServerProcess, startServerProcess } from './serverProcess.ts';

export interface ProofHouse {
	server: ServerProcess;
	/** Straight into the tables. */
	sql: postgres.Sql;
	calendarLink(): Promise<string>;
	/** The personal link of this address; its person is made if there is none. */
	personalLink(email: string): Promise<{ token: string; personId: string }>;
	bookingLink(bookingId: string): Promise<string>;
	actionLink(email: string, bookingId: string, action: 'approve' | 'deny'): Promise<string>;
	close(): Promise<void>;
}

/** @param databaseUrl a migrated database that nobody else uses */
export async function openProofHouse(databaseUrl: string): Promise<ProofHouse> {
	const env = {
		...productionEnvironment(databaseUrl),
		// Nobody listens there: mails stay in the outbox.
		RESEND_BASE_URL: 'http://127.0.0.1:9',
		LIMIT_WRITES_PER_HOUR: '1000000000',
		LIMIT_READS_PER_MINUTE: '1000000000',
		LIMIT_SUBMISSIONS_PER_DAY: '1000000000',
		LIMIT_PENDING: '1000000000',
	};
	const { tokens, db } = await createServices(loadConfig(env));
	await db.close();
	const server = await startServerProcess(env);
	const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });

	async function person(email: string): Promise<{ personId: string; generation: number }> {
		await sql`insert into person (id, email, created_at, last_asked_at) values (gen_random_uuid(), ${email}, now(), now()) on conflict do nothing`;
		const [row] = await sql<
			[{ personId: string; generation: number }]
		>`select id as "personId", generation from person where email = ${email}`;
		return row;
	}

	return {
		server,
		sql,
		calendarLink: async () => {
			const [row] = await sql<[{ generation: number }]>`select calendar_generation as generation from house`;
			return tokens.sign({ kind: 'calendar', ...row });
		},
		personalLink: async (email) => {
			const row = await person(email);
			return { token: await tokens.sign({ kind: 'person', ...row }), personId: row.personId };
		},
		bookingLink: async (bookingId) => {
			const [row] = await sql<[{ personId: string; generation: number }]>`select person.id as "personId", generation
				from booking join person on person.id = requester_id where booking.id = ${bookingId}`;
			return tokens.sign({ kind: 'booking', bookingId, ...row });
		},
		actionLink: async (email, bookingId, action) =>
			tokens.sign({ kind: 'action', bookingId, action, round: 1, ...(await person(email)) }),
		close: async () => {
			await server.stop();
			await sql.end();
		},
	};
}

/** Hands a house on a database of its own to the work, and takes both away afterwards; answers what the work does. */
export function withProofHouse<T>(work: (house: ProofHouse) => Promise<T>): Promise<T> {
	return withTemporaryDatabase(async (databaseUrl) => {
		await migrate(databaseUrl, console.log);
		const house = await openProofHouse(databaseUrl);
		try {
			return await work(house);
		} finally {
			await house.close();
		}
	});
}
