/** What an address says about TLS: the same to every connection of every program, and what it says to psql. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { productionEnvironment } from '@betzenstein/testing/house/environment';
import { signTokens } from '@betzenstein/testing/house/links';
import { keepListening } from '@betzenstein/testing/house/listener';
import { startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { selfSigned } from '@betzenstein/testing/machine/certificate';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { startTemporaryPostgres, type TemporaryPostgres } from '@betzenstein/testing/postgres/temporary';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openOn } from '../../../dev/repl/open.ts';
import { loadConfig } from '../src/config.ts';
import { connectTo, type DatabaseAddress } from '../src/db/address.ts';
import { connect } from '../src/db/client.ts';
import { listen } from '../src/db/listener.ts';
import { migrate } from '../src/db/migrate.ts';
import { codeOf } from '../src/db/pgErrors.ts';
import { differenceOf } from '../src/db/sameDatabase.ts';

const run = promisify(execFile);
const pair = selfSigned('localhost');
const ca = pair.certificate;
const stranger = selfSigned('localhost').certificate;

let server: TemporaryPostgres;
beforeAll(async () => {
	server = await startTemporaryPostgres({ tls: pair });
	await migrate({ url: server.url('postgres') }, () => {});
	const sql = postgres(server.url('postgres'), { max: 1 });
	await sql`alter system set log_connections = on`;
	await sql`select pg_reload_conf()`;
	await sql.end();
});
afterAll(() => server.stop());

let count = 0;
/** The server's address at this host, with these parameters and a name to find its sessions by. */
function addressOf(parameters: string, host = 'localhost'): { url: string; name: string } {
	const name = `session${++count}.`;
	const url = server.url('postgres').replace('127.0.0.1', host);
	return { url: `${url}?${[parameters, `application_name=${name}`].filter(Boolean).join('&')}`, name };
}

/** How the sessions of this name were made, going by the server's own log. */
function madeBy(name: string): string[] {
	const lines = readFileSync(join(server.dataDir, 'server.log'), 'utf8').split('\n');
	const made = lines.filter((line) => line.includes('connection authorized') && line.includes(`=${name}`));
	return made.map((line) => (line.includes('SSL enabled') ? 'TLS' : 'plain'));
}

type Use = (address: DatabaseAddress) => Promise<unknown>;
/** Everything in the server that opens connections, and the REPL. */
const USES: Record<string, Use> = {
	migrate: (address) => migrate(address, () => {}),
	server: async (address) => {
		const db = connect({ ...address, clock: () => new Date(), timeZone: 'Europe/Berlin' });
		await db.read(({ sql }) => sql`select 1`).finally(db.close);
	},
	listener: async (address) => {
		let end = async () => {};
		const hears = new Promise<void>((onNews, onDeaf) => {
			end = listen({ address, channel: 'house', onNews, onDeaf }).close;
		});
		await hears.finally(end);
	},
	'the check for two databases': (address) =>
		differenceOf({ name: 'a', ...address }, { name: 'b', ...address, url: `${address.url}&` }),
	REPL: async ({ url, ca: DATABASE_CA }) => {
		const env = productionEnvironment(url, DATABASE_CA ? { DATABASE_CA } : {});
		const house = await openOn({ title: '', config: loadConfig(env), isOwn: false, close: async () => {} });
		const bookings = house.db.select().from(house.tables.booking);
		await Promise.resolve(bookings).finally(() => house[Symbol.asyncDispose]());
	},
};

/** What every use comes to with this address: how its sessions were made, or the code of why not. */
async function outcomes(parameters: string, authority?: string, host?: string): Promise<Record<string, string>> {
	const found: Record<string, string> = {};
	for (const [use, open] of Object.entries(USES)) {
		const { url, name } = addressOf(parameters, host);
		const failed = await open({ url, ca: authority }).then(
			() => undefined,
			(error: unknown) => codeOf(error) || String(error),
		);
		found[use] = failed ?? [...new Set(madeBy(name))].join();
	}
	return found;
}
const all = (outcome: string) => Object.fromEntries(Object.keys(USES).map((use) => [use, outcome]));

describe('with a certificate that nobody known has signed', () => {
	const UNTRUSTED = 'DEPTH_ZERO_SELF_SIGNED_CERT';
	test.each([
		['', 'TLS'],
		['sslmode=disable', 'plain'],
		['sslmode=prefer', 'TLS'],
		['sslmode=require', 'TLS'],
		['sslmode=no-verify', 'TLS'],
		['sslmode=verify-ca', UNTRUSTED],
		['sslmode=verify-full', UNTRUSTED],
		['sslrootcert=system', UNTRUSTED],
		// As Neon and others write their addresses.
		['sslmode=require&channel_binding=require', 'TLS'],
		['sslmode=verify-full&channel_binding=require', UNTRUSTED],
		['sslmode=require&uselibpqcompat=true', 'TLS'],
		['pgbouncer=true&connection_limit=1', 'TLS'],
		['sslmode=require&sslnegotiation=direct', 'TLS'],
	])('"%s" is %s', async (parameters, outcome) => {
		expect(await outcomes(parameters)).toEqual(all(outcome));
	});
});

describe('with DATABASE_CA', () => {
	test.each(['', 'sslmode=prefer', 'sslmode=require', 'sslmode=verify-ca', 'sslmode=verify-full'])(
		'"%s" is TLS with the authority’s certificate only',
		async (parameters) => {
			expect(await outcomes(parameters, ca)).toEqual(all('TLS'));
			expect(await outcomes(parameters, stranger)).toEqual(all('DEPTH_ZERO_SELF_SIGNED_CERT'));
		},
	);

	test.each(['', 'sslmode=require', 'sslmode=verify-full'])(
		'"%s" is refused under a name that is not in it',
		async (parameters) => {
			expect(await outcomes(parameters, ca, '127.0.0.1')).toEqual(all('ERR_TLS_CERT_ALTNAME_INVALID'));
		},
	);

	test.each([
		['sslmode=verify-ca', ca, 'TLS'],
		['sslmode=verify-ca', stranger, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
		['sslmode=no-verify', stranger, 'TLS'],
		['sslmode=disable', stranger, 'plain'],
	])('"%s" asks for no name', async (parameters, authority, outcome) => {
		expect(await outcomes(parameters, authority, '127.0.0.1')).toEqual(all(outcome));
	});
});

test('a server that has no TLS is reached without where that is allowed, and nowhere else', async () => {
	const plain = async (parameters: string) => {
		const sql = connectTo({ url: `${inject('postgresUrl')}?${parameters}` }, { max: 1, connect_timeout: 3 });
		const [row] = await sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`
			.catch((error) => [{ ssl: codeOf(error) }])
			.finally(() => sql.end());
		return row?.['ssl'];
	};
	expect([await plain(''), await plain('sslmode=prefer'), await plain('sslmode=disable')]).toEqual([
		false,
		false,
		false,
	]);
	for (const mode of ['require', 'no-verify', 'verify-ca', 'verify-full'])
		expect(await plain(`sslmode=${mode}`)).toMatch(/^(ECONNRESET|EPROTO|ERR_SSL_.*|CONNECTION_CLOSED)$/);
});

describe('the programs', () => {
	const program = (name: string, env: Record<string, string>, ...args: string[]) =>
		run(process.execPath, [join(projectRoot, `packages/server/src/${name}.ts`), ...args], {
			env: { PATH: process.env['PATH'], ...env },
		});

	test('migrate, serve, listen and administer over verified connections', async () => {
		const [first, direct] = [addressOf('sslmode=verify-full'), addressOf('sslmode=verify-full')];
		// As stores that keep no line breaks have it.
		const DATABASE_CA = ca.replaceAll('\n', '\\n');
		const env = productionEnvironment(first.url, {
			DIRECT_DATABASE_URL: direct.url,
			DATABASE_POOLED: 'false',
			DATABASE_CA,
		});
		expect((await program('migrate', env)).stdout).toContain('The schema is up to date.');
		const process = await startServerProcess(env);
		const { calendarToken } = await signTokens(env);
		const listener = keepListening(process.url, calendarToken);
		await expect.poll(() => listener.last(), { timeout: 20_000 }).toBeGreaterThan(0);
		await expect.poll(() => madeBy(direct.name).length, { timeout: 20_000 }).toBeGreaterThan(1);
		await listener.leave();
		expect((await program('admin', env, 'calendar-link')).stdout).toContain('/c#');
		await process.stop();
		for (const { name } of [first, direct]) expect(new Set(madeBy(name))).toEqual(new Set(['TLS']));
	});

	test('none of them connects where the certificate is not the authority’s', async () => {
		const env = productionEnvironment(addressOf('').url, { DATABASE_CA: stranger });
		await expect(program('migrate', env)).rejects.toMatchObject({
			code: 1,
			stderr: 'Migrating failed: DEPTH_ZERO_SELF_SIGNED_CERT\n',
		});
		await expect(program('admin', env, 'calendar-link')).rejects.toMatchObject({ code: 1 });
		const process = await startServerProcess(env, { until: 'listening' });
		await process.says('the database does not answer');
		expect((await fetch(`${process.url}/health`)).status).toBe(503);
		await process.stop();
	});
});
