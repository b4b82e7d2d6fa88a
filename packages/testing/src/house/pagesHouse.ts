/**
 * A house to look at in a browser: a database of its own, a clock that stands still, the whole application, and its
 * links.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, createClient } from '@betzenstein/client';
import {
	createApp,
	createHealth,
	createLimiter,
	createLog,
	createServices,
	loadConfig,
	syncApprovers,
} from '@betzenstein/server';
import type { CreateBookingInput, CreatedBooking } from '@betzenstein/shared';
import postgres from 'postgres';
import { createTestDatabase } from '../postgres/testDatabase.ts';

const APPROVERS = [
	{ name: 'Ingeborg', color: '#C1DBE3', email: 'ingeborg@example.com' },
	{ name: 'Cornelia', color: '#C7DFC5', email: 'cornelia@example.com' },
	{ name: 'Angelika', color: '#DFAEB4', email: 'angelika@example.com' },
];

export type House = Awaited<ReturnType<typeof openHouse>>;

/**
 * @param adminUrl the PostgreSQL whose template is copied (packages/testing/src/postgres/testDatabase.ts)
 * @param today the clock stands at 10:00 UTC of this day until `travelTo`
 * @param env other settings than these
 */
export async function openHouse(adminUrl: string, today: string, env: Record<string, string> = {}) {
	const database = await createTestDatabase(adminUrl);
	const config = loadConfig({
		DATABASE_URL: database.url,
		LINK_KEYS: `test:${Buffer.alloc(32, 'test key').toString('base64')}`,
		APPROVERS: JSON.stringify(APPROVERS),
		WEB_URL: 'http://localhost',
		// Nobody listens there: mails stay in the outbox.
		RESEND_API_KEY: 're_test',
		RESEND_BASE_URL: 'http://127.0.0.1:9',
		MAIL_FROM: 'Betzenstein <haus@example.com>',
		LOG_LEVEL: 'silent',
		LIMIT_WRITES_PER_HOUR: '100000',
		LIMIT_READS_PER_MINUTE: '100000',
		...env,
	});
	let now = new Date(`${today}T10:00:00Z`);
	const services = await createServices(config, { clock: () => now });
	const log = createLog('silent');
	const health = createHealth(services.db, log);
	const app = createApp({
		services,
		health,
		limiter: createLimiter({ db: services.db, limits: config.limits, secret: config.linkKeys[0].secret }),
		log,
		corsOrigins: [],
		clientIpHeader: undefined,
		webhookSecret: undefined,
	});
	const server = createServer(app);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	await health.start(() => syncApprovers(services, config.approvers));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const sql = postgres(database.url, { max: 1, onnotice: () => {} });

	async function personOf(email: string): Promise<{ personId: string; generation: number }> {
		const [row] = await sql<
			{ personId: string; generation: number }[]
		>`select id as "personId", generation from person where email = ${email}`;
		if (!row) throw new Error(`Nobody has the address ${email}.`);
		return row;
	}
	const calendarToken = await services.tokens.sign({ kind: 'calendar', generation: 1 });
	const as = (token: string): Client => createClient({ url, token });

	return {
		url,
		calendarToken,
		/** Calls as the holder of a link. */
		as,
		/** The personal link of an address; `Cornelia` is short for an approver's. */
		personToken: async (who: string) =>
			services.tokens.sign({
				kind: 'person',
				...(await personOf(who.includes('@') ? who : `${who.toLowerCase()}@example.com`)),
			}),
		/** The link in the mail that asked this approver. */
		actionToken: async (approver: string, { id, round }: { id: string; round: number }, action: 'approve' | 'deny') =>
			services.tokens.sign({
				kind: 'action',
				...(await personOf(`${approver.toLowerCase()}@example.com`)),
				bookingId: id,
				round,
				action,
			}),
		/** Asks for days with the calendar link. */
		ask: (changes: Partial<CreateBookingInput> = {}): Promise<CreatedBooking> =>
			as(calendarToken).booking.create.mutate({
				firstName: 'Anna',
				email: 'anna@example.com',
				startDate: '2027-05-14',
				endDate: '2027-05-18',
				partySize: 4,
				affiliation: 'Ingeborg',
				...changes,
			}),
		/** From now on it is 10:00 UTC of this day. */
		travelTo(day: string) {
			now = new Date(`${day}T10:00:00Z`);
		},
		sql,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			await sql.end();
			await services.db.close();
			await database.drop();
		},
	};
}
