/** What a consumer's type check costs: seconds of the processor and instantiations, best of five. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project.ts';
import { run } from './run.ts';

const ROUNDS = 5;

/** The compilers of `typecheck.ts`, by their short names. */
export const COMPILERS = { '5.9': 'dev/node_modules/typescript-5.9/bin/tsc', '7': 'dev/node_modules/typescript/bin/tsc' };
export type CompilerName = keyof typeof COMPILERS;

export interface Cost {
	seconds: number;
	instantiations: number;
	errors: number;
}

export interface Consumer {
	code: string;
	/** By name, with version or path. */
	dependencies: Record<string, string>;
}

const STRICT = {
	target: 'es2022',
	lib: ['es2022', 'dom', 'dom.iterable', 'esnext.disposable'],
	types: ['node'],
	module: 'nodenext',
	strict: true,
	skipLibCheck: false,
	noEmit: true,
};

/** Installs it in a folder of its own. */
export async function installFor(folder: string, { code, dependencies }: Consumer): Promise<void> {
	mkdirSync(folder);
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({ private: true, type: 'module', dependencies: { ...dependencies, '@types/node': '^24.0.0' } }),
	);
	writeFileSync(join(folder, 'index.ts'), code);
	writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT, files: ['index.ts'] }));
	await run('pnpm', ['install', '--ignore-workspace', '--prefer-offline', '--no-frozen-lockfile'], { cwd: folder, seconds: 200 });
}

/** Checks each strictly, the types of libraries included; in turns, so that whatever else the machine does meets all of them. */
export async function checkCosts<Name extends string>(folders: Record<Name, string>, compiler: CompilerName): Promise<Record<Name, Cost>> {
	const best: Partial<Record<Name, Cost>> = {};
	for (let round = 0; round < ROUNDS; round++) {
		for (const [name, folder] of Object.entries<string>(folders) as [Name, string][]) {
			const cost = await once(folder, compiler);
			const known = best[name];
			if (!known || cost.seconds < known.seconds) best[name] = cost;
		}
	}
	return best as Record<Name, Cost>;
}

async function once(folder: string, compiler: CompilerName): Promise<Cost> {
	// Seconds of the processor: those on the clock depend on what else it does.
	const timed = 'TIMEFORMAT="cpu %U %S"; time "$@" 2>&1';
	const tsc = [process.execPath, join(projectRoot, COMPILERS[compiler]), '-p', '.', '--extendedDiagnostics', '--pretty', 'false'];
	// With errors it ends with another code, and says as much as without.
	const said = await run('bash', ['-c', `{ ${timed}; } 2>&1`, 'tsc', ...tsc], { cwd: folder }).catch((error: Error) => error.message);
	const [, user, system] = /^cpu ([\d.]+) ([\d.]+)$/m.exec(said) ?? [];
	return {
		seconds: Number(user) + Number(system),
		instantiations: Number(/^Instantiations:\s+(\d+)/m.exec(said)?.[1]),
		errors: [...said.matchAll(/error TS\d+/g)].length,
	};
}
