/** `pnpm rehearse`: a deploy as Fly does it, under load, with HAProxy in the place of Fly's proxy, and the way back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { readFlags } from '@betzenstein/testing/machine/flags';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { withTemporaryDatabase } from '@betzenstein/testing/postgres/temporary';
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

const work = mkdtempSync(join(tmpdir(), 'betzenstein-rehearsal-'));
const log = (line: string) => console.log(line);
try {
	await rehearse(process.argv.slice(2));
} catch (error) {
	console.error(error instanceof ExplainedError ? error.message : error);
	process.exitCode = 1;
} finally {
	rmSync(work, { recursive: true, force: true });
}

async function rehearse(args: string[]): Promise<void> {
	const options = {
		old: { type: 'string' },
		short: { type: 'boolean', default: false },
		config: { type: 'string', default: join(projectRoot, 'fly.toml') },
		help: { type: 'boolean' },
	} as const;
	const flags = readFlags(args, options, HELP);
	if (flags.help) return log(HELP);
	const oldCommit = flags.old ?? commitBefore();
	log(`Building the old release, ${nameOf(oldCommit)} …`);
	exportCommit(oldCommit, join(work, 'old-source'));
	const old = build(join(work, 'old-source'), 'old', join(work, 'old'));

	log('Building the new release, the working tree with one more migration and an update …');
	exportWorkingTree(join(work, 'new-source'));
	changeDependency(join(work, 'new-source'), UPDATE);
	addMigration(join(work, 'new-source/drizzle'), EXPAND);
	const fresh = build(join(work, 'new-source'), 'new', join(work, 'new'));
	const broken = withMigration(fresh, BROKEN, join(work, 'broken'));

	await withTemporaryDatabase(async (databaseUrl) => {
		const toml = readFlyToml(flags.config);
		const releases = { old, fresh, ...(!flags.short && { broken }) };
		const result = await play({ toml, releases, databaseUrl, folder: work, log });
		const rehearsal = {
			...result,
			old: nameOf(oldCommit),
			new: `${nameOf('HEAD')}${isChanged() ? ' and what is not committed yet' : ''}, with the migration \`${EXPAND.tag}\` and ${UPDATE.name} ${UPDATE.version}`,
			toml,
		};
		const report = describeRehearsal(rehearsal);
		log(`\n${report}`);
		if (!flags.short) writePage('rehearsal.md', report);
		if (flawsOf(rehearsal).length > 0) process.exitCode = 1;
	});
}
