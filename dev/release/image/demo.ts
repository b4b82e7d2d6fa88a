/**
 * Plays the demo against the image: an empty database is migrated by it, then served by it.
 * @example node dev/release/image/demo.ts <command after which the image's own command may stand>
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig, startServer } from '@betzenstein/server';
import { freePort } from '@betzenstein/testing/machine/port';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { productionEnvironment, withTemporaryDatabase } from '@betzenstein/testing/postgres/temporaryDatabase';

const [program, ...args] = process.argv.slice(2);
if (!program)
	throw new Error('Say how to run a command in the image, e.g. docker run --rm --network host --env … betzenstein-api');

await withTemporaryDatabase(async (databaseUrl) => {
	const port = await freePort();
	const env = { ...productionEnvironment(databaseUrl), PORT: `${port}`, LOG_LEVEL: 'warn' };
	const inImage = (...command: string[]) => start(program, [...args, ...command], env);

	await succeeds('The migration', inImage('node', 'dist/migrate.js'));
	const server = inImage('node', 'dist/main.js');
	try {
		const url = `http://127.0.0.1:${port}`;
		await untilHealthy(url, server);
		if (!(await fetch(`${url}/a`)).ok) throw new Error('The image does not hold the pages for mailed links.');
		await succeeds('The demo', start(process.execPath, ['dev/demo.ts', '--url', url], await demoTokens(env)));
	} finally {
		stop(server);
		// Before its database goes away.
		await server.ended;
	}
	await succeeds('The server', server);
});

interface Running {
	child: ChildProcess;
	/** Its exit code. */
	ended: Promise<number | null>;
}

function start(command: string, commandArgs: string[], env: Record<string, string>): Running {
	const child = spawn(command, commandArgs, { cwd: projectRoot, env: { ...process.env, ...env }, stdio: 'inherit' });
	return { child, ended: once(child, 'exit').then(([code]) => code) };
}

/** What runs the image may be a shell script or a builder that would die of a signal without passing it on. */
function innermost(pid: number): number {
	const [child] = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
		readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
	);
	return child ? innermost(Number(child)) : pid;
}

function stop({ child: { pid, exitCode } }: Running): void {
	if (pid !== undefined && exitCode === null) process.kill(innermost(pid), 'SIGTERM');
}

async function succeeds(what: string, { ended }: Running): Promise<void> {
	const code = await ended;
	if (code !== 0) throw new Error(`${what} ended with ${code}.`);
}

async function untilHealthy(url: string, { child }: Running): Promise<void> {
	for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
		const response = await fetch(`${url}/health`).catch(() => undefined);
		if (response?.ok) return;
		await sleep(100);
	}
	throw new Error('The server did not become healthy.');
}

/** The links that the server would mail, signed with its keys. */
async function demoTokens(env: Record<string, string>): Promise<Record<string, string>> {
	const server = await startServer(loadConfig({ ...env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent' }));
	try {
		await server.ready;
		const { calendarToken, approvers } = await server.access();
		return { BETZENSTEIN_CALENDAR_TOKEN: calendarToken, BETZENSTEIN_APPROVERS: JSON.stringify(approvers) };
	} finally {
		await server.stop();
	}
}
