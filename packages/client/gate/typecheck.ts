/** Strict projects of every kind check the packed types, those of libraries included. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientFolder } from './package.ts';
import { run } from './run.ts';

const COMPILERS = {
	'TypeScript 5.9': 'node_modules/typescript-5.9/bin/tsc',
	'TypeScript 7': 'node_modules/typescript/bin/tsc',
};
type Compiler = keyof typeof COMPILERS;

const RESOLUTIONS = {
	nodenext: { module: 'nodenext' },
	bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

/** With the browser's types alone React is checked as well; without them, Node's give `fetch`. */
const WORLDS = {
	DOM: { lib: ['es2022', 'dom', 'dom.iterable'], types: [], files: ['strict.ts', 'react.ts', 'browser/main.tsx'] },
	'no DOM': { lib: ['es2022'], types: ['node'], files: ['strict.ts', 'edge.ts', 'live.ts', 'readme/example1.ts'] },
	'DOM and Node': { lib: ['es2022', 'dom', 'dom.iterable', 'esnext.disposable'], types: ['node'], files: ['readme/*'] },
};

const STRICT = {
	target: 'es2022',
	strict: true,
	exactOptionalPropertyTypes: true,
	noUncheckedIndexedAccess: true,
	verbatimModuleSyntax: true,
	skipLibCheck: false,
	// Says of what is exported and inferred whether it can be named.
	declaration: true,
	noEmit: true,
	jsx: 'react-jsx',
};

/** Its imports become calls of `require`, which is not what they say. */
const COMMON_JS = {
	...STRICT,
	...RESOLUTIONS.nodenext,
	lib: ['es2022', 'dom'],
	types: [],
	verbatimModuleSyntax: false,
};

interface Check {
	name: string;
	compiler: Compiler;
	options: object;
	files: string[];
}

/** With TanStack Query's core alone. */
const WITHOUT_REACT = {
	'without React': { lib: ['es2022', 'dom', 'esnext.disposable'], types: ['node'], files: ['query.ts', 'readme/*'] },
};

const commonJsChecks = (Object.keys(COMPILERS) as Compiler[]).map(
	(compiler): Check => ({ name: `${compiler}, CommonJS`, compiler, options: COMMON_JS, files: ['commonJs.cts'] }),
);

const checksOf = (worlds: typeof WORLDS | typeof WITHOUT_REACT): Check[] =>
	(Object.keys(COMPILERS) as Compiler[]).flatMap((compiler) =>
		Object.entries(RESOLUTIONS).flatMap(([resolution, how]) =>
			Object.entries(worlds).map(([world, { files, ...of }]) => ({
				name: `${compiler}, ${resolution}, ${world}`,
				compiler,
				options: { ...STRICT, ...how, ...of },
				files,
			})),
		),
	);

/** Checks them all in folders where the package is installed. @throws with the compiler's errors */
export async function typecheckStrictly(consumer: string, withoutReact: string): Promise<string> {
	const checks = [
		...[...checksOf(WORLDS), ...commonJsChecks].map((check) => ({ ...check, folder: consumer })),
		...checksOf(WITHOUT_REACT).map((check) => ({ ...check, folder: withoutReact })),
	];
	// Two compilers at a time: that many cores there are at least.
	const rest = checks.values();
	const worker = async () => {
		for (const { folder, ...check } of rest) await typecheck(folder, check);
	};
	await Promise.all([worker(), worker()]);
	return `${checks.length} projects`;
}

async function typecheck(folder: string, { name, compiler, options, files }: Check): Promise<void> {
	const config = join(folder, `tsconfig.${name.replace(/\W+/g, '-')}.json`);
	writeFileSync(config, JSON.stringify({ compilerOptions: options, include: files }));
	await run(process.execPath, [join(clientFolder, COMPILERS[compiler]), '-p', config], { cwd: folder }).catch(
		(error: Error) => {
			throw new Error(`${name}: ${error.message}`);
		},
	);
}
