/** The environment, read once at start. A wrong value stops the start with a message that names it. */
import { z } from 'zod';
import {
	address,
	approvers,
	certificates,
	corsOrigins,
	count,
	database,
	flag,
	line,
	linkKeys,
	number,
	origin,
	port,
	release,
	secret,
	sender,
	smtp,
	timeZone,
	url,
} from './configValues.ts';
import type { NamedAddress } from './db/sameDatabase.ts';
import { isHolidayRegion } from './domain/holidays.ts';
import { DEFAULT_LIMITS, type Limits } from './domain/limits.ts';

/** Every setting, by its meaning; the variables are listed in docs/configuration.md. */
export type Config = ReturnType<typeof loadConfig>;

/** A setting is missing or wrong; the message names it. */
export class ConfigError extends Error {
	override readonly name = 'ConfigError';
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const DAY_SECONDS = 86_400;
/** About half of the largest integer that the database can hold. */
const MANY = 1_000_000_000;

const ENVIRONMENT = z.object({
	DATABASE_URL: database,
	DIRECT_DATABASE_URL: database.optional(),
	MIGRATION_DATABASE_URL: database.optional(),
	DATABASE_CA: certificates.optional(),
	DATABASE_POOLED: flag.optional(),
	HOST: z.string().default('0.0.0.0'),
	PORT: port.default(8080),
	METRICS_PORT: port.default(9091),
	DRAIN_SECONDS: number('is not a number from 0 to 60', (value) => value >= 0 && value <= 60).default(0),
	RELEASE: release.optional(),
	FLY_IMAGE_REF: release.optional(),
	LINK_KEYS: linkKeys,
	APPROVERS: approvers,
	WEB_URL: origin,
	API_URL: origin.optional(),
	CORS_ORIGINS: corsOrigins.default([]),
	HOUSE_NAME: line(80).default('Betzenstein'),
	HOLIDAY_REGION: z
		.string()
		.refine(isHolidayRegion, 'is neither a German region such as DE-BY nor none')
		.default('DE-BY'),
	TIME_ZONE: timeZone.default('Europe/Berlin'),
	CLIENT_IP_HEADER: z
		.string()
		.regex(/^[A-Za-z0-9-]+$/, 'is not a header name')
		.transform((name) => name.toLowerCase())
		.optional(),
	RESEND_API_KEY: secret,
	RESEND_BASE_URL: url.optional(),
	SMTP_URL: smtp.optional(),
	RESEND_WEBHOOK_SECRET: secret.regex(/^whsec_/, 'does not begin with whsec_').optional(),
	MAIL_FROM: sender,
	MAIL_REPLY_TO: address.optional(),
	MAIL_TIMEOUT_MS: count(600_000).default(15_000),
	MAIL_LEASE_SECONDS: count(DAY_SECONDS).default(60),
	PUBLIC_AVAILABILITY: flag.default(false),
	LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
	OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
	// A century: days are compared as text, so no year may have five digits.
	LIMIT_HORIZON_MONTHS: count(1_200).default(DEFAULT_LIMITS.horizonMonths),
	LIMIT_LONG_STAY_DAYS: count(366).default(DEFAULT_LIMITS.longStayDays),
	LIMIT_STAY_DAYS: count(366).default(DEFAULT_LIMITS.maxStayDays),
	LIMIT_SUBMISSIONS_PER_DAY: count(MANY).default(DEFAULT_LIMITS.submissionsPerDay),
	LIMIT_PENDING: count(MANY).default(DEFAULT_LIMITS.pending),
	LIMIT_WATCHES: count(MANY).default(DEFAULT_LIMITS.watches),
	LIMIT_RECOVERIES_PER_HOUR: count(MANY).default(DEFAULT_LIMITS.recoveriesPerHour),
	LIMIT_WRITES_PER_HOUR: count(MANY).default(DEFAULT_LIMITS.writesPerHour),
	LIMIT_READS_PER_MINUTE: count(MANY).default(DEFAULT_LIMITS.readsPerMinute),
});

/** Mails go out one way. */
const BY_SMTP = ENVIRONMENT.extend({
	SMTP_URL: smtp,
	RESEND_API_KEY: z.undefined('stands beside SMTP_URL, and mails go out one way').optional(),
});

/** The first that is given is migrated. */
const MIGRATION_URLS = ['MIGRATION_DATABASE_URL', 'DIRECT_DATABASE_URL', 'DATABASE_URL'] as const;
const MIGRATION = ENVIRONMENT.pick({
	MIGRATION_DATABASE_URL: true,
	DIRECT_DATABASE_URL: true,
	DATABASE_URL: true,
	DATABASE_CA: true,
}).partial();

/** Every variable that is read. */
export const VARIABLES: readonly string[] = Object.keys(ENVIRONMENT.shape);

/** @throws ConfigError naming every variable that is missing or wrong. No value is repeated: most are secrets. */
export function loadConfig(environment: Record<string, string | undefined>) {
	const env = environment['SMTP_URL']?.trim() ? parse(BY_SMTP, environment) : parse(ENVIRONMENT, environment);
	const limits: Limits = {
		horizonMonths: env.LIMIT_HORIZON_MONTHS,
		longStayDays: env.LIMIT_LONG_STAY_DAYS,
		maxStayDays: env.LIMIT_STAY_DAYS,
		submissionsPerDay: env.LIMIT_SUBMISSIONS_PER_DAY,
		pending: env.LIMIT_PENDING,
		watches: env.LIMIT_WATCHES,
		recoveriesPerHour: env.LIMIT_RECOVERIES_PER_HOUR,
		writesPerHour: env.LIMIT_WRITES_PER_HOUR,
		readsPerMinute: env.LIMIT_READS_PER_MINUTE,
	};
	return {
		databaseUrl: env.DATABASE_URL,
		/** Past any pooler: to hear of changes. */
		directDatabaseUrl: env.DIRECT_DATABASE_URL ?? env.DATABASE_URL,
		/** Who may have signed the database's certificate, in PEM; without it, those whom Node knows. */
		databaseCa: env.DATABASE_CA,
		/** Is `databaseUrl` a transaction pooler? By default, if another direct address is given beside it. */
		databasePooled:
			env.DATABASE_POOLED ?? (env.DIRECT_DATABASE_URL !== undefined && env.DIRECT_DATABASE_URL !== env.DATABASE_URL),
		host: env.HOST,
		port: env.PORT,
		/** The port for Prometheus. */
		metricsPort: env.METRICS_PORT,
		/** How long to go on serving after SIGTERM, so that the proxy's checks notice; in milliseconds. */
		drainNoticeMs: env.DRAIN_SECONDS * 1_000,
		/** Who collects traces, if anybody does. */
		traces: env.OTEL_EXPORTER_OTLP_ENDPOINT,
		/** Names this release in `/ready`. */
		release: env.RELEASE ?? env.FLY_IMAGE_REF,
		/** The first signs, all verify. */
		linkKeys: env.LINK_KEYS,
		approvers: env.APPROVERS,
		/** Where links in mails point, without a slash at the end. */
		webUrl: env.WEB_URL,
		/** This server as seen from outside, without a slash at the end. */
		apiUrl: env.API_URL ?? env.WEB_URL,
		/** Origins whose pages may call, or `localhost` for any port of this machine. */
		corsOrigins: env.CORS_ORIGINS,
		houseName: env.HOUSE_NAME,
		/** ISO 3166-2, e.g. `DE-BY`; or `none`. */
		holidayRegion: env.HOLIDAY_REGION,
		/** IANA name. */
		timeZone: env.TIME_ZONE,
		/** Where the proxy writes the caller's address, lower case; without one it is the socket's. */
		clientIpHeader: env.CLIENT_IP_HEADER,
		/** May strangers see which days are taken? */
		publicAvailability: env.PUBLIC_AVAILABILITY,
		mail: {
			/** Who takes them from us. */
			account:
				env.RESEND_API_KEY === undefined
					? { kind: 'smtp' as const, ...env.SMTP_URL }
					: { kind: 'resend' as const, apiKey: env.RESEND_API_KEY, baseUrl: env.RESEND_BASE_URL },
			/** `Name <address>`, or an address alone. */
			from: env.MAIL_FROM,
			replyTo: env.MAIL_REPLY_TO,
			/** Longest wait for the provider's answer, in milliseconds. */
			timeoutMs: env.MAIL_TIMEOUT_MS,
			/** After this time the mails of a process that died are taken over. */
			leaseSeconds: env.MAIL_LEASE_SECONDS,
		},
		/** The key with which the provider signs its delivery events; without it they are not accepted. */
		webhookSecret: env.RESEND_WEBHOOK_SECRET,
		logLevel: env.LOG_LEVEL,
		limits,
	};
}

/**
 * What the release command works on; `others` are what the server will be given.
 * @throws ConfigError likewise
 */
export function loadMigration(environment: Record<string, string | undefined>): {
	address: NamedAddress;
	others: NamedAddress[];
} {
	const { DATABASE_CA: ca, ...env } = parse(MIGRATION, environment);
	const addresses = MIGRATION_URLS.flatMap((name) => (env[name] === undefined ? [] : [{ name, url: env[name], ca }]));
	const [address, ...others] = addresses;
	if (!address) throw new ConfigError(`Set one of ${MIGRATION_URLS.join(', ')}.`);
	return { address, others };
}

function parse<T extends z.ZodObject>(schema: T, environment: Record<string, string | undefined>): z.infer<T> {
	// A blank variable was left blank in a file or a secret store, and counts as missing.
	const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	const lines = parsed.error.issues.map(({ path, message }) => {
		const [variable, ...rest] = path.map(String);
		const where = rest.length > 0 ? ` (at ${rest.join('.')})` : '';
		return `  ${variable}${where}: ${given[variable ?? ''] === undefined ? 'is missing' : message}`;
	});
	throw new ConfigError(`The configuration is not usable:\n${lines.join('\n')}`);
}
