import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../port.ts';
import { run } from './run.ts';

const VERDACCIO = '6.10.4';

export interface Registry {
	url: string;
	/** What makes npm and pnpm use it and nothing else. */
	env: Record<string, string>;
	stop(): Promise<void>;
}

/** A Verdaccio of its own on loopback, without any other registry behind it. @param folder for its program and its packages */
export async function startRegistry(folder: string): Promise<Registry> {
	mkdirSync(folder);
	// Its own dependencies ask for a node-fetch that not every registry has.
	const manifest = { private: true, dependencies: { verdaccio: VERDACCIO }, overrides: { 'node-fetch': '2.7.0' } };
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
	await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder, seconds: 300 });
	writeFileSync(
		join(folder, 'config.yaml'),
		[
			'storage: ./storage',
			'auth: { htpasswd: { file: ./htpasswd } }',
			"packages: { '**': { access: $all, publish: $authenticated } }",
			'log: { type: stdout, format: pretty, level: warn }',
		].join('\n'),
	);
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const child = spawn(
		process.execPath,
		['node_modules/verdaccio/bin/verdaccio', '--config', 'config.yaml', '--listen', `127.0.0.1:${port}`],
		{
			cwd: folder,
			stdio: ['ignore', 'ignore', 'inherit'],
		},
	);
	const stop = () => end(child);
	try {
		await untilAnswered(`${url}/-/ping`);
		const npmrc = join(folder, 'npmrc');
		writeFileSync(npmrc, `registry=${url}/\n//127.0.0.1:${port}/:_authToken=${await register(url)}\n`);
		return {
			url,
			env: {
				NPM_CONFIG_USERCONFIG: npmrc,
				pnpm_config_userconfig: npmrc,
				npm_config_registry: `${url}/`,
				npm_config_cache: join(folder, 'cache'),
			},
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

async function untilAnswered(url: string): Promise<void> {
	for (let tries = 0; tries < 150; tries++) {
		if (await fetch(url).catch(() => undefined)) return;
		await sleep(200);
	}
	throw new Error(`Nobody answers at ${url}.`);
}

/** Makes a user; answers their token. */
async function register(url: string): Promise<string> {
	const user = { name: 'publisher', password: 'only-for-this-run' };
	const response = await fetch(`${url}/-/user/org.couchdb.user:publisher`, {
		method: 'PUT',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(user),
	});
	const { token } = (await response.json()) as { token?: string };
	if (!token) throw new Error(`The registry made no user: ${response.status}`);
	return token;
}

function end(child: ChildProcess): Promise<void> {
	return new Promise((resolve) => {
		if (child.exitCode !== null) return resolve();
		child.once('exit', () => resolve());
		child.kill('SIGTERM');
	});
}
