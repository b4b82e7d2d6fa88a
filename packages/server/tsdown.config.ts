import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UserConfig } from 'tsdown';
import { licencesOf } from '../client/manifest.ts';

/** The programs of the image, each `src/<name>.ts` becoming `dist/<name>.js`. */
const programs = ['main', 'migrate', 'admin'];

/**
 * `node:http` as `require` gives it. An import reads each of a module's exports, and among these is WebSocket, which
 * loads a library of its own: a fifth of a bare Express's start.
 */
const httpAsRequired = {
	name: 'http-as-required',
	resolveId: (id: string) => (/^(node:)?http$/.test(id) ? '\0http.cjs' : null),
	load: (id: string) => (id === '\0http.cjs' ? "module.exports = process.getBuiltinModule('node:http');" : null),
};

// One build for each: built together they would share chunks, and loading many files is what makes a start slow. What
// is imported lazily stays a file of its own, read when it is first needed.
export default programs.map(
	(program): UserConfig => ({
		name: program,
		entry: { [program]: `src/${program}.ts` },
		format: 'esm',
		platform: 'node',
		target: 'node22',
		// The image has no node_modules: whatever is imported goes in, our own packages from their TypeScript sources.
		deps: { alwaysBundle: [/./], onlyBundle: false },
		// Leaves out what libraries hold for development only.
		define: { 'process.env.NODE_ENV': '"production"' },
		plugins: [httpAsRequired],
		outputOptions: { charset: 'ascii', comments: { jsdoc: false, annotation: false } },
		fixedExtension: false,
		// Read by people and debuggers only, and not in the image: node looks at them with --enable-source-maps, which slows the start.
		sourcemap: true,
		dts: false,
		// An import that turns out to be undefined, for one, is no more than a warning.
		failOnWarn: true,
		hooks: {
			'build:done': ({ options, chunks }) => {
				const modules = chunks.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []));
				writeFileSync(join(options.outDir, `${program}.licences.txt`), licencesOf(modules));
			},
		},
	}),
);
