/** What a consumer's bundle holds: minified and compressed as a browser gets it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { clientFolder } from './package.ts';

export interface Size {
	min: number;
	gz: number;
}

/** A client as one writes it with `@trpc/client` alone. */
const BARE = `
import { createTRPCClient, httpBatchLink } from '@trpc/client';
export const client = (url) => createTRPCClient({ links: [httpBatchLink({ url })] });`;

/** As the naive package has it. */
const NAIVE = `
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import superjson from 'superjson';
export const client = (url) => createTRPCClient({ links: [httpBatchLink({ url, transformer: superjson })] });`;

export type Bundle = 'calls' | 'errors' | 'days' | 'everything' | 'libraries' | 'react' | 'bare' | 'naive';

/** @param consumer a folder where the package is installed */
export async function sizes(consumer: string): Promise<Record<Bundle, Size>> {
	const ours = (code: string) => minified(consumer, code);
	// The libraries as the workspace has them, in a folder from which they can be found.
	const theirs = (code: string) => minified(clientFolder, code);
	return {
		calls: await ours("export { bookingError, createClient } from '@betzenstein/client';"),
		errors: await ours("export { bookingError, createClient, describe, fieldErrors } from '@betzenstein/client';"),
		days: await ours(
			"export { addDays, formatRange, monthGrid, overlaps, today, totalDays } from '@betzenstein/client';",
		),
		everything: await ours("export * from '@betzenstein/client';"),
		libraries: await ours(librariesUsed(join(consumer, 'node_modules/@betzenstein/client'))),
		react: await ours("export * from '@betzenstein/client'; export * from '@betzenstein/client/react';"),
		bare: await theirs(BARE),
		naive: await theirs(NAIVE),
	};
}

/** Code that uses of the package's libraries what the client uses of them, and nothing else. */
function librariesUsed(folder: string): string {
	const [, names = ''] =
		/^import \{ (.*) \} from "\.\/libraries\.js"/m.exec(readFileSync(join(folder, 'index.js'), 'utf8')) ?? [];
	const imported = names.split(', ').map((name) => name.split(' as ')[0]);
	return `export { ${imported.join(', ')} } from ${JSON.stringify(join(folder, 'libraries.js'))};`;
}

async function minified(root: string, code: string): Promise<Size> {
	const folder = join(root, 'node_modules/.sizes');
	mkdirSync(folder, { recursive: true });
	const entry = join(folder, 'entry.js');
	writeFileSync(entry, code);
	const result = [
		await build({
			root,
			configFile: false,
			logLevel: 'error',
			build: {
				write: false,
				minify: true,
				target: 'es2022',
				lib: { entry, formats: ['es'] },
				rolldownOptions: { external: [/^react/, /^@tanstack/] },
			},
		}),
	].flat()[0];
	if (!result || !('output' in result)) throw new Error('Vite did not answer with a build.');
	const text = result.output.map((file) => (file.type === 'chunk' ? file.code : '')).join('');
	return { min: text.length, gz: gzipSync(text, { level: 9 }).length };
}
