import type { UserConfig } from 'tsdown';

export default {
	entry: { mcp: 'src/main.ts' },
	format: 'esm',
	platform: 'node',
	target: 'node20',
	// One file, so that `npx` loads nothing besides.
	deps: { alwaysBundle: [/./], onlyBundle: false },
	outputOptions: { comments: { jsdoc: false, annotation: false }, codeSplitting: false },
	fixedExtension: false,
	dts: false,
	failOnWarn: true,
} satisfies UserConfig;
