/** `pnpm rehearse`: a deploy as Fly does it, under load, with HAProxy in the place of Fly's proxy, and the way back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { withTemporaryDatabase } from '@betzenstein/testing/postgres/temporary';
import { runProof } from '../proof/runProof.ts';
import { writePage } from '../report.ts';
import { BROKEN, EXPAND, UPDATE } from './rehearse/acts.ts';
import { readFlyToml } from './rehearse/fly.ts';
import { play } from './rehearse/play.ts';
import {
	addMigration,
	build,
	changeDependency,
	commitBefore,
	exportCommit,
	exportWorkingTree,
	isChanged,
	nameOf,
	withMigration,
} from './rehearse/release.ts';
import { describeRehearsal, flawsOf } from './rehearse/report.ts';

const HELP = `pnpm rehearse [--old COMMIT] [--short] [--config FLY_TOML]

Plays a deploy of the working tree after the commit before it (or --old), and the way back, with the machines of fly.toml
(or --config). Without --short also a deploy whose migration fails and one that never turns healthy; that writes
docs/rehearsal.md. Needs HAProxy. Exits with 1 if a request, booking or mail is lost.`;

const options = { old: '', short: false, config: join(projectRoot, 'fly.toml') } as const;
await runProof(HELP, options, async ({ old, short, config }) => {
	const work = mkdtempSync(join(tmpdir(), 'betzenstein-rehearsal-'));
	try {
		return await withTemporaryDatabase((databaseUrl) =>
			rehearse(old || commitBefore(), short, config, work, databaseUrl),
		);
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
});

async function rehearse(
	oldCommit: string,
	isShort: boolean,
	config: string,
	folder: string,
	databaseUrl: string,
): Promise<boolean> {
	const log = (line: string) => console.log(line);
	log(`Building the old release, ${nameOf(oldCommit)} …`);
	exportCommit(oldCommit, join(folder, 'old-source'));
	const old = build(join(folder, 'old-source'), 'old', join(folder, 'old'));

	log('Building the new release, the working tree with one more migration and an update …');
	const source = join(folder, 'new-source');
	exportWorkingTree(source);
	changeDependency(source, UPDATE);
	addMigration(join(source, 'drizzle'), EXPAND);
	const fresh = build(source, 'new', join(folder, 'new'));
	const broken = withMigration(fresh, BROKEN, join(folder, 'broken'));

	const toml = readFlyToml(config);
	const releases = { old, fresh, ...(!isShort && { broken }) };
	const rehearsal = {
		...(await play({ toml, releases, databaseUrl, folder, log })),
		old: nameOf(oldCommit),
		new: `${nameOf('HEAD')}${isChanged() ? ' and what is not committed yet' : ''}, with the migration \`${EXPAND.tag}\` and ${UPDATE.name} ${UPDATE.version}`,
		toml,
	};
	const flaws = flawsOf(rehearsal);
	const report = describeRehearsal(rehearsal, flaws);
	log(`\n${report}`);
	if (!isShort) writePage('rehearsal.md', report);
	return flaws.length === 0;
}
