/** What a collector of traces is told: a whole house in a process, and a collector of our own. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { createClient } from '@betzenstein/client';
import { addDays, dayIn } from '@betzenstein/shared';
import { openServers, type Servers } from '@betzenstein/testing/house/inProcesses';
import { type ServerProcess, startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { type FlakyResend, startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { settleMails } from '@betzenstein/testing/mail/mailVerdict';
import { createTestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';

/** As OTLP has it in JSON. */
interface Span {
	name: string;
	traceId: string;
	spanId: string;
	parentSpanId?: string;
	attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
	events: { name: string; attributes: Span['attributes'] }[];
}
interface Told {
	resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
}

const GUEST = { firstName: 'Xaverine', email: 'xaverine@example.com', partySize: 2, affiliation: 'Ingeborg' } as const;
const DAY = addDays(dayIn('Europe/Berlin', new Date()), 30);
const CALLER = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };

let told: Told[];
let endpoint: string;
let resend: FlakyResend;
let endCollector: () => void;
let house: Servers;

beforeEach(async () => {
	told = [];
	const collector = createServer(async (request, response) => {
		if (request.url === '/silence/v1/traces') return;
		told.push((await json(request)) as Told);
		response.end('{}');
	});
	await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
	endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
	endCollector = () => {
		collector.closeAllConnections();
		collector.close();
	};
	resend = await startFlakyResend();
});
afterEach(async () => {
	await resend.close();
	endCollector();
});

async function open(env: Record<string, string>): Promise<void> {
	const { url } = await createTestDatabase(inject('postgresUrl'));
	house = await openServers(url, { env: { RESEND_BASE_URL: resend.url, ...env } });
}

const viewer = async (headers: Record<string, string> = {}) =>
	createClient({ url: house.servers[0].url, token: await house.link.calendar(), headers, retries: 0 });
const ask = async (headers?: Record<string, string>) =>
	(await viewer(headers)).booking.create.mutate({ ...GUEST, startDate: DAY, endDate: DAY, description: 'Mondfisch' });

async function timeOfStop(server: ServerProcess): Promise<number> {
	const began = performance.now();
	expect(await server.stop()).toEqual([0, null]);
	return performance.now() - began;
}

const spans = () =>
	told.flatMap(({ resourceSpans }) => resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)));
const attributesOf = ({ attributes }: Pick<Span, 'attributes'>) =>
	Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

/** From the step of this name up to the one that nobody here is around. */
function pathTo(span: Span): string[] {
	const around = spans().find(({ spanId }) => spanId === span.parentSpanId);
	return [...(around ? pathTo(around) : []), span.name];
}

test('a request, its procedure, their SQL and the mails that come of it are one trace, which goes on the caller’s', async () => {
	await open({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
	const { bookingToken } = await ask({ traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-00` });
	await settleMails(house.sql);
	const token = await house.link.calendar();
	await house.close();

	const mails = spans().filter(({ name }) => name === 'mail Submitted');
	expect(mails).toHaveLength(4);
	for (const mail of mails) {
		expect(pathTo(mail)).toEqual(['request POST', 'procedure booking.create', 'sql write', mail.name]);
		expect(mail.traceId).toBe(CALLER.traceId);
		expect(attributesOf(mail)).toEqual({ mailId: expect.stringMatching(/^[\da-f-]{36}$/), outcome: 'accepted' });
	}
	const request = spans().find(({ name, traceId }) => name === 'request POST' && traceId === CALLER.traceId);
	expect(request?.parentSpanId).toBe(CALLER.spanId);
	expect(attributesOf(request as Span)).toEqual({ requestId: expect.any(String), status: 200 });

	// Nothing else is told of a step, and of whom and what it is about nothing at all.
	for (const { name, attributes } of spans()) {
		expect(name).toMatch(/^(request [A-Z]+|procedure \w+\.\w+|sql \w+|mail [A-Za-z]+|duty \w+)$/);
		for (const { key } of attributes) expect(['requestId', 'status', 'outcome', 'mailId']).toContain(key);
	}
	const everything = JSON.stringify(told);
	for (const secret of [bookingToken, token, 'Xaverine', 'xaverine', '@', 'Mondfisch', 'Betzenstein', DAY])
		expect(everything).not.toContain(secret);
});

test('an unexpected error is told with its kind and place, without its message; a refusal by its reason', async () => {
	await open({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
	await ask();
	await expect(ask()).rejects.toThrow();
	await house.sql`alter table booking rename to reservation`;
	await expect(ask()).rejects.toThrow();
	await house.sql`alter table reservation rename to booking`;
	await house.close();

	const asked = spans().filter(({ name }) => name === 'procedure booking.create');
	expect(asked.map((span) => attributesOf(span)['outcome'])).toEqual(['ok', 'DATES_TAKEN', 'INTERNAL']);
	expect(asked.map(({ events }) => events.length)).toEqual([0, 0, 1]);
	const [error] = asked[2]?.events ?? [];
	const { 'exception.type': type, 'exception.stacktrace': frames } = attributesOf(error as Span['events'][0]);
	expect(attributesOf(asked[2] as Span)).toMatchObject({ 'exception.type': type, 'exception.stacktrace': frames });
	// Once in its trace; what is due by the clock may have met the same meanwhile.
	const inTrace = spans().filter(({ traceId }) => traceId === asked[2]?.traceId);
	expect(inTrace.length).toBeGreaterThan(2);
	expect(inTrace.flatMap(({ events }) => events)).toHaveLength(1);
	expect(`${type}\n${frames}`).toMatch(/42P01/);
	expect(frames).toMatch(/services\/booking/);
	expect(JSON.stringify(told)).not.toContain('does not exist');
});

test.each([
	['away', () => 'http://127.0.0.1:9'],
	['silent', () => `${endpoint}/silence`],
])('a collector that is %s costs a second at the end, and is no error', async (_, address) => {
	await open({ OTEL_EXPORTER_OTLP_ENDPOINT: address() });
	await ask();
	await settleMails(house.sql);
	const other = await startServerProcess({ ...house.env, OTEL_EXPORTER_OTLP_ENDPOINT: '' });
	const [own, without] = [await timeOfStop(house.servers[0]), await timeOfStop(other)];
	expect(own - without).toBeLessThan(1_500);
	expect(house.servers[0].errors).toEqual([]);
	await house.close();
});

test('an error that no procedure stands around is told of its request', async () => {
	await open({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
	const { url } = house.servers[0];
	await house.sql`alter table booking rename to reservation`;
	const feed = new URL((await (await viewer()).access.feed.query()).url);
	expect((await fetch(url + feed.pathname)).status).toBe(500);
	await house.sql`alter table reservation rename to booking`;
	await house.close();
	const request = spans().find((span) => attributesOf(span)['status'] === 500);
	expect(request?.events).toHaveLength(1);
	expect(JSON.stringify(told)).not.toContain(feed.pathname.split('/').at(-1));
});

test.each([
	['without the setting nothing of it is loaded', {}, false],
	['with the setting it is', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }, true],
])('%s', async (_, env, isLoaded) => {
	const folder = mkdtempSync(join(tmpdir(), 'betzenstein-traces-'));
	// V8 says of each script whether it ran.
	await open({ ...env, NODE_V8_COVERAGE: folder });
	await ask();
	await house.close();
	const scripts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
	expect(scripts.join()).toContain('tracing/tracing.ts');
	expect(scripts.some((text) => text.includes('tracing/openTelemetry.ts'))).toBe(isLoaded);
	rmSync(folder, { recursive: true });
});
