import ts from 'typescript-5.9';
import { build, type InlineConfig, type Rolldown } from 'vite';

type Output = Rolldown.RolldownOutput['output'];

/** Builds with Vite as a consumer would, in memory. */
export async function bundle({ build: options, ...config }: InlineConfig): Promise<Output> {
	const [result] = [
		await build({ configFile: false, logLevel: 'error', ...config, build: { ...options, write: false } }),
	].flat();
	if (!result || !('output' in result)) throw new Error('Vite did not answer with a build.');
	return result.output;
}

/** All code of a build in one text. */
export const codeOf = (output: Output): string =>
	output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n');

/** A module's JavaScript, for a Node or Jest that takes no TypeScript. */
export const withoutTypes = (code: string): string =>
	ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } })
		.outputText;
