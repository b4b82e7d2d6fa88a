/**
 * `pnpm image`: builds the image, plays the demo against it on an empty database that it migrates itself, and weighs it.
 * Arguments go to `docker build`. By docker, or where no engine runs by Debian's buildah (`image/docker.sh`).
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { productionEnvironment } from '@betzenstein/testing/house/environment';
import { signTokens } from '@betzenstein/testing/house/links';
import { freePort } from '@betzenstein/testing/machine/port';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { withTemporaryDatabase } from '@betzenstein/testing/postgres/temporary';
import { isHealthy, until } from '../until.ts';

const IMAGE = 'betzenstein-api';
const CONTAINER = `${IMAGE}-${process.pid}`;
const [, BASE = ''] = /^FROM (\S+)$/m.exec(readFileSync(join(projectRoot, 'Dockerfile'), 'utf8')) ?? [];
/** What the image may add to its base. */
const GOAL_MB = 40;

const docker = spawnSync('docker', ['info']).status === 0 ? 'docker' : join(import.meta.dirname, 'image/docker.sh');
execFileSync(docker, ['build', '--tag', IMAGE, ...process.argv.slice(2), '.'], { cwd: projectRoot, stdio: 'inherit' });
await withTemporaryDatabase(play);
const added = megabytes(IMAGE) - megabytes(BASE);
console.log(`The image adds ${added.toFixed(0)} MB to ${BASE}; ${GOAL_MB} MB are the most it may.`);
process.exitCode = added <= GOAL_MB ? 0 : 1;

async function play(databaseUrl: string): Promise<void> {
	const port = await freePort();
	const env = { ...productionEnvironment(databaseUrl), PORT: `${port}`, LOG_LEVEL: 'warn' };
	const options = Object.entries(env).map(([name, value]) => `--env=${name}=${value}`);
	const inImage = (program: string) =>
		start(docker, [
			'run',
			'--rm',
			`--name=${CONTAINER}`,
			'--network=host',
			...options,
			IMAGE,
			'node',
			`dist/${program}`,
		]);

	await succeeds('The migration', inImage('migrate.js'));
	const server = inImage('main.js');
	try {
		const url = `http://127.0.0.1:${port}`;
		await until('the server is healthy', () => server.exitCode !== null || isHealthy(url));
		if (!(await fetch(`${url}/a`)).ok) throw new Error('The image does not hold the pages for mailed links.');
		await succeeds('The demo', start('node', ['dev/demo.ts', '--url', url], await access(env)));
	} finally {
		// Before its database goes away.
		spawnSync(docker, ['stop', CONTAINER]);
		if (server.exitCode === null) await once(server, 'exit');
	}
	if (server.exitCode !== 0) throw new Error(`The server ended with ${server.exitCode}.`);
}

function start(command: string, args: string[], env: Record<string, string> = {}): ChildProcess {
	return spawn(command, args, { cwd: projectRoot, env: { ...process.env, ...env }, stdio: 'inherit' });
}

async function succeeds(what: string, child: ChildProcess): Promise<void> {
	const [code] = await once(child, 'exit');
	if (code !== 0) throw new Error(`${what} ended with ${code}.`);
}

/** The tokens that the demo asks for, as the server would mail them. */
async function access(env: Record<string, string>): Promise<Record<string, string>> {
	const { calendarToken, approvers } = await signTokens(env);
	return { BETZENSTEIN_CALENDAR_TOKEN: calendarToken, BETZENSTEIN_APPROVERS: JSON.stringify(approvers) };
}

/** All files of an image. Engines count its layers, each in its own way. */
function megabytes(image: string): number {
	const du = ['run', '--rm', '--user=root', image, 'du', '--summarize', '--bytes', '--one-file-system', '/'];
	return Number.parseInt(execFileSync(docker, du, { encoding: 'utf8' }), 10) / 1e6;
}
