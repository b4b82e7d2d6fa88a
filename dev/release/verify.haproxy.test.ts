/** The command as people run it: HAProxy ends TLS and redirects to it, and the mail is one that the server wrote. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPages } from '@betzenstein/pages/build';
import { loadConfig, startServer } from '@betzenstein/server';
import { productionEnvironment } from '@betzenstein/testing/house/environment';
import { selfSigned } from '@betzenstein/testing/machine/certificate';
import { freePort } from '@betzenstein/testing/machine/port';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { type FlakyResend, startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { createTestDatabase, type TestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'betzenstein-verify-'));
const certificate = join(folder, 'certificate.pem');
let database: TestDatabase;
let resend: FlakyResend;
let server: Awaited<ReturnType<typeof startServer>>;
let haproxy: ChildProcess;
let url: string;
let httpUrl: string;

beforeAll(async () => {
	await buildPages();
	const [tlsPort, plainPort] = [await freePort(), await freePort()];
	url = `https://localhost:${tlsPort}`;
	httpUrl = `http://localhost:${plainPort}`;
	database = await createTestDatabase(inject('postgresUrl'));
	resend = await startFlakyResend();
	const house = productionEnvironment(database.url, {
		WEB_URL: url,
		CLIENT_IP_HEADER: 'x-caller',
		RESEND_BASE_URL: resend.url,
		RELEASE: 'r1',
	});
	server = await startServer(loadConfig({ ...house, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent' }));
	await server.ready;
	const pair = selfSigned('localhost');
	writeFileSync(certificate, pair.certificate);
	writeFileSync(`${certificate}.key`, pair.key);
	const config = join(folder, 'haproxy.cfg');
	writeFileSync(
		config,
		`
defaults
	mode http
	timeout connect 2s
	timeout client 30s
	timeout server 30s
frontend edge
	bind 127.0.0.1:${tlsPort} ssl crt ${certificate}
	bind 127.0.0.1:${plainPort}
	http-request redirect scheme https code 301 unless { ssl_fc }
	http-request set-header X-Caller %[src]
	default_backend machine
backend machine
	server machine 127.0.0.1:${server.port}
`,
	);
	haproxy = spawn('haproxy', ['-db', '-f', config], { stdio: 'inherit' });
	await once(haproxy, 'spawn');
	await vi.waitUntil(() => fetch(httpUrl, { redirect: 'manual' }).catch(() => false), 10_000);
});
afterAll(async () => {
	const gone = once(haproxy, 'exit');
	haproxy.kill();
	await gone;
	await server.stop();
	await resend.close();
	await database.drop();
	rmSync(folder, { recursive: true });
});

function verify(
	args: string[],
	env: Record<string, string> = { NODE_EXTRA_CA_CERTS: certificate },
): Promise<{ code: number; said: string }> {
	return new Promise((resolve) => {
		const command = [join(projectRoot, 'dev/release/verify.ts'), url, '--http-url', httpUrl, ...args];
		execFile(process.execPath, command, { env: { PATH: process.env['PATH'], ...env } }, (error, stdout, stderr) => {
			resolve({ code: Number(error?.code ?? 0), said: stdout + stderr });
		});
	});
}

/** The source of a mail, with whatever a provider makes of its HTML. */
function source(html: string): string {
	const file = join(folder, 'mail.eml');
	const head =
		'From: haus@example.com\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n';
	writeFileSync(file, head + Buffer.from(html).toString('base64').replace(/.{76}/g, '$&\r\n'));
	return file;
}

test('a deploy in order, with the mail that it was asked for', async () => {
	const first = await verify(['--release', 'r1', '--mail-to', 'ingeborg@example.com']);
	expect(first).toMatchObject({ code: 0, said: expect.stringContaining('9 ok, 0 failed, 2 not checked') });
	const { html } = await vi.waitUntil(() => resend.tries[0]?.mail, 20_000);
	const second = await verify(['--eml', source(html)]);
	expect(second).toMatchObject({ code: 0, said: expect.stringMatching(/ok +links in a mail: \d+ links lead to/) });
	const tracked = html.replaceAll('href="', 'href="https://click.example/CL0/');
	expect(await verify(['--eml', source(tracked)])).toMatchObject({
		code: 1,
		said: expect.stringContaining('FAILED      links in a mail: a link leads to https://click.example'),
	});
});

test('a certificate that nobody vouches for', async () => {
	const { code, said } = await verify([], {});
	expect(code).toBe(1);
	expect(said).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
});

test('another release than the wanted one', async () => {
	expect(await verify(['--release', 'r2'])).toMatchObject({
		code: 1,
		said: expect.stringContaining('r1 runs instead of r2'),
	});
});
