/** `pnpm proof year`: plays a year in the house and says whether every mail was due and every due one arrived. */
import { migrate } from '@betzenstein/server';
import { formatRange } from '@betzenstein/shared';
import { withTemporaryDatabase } from '@betzenstein/testing/postgres/temporary';
import { tableOf } from '../report.ts';
import { runProof } from './runProof.ts';
import { playYear, type Told, type YearReport } from './year/play.ts';

const HELP = `pnpm proof year [--days N] [--seed N] [--list]

Fifteen people and their habits, day by day: 400 days, so that what is kept for a year goes. On an embedded PostgreSQL of
its own, over HTTP, with a clock that is moved and an inbox. Holds every mail, the calendar and what is stored against the
rules of docs/domain.md. --list prints every mail. Exits with 1 if one was not due, is missing, or came too early.`;

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

function byMonth({ mails }: YearReport): string {
	const months = [...new Set(mails.map(({ day }) => day.slice(0, 7)))];
	const kinds = [...new Set(mails.map(({ kind }) => kind))];
	const count = (wanted: (mail: Told) => boolean) => `${mails.filter(wanted).length}`;
	const rows = kinds.map((kind) => [
		kind,
		...months.map((month) => count((mail) => mail.kind === kind && mail.day.startsWith(month))),
		count((mail) => mail.kind === kind),
	]);
	const sum = ['all', ...months.map((month) => count(({ day }) => day.startsWith(month))), count(() => true)];
	return tableOf(['mail', ...months.map((month) => month.slice(2)), 'all'], [...rows, sum]);
}

const lineOf = ({ day, time, kind, to, as, about }: Told): string =>
	`${day} ${time}  ${kind.padEnd(13)}  ${`${as} ${to}`.padEnd(19)}  ${about.map(formatRange).join(', ')}`.trimEnd();

await runProof(HELP, { days: 400, seed: 3, list: false }, async ({ days, seed, list }, signal) => {
	const begun = performance.now();
	const report = await withTemporaryDatabase(async (databaseUrl) => {
		await migrate({ url: databaseUrl }, () => {});
		return playYear(databaseUrl, { days, seed, log: console.log, signal });
	});
	if (list) for (const mail of report.mails) console.log(lineOf(mail));
	const silently = Object.entries(report.silent).map(([what, count]) => `${what} ${count}`);
	console.log(`\n${byMonth(report)}\n\nBesides: ${silently.join(', ')}`);
	const seconds = Math.round((performance.now() - begun) / 1_000);
	console.log(`${days} days, seed ${seed}: ${report.calls} calls, in ${seconds} s`);
	return verdict(report);
});
