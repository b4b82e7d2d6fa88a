/** What the values of settings look like, kind by kind. */
import { X509Certificate } from 'node:crypto';
import { normalizeText } from '@betzenstein/shared';
import { Email } from '@betzenstein/shared/schema';
import { z } from 'zod';
import { addressFlaw } from './db/address.ts';
import type { LinkKey } from './links/tokens.ts';

export const database = z
	.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// URL', abort: true })
	.superRefine((text, context) => {
		const message = addressFlaw(text);
		if (message) context.addIssue({ code: 'custom', message });
	});
/** In PEM, one or several. Some stores keep no line breaks, so `\n` may stand for them. */
export const certificates = z
	.string()
	.transform((text) => text.replaceAll('\\n', '\n'))
	.refine((text) => {
		const found = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
		return found.length > 0 && found.every(isCertificate);
	}, 'holds something else than certificates in PEM');
function isCertificate(text: string): boolean {
	try {
		return new X509Certificate(text) !== undefined;
	} catch {
		return false;
	}
}
export const flag = z
	.enum(['true', 'false'], { error: 'is neither true nor false' })
	.transform((text) => text === 'true');
export const release = z.string().regex(/^[\w.:/@+-]{1,256}$/, 'is not a name');
export const secret = z
	.string()
	.trim()
	.regex(/^[!-~]+$/, 'holds a space or a line break');

export const number = (message: string, isRight: (value: number) => boolean) =>
	z.string().transform(Number).refine(isRight, message);
export const port = number('is not a port', (value) => Number.isInteger(value) && value >= 0 && value <= 65_535);
export const count = (most: number) =>
	number(`is not a whole number from 1 to ${most}`, (value) => Number.isInteger(value) && value >= 1 && value <= most);

/** One line that people read, such as a name; composed, so that the same name is the same text. */
export const line = (most: number) =>
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

/** `smtps://` speaks TLS from the start, `smtp://` after STARTTLS. */
export const smtp = z.string().transform((text, context) => {
	const url = URL.parse(text.trim());
	const [user, password] = [url?.username, url?.password].map(decoded);
	const isWhole = url && /^smtps?:$/.test(url.protocol) && /^\/?$/.test(url.pathname + url.search + url.hash);
	if (!isWhole || !url.hostname || !user || !password) {
		context.addIssue({ code: 'custom', message: NO_SMTP });
		return z.NEVER;
	}
	const isTlsFromStart = url.protocol === 'smtps:';
	return { host: url.hostname, port: Number(url.port) || (isTlsFromStart ? 465 : 587), isTlsFromStart, user, password };
});
const NO_SMTP = 'is not smtps://user:password@host:465 or smtp://user:password@host:587, with % for : / ? # @ in them';
function decoded(text = ''): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

const NO_ORIGIN = 'is not https://host and nothing more';
export const origin = z.string().refine(isOrigin, NO_ORIGIN).transform(originOf);
export const corsOrigins = z
	.string()
	.transform((text) =>
		text
			.split(',')
			.map((part) => part.trim())
			.filter(Boolean),
	)
	.refine((list) => `${list}` === 'localhost' || list.every(isOrigin), NO_ORIGIN)
	.transform((list) => (`${list}` === 'localhost' ? ('localhost' as const) : list.map(originOf)));
export const url = z
	.string()
	.refine(isPlace, 'is not an http(s) URL')
	.transform((text) => text.replace(/\/+$/, ''));

export const address = z
	.string()
	.refine((text) => Email.safeParse(text).success, 'is not an address')
	.pipe(Email);
// `<address>`, perhaps after a name, which must be quoted if it has characters with a meaning in mail headers.
const SENDER = /^(?:([^<>"@,;:\\\p{Cc}]+|"[^"\\\p{Cc}]*")\s*)?<([^<>]*)>$/u;
export const sender = z
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

export const timeZone = z.string().refine((zone) => {
	// Node takes offsets too; browsers that are a few years old do not.
	if (!/^[a-z]/i.test(zone)) return false;
	try {
		new Intl.DateTimeFormat('de', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}, 'is not an IANA time zone');

export const linkKeys = z.string().transform((text, context): [LinkKey, ...LinkKey[]] => {
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
export const approvers = z
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
