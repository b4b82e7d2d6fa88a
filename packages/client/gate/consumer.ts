/** A project of a stranger's, outside the workspace, with the tarball installed. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientFolder, clientManifest, type Packed, skillFile } from './package.ts';
import { run } from './run.ts';

/** What each consumer, a folder beside this file, installs besides. */
const PEERS = {
	consumers: ['react', 'react-dom', '@types/react', '@types/react-dom', '@tanstack/react-query', 'msw'],
	withoutReact: ['@tanstack/query-core'],
};

/** Installs the tarball and its peers in a folder of its own and puts the consumers there. */
export async function installConsumer({ work, tarball }: Packed, name: keyof typeof PEERS): Promise<string> {
	const folder = join(work, name);
	mkdirSync(folder);
	const peers = Object.fromEntries(PEERS[name].map((peer) => [peer, clientManifest.devDependencies[peer]]));
	const dependencies = { ...peers, '@betzenstein/client': `file:${tarball}`, '@types/node': '^24.0.0' };
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({ name: 'consumer', private: true, type: 'module', dependencies }),
	);
	// Versions come from the store where they are there: the workspace has most of them.
	await run('pnpm', ['install', '--ignore-workspace', '--prefer-offline', '--no-frozen-lockfile'], {
		cwd: folder,
		seconds: 200,
	});
	cpSync(join(import.meta.dirname, name), folder, { recursive: true });
	mkdirSync(join(folder, 'readme'));
	const texts = ['README.md', skillFile].map((file) => readFileSync(join(clientFolder, file), 'utf8'));
	for (const [index, { language, code }] of texts.flatMap(examplesIn).entries()) {
		// Each where what it imports is installed.
		if (code.includes('@tanstack/query-core') !== (name === 'withoutReact')) continue;
		writeFileSync(join(folder, `readme/example${index + 1}.${language}`), code);
	}
	return folder;
}

/** The TypeScript in a Markdown text. */
const examplesIn = (markdown: string): { language: string; code: string }[] =>
	[...markdown.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code }));
