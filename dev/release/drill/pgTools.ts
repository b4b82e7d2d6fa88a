import { execFileSync } from 'node:child_process';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import postgres from 'postgres';

/** Versions of the server and of the client tools that are used on it. */
export interface Versions {
	server: string;
	tools: string;
}

/** @throws ExplainedError if pg_dump is missing, or older than the server, which it refuses */
export async function checkVersions(adminUrl: string): Promise<Versions> {
	const sql = postgres(adminUrl, { max: 1 });
	const [{ server }] = await sql<[{ server: string }]>`select current_setting('server_version') as server`;
	await sql.end();
	const tools = /\d[\d.]*/.exec(runTool('pg_dump', ['--version']))?.[0] ?? '';
	if (Number.parseInt(tools, 10) < Number.parseInt(server, 10)) {
		throw new ExplainedError(
			`pg_dump ${tools} does not dump a PostgreSQL ${server}. Install newer client tools, or name a server of their version or an ` +
				`older one in TEST_POSTGRES_URL. Debian makes one for the time of a command:\n` +
				`  pg_virtualenv sh -c 'TEST_POSTGRES_URL=postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres pnpm drill:restore'`,
		);
	}
	return { server, tools };
}

/** The database as one file, in PostgreSQL's own format, as an exported snapshot shows it. */
export function dump(url: string, file: string, snapshot: string): void {
	runTool('pg_dump', [
		'--format=custom',
		'--no-owner',
		'--no-privileges',
		`--snapshot=${snapshot}`,
		`--file=${file}`,
		url,
	]);
}

/**
 * All that a database holds, as text: schema, rows and how far sequences are. Without parentheses: a restored trigger
 * has fewer of them around its condition. And without the words that each dump makes up for itself.
 */
export function contentsOf(url: string, snapshot?: string): string {
	const flags = snapshot === undefined ? [] : [`--snapshot=${snapshot}`];
	return runTool('pg_dump', ['--no-owner', '--no-privileges', ...flags, url])
		.replaceAll(/^\\(un)?restrict .*$/gm, '')
		.replaceAll(/[()]/g, '');
}

/** Into an empty database; ends at the first error. */
export function restore(url: string, file: string): void {
	runTool('pg_restore', [
		'--exit-on-error',
		'--single-transaction',
		'--no-owner',
		'--no-privileges',
		`--dbname=${url}`,
		file,
	]);
}

function runTool(tool: string, args: string[]): string {
	try {
		return execFileSync(tool, args, {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'pipe'],
			maxBuffer: Number.POSITIVE_INFINITY,
		});
	} catch (error) {
		const { code, stderr } = error as { code?: string; stderr?: string };
		if (code === 'ENOENT') throw new ExplainedError(`The drill needs ${tool}: Debian's package is postgresql-client.`);
		throw new ExplainedError(`${tool} failed:\n${stderr}`, { cause: error });
	}
}
