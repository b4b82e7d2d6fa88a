import { type Config, loadConfig, migrate } from '@betzenstein/server';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { startEmbeddedDatabase } from '../start/database.ts';
import { developmentEnvironment, givenDatabase, isDevelopment, runningEnvironment } from '../start/environment.ts';
import { takeStartLock } from '../start/lock.ts';

/** A database to work on, and the settings to do it with. */
export interface OpenedDatabase {
	/** Which one it is, in a few words. */
	title: string;
	config: Config;
	/** It was started for us alone: nobody else has entered the approvers. */
	isOwn: boolean;
	close(): Promise<void>;
}

/**
 * The database that the environment names, or the one of the `pnpm start` that runs in this folder, or the embedded
 * one, started until `close`. The settings come from where `pnpm start` has them.
 */
export async function openDatabase(log: (line: string) => void): Promise<OpenedDatabase> {
	const { env } = process;
	if (!isDevelopment(env)) {
		const config = loadConfig(env);
		requireMeant(config);
		return { ...opened(config), title: 'the database of DATABASE_URL' };
	}
	const given = givenDatabase(env);
	if (given) return { ...opened(settingsFor(given)), title: 'the database of DATABASE_URL' };
	const running = runningEnvironment(projectRoot, env);
	return running
		? { ...opened(loadConfig(running)), title: 'the database of the running `pnpm start`' }
		: startEmbedded(log);
}

/** Slips cost more on another machine: somebody must have said that it is meant. */
function requireMeant({ databaseUrl }: Config): void {
	if (isDevelopment({ DATABASE_URL: databaseUrl })) return;
	if (process.argv.includes('--sandbox')) {
		throw new ExplainedError(
			'A sandbox works on this machine only: once it has changed something, all other changes wait for its end.',
		);
	}
	if (process.argv.includes('--yes-remote')) return;
	throw new ExplainedError(
		`The database is on ${new URL(databaseUrl).hostname}, not on this machine. If that is meant, say so with --yes-remote.`,
	);
}

const opened = (config: Config) => ({ config, isOwn: false, close: async () => {} });

const settingsFor = (databaseUrl: string): Config =>
	loadConfig(developmentEnvironment(projectRoot, process.env, databaseUrl));

/** Under the lock of `pnpm start`, since two servers on one data folder would destroy it. */
async function startEmbedded(log: (line: string) => void): Promise<OpenedDatabase> {
	const lock = takeStartLock(projectRoot);
	try {
		const { url, stop } = await startEmbeddedDatabase(projectRoot, { log });
		const close = () => stop().finally(lock.release);
		try {
			await migrate({ url }, log);
			return { title: 'the embedded database', config: settingsFor(url), isOwn: true, close };
		} catch (error) {
			await stop();
			throw error;
		}
	} catch (error) {
		lock.release();
		throw error;
	}
}
