import { inspect } from 'node:util';
import { bookingError } from '@betzenstein/client';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { readFlags } from '@betzenstein/testing/machine/flags';
import { findAccess } from './demo/access.ts';
import { openStage } from './demo/stage.ts';
import { playStory } from './demo/story.ts';

const HELP = `pnpm demo [--url URL]

Plays the story of a booking against a running server: asking, approving, a clash, a denial, asking again, cancelling. It
leaves the calendar as it was, so it can be played again. Any deviation ends it with exit code 1.

  --url URL   the server; without it, the one of \`pnpm start\` in this folder
  --help      shows this

With --url the tokens come from the environment: BETZENSTEIN_CALENDAR_TOKEN, and BETZENSTEIN_APPROVERS as JSON
{"<name>":"<person token>"}. docs/repl.md tells how to get them.`;

async function main(args: string[]): Promise<void> {
	const flags = readFlags(args, { url: { type: 'string' }, help: { type: 'boolean' } }, HELP);
	if (flags.help) return console.log(HELP);
	const access = findAccess(flags.url, process.env);
	console.log(`Playing at ${access.apiUrl}.`);
	await playStory(await openStage(access, console.log));
	console.log('\nAll as it should be.');
}

function explain(error: unknown): string {
	const refused = bookingError(error);
	if (refused) return `${refused.reason}: ${refused.message} (request ${refused.requestId})`;
	return error instanceof ExplainedError ? error.message : inspect(error);
}

try {
	await main(process.argv.slice(2));
} catch (error) {
	console.error(explain(error));
	process.exitCode = 1;
}
