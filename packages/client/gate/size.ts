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

/**
 * Bytes gzipped on top, for errors as data with their English sentences, sending again, days and the month grid. A
 * frontend that imports some of it carries less.
 */
const MOST_ON_TOP = 2_500;
/** What listening may weigh beside the client, for those who listen; nobody else carries it. */
const MOST_FOR_LIVE = 2_000;

const OURS = "export * from '@betzenstein/client';";

const BUNDLES = [
	{ name: 'client', code: OURS, beside: 'tRPC alone', most: MOST_ON_TOP, base: TRPC },
	{
		name: 'with /react',
		code: `${OURS} export * from '@betzenstein/client/react';`,
		beside: 'tRPC alone',
		most: MOST_ON_TOP,
		base: `${TRPC} export { createTRPCContext, createTRPCOptionsProxy } from '@trpc/tanstack-react-query';`,
	},
	{
		name: 'with /query',
		code: `${OURS} export * from '@betzenstein/client/query';`,
		beside: 'tRPC alone',
		most: MOST_ON_TOP,
		base: `${TRPC} export { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';`,
	},
	{
		name: 'with /live',
		code: `${OURS} export * from '@betzenstein/client/live';`,
		beside: 'without',
		most: MOST_FOR_LIVE,
		base: OURS,
	},
];

/** Compares each with its base, in one run. @param consumer a folder where the package is installed. @throws beyond the budget */
export async function withinBudget(consumer: string): Promise<string> {
	const said: string[] = [];
	for (const { name, code, beside, most, base } of BUNDLES) {
		const [own, alone] = [await sizeOf(consumer, code), await sizeOf(base === OURS ? consumer : clientFolder, base)];
		const onTop = own.gz - alone.gz;
		const text = `${name} ${shown(own)} kB (minified, gzipped), ${beside} ${shown(alone)}, on top ${onTop} bytes`;
		if (onTop > most) throw new Error(`${text}, which is more than ${most}`);
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
