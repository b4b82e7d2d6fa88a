/** `pnpm proof:mail [--rounds N]`: two servers, random SIGKILLs, a provider that fails in every way it can. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '@betzenstein/server';
import { ensureDatabase } from '../ensureDatabase.ts';
import { dataDirFor, deleteDataDir, startPostgres } from '../postgres.ts';
import { projectRoot } from '../project.ts';
import { playMailRounds } from './mailRounds.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } });
const rounds = Number(values.rounds);

const prefix = dataDirFor(projectRoot, 'proof-mail-');
mkdirSync(dirname(prefix), { recursive: true });
const dataDir = mkdtempSync(prefix);
console.log('PostgreSQL: starting …');
const server = await startPostgres({ dataDir });
try {
	await ensureDatabase(server.url('postgres'), 'proof');
	await migrate(server.url('proof'), console.log);
	const report = await playMailRounds(server.url('proof'), rounds, console.log);
	const { tries, ...figures } = report;
	console.table({ ...figures, ...Object.fromEntries(Object.entries(tries).map(([fault, count]) => [`tries: ${fault}`, count])) });
	const isRight = report.committed > 0 && report.accepted === report.committed && report.lost + report.doubled + report.unfounded === 0;
	console.log(
		isRight ? 'Every committed mail was accepted exactly once; none was lost, none came of a change that was rolled back.' : 'FAILED',
	);
	process.exitCode = isRight ? 0 : 1;
} finally {
	await server.stop();
	await deleteDataDir(dataDir);
}
