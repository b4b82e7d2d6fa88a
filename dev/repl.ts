import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { openApiSession } from './repl/apiSession.ts';
import { converse } from './repl/converse.ts';
import { isRemote, openDatabase } from './repl/database.ts';
import { readableFailure } from './repl/failure.ts';
import { openOperatorSession } from './repl/operatorSession.ts';
import { runScript, type Script } from './repl/run.ts';
import type { Session } from './repl/session.ts';

const HELP = `pnpm repl [--url URL] [-e CODE] [--yes-remote]

Calls any procedure as anybody, on the database that DATABASE_URL names, else on that of the running \`pnpm start\`, else on
the embedded one. On a terminal one types; otherwise what comes in on stdin is run as a script.

  --url URL      calls a server over HTTP instead; the token of a link comes from BETZENSTEIN_TOKEN
  -e CODE        runs this, prints the result, and ends
  --yes-remote   works on a database on another machine without asking
  --help         shows this`;

type Flags = ReturnType<typeof readFlags>;

async function main(args: string[]): Promise<void> {
	const flags = readFlags(args);
	if (flags.help) return console.log(HELP);
	const script = await readScript(flags);
	const session =
		flags.url === undefined
			? await openOnDatabase(flags)
			: openApiSession(flags.url, process.env['BETZENSTEIN_TOKEN'] || undefined);
	try {
		if (script) await runScript(script, session, style(process.stdout));
		else await converse(session, style(process.stdout));
	} finally {
		await session.close();
	}
}

function readFlags(args: string[]) {
	const options = {
		url: { type: 'string' },
		eval: { type: 'string', short: 'e' },
		'yes-remote': { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	} as const;
	try {
		// `pnpm repl -- -e …` hands the two dashes on.
		return parseArgs({ args: args.filter((arg) => arg !== '--'), options }).values;
	} catch (error) {
		throw new ExplainedError(`${(error as Error).message}\n\n${HELP}`, { cause: error });
	}
}

/** undefined when a developer sits at the terminal. */
async function readScript(flags: Flags): Promise<Script | undefined> {
	if (flags.eval !== undefined) return { code: flags.eval, name: '-e' };
	return process.stdin.isTTY ? undefined : { code: await text(process.stdin), name: 'stdin' };
}

async function openOnDatabase(flags: Flags): Promise<Session> {
	// Results go to stdout, and nothing else does.
	const database = await openDatabase(console.error);
	try {
		const { databaseUrl } = database.config;
		if (isRemote(databaseUrl) && !flags['yes-remote']) await confirmRemote(new URL(databaseUrl).hostname);
		const session = await openOperatorSession(database);
		return { ...session, close: () => session.close().finally(database.close) };
	} catch (error) {
		await database.close();
		throw error;
	}
}

async function confirmRemote(host: string): Promise<void> {
	const warning = `The database is on ${host}, not on this machine.`;
	if (!process.stdin.isTTY) throw new ExplainedError(`${warning} If that is meant: --yes-remote`);
	const terminal = createInterface({ input: process.stdin, output: process.stderr });
	const answer = await terminal.question(`${warning} Type its name to go on: `);
	terminal.close();
	if (answer.trim() !== host) throw new ExplainedError('Nothing was done.');
}

const style = (stream: { isTTY?: boolean }) => ({ colors: stream.isTTY === true && !process.env['NO_COLOR'] });

try {
	await main(process.argv.slice(2));
} catch (error) {
	console.error(readableFailure(error, style(process.stderr)));
	process.exitCode = 1;
}
// Timers that a script left behind keep nobody waiting: all that has to end has ended.
process.exit();
