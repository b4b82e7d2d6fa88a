/**
 * The programs built and laid out as in the image, with no node_modules above them; run as processes on databases of
 * their own.
 */
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import postgres from 'postgres';

const server = resolve(import.meta.dirname, '..');
const root = resolve(server, '../..');
const run = promisify(execFile);

/** A server process of the image. */
export interface ImageServer {
	url: string;
	/** Resolves with the log line that says this. */
	says(message: string): Promise<unknown>;
	/** Ends it with SIGTERM; answers how it ended. */
	stop(): Promise<[code: number | null, signal: string | null]>;
}

export type BuiltImage = Awaited<ReturnType<typeof buildImage>>;

/** @param postgresUrl of a cluster, as its superuser */
export async function buildImage(postgresUrl: string) {
	const folder = mkdtempSync(join(tmpdir(), 'betzenstein-image-'));
	await run(join(server, 'node_modules/.bin/tsdown'), ['--out-dir', join(folder, 'dist')], { cwd: server });
	cpSync(join(server, 'package.json'), join(folder, 'package.json'));
	cpSync(join(root, 'drizzle'), join(folder, 'drizzle'), { recursive: true });
	const cluster = postgres(postgresUrl, { max: 1 });
	const databases: string[] = [];
	const copies: string[] = [];
	const environment = (databaseUrl: string) => ({
		...testEnvironment(databaseUrl),
		NODE_ENV: 'production',
		LOG_LEVEL: 'info',
		PORT: '0',
		HOST: '127.0.0.1',
	});

	return {
		folder,
		/** The same programs with other migrations beside them, as `change` leaves them. */
		variant(change: (drizzle: string) => void): string {
			const copy = mkdtempSync(join(tmpdir(), 'betzenstein-image-'));
			copies.push(copy);
			cpSync(folder, copy, { recursive: true });
			change(join(copy, 'drizzle'));
			return copy;
		},
		async emptyDatabase(): Promise<string> {
			const name = `image_${randomUUID()}`;
			await cluster`CREATE DATABASE ${cluster(name)}`;
			databases.push(name);
			return Object.assign(new URL(postgresUrl), { pathname: `/${name}` }).href;
		},
		/** The release command. */
		migrate: (databaseUrl: string, cwd = folder) =>
			run(process.execPath, ['dist/migrate.js'], { cwd, env: { DIRECT_DATABASE_URL: databaseUrl } }),
		admin: (databaseUrl: string, command: string) =>
			run(process.execPath, ['dist/admin.js', command], { cwd: folder, env: environment(databaseUrl) }),
		/** Returns when it listens. */
		async serve(databaseUrl: string): Promise<ImageServer> {
			const child = spawn(process.execPath, ['dist/main.js'], {
				cwd: folder,
				env: environment(databaseUrl),
				timeout: 60_000,
			});
			const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
			const lines: { msg: string; port?: number }[] = [];
			const waiting = new Set<() => void>();
			createInterface({ input: child.stdout }).on('line', (line) => {
				lines.push(JSON.parse(line));
				for (const look of waiting) look();
			});
			const says = (message: string) =>
				new Promise<{ msg: string; port?: number }>((resolve, reject) => {
					const look = () => {
						const found = lines.find(({ msg }) => msg.includes(message));
						if (!found) return;
						waiting.delete(look);
						resolve(found);
					};
					waiting.add(look);
					look();
					ended.then(() => reject(new Error(`The server ended without saying "${message}".`)));
				});
			const { port } = await says('listening');
			return {
				url: `http://127.0.0.1:${port}`,
				says,
				stop: () => {
					child.kill('SIGTERM');
					return ended;
				},
			};
		},
		async remove() {
			for (const name of databases) await cluster`DROP DATABASE ${cluster(name)} WITH (FORCE)`;
			await cluster.end();
			for (const one of [folder, ...copies]) rmSync(one, { recursive: true });
		},
	};
}
