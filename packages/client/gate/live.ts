/**
 * The packed client used for real: by programs on Node, in a world without Node, and in a browser on another origin.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { bundle, codeOf, withoutTypes } from './bundle.ts';
import { run } from './run.ts';

/** A running server, and the token of the calendar link. */
export interface LiveHouse {
	url: string;
	token: string;
}

/** Runs a program with the Node that the gate runs on and with the oldest that is promised. */
export async function onNode(folder: string, program: string, { url, token }: LiveHouse): Promise<string> {
	writeFileSync(join(folder, `${program}.js`), withoutTypes(readFileSync(join(folder, `${program}.ts`), 'utf8')));
	const env = { SERVER: url, CALENDAR_TOKEN: token, IN_DAYS: '10' };
	const newest = await run(process.execPath, [`${program}.js`], { cwd: folder, env });
	const oldest = await run('npx', ['--yes', '--prefer-offline', '--package', 'node@20', 'node', `${program}.js`], {
		cwd: folder,
		env: { ...env, IN_DAYS: '30' },
	});
	return `${newest.trim()}, ${oldest.trim()}`;
}

const WEB = {
	AbortController,
	AbortSignal,
	crypto,
	fetch,
	Headers,
	queueMicrotask,
	Request,
	Response,
	setTimeout,
	clearTimeout,
	TextDecoder,
	TextEncoder,
	URL,
	URLSearchParams,
};

/** Runs it with what every edge runtime has and nothing of Node. */
export async function onTheEdge(folder: string, { url, token }: LiveHouse): Promise<void> {
	const output = await bundle({ root: folder, build: { lib: { entry: 'edge.ts', formats: ['iife'], name: 'edge' } } });
	const scope: { url: string; token: string; inDays: number; answer?: Promise<unknown> } = { url, token, inDays: 90 };
	runInContext(codeOf(output), createContext({ ...WEB, scope }));
	const answer = JSON.stringify(await scope.answer);
	if (!/^\[\d+,true,"This link does not allow that\.","number"\]$/.test(answer))
		throw new Error(`On the edge came ${answer}`);
}

/** Bundles the frontend and serves it. */
export async function serveFrontend(folder: string): Promise<{ origin: string; close(): void }> {
	const output = await bundle({ root: join(folder, 'browser') });
	const files = new Map(output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]));
	const server = createServer((request, response) => {
		const path = request.url === '/' ? '/index.html' : (request.url ?? '');
		const file = files.get(path);
		response
			.writeHead(file === undefined ? 404 : 200, {
				'content-type': path.endsWith('.html') ? 'text/html' : 'text/javascript',
			})
			.end(file);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
