import type { UserConfig } from 'tsdown';
import { writeManifest } from '../client/manifest.ts';

export default {
	entry: { mcp: 'src/main.ts' },
	format: 'esm',
	platform: 'node',
	target: 'node20',
	// One file with everything in it, so that `npx` fetches nothing besides.
	deps: { alwaysBundle: [/./], onlyBundle: false },
	outputOptions: { comments: { jsdoc: false, annotation: false }, codeSplitting: false },
	fixedExtension: false,
	dts: false,
	failOnWarn: true,
	hooks: {
		'build:done': ({ options, chunks }) =>
			writeManifest({
				root: import.meta.dirname,
				folder: options.outDir,
				entries: { bin: './mcp.js' },
				modules: chunks.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : [])),
			}),
	},
} satisfies UserConfig;
