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

/** Of the same calls, what ours may weigh at most: calls that settle, are sent again, and fail with typed data. */
const MOST_FOR_CALLS = 1.05;
/** Bytes gzipped on top of that for all the rest: sentences in two languages, days and the month grid. */
const MOST_ON_TOP = 3_300;
/** What listening may weigh beside the client, for those who listen; nobody else carries it. */
const MOST_FOR_LIVE = 2_000;

const CALLS = "export { bookingError, createClient } from '@betzenstein/client';";
const ALL = "export * from '@betzenstein/client';";
const REACT = "export * from '@betzenstein/client/react';";

/** Each against its base, in bytes. */
const BUNDLES: { name: string; code: string; beside: string; base: string; most: (base: number) => number }[] = [
	{ name: 'calls', code: CALLS, beside: 'tRPC alone', base: TRPC, most: (base) => base * MOST_FOR_CALLS },
	{ name: 'everything', code: ALL, beside: 'calls', base: CALLS, most: (base) => base + MOST_ON_TOP },
	{
		name: 'calls with /react',
		code: `${CALLS} ${REACT}`,
		beside: 'tRPC alone',
		base: `${TRPC} export { createTRPCContext, createTRPCOptionsProxy } from '@trpc/tanstack-react-query';`,
		most: (base) => base * 1.1,
	},
	{
		name: 'calls with /query',
		code: `${CALLS} export * from '@betzenstein/client/query';`,
		beside: 'tRPC alone',
		base: `${TRPC} export { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';`,
		most: (base) => base * 1.1,
	},
	{
		name: 'everything with /live',
		code: `${ALL} export * from '@betzenstein/client/live';`,
		beside: 'without',
		base: ALL,
		most: (base) => base + MOST_FOR_LIVE,
	},
];

/** Compares each with its base, in one run. @param consumer a folder where the package is installed. @throws beyond the budget */
export async function withinBudget(consumer: string): Promise<string> {
	const said: string[] = [];
	for (const { name, code, beside, base, most } of BUNDLES) {
		const [own, alone] = [
			await sizeOf(consumer, code),
			await sizeOf(base.startsWith(TRPC) ? clientFolder : consumer, base),
		];
		const times = (own.gz / alone.gz).toFixed(3);
		const text = `${name} ${shown(own)} kB (minified, gzipped), ${beside} ${shown(alone)}, ${times} times as much`;
		const allowed = Math.floor(most(alone.gz));
		if (own.gz > allowed) throw new Error(`${text}, which is ${own.gz - allowed} bytes too many`);
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
