/** The server on the role of ops/server-role.sql, which cannot change the schema; the owner migrates. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@betzenstein/client';
import { emailOf, PARTIES, productionEnvironment } from '@betzenstein/testing/house/environment';
import { request } from '@betzenstein/testing/house/inProcess';
import { type HouseTokens, type Links, linksOf, signTokens } from '@betzenstein/testing/house/links';
import { keepListening } from '@betzenstein/testing/house/listener';
import { type ServerProcess, startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { type FlakyResend, startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadConfig } from '../src/config.ts';
import type { Services } from '../src/deps.ts';
import { createServices } from '../src/server.ts';
import { replaceApprover, rotateCalendarLink, rotatePerson, setBlocked } from '../src/services/operator.ts';

const EMAIL = 'anna@example.com';
const SQL = readFileSync(join(projectRoot, 'ops/server-role.sql'), 'utf8');
const [OWNER, ROLE, DATABASE] = ['owner', 'server', 'house'].map((name) => `${name}_${process.pid}`) as [
	string,
	string,
	string,
];

const at = (username: string): string =>
	Object.assign(new URL(inject('postgresUrl')), { username, password: 'secret', pathname: `/${DATABASE}` }).href;
const run = (program: string, args: string[] = []) =>
	promisify(execFile)(process.execPath, [join(projectRoot, `packages/server/src/${program}.ts`), ...args], {
		env: { PATH: process.env['PATH'], ...env },
	});

let admin: postgres.Sql;
let owner: postgres.Sql;
let role: postgres.Sql;
let resend: FlakyResend;
let env: Record<string, string>;
let server: ServerProcess;
let services: Services;
let link: Links;
let tokens: HouseTokens;
beforeAll(async () => {
	admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} });
	for (const name of [OWNER, ROLE]) await admin.unsafe(`create role ${name} login password 'secret'`);
	await admin.unsafe(`create database ${DATABASE} owner ${OWNER}`);
	[owner, role] = [OWNER, ROLE].map((name) => postgres(at(name), { max: 1, onnotice: () => {} })) as [
		postgres.Sql,
		postgres.Sql,
	];
	await owner.unsafe(SQL.replaceAll('betzenstein_server', ROLE));
	resend = await startFlakyResend();
	env = productionEnvironment(at(ROLE), { MIGRATION_DATABASE_URL: at(OWNER), RESEND_BASE_URL: resend.url });
	await run('migrate');
	server = await startServerProcess(env);
	tokens = await signTokens(env);
	services = await createServices(loadConfig(env));
	link = linksOf(services);
});
afterAll(async () => {
	await server?.stop();
	await services?.db.close();
	await resend?.close();
	await Promise.all([owner?.end(), role?.end()]);
	await admin.unsafe(`drop database ${DATABASE} with (force)`);
	for (const name of [ROLE, OWNER]) await admin.unsafe(`drop owned by ${name}; drop role ${name}`);
	await admin.end();
});

const client = (token?: string) => createClient({ url: server.url, token });
const outbox = () =>
	role<
		{ state: string; count: number }[]
	>`select state, count(*)::int as count from mail group by state order by state`;

test('everything works: bookings, decisions, mails, listening, being forgotten, and what the operator does', async () => {
	const listener = keepListening(server.url, tokens.approvers[PARTIES[0]] ?? '');
	await expect.poll(() => listener.last(), { timeout: 20_000 }).toBeGreaterThan(0);
	const before = listener.last();
	const { booking, bookingToken } = await client(tokens.calendarToken).booking.create.mutate(request({ email: EMAIL }));
	for (const name of PARTIES)
		await client(tokens.approvers[name]).approval.approve.mutate({ bookingId: booking.id, round: booking.round });
	expect((await client(bookingToken).booking.get.query({ id: booking.id })).status).toBe('Confirmed');
	await client(bookingToken).booking.cancel.mutate({ id: booking.id, comment: 'Doch nicht' });
	await expect.poll(() => listener.last(), { timeout: 20_000 }).toBeGreaterThan(before);
	await listener.leave();

	await expect.poll(outbox, { timeout: 20_000 }).toEqual([{ state: 'sent', count: expect.any(Number) }]);
	const person = await link.person(EMAIL);
	await rotatePerson(services, EMAIL);
	for (const isBlocked of [true, false]) await setBlocked(services, EMAIL, isBlocked);
	await rotateCalendarLink(services);
	await replaceApprover(services, PARTIES[0], emailOf('ingrid'));
	expect((await run('admin', ['failed-mails'])).stdout).toBe('None.\n');
	const rotated = await link.person(EMAIL);
	expect(rotated).not.toBe(person);
	await client(rotated).access.exportData.query();
	await client(rotated).access.forgetMe.mutate({ confirm: true });

	expect(await (await fetch(`${server.url}/ready`)).json()).toMatchObject({ status: 'ok' });
	expect(server.errors).toEqual([]);
});

test('it cannot change the schema, nor empty a table', async () => {
	const tables = await role<{ name: string }[]>`select format('%I.%I', schemaname, tablename) as name from pg_tables
		where schemaname in ('public', 'drizzle')`;
	expect(tables.length).toBeGreaterThan(10);
	const attempts = [
		'create table public.mine (x int)',
		'create table drizzle.mine (x int)',
		'create schema mine',
		'create function public.mine() returns int language sql as $$ select 1 $$',
		'delete from drizzle.__drizzle_migrations',
		...tables.flatMap(({ name }) => [
			`alter table ${name} add column mine int`,
			`drop table ${name}`,
			`truncate ${name} cascade`,
			`alter table ${name} disable trigger all`,
			`create index on ${name} ((1))`,
		]),
	];
	for (const attempt of attempts) await expect(role.unsafe(attempt), attempt).rejects.toMatchObject({ code: '42501' });
	await expect(run('migrate').then(() => 'up to date')).resolves.toBe('up to date');
});

test('it works with the tables of a later release', async () => {
	await owner`create table later (id int generated always as identity, old int, serial serial)`;
	await role`insert into later (old) values (1)`;
	await role`update later set old = 2`;
	expect(await role`select id, old, serial from later`).toEqual([{ id: 1, old: 2, serial: 1 }]);
	await role`delete from later`;
	await owner`drop table later`;
});

test('the release command fails on it with nothing changed', async () => {
	const asRole = { ...env, MIGRATION_DATABASE_URL: at(ROLE) };
	const migrating = promisify(execFile)(process.execPath, [join(projectRoot, 'packages/server/src/migrate.ts')], {
		env: { PATH: process.env['PATH'], ...asRole },
	});
	await expect(migrating).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('42501') });
});
