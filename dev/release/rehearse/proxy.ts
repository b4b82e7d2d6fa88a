/**
 * HAProxy in the place of Fly's proxy: it knows of the machines only what its checks and refused connections tell it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { freePort } from '@betzenstein/testing/machine/port';
import { type FlyToml, milliseconds } from './fly.ts';

export interface FlyProxy {
	url: string;
	isUp(machine: string): Promise<boolean>;
	/** A machine that starts is given no request before its first good check. */
	forgetCheck(machine: string): Promise<void>;
	/** Requests that a machine refused, because it was gone, and that went to the other one. */
	redispatched(): Promise<number>;
	stop(): Promise<void>;
}

/** @param folder for its configuration and socket */
export async function startProxy(
	folder: string,
	machines: { name: string; port: number }[],
	toml: FlyToml,
): Promise<FlyProxy> {
	const port = await freePort();
	const socket = join(folder, 'haproxy.sock');
	const file = join(folder, 'haproxy.cfg');
	writeFileSync(file, configuration({ port, socket, machines, toml }));
	const child = spawn('haproxy', ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] });
	child.once('error', () => {});
	let said = '';
	child.stderr.on('data', (chunk) => (said += chunk));
	const ask = (command: string) => askSocket(socket, command);
	for (let tries = 0; ; tries++) {
		if (await ask('show info').catch(() => undefined)) break;
		if (child.exitCode !== null || tries === 100) throw new ExplainedError(`HAProxy does not run:\n${said}`);
		if (child.pid === undefined) throw new ExplainedError('The rehearsal needs HAProxy: `apt-get install haproxy`.');
		await sleep(50);
	}

	return {
		url: `http://127.0.0.1:${port}`,
		// A line of CSV: its pool and its name come first.
		isUp: async (machine) => new RegExp(`^machines,${machine},.*,UP`, 'm').test(await ask('show stat')),
		forgetCheck: async (machine) => {
			await ask(`set server machines/${machine} health down`);
		},
		redispatched: async () => {
			const [names, ...rows] = (await ask('show stat')).split('\n').map((line) => line.split(','));
			const total = rows.find(([pool, name]) => pool === 'machines' && name === 'BACKEND');
			return Number(total?.[names?.indexOf('wredis') ?? -1]);
		},
		stop: async () => {
			const gone = once(child, 'exit');
			child.kill('SIGTERM');
			await gone;
		},
	};
}

async function askSocket(path: string, command: string): Promise<string> {
	const socket = connect(path);
	socket.end(`${command}\n`);
	return text(socket);
}

interface Settings {
	port: number;
	socket: string;
	machines: { name: string; port: number }[];
	toml: FlyToml;
}

/**
 * One failed check takes a machine out. A refused connection is tried on another machine; what was sent is not sent
 * again.
 */
function configuration({ port, socket, machines, toml }: Settings): string {
	const { checks, concurrency } = toml.http_service;
	const [{ method, path, interval, timeout }] = checks;
	const server = `check inter ${milliseconds(interval)}ms fall 1 rise 1 maxconn ${concurrency.hard_limit}`;
	return `
global
	stats socket ${socket} mode 600 level admin
	hard-stop-after 5s
defaults
	mode http
	timeout connect 2s
	timeout client 60s
	timeout server 60s
	timeout queue 10s
	timeout check ${milliseconds(timeout)}ms
	retries 2
	retry-on conn-failure
	option redispatch 1
frontend edge
	bind 127.0.0.1:${port}
	http-request set-header fly-client-ip %[src]
	default_backend machines
backend machines
	balance roundrobin
	option httpchk
	http-check send meth ${method} uri ${path} ver HTTP/1.1 hdr host 127.0.0.1
	http-check expect status 200-299
${machines.map((machine) => `	server ${machine.name} 127.0.0.1:${machine.port} ${server}`).join('\n')}
`;
}
