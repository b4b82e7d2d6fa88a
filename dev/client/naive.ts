/** What comes of publishing `typeof appRouter` with the server's types bundled behind it: the way not taken, for comparison. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project.ts';
import { clientFolder } from './package.ts';
import { run } from './run.ts';

const ENTRY = `import type { appRouter } from '../../packages/server/src/trpc/root.ts';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import superjson from 'superjson';
export type AppRouter = typeof appRouter;
export const createClient = (url: string) => createTRPCClient<AppRouter>({ links: [httpBatchLink({ url, transformer: superjson })] });
`;

const manifest = {
	name: 'naive',
	version: '0.0.0',
	type: 'module',
	exports: { '.': { types: './index.d.ts', default: './index.js' } },
	dependencies: { '@trpc/client': '11.22.1', '@trpc/server': '11.22.1', superjson: '2.2.6' },
};

/** Builds it and packs it into `folder`; answers the tarball. */
export async function packNaive(folder: string): Promise<string> {
	// TypeScript 7 writes declarations only of what lies in the folder of its configuration.
	const inside = join(projectRoot, '.dev/naive');
	const config = join(projectRoot, '.naive.tsconfig.json');
	const built = join(folder, 'naive');
	mkdirSync(inside, { recursive: true });
	mkdirSync(built);
	try {
		writeFileSync(join(inside, 'index.ts'), ENTRY);
		const paths = {
			'@betzenstein/shared': ['./packages/shared/src/index.ts'],
			'@betzenstein/shared/schema': ['./packages/shared/src/schema.ts'],
			'@trpc/client': ['./packages/client/node_modules/@trpc/client'],
			superjson: ['./packages/client/node_modules/superjson'],
		};
		const include = ['.dev/naive', 'packages/server/src', 'packages/shared/src'];
		writeFileSync(
			config,
			JSON.stringify({
				extends: './tsconfig.base.json',
				compilerOptions: { types: ['node'], typeRoots: ['dev/node_modules/@types'], rootDir: '.', paths },
				include,
			}),
		);
		writeFileSync(
			join(inside, 'tsdown.config.ts'),
			`export default { entry: ['index.ts'], format: 'esm', platform: 'neutral', fixedExtension: false, dts: true, tsconfig: ${JSON.stringify(config)},
				outDir: ${JSON.stringify(built)}, treeshake: { moduleSideEffects: false }, deps: { alwaysBundle: /^@betzenstein/, neverBundle: (id) => !/^[./]|^@betzenstein/.test(id) } };`,
		);
		await run(join(clientFolder, 'node_modules/.bin/tsdown'), [], { cwd: inside });
		if (!existsSync(join(built, 'index.d.ts'))) throw new Error(`No declarations came of it: ${readdirSync(built)}`);
		writeFileSync(join(built, 'package.json'), JSON.stringify(manifest));
		await run('npm', ['pack', '--pack-destination', folder], { cwd: built });
		return join(folder, 'naive-0.0.0.tgz');
	} finally {
		rmSync(inside, { recursive: true, force: true });
		rmSync(config, { force: true });
	}
}
