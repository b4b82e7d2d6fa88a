/**
 * The programs built and laid out as in the image, with no node_modules above them; run as processes on databases of
 * their own.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { type ServerProcess, startServerProcess } from '@betzenstein/testing/house/serverProcess';
import postgres from 'postgres';

const server = resolve(import.meta.dirname, '..');
const root = resolve(server, '../..');
const run = promisify(execFile);

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
	const environment = (databaseUrl: string) => testEnvironment(databaseUrl, { NODE_ENV: 'production' });

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
		serve: (databaseUrl: string): Promise<ServerProcess> =>
			startServerProcess(environment(databaseUrl), { cwd: folder, program: 'dist/main.js', until: 'listening' }),
		async remove() {
			for (const name of databases) await cluster`DROP DATABASE ${cluster(name)} WITH (FORCE)`;
			await cluster.end();
			for (const one of [folder, ...copies]) rmSync(one, { recursive: true });
		},
	};
}
