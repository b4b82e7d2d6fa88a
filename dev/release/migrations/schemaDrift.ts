/**
 * Fails when the tables in the code are not those that the migrations make. Touches nothing: it works on a copy of
 * drizzle/.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';

const server = join(projectRoot, 'packages/server');
const migrations = join(projectRoot, 'drizzle');
const work = mkdtempSync(join(tmpdir(), 'betzenstein-drift-'));
const copy = join(work, 'drizzle');
const config = join(work, 'drizzle.config.ts');

const sqlFiles = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.sql'));

try {
	cpSync(migrations, copy, { recursive: true });
	// drizzle-kit puts ./ before whatever stands in `out`.
	const settings = JSON.stringify({ out: relative(server, copy) });
	writeFileSync(
		config,
		`import config from '${server}/drizzle.config.ts';\nexport default { ...config, ...${settings} };\n`,
	);
	const { stdout, stderr } = spawnSync(
		join(server, 'node_modules/.bin/drizzle-kit'),
		['generate', '--config', config],
		{
			cwd: server,
			encoding: 'utf8',
			// It asks whether a new column is a renamed one, and would wait for the answer.
			stdio: ['ignore', 'pipe', 'pipe'],
			timeout: 60_000,
		},
	);
	const added = sqlFiles(copy).filter((name) => !sqlFiles(migrations).includes(name));
	// Its exit code says nothing: it is 0 after an error too.
	if (added.length === 0 && stdout.includes('No schema changes')) {
		console.log('The migrations make the tables that the code declares.');
	} else {
		console.error('The tables in the code are not those of the migrations; `pnpm db:generate` writes what is missing:');
		for (const name of added) console.error(readFileSync(join(copy, name), 'utf8'));
		if (added.length === 0) console.error(stdout, stderr);
		process.exitCode = 1;
	}
} finally {
	rmSync(work, { recursive: true });
}
