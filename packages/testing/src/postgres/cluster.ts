import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ExplainedError } from '../machine/explainedError.ts';
import { serverAccount } from './account.ts';

const run = promisify(execFile);

/** The name of the superuser, the only user there is. */
export const SUPERUSER = 'postgres';

/** What a data folder holds. */
export interface DataFolder {
	cluster: string;
	password: string;
	log: string;
}

/** The parts of a data folder. */
export function dataFolder(dataDir: string): DataFolder {
	return { cluster: join(dataDir, 'cluster'), password: join(dataDir, 'password'), log: join(dataDir, 'server.log') };
}

/**
 * Makes the database cluster if the data folder has none yet; a half-made one of an interrupted start does not count.
 */
export async function ensureCluster(dataDir: string, initdb: string, log: (line: string) => void): Promise<void> {
	const { cluster, password } = dataFolder(dataDir);
	if (existsSync(cluster)) return;
	log('PostgreSQL: creating the database cluster …');
	// The folder stays ours, so that the server's account can put no link where we write; it may only pass through.
	mkdirSync(dataDir, { recursive: true });
	chmodSync(dataDir, 0o711);
	// Trust would let every user of this machine be superuser, who can run programs as the server's account.
	writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
	handOver(password);
	// A killed start may have left an `initdb` that is still writing to its own draft.
	const draft = `${cluster}.${process.pid}`;
	rmSync(draft, { recursive: true, force: true });
	mkdirSync(draft, { mode: 0o700 });
	handOver(draft);
	await runInitdb(initdb, draft, password);
	renameSync(draft, cluster);
}

/** The superuser's password, made up with the cluster. */
export function readPassword(dataDir: string): string {
	return readFileSync(dataFolder(dataDir).password, 'utf8');
}

async function runInitdb(initdb: string, cluster: string, passwordFile: string): Promise<void> {
	const args = ['-D', cluster, '-U', SUPERUSER, '--pwfile', passwordFile, '-A', 'scram-sha-256', '-E', 'UTF8'];
	// The builtin provider sorts alike on every machine and needs no locale installed.
	args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
	try {
		await run(initdb, args, { ...serverAccount, cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C' } });
	} catch (error) {
		const said = (error as { stderr?: string }).stderr || (error as Error).message;
		throw new ExplainedError(
			`PostgreSQL could not create its database cluster in ${cluster}:\n${said.trim()}\n` +
				'If this machine does not let it run, set DATABASE_URL to a PostgreSQL of your own.',
			{ cause: error },
		);
	}
}

/** Gives a file to the server's account. */
export function handOver(path: string): void {
	if (serverAccount.uid !== undefined) chownSync(path, serverAccount.uid, serverAccount.gid ?? serverAccount.uid);
}
