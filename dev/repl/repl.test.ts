import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { loadConfig, startServer } from '@betzenstein/server';
import { addDays, dayIn } from '@betzenstein/shared';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// The processes have the real clock.
const today = dayIn('Europe/Berlin', new Date());
const anna = request({ startDate: addDays(today, 30), endDate: addDays(today, 33), affiliation: 'Ingeborg' });

let house: House;
let environment: Record<string, string>;
let folder: string;
beforeAll(async () => {
	house = await openHouse({ today });
	environment = testEnvironment(house.databaseUrl);
	folder = mkdtempSync(join(tmpdir(), 'repl-'));
});
afterAll(async () => {
	rmSync(folder, { recursive: true });
	await house.close();
});

async function run(args: string[], { stdin = '', env = {} }: { stdin?: string; env?: Record<string, string> } = {}) {
	const child = spawn(process.execPath, args, { env: { ...environment, ...env } });
	child.stdin.end(stdin);
	const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
	return { stdout: stripVTControlCharacters(stdout), stderr, code: code as number };
}

/** `pnpm repl`, with these lines typed into it. */
const repl = (args: string[], lines: string[], env: Record<string, string> = {}) =>
	run([join(import.meta.dirname, '../repl.ts'), ...args], { stdin: lines.map((line) => `${line}\n`).join(''), env });

/** A program that begins by opening the house. */
function script(code: string, env: Record<string, string> = {}, flags: string[] = []) {
	const file = join(folder, 'script.ts');
	writeFileSync(
		file,
		`import { open } from '${join(import.meta.dirname, 'open.ts')}';\nawait using house = await open();\n${code}`,
	);
	return run([file, ...flags], { env });
}

describe('what is typed', () => {
	test('is run line by line, with everything at hand, and each line is answered', async () => {
		const { stdout, stderr, code } = await repl(
			[],
			[
				'(await as.viewer.house.info()).today',
				"await db.select({ name: tables.approver.name }).from(tables.approver).where(eq(tables.approver.name, 'Cornelia'))",
				'await as.viewer.booking.mine()',
				'house.name',
			],
		);
		expect(stdout).toContain(`Betzenstein, on the database of DATABASE_URL (${new URL(house.databaseUrl).host}`);
		const answers = [
			`'${today}'`,
			"│ 0       │ 'Cornelia' │",
			'Uncaught ROLE_REQUIRED: Dazu berechtigt',
			"'Betzenstein'",
		];
		const places = answers.map((answer) => stdout.indexOf(answer));
		expect(places).toEqual([...places].sort((a, b) => a - b));
		expect(Math.min(...places)).toBeGreaterThan(0);
		expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
	});

	test('that has a typo in it is answered with the nearest name, and help explains a procedure', async () => {
		const { stdout } = await repl(
			[],
			['await as.viewer.booking.creat({})', 'await db.select().from(tables.bookings)', "help('booking.get')"],
		);
		expect(stdout).toContain('Uncaught There is no as.viewer.booking.creat. Did you mean as.viewer.booking.create?');
		expect(stdout).toContain('Uncaught There is no tables.bookings. Did you mean tables.booking?');
		expect(stdout).toMatch(/booking\.get: One booking\..*\n\n.*`NOT_FOUND`\.\n\n +id +uuid/);
	});

	test('goes to a server with --url; the token comes from the environment', async () => {
		const server = await startServer(loadConfig({ ...environment, PORT: '0', HOST: '127.0.0.1' }));
		try {
			await server.ready;
			const { approvers } = await server.access();
			const env = { DATABASE_URL: '', BETZENSTEIN_TOKEN: approvers['Cornelia'] ?? '' };
			const { stdout } = await repl(['--url', server.url], ['await api.access.whoAmI.query()'], env);
			expect(stdout).toContain("{ kind: 'person', approverOf: 'Cornelia' }");
		} finally {
			await server.stop();
		}
	});
});

describe('a script', () => {
	test('is a program of its own; what persons do is recorded as done by the operator', async () => {
		const { stdout, stderr, code } = await script(`
			const { as } = house;
			const { booking } = await as.viewer.booking.create(${JSON.stringify(anna)});
			for (const name of ['Ingeborg', 'Cornelia', 'Angelika'])
				await as.approver(name).approval.approve({ bookingId: booking.id, round: booking.round });
			await as.person('ANNA@example.com ').booking.cancel({ id: booking.id, comment: 'Krank' });
			console.log((await as.person('anna@example.com').booking.get({ id: booking.id })).status);`);
		expect({ stdout, stderr, code }).toEqual({ stdout: 'Canceled\n', stderr: '', code: 0 });
		const events = await house.sql`select type, actor, via from event order by sequence`;
		expect(events.map(({ type, actor, via }) => `${type} ${actor} ${via}`)).toEqual([
			'Submitted requester operator',
			'Approved approver operator',
			'Approved approver operator',
			'Approved approver operator',
			'Confirmed system system',
			'Canceled requester operator',
		]);
	});

	test('leaves nothing behind with --sandbox', async () => {
		const code = `
			const { booking } = await house.as.viewer.booking.create(${JSON.stringify({ ...anna, email: 'sand@example.com' })});
			console.log((await house.as.booking(booking.id).booking.get({ id: booking.id })).status);`;
		const { stdout, stderr } = await script(code, {}, ['--sandbox']);
		expect({ stdout, stderr }).toEqual({ stdout: 'Pending\n', stderr: '' });
		expect(await house.sql`select from person where email = 'sand@example.com'`).toEqual([]);
	});

	test.each([
		['awaited', 'await house.as.viewer.booking.mine();'],
		['not awaited', 'void house.as.viewer.booking.mine();\nawait house.as.viewer.house.info();'],
	])('that is refused fails and says why: %s', async (_, code) => {
		const failed = await script(code);
		expect(failed).toMatchObject({ stdout: '', code: 1 });
		expect(failed.stderr).toMatch(/ROLE_REQUIRED/);
	});
});

describe('a database on another machine', () => {
	const env = { DATABASE_URL: 'postgres://somebody@db.example.com/house' };
	const refusal = 'The database is on db.example.com, not on this machine. If that is meant, say so with --yes-remote.';

	test('is not touched without being asked for', async () => {
		expect(await repl([], ['1'], env)).toEqual({ stdout: '', stderr: `${refusal}\n`, code: 1 });
		const refused = await script('console.log(1)', env);
		expect(refused).toMatchObject({ stdout: '', code: 1 });
		expect(refused.stderr).toContain(refusal);
	});

	test('is no place for a sandbox, for which others would have to wait', async () => {
		const { stderr, code } = await repl(['--sandbox', '--yes-remote'], ['1'], env);
		expect({ stderr, code }).toEqual({ stderr: expect.stringContaining('on this machine only'), code: 1 });
	});
});
