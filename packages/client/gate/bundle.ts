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
