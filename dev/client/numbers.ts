/** `pnpm docs:client`: measures the package beside the naive way and a bare `@trpc/client`, and writes the table in docs/client.md. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../project.ts';
import { type CompilerName, checkCosts, installFor } from './checkCost.ts';
import { packNaive } from './naive.ts';
import { type Packed, withPackage } from './package.ts';
import { run, step } from './run.ts';
import { type Size, sizes } from './sizes.ts';

const DOC = join(projectRoot, 'docs/client.md');
const MARKS = /(<!-- numbers -->\n)[\s\S]*(<!-- \/numbers -->)/;

const CALLS = `
export const booking = await client.booking.get.query({ id: '' });
export const { entries } = await client.calendar.range.query({ from: '2027-05-01', to: '2027-05-31' });
export const decision = await client.approval.deny.mutate({ bookingId: booking.id, round: booking.round, comment: '' });
`;
const TRPC = { '@trpc/client': '11.22.1', '@trpc/server': '11.22.1' };

const kB = (bytes: number): string => (bytes / 1000).toFixed(1);
const sized = ({ min, gz }: Size): string => `${kB(min)} / ${kB(gz)}`;
const row = (...cells: (string | number)[]): string => `| ${cells.join(' | ')} |`;

async function measure(packed: Packed): Promise<string> {
	const { work, tarball, folder } = packed;
	const naiveTarball = await step('The naive way', () => packNaive(work));
	const consumers = {
		ours: {
			code: `import { createClient } from '@betzenstein/client';\nconst client = createClient({ url: '' });${CALLS}`,
			dependencies: { '@betzenstein/client': `file:${tarball}` },
		},
		naive: {
			code: `import { createClient } from 'naive';\nconst client = createClient('');${CALLS}`,
			dependencies: { naive: `file:${naiveTarball}`, ...TRPC },
		},
		bare: {
			code: "import { createTRPCClient, httpBatchLink } from '@trpc/client';\nimport type { AnyTRPCRouter } from '@trpc/server';\nexport const client = createTRPCClient<AnyTRPCRouter>({ links: [httpBatchLink({ url: '' })] });\n",
			dependencies: TRPC,
		},
	};
	type Name = keyof typeof consumers;
	const names = Object.keys(consumers) as Name[];
	const folders = Object.fromEntries(names.map((name) => [name, join(work, `consumer-${name}`)])) as Record<Name, string>;
	for (const name of names) await step(`Installing ${name}`, () => installFor(folders[name], consumers[name]));
	const costs = {
		'5.9': await step('Checking with TypeScript 5.9', () => checkCosts(folders, '5.9')),
		'7': await step('Checking with TypeScript 7', () => checkCosts(folders, '7')),
	};
	const size = await step('Bundling', () => sizes(join(work, 'consumer-ours')));
	const types = (files: string[]) => {
		const text = files.map((file) => readFileSync(file, 'utf8')).join('');
		return `${kB(text.length)} / ${kB(gzipSync(text, { level: 9 }).length)}`;
	};
	await run('tar', ['xzf', naiveTarball, '--one-top-level=naive-unpacked'], { cwd: work });
	const own = (all: Size, of: Size): string => sized({ min: all.min - of.min, gz: all.gz - of.gz });
	const main = ['index.d.ts', 'client.d.ts'].map((name) => join(folder, name));
	const check = (name: Name, compiler: CompilerName): string => {
		const { seconds, instantiations, errors } = costs[compiler][name];
		const ratio = (seconds / costs[compiler].bare.seconds).toFixed(2);
		return `${seconds.toFixed(2)} s (${ratio}x), ${Math.round(instantiations / 1000)} k${errors > 0 ? `, **${errors} errors**` : ''}`;
	};
	const { calls, errors, days, everything, libraries, react } = size;
	return [
		row('', '@betzenstein/client', 'naive: `typeof appRouter`', 'bare `@trpc/client`'),
		row('---', '---', '---', '---'),
		row('tarball, kB', kB(statSync(tarball).size), `${kB(statSync(naiveTarball).size)}, and 3 dependencies`, ''),
		row('declarations, kB / gz', types(main), types([join(work, 'naive-unpacked/package/index.d.ts')]), ''),
		row('… with `/react`', types([...main, join(folder, 'react.d.ts')]), '', ''),
		row('a whole client, kB min / gz', sized(everything), sized(size.naive), sized(size.bare)),
		row('… its libraries alone', sized(libraries), '', ''),
		row('own: `createClient`, `bookingError`', own(calls, libraries), '', ''),
		row('… and `describe`, `fieldErrors`', own(errors, libraries), '', ''),
		row('… and days: everything', own(everything, libraries), '', ''),
		row('days alone, without any library', sized(days), '', ''),
		row('with `/react`, less its peers', sized(react), '', ''),
		row('… of it `/react` and its tRPC part', own(react, everything), '', ''),
		...(['5.9', '7'] as const).map((compiler) =>
			row(`TypeScript ${compiler}: CPU, instantiations`, ...(['ours', 'naive', 'bare'] as const).map((name) => check(name, compiler))),
		),
	].join('\n');
}

const table = await withPackage(measure);
console.log(table);
writeFileSync(
	DOC,
	readFileSync(DOC, 'utf8').replace(MARKS, (_, start, end) => `${start}\n${table}\n\n${end}`),
);
await run('pnpm', ['exec', 'biome', 'format', '--write', DOC], { cwd: projectRoot });
