import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UserConfig } from 'tsdown';
import { writeManifest } from './manifest.ts';

/** Libraries that go into the files, so that no version of them can clash with a consumer's. */
const BUNDLED = ['@trpc/client', '@trpc/server', 'superjson', 'copy-anything', 'feiertagejs', 'zod'];
const isCode = (id: string) => !/\.d\.[cm]?ts$/.test(id);
/** What only a fake house needs, and so stays with `./testing`: the server's schemas, and the libraries of its rules. */
const ofAHouse = (id: string) => /shared\/src\/(schema|invalidInput)\.ts|node_modules\/(zod|feiertagejs)\//.test(id);
const isBundled = (id: string) => BUNDLED.some((name) => id === name || id.startsWith(`${name}/`));

/**
 * Lets `./react` take TanStack's types from `@tanstack/react-query`, which re-exports them: a package manager that is
 * strict lets us see only what the consumer has installed by name.
 */
function nameReactsTypes(folder: string): void {
	const read = (file: string) => readFileSync(join(folder, file), 'utf8');
	const [types] = readdirSync(folder).filter((file) => file.endsWith('.d.ts') && read(file).includes(CORE));
	if (!types) throw new Error(`No declarations take their types from ${CORE}`);
	writeFileSync(join(folder, 'react-queries.d.ts'), read(types).replaceAll(CORE, '@tanstack/react-query'));
	const ours = read('react.d.ts').replace(types.replace('.d.ts', '.js'), 'react-queries.js');
	writeFileSync(join(folder, 'react.d.ts'), ours);
}

const CORE = '@tanstack/query-core';

export default {
	entry: {
		index: 'src/index.ts',
		live: 'src/live.ts',
		query: 'src/query.ts',
		react: 'src/react.ts',
		testing: 'src/testing.ts',
	},
	format: 'esm',
	platform: 'neutral',
	target: 'es2022',
	fixedExtension: false,
	// Comments that say which file of which folder of this workspace a part comes from.
	// `feiertagejs` says by `module` alone where its code is.
	inputOptions: { experimental: { attachDebugInfo: 'none' }, resolve: { mainFields: ['module'] } },
	outputOptions: {
		chunkFileNames: '[name].js',
		// Files of their own, so that whoever imports days alone gets no library with them.
		codeSplitting: {
			groups: [
				{ name: 'libraries', test: (id) => isCode(id) && /node_modules/.test(id) && !ofAHouse(id) },
				{ name: 'days', test: (id) => isCode(id) && /packages\/shared/.test(id) && !ofAHouse(id) },
				{ name: 'queries', test: (id) => isCode(id) && /client\/src\/query\//.test(id) },
			],
		},
	},
	// TypeScript 7 writes declarations only of files that its project names, and the project's folder must hold them all.
	tsconfig: '../../tsconfig.client.json',
	dts: true,
	// Else side-effect imports of zod and express stay behind in the declarations, which newer compilers then look for.
	treeshake: { moduleSideEffects: false },
	deps: {
		alwaysBundle: (id) => /^@betzenstein\//.test(id) || isBundled(id),
		// What the server's sources name is looked at for its types and then left out; whatever stayed, `onlyImport`
		// refuses.
		neverBundle: (id) => !/^[./]|^@betzenstein\//.test(id) && !isBundled(id),
		onlyBundle: BUNDLED,
		onlyImport: ['react', '@tanstack/query-core'],
	},
	plugins: [
		{
			// A third of the declarations' size; ours stay.
			name: 'no-docs-of-libraries',
			transform: {
				order: 'pre',
				filter: { id: /node_modules.*\.d\.[cm]?ts$/ },
				handler: (code) => code.replace(/\/\*\*[\s\S]*?\*\//g, ''),
			},
		},
		{
			// Whoever installs the package has neither our rules nor our documents.
			name: 'no-citations',
			renderChunk: (code, { fileName }) => {
				const rest = code.replace(/ \((?:BR-\d{3}|[\w.]+\.md)(?:, [^()]*)?\)/g, '');
				// The rules of a fake house cite them in other ways, too; their comments are for those who write them.
				return fileName.endsWith('.js')
					? rest.replace(/\/\*(?:(?!\*\/)[\s\S])*?(?:BR-\d|\w\.md\b)[\s\S]*?\*\//g, '')
					: rest;
			},
		},
		{
			// A tenth of tRPC's code, which no bundler dares to drop: its link for subscriptions, which we have not, writes to a
			// prototype; and objects are spread as browsers before ES2018 could.
			name: 'nothing-for-old-browsers',
			transform: {
				filter: { id: /@trpc.*\.mjs$/ },
				handler: (code) =>
					code
						.replace(/^AsyncGenerator\.prototype\[[\s\S]*?^\};$/m, '')
						.replace(/(?<=^function _objectSpread2)[\s\S]*?^\}$/m, '(...all) { return Object.assign(...all); }'),
			},
		},
	],
	failOnWarn: true,
	suppressWarnings: [
		/TypeScript 7\.0 does not yet have a stable API/,
		// It is preserved, as the gate sees.
		/The semantics of the module level directive "use client" in "src\/react\.ts"/,
	],
	checks: { pluginTimings: false, bundlerTimings: false },
	hooks: {
		'build:done': ({ options, chunks }) => {
			nameReactsTypes(options.outDir);
			writeManifest({
				root: import.meta.dirname,
				folder: options.outDir,
				entries: {
					exports: {
						'.': { types: './index.d.ts', default: './index.js' },
						'./live': { types: './live.d.ts', default: './live.js' },
						'./query': { types: './query.d.ts', default: './query.js' },
						'./react': { types: './react.d.ts', default: './react.js' },
						'./testing': { types: './testing.d.ts', default: './testing.js' },
						'./package.json': './package.json',
					},
				},
				modules: chunks.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : [])).filter(isCode),
			});
		},
	},
} satisfies UserConfig;
