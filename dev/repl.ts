import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type REPLServer, start } from 'node:repl';
import { inspect } from 'node:util';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { readFlags } from '@betzenstein/testing/machine/flags';
import { devFile, projectRoot } from '@betzenstein/testing/machine/project';
import { completeLine } from './repl/completion.ts';
import { helpOn } from './repl/manual.ts';
import { open } from './repl/open.ts';
import { openApi } from './repl/openApi.ts';
import { procedurePaths } from './repl/procedures.ts';
import { readableFailure, show } from './repl/show.ts';
import { typoIn } from './repl/typos.ts';

const HELP = `pnpm repl [--sandbox] [--yes-remote] [--url URL]

Calls any procedure as anybody, on the database that DATABASE_URL names, else on that of the running \`pnpm start\`, else on
the embedded one. Scripts are programs of their own: docs/repl.md.

  --sandbox      lets nothing stay: all that is done is undone at the end
  --url URL      calls a server over HTTP instead; the token of a link comes from BETZENSTEIN_TOKEN
  --yes-remote   works on a database on another machine
  --help         shows this`;

/** @param approver one of the house's, in quotation marks */
const houseGuide = (approver: string): string => `
  as.stranger, as.viewer, as.approver(${approver}), as.person('anna@example.com')
  as.booking(id), as.action(${approver}, id, 'approve'), as.watch('anna@example.com')
                  call any procedure as them; what is done is recorded as done by the operator
  await find('anna')
                  bookings by a part of a first name, an address or an id
  await failedMails(), await sendAgain([id])
                  the mails that finally failed; \`pnpm admin help\` has what else operators do
  db, tables      Drizzle, with eq, and, or, desc, sql … at hand; past the rules, nothing is recorded
  house           the house's settings
  services        what the server is made of: db, clock, house, tokens
  help(), help('booking.create')
                  this, and every procedure; who may call one, its refusals and its input

  await as.approver(${approver}).approval.outstanding({})
`;

const API_GUIDE = `
  api             every procedure, with .query(input) or .mutate(input)
  help(), help('booking.create')
                  this, and every procedure; who may call one, its refusals and its input

  await api.access.whoAmI.query()

  as, db and tables need the database itself: pnpm repl without --url
`;

type Completer = (line: string, callback: (error: Error | null, completion?: [string[], string]) => void) => void;

async function main(args: string[]): Promise<void> {
	const flag = { type: 'boolean' } as const;
	const flags = { url: { type: 'string' }, sandbox: flag, 'yes-remote': flag, help: flag } as const;
	const { url, sandbox, help } = readFlags(args, flags, HELP);
	if (help) return console.log(HELP);
	if (url !== undefined) {
		if (sandbox) throw new ExplainedError('A sandbox needs the database itself: leave out --url.');
		const { title, ...names } = openApi(url, process.env['BETZENSTEIN_TOKEN'] || undefined);
		return converse(title, API_GUIDE, names);
	}
	await using opened = await open();
	const { title, [Symbol.asyncDispose]: _, ...names } = opened;
	const approvers = opened.house.parties.map((party) => party.name);
	await converse(title, houseGuide(inspect(approvers[0])), names, approvers);
}

/** Reads, evaluates and prints until the developer leaves. */
async function converse(
	title: string,
	guide: string,
	names: Record<string, unknown>,
	approvers: readonly string[] = [],
): Promise<void> {
	const banner = `\nBetzenstein, ${title}\n${guide}`;
	console.log(banner);
	const help = (name?: string) =>
		console.log(name === undefined ? `${banner}\n  Procedures: ${procedurePaths().join(', ')}\n` : helpOn(name));
	let line = '';
	const server = start({
		prompt: 'betzenstein> ',
		// Otherwise lines that are piped in would not wait for the ones before them.
		terminal: true,
		// Dates and errors of the server's code must be those of the typed code.
		useGlobal: true,
		breakEvalOnSigint: true,
		writer: (value) => (value instanceof TypeError && typoIn(line, names)) || show(value),
	});
	server.prependListener('line', (typed) => {
		line = typed;
	});
	Object.assign(server.context, names, { help });
	complete(server, approvers);
	if (process.stdin.isTTY) keepHistory(server);
	await once(server, 'exit');
}

/** Ours first, then Node's own; `completer` of the options would replace it. */
function complete(server: REPLServer, approvers: readonly string[]): void {
	const completing = server as unknown as { completer: Completer };
	const standard = completing.completer;
	completing.completer = (line, callback) => {
		const completion = completeLine(line, approvers);
		if (completion) callback(null, completion);
		else standard(line, callback);
	};
}

function keepHistory(server: REPLServer): void {
	const file = devFile(projectRoot, 'repl_history');
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	server.setupHistory(file, (error) => {
		if (error) console.error(`No history: ${error.message}`);
	});
}

try {
	await main(process.argv.slice(2));
} catch (error) {
	console.error(readableFailure(error));
	process.exitCode = 1;
}
// Timers that were left behind keep nobody waiting: all that has to end has ended.
process.exit();
