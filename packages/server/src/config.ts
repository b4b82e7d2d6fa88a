/** The environment, read once at start. A wrong value stops the start with a message that names it. */
import { normalizeText } from '@betzenstein/shared';
import { Email } from '@betzenstein/shared/schema';
import { z } from 'zod';
import { isHolidayRegion } from './domain/holidays.ts';
import { DEFAULT_LIMITS, type Limits } from './domain/limits.ts';
import type { LinkKey } from './links/tokens.ts';

/** Every setting, by its meaning; the variables are listed in docs/configuration.md. */
export type Config = ReturnType<typeof loadConfig>;

/** A setting is missing or wrong; the message names it. */
export class ConfigError extends Error {
	override readonly name = 'ConfigError';
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const database = z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// URL' });
const flag = z.enum(['true', 'false'], { error: 'is neither true nor false' }).transform((text) => text === 'true');
const release = z.string().regex(/^[\w.:/@+-]{1,256}$/, 'is not a name');
const secret = z
	.string()
	.trim()
	.regex(/^[!-~]+$/, 'holds a space or a line break');

const number = (message: string, isRight: (value: number) => boolean) =>
	z.string().transform(Number).refine(isRight, message);
const port = number('is not a port', (value) => Number.isInteger(value) && value >= 0 && value <= 65_535);
const count = (most: number) =>
	number(`is not a whole number from 1 to ${most}`, (value) => Number.isInteger(value) && value >= 1 && value <= most);
const DAY_SECONDS = 86_400;
/** About half of the largest integer that the database can hold. */
const MANY = 1_000_000_000;

/** One line that people read, such as a name; composed, so that the same name is the same text. */
const line = (most: number) =>
	z
		.string()
		.trim()
		.normalize('NFC')
		.regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202d\u202e]*$/u, 'holds a line break or another control character')
		.refine((text) => normalizeText(text) !== '', 'shows nothing')
		.refine((text) => [...text].length <= most, `is longer than ${most} characters`);

/** An http(s) URL without query, fragment or credentials. */
function isPlace(text: string): boolean {
	const url = URL.parse(text);
	return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
}
const isOrigin = (text: string): boolean => isPlace(text) && new URL(text).pathname === '/';
const originOf = (text: string): string => new URL(text).origin;

const NO_ORIGIN = 'is not https://host and nothing more';
const origin = z.string().refine(isOrigin, NO_ORIGIN).transform(originOf);
const corsOrigins = z
	.string()
	.transform((text) =>
		text
			.split(',')
			.map((part) => part.trim())
			.filter(Boolean),
	)
	.refine((list) => `${list}` === 'localhost' || list.every(isOrigin), NO_ORIGIN)
	.transform((list) => (`${list}` === 'localhost' ? ('localhost' as const) : list.map(originOf)));
const url = z
	.string()
	.refine(isPlace, 'is not an http(s) URL')
	.transform((text) => text.replace(/\/+$/, ''));

const address = z
	.string()
	.refine((text) => Email.safeParse(text).success, 'is not an address')
	.pipe(Email);
// `<address>`, perhaps after a name, which must be quoted if it has characters with a meaning in mail headers.
const SENDER = /^(?:([^<>"@,;:\\\p{Cc}]+|"[^"\\\p{Cc}]*")\s*)?<([^<>]*)>$/u;
const sender = z
	.string()
	.trim()
	.max(320, 'is longer than 320 characters')
	.transform((text, context) => {
		const [, name, inner = text] = SENDER.exec(text) ?? [];
		const email = Email.safeParse(inner);
		if (!email.success)
			context.addIssue({ code: 'custom', message: 'is not Name <address>, a name with , ; : @ in quotation marks' });
		return name ? `${name.trim()} <${email.data}>` : `${email.data}`;
	});

const timeZone = z.string().refine((zone) => {
	// Node takes offsets too; browsers that are a few years old do not.
	if (!/^[a-z]/i.test(zone)) return false;
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
	// jose signs with keys of any length.
	if (keys.some(({ secret }) => secret.length < 32)) fail('has a key shorter than 32 bytes');
	return keys as [LinkKey, ...LinkKey[]];

	function fail(message: string) {
		context.addIssue({ code: 'custom', message });
	}
});

/** Equal for names that people would take for each other. */
const lookOf = (name: string): string =>
	name
		.normalize('NFKC')
		.replace(/\p{DI}/gu, '')
		.toLowerCase();

const approver = z.strictObject({
	name: line(40),
	color: z.string().regex(/^#[0-9A-Fa-f]{6}$/, 'is not a #RRGGBB colour'),
	email: address,
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
			.refine(
				(list) => new Set(list.map(({ name }) => lookOf(name))).size === list.length,
				'has two names that look alike',
			)
			.refine((list) => new Set(list.map(({ email }) => email)).size === list.length, 'has an address twice'),
	);

const ENVIRONMENT = z.object({
	DATABASE_URL: database,
	DIRECT_DATABASE_URL: database.optional(),
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
	RESEND_WEBHOOK_SECRET: secret.regex(/^whsec_/, 'does not begin with whsec_').optional(),
	MAIL_FROM: sender,
	MAIL_REPLY_TO: address.optional(),
	MAIL_TIMEOUT_MS: count(600_000).default(15_000),
	MAIL_LEASE_SECONDS: count(DAY_SECONDS).default(60),
	PUBLIC_AVAILABILITY: flag.default(false),
	LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
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

/** Every variable that is read. */
export const VARIABLES: readonly string[] = Object.keys(ENVIRONMENT.shape);

/** @throws ConfigError naming every variable that is missing or wrong. No value is repeated: most are secrets. */
export function loadConfig(environment: Record<string, string | undefined>) {
	// A blank variable was left blank in a file or a secret store, and counts as missing.
	const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
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
		/** Past any pooler: for migrations. */
		directDatabaseUrl: env.DIRECT_DATABASE_URL ?? env.DATABASE_URL,
		/** Is `databaseUrl` a transaction pooler? By default, if another direct address is given beside it. */
		databasePooled:
			env.DATABASE_POOLED ?? (env.DIRECT_DATABASE_URL !== undefined && env.DIRECT_DATABASE_URL !== env.DATABASE_URL),
		host: env.HOST,
		port: env.PORT,
		/** The port for Prometheus. */
		metricsPort: env.METRICS_PORT,
		/** How long to go on serving after SIGTERM, so that the proxy's checks notice; in milliseconds. */
		drainNoticeMs: env.DRAIN_SECONDS * 1_000,
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
			apiKey: env.RESEND_API_KEY,
			/** Replaces Resend's server, for tests and development. */
			baseUrl: env.RESEND_BASE_URL,
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
