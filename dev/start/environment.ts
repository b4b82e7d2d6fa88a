import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { APPROVERS } from '@betzenstein/testing/house/environment';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { devFile, writePrivateFile } from '@betzenstein/testing/machine/project';
import { findRunningStart } from './lock.ts';

/** Environment variables. */
export type Environment = Record<string, string | undefined>;

/**
 * Mails go to the inbox that `pnpm start` runs (inbox.ts); with a key that opens nothing, even an accident sends none.
 */
const MAIL = {
	RESEND_API_KEY: 're_development',
	RESEND_BASE_URL: 'http://localhost:4008',
	MAIL_FROM: 'Haus Betzenstein <haus@betzenstein.example>',
};

/** The address to reach the given database directly; without any there is the embedded PostgreSQL. */
export function givenDatabase(env: Environment): string | undefined {
	return env['DIRECT_DATABASE_URL'] || env['DATABASE_URL'] || undefined;
}

/** Whether values may be made up: never in production, on a Fly machine, or for a database elsewhere. */
export function isDevelopment(env: Environment): boolean {
	const databases = [env['DATABASE_URL'], env['DIRECT_DATABASE_URL']];
	return env['NODE_ENV'] !== 'production' && !env['FLY_APP_NAME'] && databases.every((url) => !url || isLoopback(url));
}

/** Whether real mails go out, because a provider is given. */
export const sendsMails = (env: Environment): boolean => Boolean(env['RESEND_API_KEY'] || env['SMTP_URL']);

/** The port to listen on, as far as it can be told before the server checks it. */
export function portOf(env: Environment): string {
	return env['PORT'] || '8080';
}

/** What is given, and for the rest what suits development on this machine only. */
export function developmentEnvironment(root: string, env: Environment, databaseUrl: string): Environment {
	const url = `http://localhost:${portOf(env)}`;
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
	return {
		DATABASE_URL: databaseUrl,
		...madeUpSettings(root),
		PORT: portOf(env),
		CORS_ORIGINS: 'localhost',
		WEB_URL: url,
		API_URL: url,
		...(sendsMails(env) ? {} : MAIL),
		// One developer asks for as much as a whole family, and more.
		LIMIT_WRITES_PER_HOUR: '100000',
		// Requests that succeed are noise in a terminal.
		LOG_LEVEL: 'warn',
		...given,
		// The made-up keys and the tokens in .dev/ are for this machine only.
		HOST: '127.0.0.1',
	};
}

/** The settings of the `pnpm start` that runs in this folder, if one does and no database is given. */
export function runningEnvironment(root: string, env: Environment): Environment | undefined {
	// Nothing is made up for a database that is given: behind `localhost` may be the real one, by a tunnel.
	if (!isDevelopment(env) || givenDatabase(env)) return undefined;
	const { apiUrl, databaseUrl } = findRunningStart(root) ?? {};
	if (!apiUrl || !databaseUrl) return undefined;
	return developmentEnvironment(root, { ...env, PORT: new URL(apiUrl).port }, databaseUrl);
}

function isLoopback(databaseUrl: string): boolean {
	const url = URL.parse(databaseUrl);
	// Some clients let a parameter override the host, and several hosts may be listed; both are left to production.
	if (!url || url.searchParams.has('host')) return false;
	return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(url.hostname);
}

/** Made up once and kept, so that links stay valid over restarts. */
function madeUpSettings(root: string): Environment {
	const file = devFile(root, 'settings.json');
	return readSettings(file) ?? makeUpSettings(file);
}

function readSettings(file: string): Environment | undefined {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as Environment;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		const reason = (error as Error).message;
		throw new ExplainedError(`Cannot read ${file} (${reason}). Mend it, or begin anew with --reset.`, { cause: error });
	}
}

function makeUpSettings(file: string): Environment {
	const settings = {
		LINK_KEYS: `dev:${randomBytes(32).toString('base64')}`,
		APPROVERS: JSON.stringify(APPROVERS),
	};
	writePrivateFile(file, `${JSON.stringify(settings, undefined, 2)}\n`);
	return settings;
}
