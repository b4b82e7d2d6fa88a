/** What the server says: one line for each request, and nothing of anybody in any of them, whatever happens. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { addDays, dayIn } from '@betzenstein/shared';
import { type Answer, callAt, PROCEDURES } from '@betzenstein/testing/house/calls';
import { emailOf, PARTIES, testEnvironment } from '@betzenstein/testing/house/environment';
import { linksOf } from '@betzenstein/testing/house/links';
import { freePort } from '@betzenstein/testing/machine/port';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { createTestDatabase, type TestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { loadConfig } from '../src/config.ts';
import type { Services } from '../src/deps.ts';
import { describeError } from '../src/log.ts';
import { createServices } from '../src/server.ts';

const NAME = 'Xaverine';
const ADDRESS = 'xaverine.quastenflosser@example.com';
const DESCRIPTION = 'Wir bringen den Mondfisch mit.';
const COMMENT = 'Wegen der Wasserspitzmaus.';
const NOTES = 'Der Schlüssel liegt unter dem Blumentopf.';
const REQUEST_KEY = '5ecafe5e-0123-4567-89ab-c0ffee5ecafe';
/** Looks like a frame of a stack, where a text may hold anything. */
const FRAME = '\n    at Xaverine (Mondfisch:1:1)\n    at Wasserspitzmaus';
const TRACES = [
	'xaverine',
	'quastenflosser',
	'mondfisch',
	'wasserspitzmaus',
	'blumentopf',
	REQUEST_KEY,
	'@example.com',
];

interface Program {
	child: ChildProcess;
	/** All it has written so far, on either stream. */
	said(): string;
	/** Waits for a line that holds this. */
	says(text: string): Promise<void>;
	exited: Promise<number | null>;
}

const started: ChildProcess[] = [];

function start(env: Record<string, string>): Program {
	const child = spawn(process.execPath, [join(projectRoot, 'packages/server/src/main.ts')], {
		env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	started.push(child);
	let text = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk) => {
			text += chunk;
		});
	}
	return {
		child,
		said: () => text,
		says: async (wanted) => {
			await vi.waitUntil(() => text.includes(wanted), { timeout: 30_000 });
		},
		exited: once(child, 'exit').then(([code]) => code),
	};
}

const linesOf = (text: string): Record<string, unknown>[] =>
	text
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));

const tracesIn = (text: string, traces: string[] = TRACES): string[] =>
	traces.filter((trace) => text.toLowerCase().includes(trace.toLowerCase()));

let database: TestDatabase;
let env: Record<string, string>;
beforeAll(async () => {
	database = await createTestDatabase(inject('postgresUrl'));
	env = testEnvironment(database.url, { LOG_LEVEL: 'trace' });
});
afterAll(async () => {
	// Only what a failed test has left.
	for (const child of started) child.kill('SIGKILL');
	await database.drop();
});

describe('a server that is asked everything, well and badly', () => {
	let server: Program;
	let url: string;
	let sql: postgres.Sql;
	let services: Services;
	/** Every token that was used or answered. */
	const tokens: string[] = [];
	/** Request ids, and how many calls each request made. */
	const asked = new Map<string, number>();
	const answers: Answer[] = [];
	const HEALTH_ID = 'asked-for-health';
	let abortedId: string;

	beforeAll(async () => {
		server = start(env);
		await server.says('"ready"');
		url = `http://127.0.0.1:${linesOf(server.said()).find(({ msg }) => msg === 'listening')?.['port']}`;
		sql = postgres(database.url, { max: 1, onnotice: () => {} });
		services = await createServices(loadConfig(env));
		await everything();
		await Promise.all([...asked.keys()].map((id) => server.says(id)));
		server.child.kill('SIGTERM');
		expect(await server.exited).toBe(0);
	});
	afterAll(async () => {
		await services.db.close();
		await sql.end();
	});

	const newId = (calls: number): Record<string, string> => {
		const id = `asked-${asked.size}-${randomUUID()}`;
		asked.set(id, calls);
		return { 'x-request-id': id, 'x-client': `by ${TRACES[0]}` };
	};

	async function call(path: string, input: unknown, token?: string) {
		const answer = await callAt(url, path, { input, token, headers: newId(1) });
		answers.push(answer);
		if (token) tokens.push(token);
		if (answer.value?.bookingToken) tokens.push(answer.value.bookingToken);
		if (path === 'access.feed' && answer.value) tokens.push(answer.value.url.split('/').at(-1));
		return answer;
	}

	/** Sends a request as it stands. */
	async function send(path: string, init: RequestInit = {}): Promise<void> {
		const headers = { ...newId(0), ...(init.headers as Record<string, string>) };
		await (await fetch(`${url}${path}`, { ...init, headers })).text();
	}

	/** Sends bytes and waits for the end. */
	async function sendRaw(text: string, { abort = false } = {}): Promise<void> {
		const socket = connect(Number(new URL(url).port), '127.0.0.1');
		socket.on('error', () => {});
		socket.resume();
		await once(socket, 'connect');
		socket.write(text);
		if (abort) setTimeout(() => socket.destroy(), 200);
		await once(socket, 'close');
	}

	async function everything(): Promise<void> {
		const link = linksOf(services);
		const calendar = await link.calendar();
		const today = dayIn('Europe/Berlin', new Date());
		const days = (offset: number) => ({ startDate: addDays(today, offset), endDate: addDays(today, offset) });
		const form = { firstName: NAME, email: ADDRESS, partySize: 2, affiliation: 'Ingeborg', description: DESCRIPTION };

		// Every procedure, with success.
		await call('house.info', undefined);
		const { value: created } = await call(
			'booking.create',
			{ ...form, ...days(30), requestKey: REQUEST_KEY },
			calendar,
		);
		const id: string = created.booking.id;
		const xaverine = await link.person(ADDRESS);
		const ingeborg = await link.approver('Ingeborg');
		const action = await link.action('Ingeborg', id, 'approve');
		await call('access.whoAmI', undefined, xaverine);
		await call('house.shares', { year: Number(today.slice(0, 4)) }, calendar);
		await call('house.setNotes', { text: NOTES, revision: 1 }, ingeborg);
		await call('house.notes', undefined, ingeborg);
		await call('calendar.range', { from: today, to: addDays(today, 100) }, calendar);
		const { value: feed } = await call('access.feed', undefined, xaverine);
		const feedPath = new URL(feed.url).pathname;
		await send(feedPath);
		const { value: watched } = await call('watch.add', days(40), xaverine);
		await call('watch.mine', undefined, xaverine);
		await call('watch.remove', { id: watched.watch.id }, xaverine);
		const watchToken = await link.watches(ADDRESS);
		tokens.push(watchToken);
		const watchPath = `/watch/${watchToken}`;
		await send(watchPath, { method: 'POST' });
		await send(watchPath, { redirect: 'manual' });
		await send(`/watch/${xaverine}`, { method: 'POST' });
		await call('booking.get', { id }, created.bookingToken);
		await call('booking.mine', {}, xaverine);
		await call('booking.edit', { id, revision: 1, changes: { firstName: `${NAME} Maria` } }, xaverine);
		await call('approval.outstanding', {}, ingeborg);
		await call('action.preview', undefined, action);
		await call('action.perform', {}, action);
		await call('approval.approve', { bookingId: id, round: 1 }, ingeborg);
		await call('approval.deny', { bookingId: id, round: 1, comment: COMMENT }, ingeborg);
		await call('approval.history', {}, ingeborg);
		await call('booking.reopen', { id, revision: 4 }, xaverine);
		await call('booking.cancel', { id, comment: COMMENT }, xaverine);
		await call('access.requestLink', { email: ADDRESS });
		await call('access.exportData', undefined, xaverine);
		await call('live.changes', undefined, xaverine);
		await call('access.rotateLink', undefined, ingeborg);
		// Every procedure, refused: for the link (which requestLink ignores), and for the input.
		for (const { path } of PROCEDURES)
			await call(path, { email: ADDRESS, id, comment: COMMENT }, `${xaverine.slice(0, -4)}abcd`);
		for (const path of ['booking.create', 'access.requestLink']) {
			await call(path, { ...form, firstName: `${NAME}!`, description: `${DESCRIPTION} https://example.com` }, calendar);
			await call(path, { email: `${ADDRESS}@`, [ADDRESS]: COMMENT }, calendar);
		}
		await call('booking.create', { ...form, ...days(-1) }, calendar);

		// Several at once, and all that never reaches a procedure.
		const authorization = `Bearer ${xaverine}`;
		const batch = newId(2);
		await fetch(
			`${url}/trpc/house.info,booking.mine?batch=1&input=${encodeURIComponent(JSON.stringify({ 1: { json: {} } }))}`,
			{
				headers: { ...batch, authorization },
			},
		);
		const json = { 'content-type': 'application/json' };
		for (const body of [
			`{"json":{"email":"${ADDRESS}"`,
			`${ADDRESS} ${COMMENT}`,
			`{"json":{"email":"${ADDRESS}"},"meta":{"values":{"${NAME}":["class"]}}}`,
		]) {
			await send('/trpc/booking.create', {
				method: 'POST',
				body,
				headers: { ...json, authorization: `Bearer ${calendar}` },
			});
		}
		await send('/trpc/booking.create', { method: 'POST', body: ADDRESS, headers: { 'content-type': 'text/plain' } });
		await send('/trpc/booking.create', { method: 'POST', body: `{"json":"${ADDRESS.repeat(5_000)}"}`, headers: json });
		for (const path of [
			`/${xaverine}`,
			`/trpc/${xaverine}`,
			`/trpc/${ADDRESS}`,
			`/trpc/house.info?token=${xaverine}&email=${ADDRESS}`,
			`/trpc/house.info?input=${xaverine}`,
			`/trpc/house.info?connectionParams=${xaverine}`,
			`/trpc/${encodeURIComponent(`${NAME} ${COMMENT}`)}?batch=1`,
			`/trpc/%FF${NAME}`,
			`/a?${xaverine}`,
			`/calendar/${xaverine}.ics`,
			feedPath.replace('.ics', ''),
			feedPath.replace('.ics', '%FF.ics'),
			`${feedPath}?${feedPath}`,
			`${watchPath}/more`,
		]) {
			await send(path);
		}
		for (let count = 0; count < 5; count++) {
			await (await fetch(`${url}/health?token=${xaverine}`, { headers: { 'x-request-id': HEALTH_ID } })).text();
		}
		for (const header of ['cookie', 'referer', 'user-agent', 'x-forwarded-for', 'origin', 'accept', 'x-token']) {
			await send('/trpc/house.info', { headers: { [header]: `${xaverine} ${ADDRESS}` } });
		}
		for (const value of [xaverine, `Basic ${xaverine}`, `Bearer ${ADDRESS}`, `Bearer ${xaverine} ${NAME}`]) {
			await send('/trpc/access.whoAmI', { headers: { authorization: value } });
		}
		// An id of the caller's making is taken over only if it can be no token and no address.
		for (const value of [xaverine, ADDRESS]) {
			await (await fetch(`${url}/trpc/house.info`, { headers: { 'x-request-id': value } })).text();
		}
		await sendRaw(`TRACE /trpc/house.info HTTP/1.1\r\nHost: x\r\nX-Token: ${xaverine}\r\nConnection: close\r\n\r\n`);
		await sendRaw(`GET /${xaverine} HTTP/1.1\r\nHost: ${NAME}:${ADDRESS}\r\nConnection: close\r\n\r\n`);
		await sendRaw(`${ADDRESS} ${xaverine}\r\n\r\n`);
		// Its call ends after its line is written.
		abortedId = newId(0)['x-request-id'] ?? '';
		const half = `POST /trpc/access.requestLink HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${abortedId}\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{"json":{"email":"${ADDRESS}"`;
		await sendRaw(half, { abort: true });

		// Errors that nobody foresaw: the database's messages repeat what was to be stored.
		await sql`alter table event rename to happened`;
		await call('booking.create', { ...form, ...days(40), description: `${DESCRIPTION}${FRAME}` }, calendar);
		await sql`alter table happened rename to event`;
		await sql`alter table link_request rename to asked`;
		await call('access.requestLink', { email: ADDRESS });
		await sql`alter table asked rename to link_request`;
		await sql`alter table booking add constraint strict check (first_name <> ${sql.unsafe(`'${NAME}'`)})`;
		await call('booking.create', { ...form, ...days(50), description: `${DESCRIPTION}${FRAME}` }, calendar);
		await sql`alter table booking drop constraint strict`;

		await sql`alter table booking rename to stay`;
		const { value: unread } = await call('access.feed', undefined, calendar);
		await send(new URL(unread.url).pathname);
		await sql`alter table stay rename to booking`;

		// A table that is locked for longer than anybody waits.
		await sql.begin(async (tx) => {
			await tx`lock table booking in access exclusive mode`;
			const ranges = Array.from({ length: 8 }, (_, days) =>
				call('calendar.range', { from: today, to: addDays(today, 200 + days) }, calendar),
			);
			for (const { outcome } of await Promise.all(ranges)) expect(outcome).toBe('UNAVAILABLE');
		});

		await call('access.forgetMe', { confirm: true }, xaverine);
		await send(feedPath);
	}

	const lines = () => linesOf(server.said());
	const requests = () => lines().filter(({ msg }) => msg === 'request');

	test('says no name, no address, no text and no token', () => {
		expect(answers.length).toBeGreaterThan(2 * PROCEDURES.length);
		// A token's payload or signature alone would do too.
		const parts = [...new Set(tokens.flatMap((token) => token.split('.').slice(1)))].filter((part) => part.length > 20);
		expect(parts.length).toBeGreaterThan(8);
		expect(tracesIn(server.said(), [...TRACES, ...parts])).toEqual([]);
	});

	test('was asked every procedure and every address with a secret in it with success, and every one without', () => {
		const outcomes = requests().flatMap(({ calls }) => calls as { procedure: string; outcome: string }[]);
		const paths = [...PROCEDURES.map(({ path }) => path), 'feed', 'unsubscribe'].toSorted();
		const with_ = (isWanted: (outcome: string) => boolean) =>
			[...new Set(outcomes.filter(({ outcome }) => isWanted(outcome)).map(({ procedure }) => procedure))].toSorted();
		expect(with_((outcome) => outcome === 'ok')).toEqual(paths);
		expect(with_((outcome) => outcome !== 'ok')).toEqual(paths);
	});

	test('writes one line for each request, with its id, its calls and their outcomes, its status and how long it took', () => {
		expect(requests().filter(({ isStream }) => isStream)).toMatchObject([
			{ calls: [{ procedure: 'live.changes', outcome: 'ok' }], status: 200 },
		]);
		expect(asked.size).toBeGreaterThan(70);
		for (const [id, calls] of asked) {
			const own = requests().filter(({ requestId }) => requestId === id);
			expect(own).toEqual([
				{
					level: 30,
					time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
					requestId: id,
					calls: expect.any(Array),
					...(own[0]?.['client'] !== undefined && { client: id === abortedId ? 'none' : 'other' }),
					status: id === abortedId ? 'aborted' : expect.any(Number),
					...(own[0]?.['isStream'] === true && { isStream: true }),
					durationMs: expect.any(Number),
					msg: 'request',
				},
			]);
			if (calls > 0) expect(own[0]?.['calls']).toHaveLength(calls);
		}
		expect(requests().filter(({ client }) => client === 'other').length).toBeGreaterThan(70);
	});

	test('writes none for the health check', () => {
		expect(server.said()).not.toContain(HEALTH_ID);
	});

	test('says of an unforeseen error what kind it was, where, and for which request', () => {
		const failed = requests().filter(({ status }) => status === 500);
		expect(failed.map(({ calls }) => calls)).toEqual([
			[{ procedure: 'booking.create', outcome: 'INTERNAL' }],
			[{ procedure: 'access.requestLink', outcome: 'INTERNAL' }],
			[{ procedure: 'booking.create', outcome: 'INTERNAL' }],
			[{ procedure: 'feed', outcome: 'INTERNAL' }],
		]);
		for (const [index, code] of ['42P01', '42P01', '23514', '42P01'].entries()) {
			const { requestId } = failed[index] ?? {};
			const [line] = lines().filter((one) => one['msg'] === 'unexpected error' && one['requestId'] === requestId);
			const cause = { type: 'PostgresError', code };
			// A feed is no procedure.
			expect(line).toMatchObject({ level: 50, error: index < 3 ? { type: 'TRPCError', cause } : cause });
			expect(JSON.stringify(line)).toContain('packages/server/src/services/');
		}
	});

	test('says what the database was waiting for when it refused calls, in a line for many of them', () => {
		const told = lines().filter(({ msg }) => msg === 'unavailable');
		expect(told.length).toBeGreaterThan(0);
		expect(told.length).toBeLessThan(5);
		for (const { time: _, ...line } of told) {
			const { requestId, count } = line;
			expect(line).toEqual({
				level: 40,
				requestId,
				procedure: 'calendar.range',
				code: '55P03',
				count,
				msg: 'unavailable',
			});
			expect(requests().filter((one) => one['requestId'] === requestId)).toMatchObject([{ status: 503 }]);
			expect(count).toBeGreaterThan(0);
		}
	});

	test('holds no keys but those that are meant to be there', () => {
		const keys = new Set(lines().flatMap((line) => Object.keys(line)));
		const known = [
			'level',
			'time',
			'msg',
			'port',
			'requestId',
			'calls',
			'client',
			'status',
			'isStream',
			'durationMs',
			'procedure',
			'error',
			'duty',
			'mailId',
			'code',
			'count',
			'version',
		];
		expect([...keys].filter((key) => !known.includes(key))).toEqual([]);
	});
});

describe('a server that cannot start says why, without a secret', () => {
	const password = 'Wasserspitzmaus';
	const keyText = Buffer.alloc(33, 'Mondfisch').toString('base64');

	test('when its configuration is wrong', async () => {
		const program = start({
			DATABASE_URL: `mysql://u:${password}@db.example.com/x`,
			LINK_KEYS: `a:${keyText},a:${keyText}`,
			APPROVERS: JSON.stringify([{ name: NAME, color: 'red', email: ADDRESS }]),
			WEB_URL: `ftp://${NAME}`,
			RESEND_API_KEY: 're_Mondfisch',
		});
		expect(await program.exited).toBe(1);
		for (const variable of ['DATABASE_URL', 'LINK_KEYS', 'APPROVERS', 'WEB_URL'])
			expect(program.said()).toContain(variable);
		expect(tracesIn(program.said(), [...TRACES, keyText])).toEqual([]);
	});

	test('when the database does not answer', async () => {
		const program = start({ ...env, DATABASE_URL: `postgres://u:${password}@127.0.0.1:${await freePort()}/x` });
		await program.says('waiting: the database does not answer');
		program.child.kill('SIGTERM');
		expect(await program.exited).toBe(0);
		expect(program.said()).toContain('ECONNREFUSED');
		expect(tracesIn(program.said())).toEqual([]);
	});

	test('when the database does not let it in', async () => {
		const wrong = new URL(database.url);
		wrong.password = password;
		wrong.username = NAME;
		const program = start({ ...env, DATABASE_URL: wrong.href });
		await program.says('waiting: the database does not answer');
		program.child.kill('SIGTERM');
		expect(await program.exited).toBe(0);
		expect(tracesIn(program.said())).toEqual([]);
	});

	test('when its port is taken', async () => {
		const first = start(env);
		await first.says('"listening"');
		const port = String(linesOf(first.said()).find(({ msg }) => msg === 'listening')?.['port']);
		const second = start({ ...env, PORT: port });
		expect(await second.exited).not.toBe(0);
		expect(second.said()).toContain('EADDRINUSE');
		first.child.kill('SIGTERM');
		await first.exited;
		expect(tracesIn(first.said() + second.said())).toEqual([]);
	});
});

describe('a crash is told without what it was about', () => {
	// Runs in the server's process before the server, and breaks it when told to. Its text stands in the frames, so it
	// names nothing itself.
	const SABOTAGE = `
		const { MESSAGE, HOW } = process.env;
		const failure = () => Object.assign(new Error(MESSAGE, { cause: new TypeError(MESSAGE) }), { detail: MESSAGE, parameters: [MESSAGE] });
		const ways = {
			throws: () => { throw failure(); },
			rejects: () => void Promise.reject(failure()),
			throwsText: () => { throw MESSAGE; },
			rejectsText: () => void Promise.reject(MESSAGE),
			rejectsObject: () => void Promise.reject({ email: MESSAGE, [MESSAGE]: MESSAGE }),
		};
		process.on('SIGUSR2', () => ways[HOW]());`;

	test.each(['throws', 'rejects', 'throwsText', 'rejectsText', 'rejectsObject'])('when something %s', async (how) => {
		const program = start({
			...env,
			NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(SABOTAGE)}`,
			HOW: how,
			MESSAGE: `Failed query: insert into person values ($1)\nparams: ${ADDRESS},${NAME},${COMMENT}${FRAME}`,
		});
		await program.says('"listening"');
		program.child.kill('SIGUSR2');
		expect(await program.exited).toBe(1);
		const crashed = linesOf(program.said()).filter(({ msg }) => msg === 'crashed');
		expect(crashed).toHaveLength(1);
		expect(crashed[0]).toMatchObject({ level: 60 });
		expect(tracesIn(program.said())).toEqual([]);
	});
});

describe('describeError', () => {
	const secret = `${NAME} ${ADDRESS} ${COMMENT}${FRAME}`;

	test('keeps kinds, codes and frames of a database error, and nothing of its messages and parameters', () => {
		const refused = Object.assign(new Error(`duplicate key value (email)=(${secret})`), {
			name: 'PostgresError',
			code: '23505',
			constraint_name: 'person_email_unique',
			detail: secret,
			query: 'insert into person',
			parameters: [secret],
		});
		const described = describeError(
			new Error(secret, { cause: new DrizzleQueryError('insert into person values ($1)', [secret], refused) }),
		);
		const here = expect.stringContaining('logs.test.ts');
		expect(described).toMatchObject({
			type: 'Error',
			at: expect.arrayContaining([here]),
			cause: {
				type: 'Error',
				at: expect.arrayContaining([here]),
				cause: {
					type: 'PostgresError',
					code: '23505',
					constraint: 'person_email_unique',
					at: expect.arrayContaining([here]),
				},
			},
		});
		expect(tracesIn(JSON.stringify(described))).toEqual([]);
		expect(JSON.stringify(described)).not.toContain('insert');
	});

	test('of an error whose message was changed since, it keeps no frames: one could be of the old message', () => {
		const error = new Error(secret);
		expect(error.stack).toContain(secret);
		error.message = 'Something broke';
		expect(describeError(error)).toEqual({ type: 'Error', at: [] });
	});

	test.each([[secret], [{ email: secret }], [undefined], [null], [17]])(
		'of what is no error it says only that: %#',
		(thrown) => {
			expect(describeError(thrown)).toEqual({ type: typeof thrown, at: [] });
		},
	);
});

test('the parties’ names are no secret, their addresses are', () => {
	expect(PARTIES.map(emailOf).every((email) => tracesIn(email).length === 1)).toBe(true);
});
