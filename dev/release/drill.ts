/** `pnpm drill:restore`: a backup of a database in use, and its restore. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { withTemporaryDatabase } from '@betzenstein/testing/postgres/temporary';
import { runProof } from '../proof/runProof.ts';
import { checkVersions } from './drill/pgTools.ts';
import { playDrill } from './drill/play.ts';
import { readFlyToml } from './rehearse/fly.ts';

const HELP = `pnpm drill:restore

Dumps a database in use, drops it, restores it into an empty one and runs the bundle on that. On the embedded PostgreSQL,
or on the server in TEST_POSTGRES_URL, where it makes a database of its own. Needs pg_dump and pg_restore.`;

const given = process.env['TEST_POSTGRES_URL'];
await runProof(HELP, {}, async () => {
	await (given ? drill(given) : withTemporaryDatabase(drill));
	return true;
});

async function drill(adminUrl: string): Promise<void> {
	const { server, tools } = await checkVersions(adminUrl);
	console.log(`PostgreSQL ${server}, pg_dump and pg_restore ${tools}`);
	const built = spawnSync('pnpm', ['--filter', '@betzenstein/server', 'build'], { cwd: projectRoot, encoding: 'utf8' });
	if (built.status !== 0) throw new ExplainedError(`The server could not be built:\n${built.stdout}${built.stderr}`);
	const release = { name: 'bundle', folder: join(projectRoot, 'packages/server') };
	const toml = readFlyToml(join(projectRoot, 'fly.toml'));
	const folder = mkdtempSync(join(tmpdir(), 'betzenstein-drill-'));
	try {
		await playDrill({ adminUrl, release, toml, folder, say: (line) => console.log(`ok  ${line}`) });
	} finally {
		rmSync(folder, { recursive: true });
	}
}
