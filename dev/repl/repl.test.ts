import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { loadConfig, startServer } from '@betzenstein/server';
import { addDays, dayIn } from '@betzenstein/shared';
import { createTestHouse, request, type TestHouse, testEnvironment } from '@betzenstein/testing/house/testHouse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// The processes have the real clock.
const today = dayIn('Europe/Berlin', new Date());
const anna = request({ startDate: addDays(today, 30), endDate: addDays(today, 33), affiliation: 'Ingeborg' });

let house: TestHouse;
let environment: Record<string, string>;
beforeAll(async () => {
	house = await createTestHouse({ today });
	environment = testEnvironment(house.databaseUrl);
});
afterAll(() => house.close());

/** `pnpm repl`, as it is called where there is no terminal. */
async function repl(args: string[], { stdin = '', env = {} }: { stdin?: string; env?: Record<string, string> } = {}) {
	const child = spawn(process.execPath, [join(import.meta.dirname, '../repl.ts'), ...args], {
		env: { ...environment, ...env },
	});
	child.stdin.end(stdin);
	const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
	return { stdout, stderr, code: code as number };
}

describe('a one-off call', () => {
	test('prints its result and nothing else', async () => {
		const { stdout, stderr, code } = await repl(['-e', 'await as.viewer.house.info()']);
		expect(stdout).toMatch(
			new RegExp(`^name: 'Betzenstein'\ntimeZone: 'Europe/Berlin'\ntoday: '${today}'\nparties:\n`),
		);
		expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
	});

	test('that is refused says so on stderr, and exits with 1', async () => {
		const refused = { stdout: '', stderr: 'ROLE_REQUIRED: Dazu berechtigt dich dieser Link nicht.\n', code: 1 };
		expect(await repl(['-e', 'as.viewer.booking.mine()'])).toEqual(refused);
	});
});

describe('a script on stdin', () => {
	test('runs as a whole; what persons do is recorded as done by the operator', async () => {
		const { stdout, stderr, code } = await repl([], {
			stdin: `
				const { booking } = await as.viewer.booking.create(${JSON.stringify(anna)});
				console.log(booking.status);
				for (const name of ['Ingeborg', 'Cornelia', 'Angelika']) {
					await as.approver(name).approval.approve({ bookingId: booking.id, round: booking.round });
				}
				await as.person('ANNA@example.com ')
					.booking.cancel({ id: booking.id, comment: 'Krank' });
				await as.person('anna@example.com').booking.get({ id: booking.id })`,
		});
		expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
		expect(stdout).toMatch(new RegExp(`^Pending\nCanceled ${anna.startDate} to ${anna.endDate}, 4 days\n`));
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

	test('fails with a call that nobody awaited', async () => {
		const { stderr, code } = await repl([], {
			stdin: 'void as.viewer.booking.mine();\nawait as.viewer.house.info();\nundefined',
		});
		expect({ stderr, code }).toEqual({ stderr: 'ROLE_REQUIRED: Dazu berechtigt dich dieser Link nicht.\n', code: 1 });
	});
});

describe('a database on another machine', () => {
	test('is not touched without being asked for', async () => {
		const { stdout, stderr, code } = await repl(['-e', '1'], {
			env: { DATABASE_URL: 'postgres://somebody@db.example.com/house' },
		});
		expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
		expect(stderr).toBe('The database is on db.example.com, not on this machine. If that is meant: --yes-remote\n');
	});
});

describe('over HTTP', () => {
	test('a text is printed as it is, for programs to read; the token comes from the environment', async () => {
		const server = await startServer(loadConfig({ ...environment, PORT: '0', HOST: '127.0.0.1' }));
		try {
			await server.ready;
			const { approvers } = await server.access();
			const env = { DATABASE_URL: '', BETZENSTEIN_TOKEN: approvers['Cornelia'] ?? '' };
			const { stdout } = await repl(['--url', server.url, '-e', 'JSON.stringify(await api.access.whoAmI.query())'], {
				env,
			});
			expect(JSON.parse(stdout)).toEqual({ kind: 'person', approverOf: 'Cornelia' });
		} finally {
			await server.stop();
		}
	});
});
