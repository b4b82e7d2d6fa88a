/**
 * `DATABASE_URL` through a transaction pooler, as Fly's Managed Postgres can be: each transaction gets another session.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@betzenstein/client';
import { PARTIES, testEnvironment } from '@betzenstein/testing/house/environment';
import { request, silentLog } from '@betzenstein/testing/house/inProcess';
import { selfSigned } from '@betzenstein/testing/machine/certificate';
import { freePort } from '@betzenstein/testing/machine/port';
import { type FlakyResend, startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { createTestDatabase, type TestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { openWire } from '@betzenstein/testing/postgres/wire';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { connect as connectDatabase, type Reading } from '../src/db/client.ts';
import { codeOf } from '../src/db/pgErrors.ts';
import { differenceOf } from '../src/db/sameDatabase.ts';
import { type RunningServer, startServer } from '../src/server.ts';

let database: TestDatabase;
let resend: FlakyResend;
let pooler: Awaited<ReturnType<typeof startPooler>>;
let server: RunningServer;
beforeAll(async () => {
	database = await createTestDatabase(inject('postgresUrl'));
	resend = await startFlakyResend();
	pooler = await startPooler(database.url);
	const env = {
		DATABASE_URL: pooler.url,
		DIRECT_DATABASE_URL: database.url,
		PORT: '0',
		HOST: '127.0.0.1',
		RESEND_BASE_URL: resend.url,
	};
	server = await startServer(loadConfig(testEnvironment(pooler.url, env)), silentLog);
	await server.ready;
});
afterAll(async () => {
	await server?.stop();
	await pooler?.stop();
	await resend?.close();
	await database?.drop();
});

test('the whole story works, many at once, and its mails go out', async () => {
	const access = await server.access();
	const viewer = () => createClient({ url: server.url, token: access.calendarToken });
	const asked = await Promise.allSettled(
		Array.from({ length: 32 }, (_, index) =>
			viewer().booking.create.mutate(request({ email: `p${index}@example.com` })),
		),
	);
	const won = asked.filter((one) => one.status === 'fulfilled').map(({ value }) => value.booking);
	expect(won).toHaveLength(1);
	for (const name of PARTIES) {
		const approver = createClient({ url: server.url, token: access.approvers[name] });
		await approver.approval.approve.mutate({ bookingId: won[0]?.id ?? '', round: 1 });
	}
	const seen = await Promise.all(
		Array.from({ length: 32 }, () => viewer().calendar.range.query({ from: '2027-05-01', to: '2027-05-31' })),
	);
	expect(new Set(seen.map(({ entries }) => JSON.stringify(entries))).size).toBe(1);
	expect(seen[0]?.entries).toMatchObject([{ status: 'Confirmed' }]);
	// Welcomes, one receipt, three questions, two interim answers, four confirmations.
	await expect.poll(async () => (await resend.accepted()).length, { timeout: 30_000 }).toBe(13);
});

test('a pooler that falls silent is left for a new connection, over TLS too', async () => {
	const wire = await openWire(`${pooler.url}?sslmode=require`);
	const bounds = { readers: 2, writers: 1, lockTimeoutMs: 400, statementTimeoutMs: 600, patienceMs: 900 };
	const db = connectDatabase({
		url: wire.url,
		pooled: true,
		clock: () => new Date(),
		timeZone: 'Europe/Berlin',
		...bounds,
	});
	const nap = ({ sql }: Reading) => sql`select pg_sleep(0.05)`;
	const outcome = (call: Promise<unknown>) => call.then(() => 'ok', codeOf);
	const askAll = () => Promise.all([db.read(nap), db.read(nap), db.write(nap)].map(outcome));
	expect(await askAll()).toEqual(['ok', 'ok', 'ok']);
	const opened = wire.opened();
	wire.silence();
	expect(await askAll()).toEqual(['ETIMEDOUT', 'ETIMEDOUT', 'ETIMEDOUT']);
	await expect.poll(askAll, { timeout: 10_000 }).toEqual(['ok', 'ok', 'ok']);
	expect(wire.opened()).toBe(2 * opened);
	await db.close();
	wire.cut();
});

test('the pooler and what is behind it are one database, and another one is not', async () => {
	const other = await createTestDatabase(inject('postgresUrl'));
	const difference = (url: string) =>
		differenceOf({ name: 'DATABASE_URL', url: pooler.url }, { name: 'DIRECT_DATABASE_URL', url });
	expect(await difference(database.url)).toBeUndefined();
	expect(await difference(other.url)).toContain('two databases');
	await other.drop();
});

/** PgBouncer as a transaction pooler with fewer sessions than we have connections. */
async function startPooler(directUrl: string) {
	const { hostname, port: directPort, username, password, pathname } = new URL(directUrl);
	const port = await freePort();
	const folder = mkdtempSync('/tmp/pgbouncer-');
	chmodSync(folder, 0o755);
	const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
	const pair = selfSigned('pooler');
	writeFileSync(certificate, pair.certificate);
	// PgBouncer reads it as somebody else.
	writeFileSync(key, pair.key, { mode: 0o644 });
	writeFileSync(
		join(folder, 'pgbouncer.ini'),
		`[databases]
house = host=${hostname} port=${directPort} dbname=${pathname.slice(1)} user=${decodeURIComponent(username)} password='${decodeURIComponent(password)}'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
client_tls_sslmode = allow
client_tls_key_file = ${key}
client_tls_cert_file = ${certificate}
`,
	);
	// PgBouncer refuses to run as root.
	const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
	const child = spawn('pgbouncer', ['-q', join(folder, 'pgbouncer.ini')], {
		stdio: ['ignore', 'ignore', 'inherit'],
		...asNobody,
	});
	child.once('error', (error) => {
		throw new Error('There is no PgBouncer here: apt-get install pgbouncer', { cause: error });
	});
	await answers(port).catch((error: unknown) => {
		child.kill('SIGTERM');
		throw error;
	});
	return {
		url: `postgres://anybody@127.0.0.1:${port}/house`,
		async stop() {
			child.kill('SIGTERM');
			await once(child, 'exit');
			rmSync(folder, { recursive: true });
		},
	};
}

async function answers(port: number): Promise<void> {
	for (let tries = 0; tries < 100; tries++) {
		const socket = connect(port, '127.0.0.1');
		// `once` rejects when the error comes first.
		const isThere = await once(socket, 'connect').then(
			() => true,
			() => false,
		);
		socket.destroy();
		if (isThere) return;
		await sleep(50);
	}
	throw new Error('PgBouncer does not answer');
}
