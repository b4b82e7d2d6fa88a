/** `pnpm proof year`: plays a year in the house and says whether every mail was due and every due one arrived. */
import { migrate } from '@betzenstein/server';
import { withTemporaryDatabase } from '@betzenstein/testing/postgres/temporary';
import { runProof } from './runProof.ts';
import { playYear, type YearReport } from './year/play.ts';

const HELP = `pnpm proof year [--days N] [--seed N]

Fifteen people and their habits, day by day: 400 days, so that what is kept for a year goes. On an embedded PostgreSQL of
its own, over HTTP, with a clock that is moved and an inbox. Holds every mail, the calendar and what is stored against the
rules of docs/domain.md. Exits with 1 if one was not due, is missing, or came too early.`;

function verdict({ mails, accepted, flaws }: YearReport): boolean {
	const broken =
		accepted === mails.length ? flaws : [...flaws, `${accepted} mails were accepted, ${mails.length} read`];
	for (const flaw of broken) console.log(`BROKEN: ${flaw}`);
	console.log(
		broken.length === 0
			? `Each of the ${mails.length} mails was due, and each due one arrived once, in order.`
			: 'FAILED',
	);
	return broken.length === 0;
}

await runProof(HELP, { days: 400, seed: 3 }, async ({ days, seed }, signal) => {
	const begun = performance.now();
	const report = await withTemporaryDatabase(async (databaseUrl) => {
		await migrate({ url: databaseUrl }, () => {});
		return playYear(databaseUrl, { days, seed, log: console.log, signal });
	});
	const kinds = [...Map.groupBy(report.mails, ({ kind }) => kind)].map(([kind, { length }]) => `${kind} ${length}`);
	const silently = Object.entries(report.silent).map(([what, count]) => `${what} ${count}`);
	console.log(`\nMails: ${kinds.join(', ')}\nBesides: ${silently.join(', ')}`);
	const seconds = Math.round((performance.now() - begun) / 1_000);
	console.log(`${days} days, seed ${seed}: ${report.calls} calls, in ${seconds} s`);
	return verdict(report);
});
