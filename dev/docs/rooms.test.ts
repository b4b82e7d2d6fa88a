import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { expect, test } from 'vitest';
import { ROOMS, strayImport, strayImports } from './rooms.ts';

const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard', 'packages'], {
	cwd: projectRoot,
	encoding: 'utf8',
});
const files = stdout.split('\n').filter((file) => /\/src\//.test(file) && existsSync(join(projectRoot, file)));

test('imports go one way, in every room of every package', () => {
	expect(files.length).toBeGreaterThan(100);
	expect(strayImports(projectRoot, files)).toEqual([]);
});

test('every room in the table is there, and every folder of the server is a room', () => {
	expect(ROOMS.map(({ path }) => path).filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
	const folders = readdirSync(join(projectRoot, 'packages/server/src'), { withFileTypes: true }).filter((entry) =>
		entry.isDirectory(),
	);
	const rooms = new Set(ROOMS.map(({ path }) => path));
	expect(folders.map(({ name }) => `packages/server/src/${name}`).filter((path) => !rooms.has(path))).toEqual([]);
});

test.each([
	['packages/server/src/domain/decide.ts', '../db/client.ts'],
	['packages/server/src/domain/decide.ts', 'node:crypto'],
	['packages/server/src/db/client.ts', '../services/approvers.ts'],
	['packages/server/src/mail/text.ts', '../outbox/record.ts'],
	['packages/server/src/outbox/worker.ts', '../services/approvers.ts'],
	['packages/server/src/services/approvers.ts', '../config.ts'],
	['packages/server/src/trpc/root.ts', 'express'],
	['packages/server/src/trpc/root.ts', '../db/client.ts'],
	['packages/server/src/metrics/metrics.ts', '../adapters/express.ts'],
	['packages/client/src/index.ts', '@betzenstein/shared/schema'],
	['packages/client/src/index.ts', '@betzenstein/server'],
	['packages/client/src/index.ts', 'zod'],
	['packages/client/src/client.ts', '@betzenstein/server/domain/decide'],
	['packages/client/src/client.ts', './testing/fakeClient.ts'],
	['packages/client/src/testing/house/rows.ts', '../../../../server/src/services/watches.ts'],
	['packages/pages/src/page.ts', '@trpc/client'],
	['packages/shared/src/day.ts', 'node:fs'],
	['packages/server/src/server.ts', '@betzenstein/testing/house/environment'],
])('sees it when one goes astray: %s, %s', (file, name) => {
	const room = ROOMS.filter(({ path }) => file.startsWith(path)).sort((a, b) => b.path.length - a.path.length)[0];
	expect(room && strayImport(room, file, name)).toBeTypeOf('string');
});
