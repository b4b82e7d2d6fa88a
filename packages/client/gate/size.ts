/** The budget: what a consumer's bundle may weigh more than the same calls made with tRPC alone. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundle, codeOf } from './bundle.ts';
import { clientFolder } from './package.ts';

const TRPC = `
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import superjson from 'superjson';
export const client = (url) => createTRPCClient({ links: [httpBatchLink({ url, transformer: superjson })] });
`;

const BUNDLES = [
	{ name: 'client', ours: "export * from '@betzenstein/client';", trpc: TRPC },
	{
		name: 'with /react',
		ours: "export * from '@betzenstein/client'; export * from '@betzenstein/client/react';",
		trpc: `${TRPC} export { createTRPCContext, createTRPCOptionsProxy } from '@trpc/tanstack-react-query';`,
	},
];

/**
 * Bytes gzipped on top, for errors as data with their English sentences, sending again, days and the month grid. A
 * frontend that imports some of it carries less.
 */
const MOST_ON_TOP = 2_500;

/** Compares both in one run. @param consumer a folder where the package is installed. @throws beyond the budget */
export async function withinBudget(consumer: string): Promise<string> {
	const said: string[] = [];
	for (const { name, ours, trpc } of BUNDLES) {
		const [own, alone] = [await sizeOf(consumer, ours), await sizeOf(clientFolder, trpc)];
		const onTop = own.gz - alone.gz;
		const text = `${name} ${shown(own)} kB (minified, gzipped), tRPC alone ${shown(alone)}, on top ${onTop} bytes`;
		if (onTop > MOST_ON_TOP) throw new Error(`${text}, which is more than ${MOST_ON_TOP}`);
		said.push(text);
	}
	return said.join('; ');
}

interface Size {
	min: number;
	gz: number;
}

/** What a bundler leaves of this code, and of that a browser's connection. React and TanStack Query are the peers. */
async function sizeOf(root: string, code: string): Promise<Size> {
	const entry = join(root, 'entry.js');
	const output = await bundle({
		root,
		plugins: [
			{
				name: 'code-as-entry',
				enforce: 'pre',
				resolveId: (id) => (id === entry ? id : undefined),
				load: (id) => (id === entry ? code : undefined),
			},
		],
		build: {
			rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', external: [/^react/, /^@tanstack/] },
		},
	});
	const text = codeOf(output);
	return { min: Buffer.byteLength(text), gz: gzipSync(text, { level: 9 }).length };
}

const shown = ({ min, gz }: Size): string => `${kilobytes(min)}, ${kilobytes(gz)}`;
const kilobytes = (bytes: number): string => (bytes / 1_000).toFixed(1);
