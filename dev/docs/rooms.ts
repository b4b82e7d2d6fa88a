/** Which room of the packages may import what. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

interface Room {
	/** A folder or file, below the project's root; the longest that fits is a file's room. */
	path: string;
	/** The rooms it stands on, by the last part of their path. */
	rooms: string;
	/** The packages it may import; a name covers what lies below it. Types count like values. */
	packages: string;
}

/** From the bottom up: a room may stand only on those above it in this list. */
export const ROOMS: readonly Room[] = [
	{ path: 'packages/shared/src', rooms: '', packages: 'zod' },
	{ path: 'packages/server/src/log.ts', rooms: '', packages: 'pino' },
	{ path: 'packages/server/src/folderAbove.ts', rooms: '', packages: 'node:fs node:path' },
	{ path: 'packages/server/src/domain', rooms: 'shared', packages: 'feiertagejs' },
	{
		path: 'packages/server/src/tracing',
		rooms: 'log.ts',
		packages: '@opentelemetry node:async_hooks',
	},
	{ path: 'packages/server/src/calendar', rooms: 'shared', packages: 'ical-generator' },
	{ path: 'packages/server/src/mail', rooms: 'shared domain calendar', packages: '' },
	{
		path: 'packages/server/src/db',
		rooms: 'shared domain tracing folderAbove.ts',
		packages: 'drizzle-orm postgres node:crypto node:fs node:net node:path node:timers node:tls',
	},
	{ path: 'packages/server/src/links', rooms: 'shared domain db', packages: 'jose lru-cache node:crypto postgres zod' },
	{ path: 'packages/server/src/deps.ts', rooms: 'shared domain db links', packages: '' },
	{
		path: 'packages/server/src/outbox',
		rooms: 'shared domain tracing mail db links deps.ts log.ts',
		packages: 'drizzle-orm postgres node:crypto node:perf_hooks node:timers nodemailer resend',
	},
	{
		path: 'packages/server/src/services',
		rooms: 'shared domain tracing calendar db links outbox deps.ts log.ts',
		packages: 'drizzle-orm postgres node:crypto node:events node:timers temporal-polyfill zod',
	},
	{
		path: 'packages/server/src/trpc',
		rooms: 'shared domain tracing links deps.ts services',
		packages: '@trpc/server superjson zod',
	},
	{ path: 'packages/server/src/health.ts', rooms: 'shared domain db log.ts', packages: 'node:timers' },
	{
		path: 'packages/server/src/metrics',
		rooms: 'shared domain db outbox trpc log.ts',
		packages: 'drizzle-orm node:http node:net node:timers prom-client',
	},
	{
		path: 'packages/server/src/adapters',
		rooms: 'shared domain tracing db links outbox services trpc metrics deps.ts folderAbove.ts health.ts log.ts',
		packages: '@trpc/server cors express helmet ipaddr.js lru-cache rate-limiter-flexible resend superjson zod node:*',
	},
	// What answers to the contract's types, and nothing of the code behind them.
	{ path: 'packages/server/src/contract.ts', rooms: 'shared trpc', packages: '@trpc/server' },
	// Wires all of it up: config, server, the programs.
	{ path: 'packages/server/src', rooms: '*', packages: '*' },
	{
		path: 'packages/client/src',
		rooms: 'shared contract.ts',
		packages: '@trpc/client @trpc/server @tanstack/query-core react superjson',
	},
	// A fake house obeys the server's own rules; what else a frontend loads has nothing of them, nor of zod.
	{
		path: 'packages/client/src/testing',
		rooms: 'shared domain contract.ts client',
		packages: '@trpc/client superjson',
	},
	{ path: 'packages/client/src/testing.ts', rooms: 'testing', packages: '' },
	{ path: 'packages/pages/src', rooms: 'shared client', packages: 'preact' },
	{ path: 'packages/mcp/src', rooms: 'shared client', packages: '@modelcontextprotocol/server zod' },
];

const nameOf = ({ path }: Room): string =>
	path
		.replace(/\/src$/, '')
		.split('/')
		.at(-1) ?? path;

/**
 * What our own packages are called elsewhere. Schemas weigh as much as zod: neither the client nor the pages may load
 * them.
 */
const OWN: Record<string, string> = {
	'@betzenstein/shared': 'packages/shared/src/index.ts',
	'@betzenstein/shared/german': 'packages/shared/src/german.ts',
	'@betzenstein/shared/schema': 'packages/shared/src/schema.ts',
	'@betzenstein/server/contract': 'packages/server/src/contract.ts',
	'@betzenstein/server/openapi.json': 'packages/server/openapi.json',
	'@betzenstein/client': 'packages/client/src/index.ts',
	'@betzenstein/client/live': 'packages/client/src/live.ts',
};
/** The rules have an address each. */
const ruleAt = (name: string): string | undefined => {
	const [, rule] = /^@betzenstein\/server\/domain\/(\w+)$/.exec(name) ?? [];
	return rule && `packages/server/src/domain/${rule}.ts`;
};
const WITHOUT_SCHEMAS = ['client', 'pages'];

const IMPORT = /^(?:import|export)\s(?:[^;'"]*?\bfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'/gm;

const roomOf = (file: string): Room | undefined =>
	ROOMS.filter(({ path }) => file === path || file.startsWith(`${path}/`)).sort(
		(a, b) => b.path.length - a.path.length,
	)[0];

/** What stands against the table in these files of the project, tests left out: a sentence each. */
export function strayImports(root: string, files: readonly string[]): string[] {
	return files.flatMap((file) => {
		const room = roomOf(file);
		if (!room || !/\.tsx?$/.test(file) || /\.test\.tsx?$/.test(file)) return [];
		const imported = [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map(
			([, plain, lazy]) => plain ?? lazy ?? '',
		);
		return imported.flatMap((name) => strayImport(room, file, name) ?? []);
	});
}

/** What is wrong with one import in a file of this room, if anything is. */
export function strayImport(room: Room, file: string, name: string): string | undefined {
	if (name.startsWith('@betzenstein/testing')) return `${file} imports ${name}, which is for tests and tools`;
	const own = name.startsWith('.') ? relative('.', join(dirname(file), name)) : (OWN[name] ?? ruleAt(name));
	if (own === undefined) {
		const isAllowed = words(room.packages).some(
			(one) =>
				one === '*' ||
				name === one ||
				(name.startsWith(`${one.replace('*', '')}`) && (one.endsWith('*') || name[one.length] === '/')),
		);
		return isAllowed ? undefined : `${file} imports ${name}, which ${nameOf(room)} does not know`;
	}
	if (own.endsWith('schema.ts') && name.startsWith('@') && WITHOUT_SCHEMAS.includes(nameOf(room)))
		return `${file} loads the schemas`;
	const target = roomOf(own);
	if (!target || target === room) return undefined;
	const isBelow = ROOMS.indexOf(target) < ROOMS.indexOf(room);
	const isAllowed = words(room.rooms).some((one) => one === '*' || one === nameOf(target));
	return isBelow && isAllowed
		? undefined
		: `${file} imports ${name}: ${nameOf(room)} does not stand on ${nameOf(target)}`;
}

const words = (text: string): string[] => text.split(' ').filter(Boolean);
