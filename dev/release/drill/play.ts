/** A house in use, a backup, an end, and a new beginning from the backup. */
import { deepStrictEqual, equal, match, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { createClient } from '@betzenstein/client';
import { addDays, type Day, dayIn } from '@betzenstein/shared';
import { productionEnvironment } from '@betzenstein/testing/house/environment';
import { signTokens } from '@betzenstein/testing/house/links';
import { freePort } from '@betzenstein/testing/machine/port';
import { type FlakyResend, startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { judgeMails, settleMails } from '@betzenstein/testing/mail/mailVerdict';
import { ensureDatabase } from '@betzenstein/testing/postgres/ensureDatabase';
import postgres from 'postgres';
import { isHealthy, until } from '../../until.ts';
import { type Env, type FlyToml, type Machine, runReleaseCommand, startMachine, stopMachine } from '../rehearse/fly.ts';
import type { Release } from '../rehearse/release.ts';
import { contentsOf, dump, restore } from './pgTools.ts';

const NAME = 'restore_drill';

export interface Drill {
	adminUrl: string;
	release: Release;
	toml: FlyToml;
	folder: string;
	say: (line: string) => void;
}

/** @throws AssertionError naming what the restored house does not do */
export async function playDrill({ adminUrl, release, toml, folder, say }: Drill): Promise<void> {
	const databaseUrl = Object.assign(new URL(adminUrl), { pathname: `/${NAME}` }).href;
	let isDown = false;
	const resend = await startFlakyResend(() => (isDown ? 'break' : 'none'));
	const env: Env = productionEnvironment(databaseUrl, { RESEND_BASE_URL: resend.url });
	const backup = join(folder, 'backup.dump');
	let server: Machine | undefined;
	let sql: postgres.Sql | undefined;
	const open = async () => {
		sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
		const { output } = await runReleaseCommand(release, toml.deploy.release_command, env);
		server = startMachine({ name: 'server', port: await freePort(), errors: [] }, release, env);
		const url = `http://127.0.0.1:${server.port}`;
		await until('the server is healthy', () => isHealthy(url));
		return { sql, url, migrated: output };
	};
	try {
		await dropDatabase(adminUrl);
		await ensureDatabase(adminUrl, NAME);
		const before = await open();
		const { calendarToken } = await signTokens(env);
		await ask(before.url, calendarToken, 30);
		await settleMails(before.sql);
		const [mailed] = actionTokens(resend);
		say(`A house in use: ${resend.tries.length} mails are out, one of them with a link to approve.`);

		isDown = true;
		await ask(before.url, calendarToken, 40);
		// What is read and what is dumped is one moment: waiting mails are tried again and again meanwhile.
		const backedUp = await before.sql.begin('isolation level repeatable read', async (sql) => {
			const [{ snapshot }] = await sql<[{ snapshot: string }]>`select pg_export_snapshot() as snapshot`;
			dump(databaseUrl, backup, snapshot);
			return contentsOf(databaseUrl, snapshot);
		});
		say('A backup of it, while the mails of one more booking wait.');

		isDown = false;
		await settleMails(before.sql);
		await ask(before.url, calendarToken, 50);
		await settleMails(before.sql);
		if (server) await stopMachine(server, toml);
		await before.sql.end();
		await dropDatabase(adminUrl);
		say('The waiting mails went out, one more booking was made, and then the database was gone.');
		const sent = { accepted: (await resend.accepted()).length, tries: resend.tries.length };

		await ensureDatabase(adminUrl, NAME);
		restore(databaseUrl, backup);
		deepStrictEqual(contentsOf(databaseUrl).split('\n'), backedUp.split('\n'));
		const tables = backedUp.match(/^COPY /gm)?.length ?? 0;
		ok(tables > 0, 'the backup has no table');
		say(`Restored into an empty database: the same schema, and ${tables} tables with the same rows.`);

		const after = await open();
		match(after.migrated, /up to date/);
		await settleMails(after.sql);
		ok(resend.tries.length > sent.tries, 'no waiting mail was tried again');
		equal((await resend.accepted()).length, sent.accepted, 'mails accepted before and after the restore');
		const { lost, doubled } = await judgeMails(after.sql, resend);
		deepStrictEqual({ lost, doubled }, { lost: 0, doubled: 0 });
		say(
			'The server runs on it. It tried the waiting mails again, and the provider knew each by its key: none went out twice.',
		);

		const approver = createClient({ url: after.url, token: mailed });
		equal((await approver.action.preview.query()).state, 'open');
		equal((await approver.action.perform.mutate({})).outcome, 'done');
		say('The link mailed before the backup still approves.');
		equal(await statusOn(after.sql, 50), undefined);
		await ask(after.url, calendarToken, 50);
		say('The booking made after the backup is lost, and its days can be asked for again.');
	} finally {
		if (server) await stopMachine(server, toml);
		await sql?.end();
		await dropDatabase(adminUrl);
		await resend.close();
	}
}

const inDays = (days: number): Day => addDays(dayIn('UTC', new Date()), days);

async function ask(url: string, token: string, days: number): Promise<void> {
	const [startDate, endDate] = [inDays(days), inDays(days + 2)];
	const guest = { firstName: 'Anna', email: `anna${days}@example.com`, partySize: 2, affiliation: 'Ingeborg' };
	await createClient({ url, token }).booking.create.mutate({ ...guest, startDate, endDate });
}

async function statusOn(sql: postgres.Sql, days: number): Promise<string | undefined> {
	const [row] = await sql<{ status: string }[]>`select status from booking where start_date = ${inDays(days)}`;
	return row?.status;
}

/** Of the links to approve that the provider was handed. */
function actionTokens({ tries }: FlakyResend): string[] {
	const tokens = tries.flatMap(({ mail }) => [...mail.text.matchAll(/\/a#(\S+)/g)].map(([, token = '']) => token));
	ok(tokens.length > 0, 'no link to approve was mailed');
	return tokens;
}

async function dropDatabase(adminUrl: string): Promise<void> {
	const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
	await sql`drop database if exists ${sql(NAME)} with (force)`;
	await sql.end();
}
