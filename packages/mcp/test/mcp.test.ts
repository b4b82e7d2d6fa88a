/** The program as an assistant starts it: built, in a process of its own, spoken to by the official client. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DayRange } from '@betzenstein/client';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { build } from 'tsdown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import config from '../tsdown.config.ts';

let house: HttpHouse;
let folder: string;
beforeAll(async () => {
	house = await openHttpHouse();
	folder = mkdtempSync(join(tmpdir(), 'betzenstein-mcp-'));
	await build({ ...config, config: false, cwd: join(projectRoot, 'packages/mcp'), outDir: folder, logLevel: 'error' });
});
afterAll(async () => {
	rmSync(folder, { recursive: true, force: true });
	await house.close();
});

/** What an assistant with this token can do. Everything the program writes is kept. */
async function assistant(token?: string) {
	const transport = new StdioClientTransport({
		command: process.execPath,
		args: [join(folder, 'mcp.js')],
		env: { BETZENSTEIN_URL: house.url, ...(token && { BETZENSTEIN_TOKEN: token }) },
		stderr: 'pipe',
	});
	let written = '';
	transport.stderr?.on('data', (text) => {
		written += text;
	});
	const client = new Client({ name: 'test', version: '1' });
	await client.connect(transport);
	return {
		tools: async () => (await client.listTools()).tools,
		async use(name: string, input: Record<string, unknown> = {}) {
			const { content, isError } = await client.callTool({ name, arguments: input });
			const texts = content.map((part) => (part.type === 'text' ? part.text : ''));
			written += texts.join('\n');
			const last = texts.at(-1) ?? '';
			return { isError: isError ?? false, texts, data: last.startsWith('{') ? JSON.parse(last) : undefined };
		},
		written: () => written,
		[Symbol.asyncDispose]: () => client.close(),
	};
}

const READING = [
	'booking',
	'bookings_to_decide',
	'bookings_to_know_of',
	'calendar',
	'free_days',
	'house',
	'house_notes',
	'house_shares',
	'my_bookings',
	'watched_days',
	'who_am_i',
];
const CHANGING = [
	'approve_booking',
	'ask_again',
	'ask_for_days',
	'cancel_booking',
	'change_booking',
	'deny_booking',
	'stop_watching',
	'watch_days',
];

describe('without a token', () => {
	test('there are only tools that read, and they say what strangers may know', async () => {
		await using stranger = await assistant();
		const tools = await stranger.tools();
		expect(tools.map(({ name }) => name).toSorted()).toEqual(READING);
		expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
		expect(await stranger.use('house')).toMatchObject({ data: { today: '2027-03-01' } });
		expect(await stranger.use('calendar', { from: '2027-05-01', to: '2027-05-31' })).toMatchObject({
			isError: true,
			texts: ['Dafür brauchst du den Link zum Haus oder deinen persönlichen Link.', expect.any(String)],
			data: { reason: 'LINK_REQUIRED', details: {} },
		});
	});
});

describe('with the calendar link', () => {
	test('every tool is there, and each of its fields is explained', async () => {
		await using viewer = await assistant(await house.link.calendar());
		const tools = await viewer.tools();
		expect(tools.map(({ name }) => name).toSorted()).toEqual([...READING, ...CHANGING].toSorted());
		for (const { name, description, inputSchema } of tools) {
			expect(description, name).toMatch(/\w/);
			expect(JSON.stringify({ description, inputSchema })).not.toMatch(/BR-|\$ref/);
			for (const [field, schema] of Object.entries(inputSchema.properties ?? {}))
				expect(schema, `${name}: ${field}`).toHaveProperty('description');
		}
	});

	test('the first free weekend in May is found, asked for, and then taken', async () => {
		const token = await house.link.calendar();
		const bearer = `http://localhost:8080/c#${token}`;
		await using viewer = await assistant(bearer);
		await house.as.viewer.booking.create(request({ startDate: '2027-05-06', endDate: '2027-05-08' }));

		const { data } = await viewer.use('free_days', {
			from: '2027-05-01',
			to: '2027-05-31',
			days: 3,
			startsOn: 'Friday',
		});
		expect(data.free[0]).toEqual({ startDate: '2027-05-14', endDate: '2027-05-16' });
		expect(data.holidays).toContainEqual({ date: '2027-05-01', name: 'Tag der Arbeit' });

		const wish = {
			...data.free[0],
			firstName: 'Berta',
			email: 'berta@example.com',
			partySize: 2,
			affiliation: 'Cornelia',
		};
		const asked = await viewer.use('ask_for_days', wish);
		expect(asked.texts[0]).toBe('Asked for 14.–16.05.2027 for Berta (Pending).');
		expect(asked.data).toMatchObject({ status: 'Pending', startDate: '2027-05-14' });

		const range = { from: '2027-05-10', to: '2027-05-20' };
		expect((await viewer.use('calendar', range)).data.entries).toMatchObject([{ firstName: 'Berta' }]);
		expect(await viewer.use('ask_for_days', { ...wish, firstName: 'Carl', email: 'carl@example.com' })).toMatchObject({
			isError: true,
			texts: [expect.stringContaining('Diese Tage sind schon belegt'), expect.any(String)],
			data: { reason: 'DATES_TAKEN', details: { conflicts: [{ startDate: '2027-05-14', endDate: '2027-05-16' }] } },
		});
		// Neither the own one nor that of the new booking, which only its requester gets.
		expect(viewer.written()).not.toMatch(/eyJ/);
	});

	test('what the schemas refuse is an error that names the field', async () => {
		await using viewer = await assistant(await house.link.calendar());
		expect(await viewer.use('calendar', { from: '2027-02-30', to: '2027-05-31' })).toMatchObject({
			isError: true,
			texts: [expect.stringContaining('from: not_a_day')],
		});
	});

	test("a key of an assistant's making counts for nothing, or whoever guesses it would open the booking", async () => {
		await using viewer = await assistant(await house.link.calendar());
		const ask = (await viewer.tools()).find(({ name }) => name === 'ask_for_days');
		expect(ask?.inputSchema.properties).not.toHaveProperty('requestKey');
		const days: DayRange = { startDate: '2027-06-01', endDate: '2027-06-02' };
		const wish = { ...request(days), requestKey: '11111111-1111-4111-8111-111111111111' };
		expect(await viewer.use('ask_for_days', wish)).toMatchObject({ isError: false });
		expect(await viewer.use('ask_for_days', wish)).toMatchObject({ data: { reason: 'DATES_TAKEN' } });
	});
});

test('an approver decides, and is told what was done', async () => {
	const { booking } = await house.as.viewer.booking.create(
		request({ email: 'dora@example.com', startDate: '2027-07-01', endDate: '2027-07-02' }),
	);
	await using approver = await assistant(await house.link.approver('Cornelia'));
	const waiting = await approver.use('bookings_to_decide');
	expect(waiting.data.items.map(({ id }: { id: string }) => id)).toContain(booking.id);
	const decision = { bookingId: booking.id, round: 1 };
	expect((await approver.use('approve_booking', decision)).texts[0]).toBe(
		'Approved: 01.–02.07.2027 for Anna (Pending).',
	);
	expect((await approver.use('approve_booking', decision)).texts[0]).toBe(
		'Nothing was done: Cornelia has decided already (Approved).',
	);
	expect(await approver.use('deny_booking', decision)).toMatchObject({
		isError: true,
		data: { reason: 'COMMENT_REQUIRED' },
	});
});
