import type { UserConfig } from 'tsdown';
import { writeManifest } from './manifest.ts';

/** Libraries that go into the files, so that no version of them can clash with a consumer's. */
const BUNDLED = ['@trpc/client', '@trpc/server', '@trpc/tanstack-react-query', 'superjson', 'copy-anything'];
const isCode = (id: string) => !/\.d\.[cm]?ts$/.test(id);
const isBundled = (id: string) => BUNDLED.some((name) => id === name || id.startsWith(`${name}/`));

export default {
	entry: { index: 'src/index.ts', live: 'src/live.ts', react: 'src/react.ts' },
	format: 'esm',
	platform: 'neutral',
	target: 'es2022',
	fixedExtension: false,
	// Comments that say which file of which folder of this workspace a part comes from.
	inputOptions: { experimental: { attachDebugInfo: 'none' } },
	outputOptions: {
		chunkFileNames: '[name].js',
		// Files of their own, so that whoever imports days alone gets no library with them.
		codeSplitting: {
			groups: [
				{ name: 'libraries', test: (id) => isCode(id) && /node_modules(?!.*tanstack-react-query)/.test(id) },
				{ name: 'days', test: (id) => isCode(id) && /packages\/shared/.test(id) },
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
		onlyImport: ['react', '@tanstack/react-query'],
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
			renderChunk: (code) => code.replace(/ \((?:BR-\d{3}|[\w.]+\.md)(?:, [^()]*)?\)/g, ''),
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
	suppressWarnings: [/TypeScript 7\.0 does not yet have a stable API/],
	checks: { pluginTimings: false, bundlerTimings: false },
	hooks: {
		'build:done': ({ options, chunks }) =>
			writeManifest({
				root: import.meta.dirname,
				folder: options.outDir,
				entries: {
					exports: {
						'.': { types: './index.d.ts', default: './index.js' },
						'./live': { types: './live.d.ts', default: './live.js' },
						'./react': { types: './react.d.ts', default: './react.js' },
						'./package.json': './package.json',
					},
				},
				modules: chunks.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : [])).filter(isCode),
			}),
	},
} satisfies UserConfig;
