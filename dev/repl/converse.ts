import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type REPLServer, start } from 'node:repl';
import { devFile, projectRoot } from '@betzenstein/testing/machine/project';
import { readableFailure } from './failure.ts';
import { readable, type Style } from './print.ts';
import { bannerOf, publish, type Session } from './session.ts';

type Completer = (line: string, callback: (error: Error | null, completion?: [string[], string]) => void) => void;

/** Reads, evaluates and prints until the developer leaves. */
export async function converse(session: Session, style: Style): Promise<void> {
	console.log(bannerOf(session));
	publish(session);
	const server = start({
		prompt: 'betzenstein> ',
		// Dates and errors of the server's code must be those of the typed code.
		useGlobal: true,
		breakEvalOnSigint: true,
		writer: (value: unknown) => (value instanceof Error ? readableFailure(value, style) : readable(value, style)),
	});
	addCompletion(server, session);
	keepHistory(server);
	await once(server, 'exit');
}

/** Ours first, then Node's own; `complete` of the options would replace it. */
function addCompletion(server: REPLServer, { complete }: Session): void {
	const completing = server as unknown as { completer: Completer };
	const standard = completing.completer;
	completing.completer = (line, callback) => {
		const completion = complete?.(line);
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
