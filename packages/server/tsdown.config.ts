import type { UserConfig } from 'tsdown';

/** The programs of the image, each `src/<name>.ts` becoming `dist/<name>.js`. */
const programs = ['main', 'migrate'];

// One build for each, since programs built together would share chunks, and loading many files is what makes a start slow.
export default programs.map(
	(program): UserConfig => ({
		name: program,
		entry: { [program]: `src/${program}.ts` },
		format: 'esm',
		platform: 'node',
		target: 'node22',
		// The image has no node_modules: whatever is imported goes in, our own packages from their TypeScript sources.
		deps: { alwaysBundle: [/./], onlyBundle: false },
		outputOptions: { codeSplitting: false },
		fixedExtension: false,
		// Read by people and debuggers only: node looks at them with --enable-source-maps, which we do not set.
		sourcemap: true,
		dts: false,
		// An import that turns out to be undefined, for one, is no more than a warning.
		failOnWarn: true,
	}),
);
