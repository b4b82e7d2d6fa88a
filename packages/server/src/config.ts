/** The environment, read once at start. A wrong value stops the start with a message that names it. */
import { Email } from '@betzenstein/shared/schema';
import { z } from 'zod';
import type { LinkKey } from './access/tokens.ts';
import { isHolidayRegion } from './domain/holidays.ts';
import { DEFAULT_LIMITS, type Limits } from './domain/limits.ts';

/** An approver as configured. */
export interface ApproverConfig {
	name: string;
	/** `#RRGGBB`. */
	color: string;
	email: string;
}

/** Everything that can be set, by its meaning; the variables are listed in docs/configuration.md. */
export interface Config {
	databaseUrl: string;
	/** For migrations and LISTEN: past any pooler. */
	directDatabaseUrl: string;
	host: string;
	port: number;
	/** Where Prometheus asks. */
	metricsPort: number;
	/** How long to go on serving after SIGTERM, so that the proxy's checks notice; in milliseconds. */
	drainNoticeMs: number;
	/** Names this release in `/ready`. */
	release: string | undefined;
	/** The first signs, all verify. */
	linkKeys: [LinkKey, ...LinkKey[]];
	approvers: [ApproverConfig, ...ApproverConfig[]];
	/** Where links in mails point, without a slash at the end. */
	webUrl: string;
	/** This server as seen from outside, without a slash at the end. */
	apiUrl: string;
	/** Origins whose pages may call, or `localhost` for any port of this machine. */
	corsOrigins: string[] | 'localhost';
	houseName: string;
	/** ISO 3166-2, e.g. `DE-BY`. */
	holidayRegion: string;
	/** IANA name. */
	timeZone: string;
	/** Where the proxy writes the caller's address, lower case; without one it is the socket's. */
	clientIpHeader: string | undefined;
	/** May strangers see which days are taken? */
	publicAvailability: boolean;
	mail: MailConfig;
	/** Signs the provider's delivery events; without it they are not taken. */
	webhookSecret: string | undefined;
	logLevel: (typeof LOG_LEVELS)[number];
	limits: Limits;
}

/** How mails go out. */
export interface MailConfig {
	apiKey: string;
	/** Another server than Resend's, for tests and development. */
	baseUrl: string | undefined;
	/** `Name <address>` or an address of a verified domain. */
	from: string;
	replyTo: string | undefined;
	/** Longest wait for the provider's answer, in milliseconds. */
	timeoutMs: number;
	/** First pause before another try, in seconds. */
	retrySeconds: number;
	/** Longest pause between two tries, in seconds. */
	retryMaxSeconds: number;
	/** After so many seconds the work of a process that died is taken over. */
	leaseSeconds: number;
}

/** A setting is missing or wrong; the message names it. */
export class ConfigError extends Error {
	override readonly name = 'ConfigError';
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const url = z.url({ protocol: /^https?$/, error: 'is not an http(s) URL' }).transform((text) => text.replace(/\/+$/, ''));
const database = z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// URL' });
const flag = z.enum(['true', 'false'], { error: 'is neither true nor false' }).transform((text) => text === 'true');
const port = z.coerce.number({ error: 'is not a port' }).int('is not a port').min(0, 'is not a port').max(65_535, 'is not a port');
const release = z.string().regex(/^[\w.:/@+-]{1,256}$/, 'is not a name');
const limit = (fallback: number) =>
	z.coerce.number({ error: 'is not a number' }).int('is not a whole number').min(1, 'is below 1').default(fallback);

const timeZone = z.string().refine((zone) => {
	try {
		new Intl.DateTimeFormat('de', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}, 'is not an IANA time zone');

const linkKeys = z.string().transform((text, context): [LinkKey, ...LinkKey[]] => {
	const keys = text.split(',').map((part) => {
		const [kid = '', secret = ''] = part.trim().split(':');
		return { kid, secret: new Uint8Array(Buffer.from(secret, 'base64')) };
	});
	if (keys.some(({ kid }) => !/^[A-Za-z0-9_-]{1,32}$/.test(kid)))
		fail('wants kid:base64[,kid:base64], a kid being 1 to 32 letters or digits');
	if (new Set(keys.map(({ kid }) => kid)).size < keys.length) fail('names a kid twice');
	// jose signs with any length without a word.
	if (keys.some(({ secret }) => secret.length < 32)) fail('has a key shorter than 32 bytes');
	return keys as [LinkKey, ...LinkKey[]];

	function fail(message: string) {
		context.addIssue({ code: 'custom', message });
	}
});

const approver = z.strictObject({
	name: z.string().trim().min(1).max(40),
	color: z.string().regex(/^#[0-9A-Fa-f]{6}$/, 'is not a #RRGGBB colour'),
	email: Email,
});
const approvers = z
	.string()
	.transform((text, context) => {
		try {
			return JSON.parse(text) as unknown;
		} catch {
			context.addIssue({ code: 'custom', message: 'is not JSON' });
			return z.NEVER;
		}
	})
	.pipe(
		z
			.tuple([approver], approver)
			.refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'names an approver twice')
			.refine((list) => new Set(list.map(({ email }) => email)).size === list.length, 'has an address twice'),
	);

const ENVIRONMENT = z.object({
	DATABASE_URL: database,
	DIRECT_DATABASE_URL: database.optional(),
	HOST: z.string().default('0.0.0.0'),
	PORT: port.default(8080),
	METRICS_PORT: port.default(9091),
	DRAIN_SECONDS: z.coerce.number('is not a number').min(0, 'is below 0').max(60, 'is above 60').default(0),
	RELEASE: release.optional(),
	FLY_IMAGE_REF: release.optional(),
	LINK_KEYS: linkKeys,
	APPROVERS: approvers,
	WEB_URL: url,
	API_URL: url.optional(),
	CORS_ORIGINS: z.string().default(''),
	HOUSE_NAME: z.string().trim().min(1).max(80).default('Betzenstein'),
	HOLIDAY_REGION: z.string().refine(isHolidayRegion, 'is not a German region such as DE-BY').default('DE-BY'),
	TIME_ZONE: timeZone.default('Europe/Berlin'),
	CLIENT_IP_HEADER: z
		.string()
		.regex(/^[A-Za-z0-9-]+$/, 'is not a header name')
		.transform((name) => name.toLowerCase())
		.optional(),
	RESEND_API_KEY: z.string().min(1),
	RESEND_BASE_URL: url.optional(),
	RESEND_WEBHOOK_SECRET: z
		.string()
		.regex(/^whsec_/, 'does not begin with whsec_')
		.optional(),
	MAIL_FROM: z.string().regex(/@/, 'holds no address').max(320),
	MAIL_REPLY_TO: z.email('is not an address').optional(),
	MAIL_TIMEOUT_MS: limit(15_000),
	MAIL_RETRY_SECONDS: limit(5),
	MAIL_RETRY_MAX_SECONDS: limit(900),
	MAIL_LEASE_SECONDS: limit(60),
	PUBLIC_AVAILABILITY: flag.default(false),
	LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
	LIMIT_HORIZON_MONTHS: limit(DEFAULT_LIMITS.horizonMonths),
	LIMIT_LONG_STAY_DAYS: limit(DEFAULT_LIMITS.longStayDays),
	LIMIT_STAY_DAYS: limit(DEFAULT_LIMITS.maxStayDays),
	LIMIT_SUBMISSIONS_PER_DAY: limit(DEFAULT_LIMITS.submissionsPerDay),
	LIMIT_PENDING: limit(DEFAULT_LIMITS.pending),
	LIMIT_RECOVERIES_PER_HOUR: limit(DEFAULT_LIMITS.recoveriesPerHour),
	LIMIT_WRITES_PER_HOUR: limit(DEFAULT_LIMITS.writesPerHour),
	LIMIT_READS_PER_MINUTE: limit(DEFAULT_LIMITS.readsPerMinute),
});

/** Every variable that is read. */
export const VARIABLES: readonly string[] = Object.keys(ENVIRONMENT.shape);

/** @throws ConfigError naming every variable that is missing or wrong. No value is repeated: most are secrets. */
export function loadConfig(environment: Record<string, string | undefined>): Config {
	// An empty variable is one that was left blank in a file or a secret store, not a value.
	const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
	const parsed = ENVIRONMENT.safeParse(given);
	if (!parsed.success) {
		const lines = parsed.error.issues.map(({ path, message }) => {
			const [variable, ...rest] = path.map(String);
			const where = rest.length > 0 ? ` (at ${rest.join('.')})` : '';
			return `  ${variable}${where}: ${given[variable ?? ''] === undefined ? 'is missing' : message}`;
		});
		throw new ConfigError(`The configuration is not usable:\n${lines.join('\n')}`);
	}
	const env = parsed.data;
	return {
		databaseUrl: env.DATABASE_URL,
		directDatabaseUrl: env.DIRECT_DATABASE_URL ?? env.DATABASE_URL,
		host: env.HOST,
		port: env.PORT,
		metricsPort: env.METRICS_PORT,
		drainNoticeMs: env.DRAIN_SECONDS * 1_000,
		release: env.RELEASE ?? env.FLY_IMAGE_REF,
		linkKeys: env.LINK_KEYS,
		approvers: env.APPROVERS,
		webUrl: env.WEB_URL,
		apiUrl: env.API_URL ?? env.WEB_URL,
		corsOrigins:
			env.CORS_ORIGINS === 'localhost'
				? 'localhost'
				: env.CORS_ORIGINS.split(',')
						.map((origin) => origin.trim())
						.filter(Boolean),
		houseName: env.HOUSE_NAME,
		holidayRegion: env.HOLIDAY_REGION,
		timeZone: env.TIME_ZONE,
		clientIpHeader: env.CLIENT_IP_HEADER,
		publicAvailability: env.PUBLIC_AVAILABILITY,
		mail: {
			apiKey: env.RESEND_API_KEY,
			baseUrl: env.RESEND_BASE_URL,
			from: env.MAIL_FROM,
			replyTo: env.MAIL_REPLY_TO,
			timeoutMs: env.MAIL_TIMEOUT_MS,
			retrySeconds: env.MAIL_RETRY_SECONDS,
			retryMaxSeconds: env.MAIL_RETRY_MAX_SECONDS,
			leaseSeconds: env.MAIL_LEASE_SECONDS,
		},
		webhookSecret: env.RESEND_WEBHOOK_SECRET,
		logLevel: env.LOG_LEVEL,
		limits: {
			horizonMonths: env.LIMIT_HORIZON_MONTHS,
			longStayDays: env.LIMIT_LONG_STAY_DAYS,
			maxStayDays: env.LIMIT_STAY_DAYS,
			submissionsPerDay: env.LIMIT_SUBMISSIONS_PER_DAY,
			pending: env.LIMIT_PENDING,
			recoveriesPerHour: env.LIMIT_RECOVERIES_PER_HOUR,
			writesPerHour: env.LIMIT_WRITES_PER_HOUR,
			readsPerMinute: env.LIMIT_READS_PER_MINUTE,
		},
	};
}
