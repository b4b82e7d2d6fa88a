import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { loadConfig, startServer } from '@betzenstein/server';
import { productionEnvironment } from '@betzenstein/testing/house/environment';
import { createTestDatabase, type TestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { runChecks } from './verify/check.ts';
import { httpChecks } from './verify/http.ts';
import { linksIn, mailChecks } from './verify/mail.ts';

interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: string;
}
/** What stands between us and the server does to an answer. */
type Fault = (path: string, answer: Answer) => Answer;

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startServer>>;
let fault: Fault = (_, answer) => answer;

/** Passes everything on, but for the page, which is only there where the pages were built. */
const proxy = createServer(async (incoming, outgoing) => {
	const path = incoming.url ?? '';
	const passed =
		path === '/a'
			? { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }
			: await pass(path, { ...incoming.headers, 'x-caller': '192.0.2.1' });
	const { status, headers, body } = fault(path, passed);
	outgoing.writeHead(status, headers).end(body);
});
const redirect = createServer((_, answer) => answer.writeHead(301, { location: 'https://localhost/health' }).end());
const urlOf = (listening: typeof proxy) => `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;

beforeAll(async () => {
	database = await createTestDatabase(inject('postgresUrl'));
	const env = {
		...productionEnvironment(database.url),
		HOST: '127.0.0.1',
		PORT: '0',
		LOG_LEVEL: 'silent',
		RELEASE: 'r1',
	};
	for (const listening of [proxy, redirect])
		await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
	server = await startServer(loadConfig({ ...env, WEB_URL: urlOf(proxy), CLIENT_IP_HEADER: 'x-caller' }));
	await server.ready;
});
afterAll(async () => {
	for (const listening of [proxy, redirect]) listening.close();
	await server.stop();
	await database.drop();
});

function pass(path: string, headers: IncomingHttpHeaders): Promise<Answer> {
	return new Promise((resolve) => {
		request({ host: '127.0.0.1', port: server.port, path, headers }, async (response) => {
			const { 'transfer-encoding': _, 'content-length': _length, ...kept } = response.headers;
			resolve({ status: response.statusCode ?? 0, headers: kept, body: (await buffer(response)).toString() });
		}).end();
	});
}

async function failing(given: Fault, release = 'r1', httpUrl = urlOf(redirect)): Promise<string[]> {
	fault = given;
	const outcomes = await runChecks(httpChecks({ url: urlOf(proxy), webUrl: urlOf(proxy), httpUrl, release }), () => {});
	return outcomes.filter(({ state }) => state === 'FAILED').map(({ name }) => name);
}

const at =
	(wanted: string, change: (answer: Answer) => Answer): Fault =>
	(path, answer) =>
		path.startsWith(wanted) ? change(answer) : answer;
const header = (name: string, value: string | undefined) =>
	at('/trpc', (answer) => ({ ...answer, headers: { ...answer.headers, [name]: value } }));

test('finds nothing wrong with a server in order', async () => {
	expect(await failing((_, answer) => answer)).toEqual([]);
});

let turn = 0;
test.each<[string, string, Fault]>([
	[
		'a machine that drains',
		'health',
		at('/health', (answer) => ({ ...answer, status: 503, body: '{"status":"draining"}' })),
	],
	['a page in place of the check', 'health', at('/health', (answer) => ({ ...answer, body: '<html>' }))],
	[
		'a database that is away',
		'readiness and release',
		at('/ready', (answer) => ({ ...answer, status: 503, body: answer.body.replace('"ok"', '"degraded"') })),
	],
	[
		'another release',
		'readiness and release',
		at('/ready', (answer) => ({ ...answer, body: answer.body.replace('"r1"', '"r0"') })),
	],
	[
		'two releases',
		'readiness and release',
		at('/ready', (answer) => (turn++ % 2 ? answer : { ...answer, body: answer.body.replace('"r1"', '"r0"') })),
	],
	[
		'a proxy whose header for callers the server does not read',
		'links and callers',
		at('/ready', (answer) => ({ ...answer, body: answer.body.replace('"header"', '"connection"') })),
	],
	[
		'a server that mails links to elsewhere',
		'links and callers',
		at('/ready', (answer) => ({
			...answer,
			body: answer.body.replace(/"webUrl":"[^"]+"/, '"webUrl":"https://other.example"'),
		})),
	],
	['no HSTS', 'headers', header('strict-transport-security', '')],
	['an open policy', 'headers', header('content-security-policy', 'default-src *')],
	['sniffing', 'headers', header('x-content-type-options', '')],
	['what runs there', 'headers', header('x-powered-by', 'Express')],
	['another request id', 'headers', header('x-request-id', 'other')],
	['public metrics', 'metrics', at('/metrics', (answer) => ({ ...answer, status: 200, body: 'requests_total 1' }))],
	['a call that fails', 'a call', at('/trpc', (answer) => ({ ...answer, status: 404, body: '{}' }))],
	['pages that are gone', 'pages for mailed links', at('/a', (answer) => ({ ...answer, status: 404 }))],
])('finds %s', async (_, name, given) => {
	expect(await failing(given)).toEqual([name]);
});

test('finds a server whose jobs are dead while everything else answers, and says so', async () => {
	const sql = postgres(database.url, { max: 1 });
	const holder = await sql.reserve();
	await holder`begin`;
	await holder`lock table mail in access exclusive mode`;
	const ready = async () => (await fetch(`http://127.0.0.1:${server.port}/ready`)).status;
	await expect.poll(ready, { timeout: 20_000 }).toBe(503);
	fault = (_, answer) => answer;
	const target = { url: urlOf(proxy), webUrl: urlOf(proxy), httpUrl: urlOf(redirect), release: 'r1' };
	const wrong = (await runChecks(httpChecks(target), () => {})).filter(({ state }) => state === 'FAILED');
	await holder`rollback`;
	holder.release();
	await sql.end();
	await expect.poll(ready, { timeout: 20_000 }).toBe(200);
	expect(wrong).toEqual([
		{
			name: 'readiness and release',
			state: 'FAILED',
			detail: expect.stringMatching(/"missing":\["jobs"\].*\n.*runbook/),
		},
	]);
});

test('finds a server that answers without TLS, and a redirect to somewhere without it', async () => {
	expect(await failing((_, answer) => answer, 'r1', urlOf(proxy))).toEqual(['TLS redirect']);
	const elsewhere = at('/health', (answer) => ({ ...answer, status: 302, headers: { location: 'http://localhost/' } }));
	expect(await failing(elsewhere, 'r1', urlOf(proxy))).toContain('TLS redirect');
});

describe('links in a mail', () => {
	const TOKEN = 'eyJh.eyJi.c_-9';
	const mail = (...hrefs: string[]) =>
		Buffer.from(
			`From: haus@example.com\r\nSubject: =?utf-8?q?Anfrage?=\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${hrefs.map((href) => `<a href=3D"${href}">=C3=96ffnen</a>`).join('=\r\n')}`,
		);

	test.each([
		['lead home with their token', [`https://house.example/a#${TOKEN}`]],
		['fill a form with days', [`https://house.example/c#${TOKEN}/2027-05-01/2027-05-03`]],
		['lead to a page as well, without a token', [`https://house.example/a#${TOKEN}`, 'https://house.example/p']],
	])('are in order when they %s', async (_, hrefs) => {
		expect(await linksIn(mail(...hrefs), 'https://house.example')).toMatch(
			new RegExp(`^${hrefs.length} links lead to`),
		);
	});

	test.each([
		['click tracking', `https://click.example/CL0/https:%2F%2Fhouse.example%2Fa`, /leads to https:\/\/click\.example/],
		['a host that only begins like ours', `https://house.example.evil/a#${TOKEN}`, /leads to/],
		['a lost token', 'https://house.example/a', /no token behind #/],
		['a personal link that lost its token', 'https://house.example/p', /no link has a token/],
		['no link at all', 'mailto:somebody@example.com', /has no link/],
	])('are found wanting with %s', async (_, href, said) => {
		await expect(linksIn(mail(href), 'https://house.example')).rejects.toThrow(said);
	});
});

describe('click tracking', () => {
	test.each([
		['off', { click_tracking: false, open_tracking: false }, 'ok'],
		['on', { click_tracking: true, open_tracking: false }, 'FAILED'],
		['off, but opens are tracked', { click_tracking: false, open_tracking: true }, 'FAILED'],
		['not told', {}, 'FAILED'],
	])('%s', async (_, tracking, state) => {
		const domain = { id: '1', name: 'house.example', ...tracking };
		const resend = createServer((incoming, answer) => {
			answer
				.setHeader('content-type', 'application/json')
				.end(JSON.stringify(incoming.url === '/domains' ? { data: [domain] } : domain));
		});
		await new Promise<void>((resolve) => resend.listen(0, '127.0.0.1', resolve));
		const target = { url: '', webUrl: '', resendKey: 're_test', resendUrl: urlOf(resend), mailDomain: 'house.example' };
		const [outcome] = await runChecks(mailChecks(target), () => {});
		resend.close();
		expect(outcome).toMatchObject({ name: 'click tracking', state });
	});
});
