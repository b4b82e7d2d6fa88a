/** What a house is set up with: its approvers, and the environment of a test or of production. Light to load. */
import { createHash, randomBytes } from 'node:crypto';

export const PARTIES = ['Ingeborg', 'Cornelia', 'Angelika'] as const;
export type PartyName = (typeof PARTIES)[number];
const COLORS = ['#C1DBE3', '#C7DFC5', '#DFAEB4'];

/** An approver's address; it holds the name only if that is plain. */
export const emailOf = (name: string): string =>
	`${/^[a-z]+$/i.test(name) ? name.toLowerCase() : createHash('sha256').update(name).digest('hex')}@example.com`;

/** Approvers of these names, as `APPROVERS` takes them. */
export const approversCalled = (names: readonly string[], colors: readonly string[] = COLORS) =>
	names.map((name, index) => ({ name, color: colors[index % colors.length], email: emailOf(name) }));

export const APPROVERS = approversCalled(PARTIES);

const NOBODY_REACHES = '1000000000';
/** Without the limits on what comes from one client, for many calls from one machine. */
export const WITHOUT_CLIENT_LIMITS = {
	LIMIT_WRITES_PER_HOUR: NOBODY_REACHES,
	LIMIT_READS_PER_MINUTE: NOBODY_REACHES,
};
/** Nor those on what one requester asks for. */
export const WITHOUT_LIMITS = {
	...WITHOUT_CLIENT_LIMITS,
	LIMIT_SUBMISSIONS_PER_DAY: NOBODY_REACHES,
	LIMIT_PENDING: NOBODY_REACHES,
};

const madeUp = (databaseUrl: string, linkKey: Buffer) => ({
	DATABASE_URL: databaseUrl,
	LINK_KEYS: `test:${linkKey.toString('base64')}`,
	APPROVERS: JSON.stringify(APPROVERS),
	WEB_URL: 'http://localhost:8080',
	RESEND_API_KEY: 're_test',
	// Nobody listens there: mails stay in the outbox.
	RESEND_BASE_URL: 'http://127.0.0.1:9',
	MAIL_FROM: 'Betzenstein <haus@example.com>',
	METRICS_PORT: '0',
});

/** For a server in this process: silent, on a free port. The same keys each time. */
export const testEnvironment = (databaseUrl: string, more: Record<string, string> = {}): Record<string, string> => ({
	...madeUp(databaseUrl, Buffer.alloc(32, 'test key')),
	...WITHOUT_CLIENT_LIMITS,
	HOST: '127.0.0.1',
	PORT: '0',
	LOG_LEVEL: 'silent',
	...more,
});

/** What a machine in production is given, with limits as they are there and a key of its own. */
export const productionEnvironment = (
	databaseUrl: string,
	more: Record<string, string> = {},
): Record<string, string> => ({
	...madeUp(databaseUrl, randomBytes(32)),
	NODE_ENV: 'production',
	...more,
});
