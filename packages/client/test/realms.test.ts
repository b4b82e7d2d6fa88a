/** Next's edge, `edge-runtime`, Jest and Vitest's `vmThreads` run programs in a world of their own with the host's `fetch`. */
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';
import { bundle, codeOf } from '../gate/bundle.ts';
import { clientFolder } from '../gate/package.ts';
import { fakeServer } from './fakeServer.ts';

test('where `fetch` is of another realm than the client, moments are Dates all the same', async () => {
	const world = createContext({
		fetch: fakeServer({ ok: { createdAt: new Date(0) } }).fetch,
		...{ AbortController, AbortSignal, Headers, Response, URL, setTimeout, clearTimeout, queueMicrotask },
	});
	const output = await bundle({
		root: clientFolder,
		build: { lib: { entry: join(clientFolder, 'src/index.ts'), formats: ['iife'], name: 'client' } },
	});
	runInContext(codeOf(output), world);
	const asked = `client.createClient({ url: 'http://server.example' }).booking.get.query({ id: 'b' })
		.then(({ createdAt }) => [createdAt instanceof Date, createdAt.getTime()])`;
	expect([...(await runInContext(asked, world))]).toEqual([true, 0]);
});
