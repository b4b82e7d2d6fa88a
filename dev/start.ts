import { ConfigError } from '@betzenstein/server';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { readFlags } from '@betzenstein/testing/machine/flags';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { listenForStop, StopRequested } from '@betzenstein/testing/machine/stopRequest';
import { develop } from './start/develop.ts';
import { isDevelopment } from './start/environment.ts';
import { serve } from './start/serve.ts';

const HELP = `pnpm start [--reset] [--demo]

Runs the API on this machine, with an embedded PostgreSQL and made-up keys and approvers, all kept between starts.
Ctrl-C stops it. Links to open are printed, and their tokens are kept in .dev/access.json.

  --reset   begins anew: deletes the embedded database and the made-up keys and approvers
  --demo    fills the calendar, if it is empty, with bookings in every state
  --help    shows this

Environment: PORT (8080); DATABASE_URL takes another PostgreSQL instead of the embedded one. With NODE_ENV=production or
a database on another machine nothing is made up: the server runs with the environment as it is.`;

const log = (line: string) => console.log(line);

async function start(args: string[]): Promise<void> {
	const flag = { type: 'boolean', default: false } as const;
	const flags = readFlags(args, { reset: flag, demo: flag, help: flag }, HELP);
	if (flags.help) return log(HELP);
	const stop = listenForStop(log);
	const { reset, demo } = flags;
	if (isDevelopment(process.env)) return develop({ root: projectRoot, env: process.env, reset, demo, stop, log });
	if (reset) throw new ExplainedError('--reset is for development only; nothing was deleted.');
	if (demo) throw new ExplainedError('--demo is for development only; the calendar stays as it is.');
	await serve(process.env, stop.signal, async (server) => log(`Betzenstein runs at ${server.url}`));
}

function report(error: unknown): number {
	if (error instanceof StopRequested) return 0;
	const explains = error instanceof ExplainedError || error instanceof ConfigError;
	console.error(explains ? error.message : error);
	return 1;
}

// Whoever reads our output may go before us (`pnpm start | head`); that must not keep us from stopping in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

// Whatever still hangs on a socket or a timer must not keep us: all that has to be stopped has been.
process.exit(await start(process.argv.slice(2)).then(() => 0, report));
