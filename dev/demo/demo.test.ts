import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { type House, openHouse } from '@betzenstein/testing/house/inProcess';
import { freePort } from '@betzenstein/testing/machine/port';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Access } from '../start/access.ts';

let house: House;
let server: ChildProcess;
let url: string;
let access: Omit<Access, 'apiUrl'>;

beforeAll(async () => {
	house = await openHouse();
	const port = await freePort();
	url = `http://localhost:${port}`;
	const env = testEnvironment(house.databaseUrl, { PORT: `${port}`, HOST: '127.0.0.1' });
	server = spawn(process.execPath, [join(projectRoot, 'packages/server/src/main.ts')], { env, stdio: 'inherit' });
	await vi.waitUntil(isReady, { timeout: 30_000 });
	const { stdout, stderr } = await run(['--input-type=module-typescript', '-'], { env, stdin: documentedScript() });
	expect(stderr).toBe('');
	access = JSON.parse(stdout);
});
afterAll(async () => {
	const ended = once(server, 'exit');
	server.kill();
	await ended;
	await house.close();
});

const isReady = () =>
	fetch(`${url}/ready`).then(
		({ ok }) => ok,
		() => false,
	);

/** The one that docs/repl.md gives for getting the tokens. */
function documentedScript(): string {
	const docs = readFileSync(join(projectRoot, 'docs/repl.md'), 'utf8');
	const [, script = ''] = /```ts title="tokens\.ts"\n(.+?)```/s.exec(docs) ?? [];
	return script;
}

/** In the project's root, where the documents have programs run. */
async function run(args: string[], { env, stdin = '' }: { env: Record<string, string>; stdin?: string }) {
	const child = spawn(process.execPath, args, { cwd: projectRoot, env });
	child.stdin.end(stdin);
	const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
	return { stdout, stderr, code: code as number };
}

const demo = ({ calendarToken, approvers }: Omit<Access, 'apiUrl'>, at = url) =>
	run(['dev/demo.ts', '--url', at], {
		env: { BETZENSTEIN_CALENDAR_TOKEN: calendarToken, BETZENSTEIN_APPROVERS: JSON.stringify(approvers) },
	});

test('the demo plays twice on one server, with the tokens that the documented script gets', async () => {
	for (const round of ['first', 'second']) {
		const { stdout, stderr, code } = await demo(access);
		expect({ round, stderr, code }).toEqual({ round, stderr: '', code: 0 });
		expect(stdout).toMatch(/Angelika approves: Confirmed/);
		expect(stdout).toMatch(/DATES_TAKEN: Diese Tage sind schon belegt: \u2068Anna\u2069, .* \(bestätigt\)\./);
		expect(stdout).toMatch(/Reopened by Clara, .* -> .*\n/);
		expect(stdout).toMatch(/All as it should be\.\n$/);
	}
	const holding = await house.sql`select 1 from booking where status in ('Pending', 'Confirmed')`;
	expect(holding).toHaveLength(0);
});

test('a story that goes otherwise ends with what is wrong', async () => {
	const { Angelika: _, ...withoutAngelika } = access.approvers;
	const { stderr, code } = await demo({ ...access, approvers: withoutAngelika });
	expect({ stderr, code }).toEqual({
		stderr: 'Not as it should be: a new booking waits for 3 approvers, not for 2\n',
		code: 1,
	});
});

test('a wrong token is refused by name', async () => {
	const { stderr, code } = await demo({ ...access, calendarToken: 'wrong' });
	expect({ stderr, code }).toEqual({
		stderr: expect.stringMatching(/^LINK_INVALID: Dieser Link ist ungültig\. \(request [\w-]+\)\n$/),
		code: 1,
	});
});

test('where nobody answers, it says how to start one', async () => {
	const { stderr, code } = await demo(access, `http://localhost:${await freePort()}`);
	expect(stderr).toMatch(/^No server running at http:\/\/localhost:\d+: start one with `pnpm start`\.\n$/);
	expect(code).toBe(1);
});
