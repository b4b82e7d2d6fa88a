/** `pnpm proof mail [--rounds N]`: two servers, random SIGKILLs, a provider that fails in every way it can. */
import { parseArgs } from 'node:util';
import { migrate } from '@betzenstein/server';
import { withTemporaryDatabase } from '@betzenstein/testing/postgres/temporary';
import { playMailRounds } from './mailRounds.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } });
const rounds = Number(values.rounds);

await withTemporaryDatabase(async (databaseUrl) => {
	await migrate({ url: databaseUrl }, console.log);
	const report = await playMailRounds(databaseUrl, rounds, console.log);
	const { tries, ...figures } = report;
	console.table({
		...figures,
		...Object.fromEntries(Object.entries(tries).map(([fault, count]) => [`tries: ${fault}`, count])),
	});
	const isRight =
		report.committed > 0 &&
		report.accepted === report.committed &&
		report.lost + report.doubled + report.unfounded + report.overtaken === 0;
	console.log(
		isRight
			? 'Every committed mail was accepted exactly once and in the order of causes; none was lost, none came of a change that was rolled back.'
			: 'FAILED',
	);
	process.exitCode = isRight ? 0 : 1;
});
