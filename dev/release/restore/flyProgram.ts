/** A program called `fly` on the path of a script: hands each call to the fake that listens in the test's process. */

import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { FakeFly } from './fakeFly.ts';

const PROGRAM = (url: string) => `#!${process.execPath}
const args = process.argv.slice(2);
let input = '';
if (args[1] === 'connect') for await (const chunk of process.stdin) input += chunk;
const answer = await fetch('${url}', { method: 'POST', body: JSON.stringify({ args, input }) });
const { code, stdout, stderr } = await answer.json();
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
`;

/** Puts it into the folder; answers what ends it. */
export async function installFly(fly: FakeFly, folder: string): Promise<() => void> {
	const server = createServer(async (request, response) => {
		const { args, input } = (await json(request)) as { args: string[]; input: string };
		const answer = await fly.call(args, input).catch((error) => ({ code: 1, stdout: '', stderr: `${error}\n` }));
		response.end(JSON.stringify(answer));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const file = join(folder, 'fly');
	writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
	writeFileSync(file, PROGRAM(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
	chmodSync(file, 0o755);
	return () => {
		server.closeAllConnections();
		server.close();
	};
}
