/**
 * One release apart, both ways: the clients saved at releases with the present server, the present client with the
 * servers saved.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DayRange } from '@betzenstein/client';
import * as present from '@betzenstein/client';
import { PARTIES, type PartyName, testEnvironment } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse } from '@betzenstein/testing/house/inProcess';
import { startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { clientFolder } from './package.ts';
import { type ClientPackage, playAdditions, playStory, type Stage } from './story.ts';

const saved = join(clientFolder, 'compat');
const CLIENTS = readdirSync(saved).filter((name) => /^\d[\d.]*\.tgz$/.test(name));
const SERVERS = readdirSync(saved).filter((name) => name.startsWith('server-'));
/** Of 0.1.0, which lacks what 0.2.0 added. */
const isFirst = (name: string): boolean => name.includes('0.1.0');
const [FIRST_SERVERS, NEWER_SERVERS] = [SERVERS.filter(isFirst), SERVERS.filter((name) => !isFirst(name))];
const NEWER_CLIENTS = CLIENTS.filter((name) => !isFirst(name));

const unpacked = mkdtempSync(join(tmpdir(), 'betzenstein-compat-'));
afterAll(() => rmSync(unpacked, { recursive: true }));

/** Saved servers go by the real clock, so the others do too. */
let house: HttpHouse;
beforeEach(async () => {
	house = await openHttpHouse({ today: new Date().toISOString().slice(0, 10) });
});
afterEach(() => house?.close());

test('there are a saved client and a saved server', () => {
	expect([CLIENTS.length, SERVERS.length].every((count) => count > 0)).toBe(true);
});

test.each(CLIENTS)('client %s works with the present server', async (name) => {
	const folder = unpack(name);
	const { version } = (await import(join(folder, 'package/package.json'), { with: { type: 'json' } })).default;
	expect(name).toBe(`${version}.tgz`);
	const client: ClientPackage = await import(pathToFileURL(join(folder, 'package/index.js')).href);
	await playStory(client, await stageAt(house.url));
});

test.each(NEWER_CLIENTS)('client %s works with the present server, also with what 0.2.0 added', async (name) => {
	const client: ClientPackage = await import(pathToFileURL(join(unpack(name), 'package/index.js')).href);
	await playAdditions(client, await stageAt(house.url));
});

test.each(CLIENTS)(
	'client %s hands on an action that is new since, and the word that came with an approval',
	async (name) => {
		const client: ClientPackage = await import(pathToFileURL(join(unpack(name), 'package/index.js')).href);
		const { guest, booking } = await confirmed(await stageAt(house.url), client, { comment: 'Gern!' });
		const { availableActions, approvals } = await guest.booking.get.query({ id: booking.id });
		expect(availableActions).toEqual(['editFirstName', 'shorten', 'cancel']);
		expect(approvals.map(({ comment }) => comment)).toEqual(['Gern!', null, null]);
	},
);

test.each(CLIENTS)('client %s hands on the days that a denial proposes, and asks for them', async (name) => {
	const client: ClientPackage = await import(pathToFileURL(join(unpack(name), 'package/index.js')).href);
	const { guest, booking, deny } = await askedFor(await stageAt(house.url), client, 50);
	const proposal = { startDate: client.addDays(booking.startDate, 20), endDate: client.addDays(booking.startDate, 21) };
	await deny({ proposal });
	const { id, revision, ...denied } = await guest.booking.get.query({ id: booking.id });
	expect(denied).toMatchObject({ status: 'Denied', proposal: { ...proposal, isFree: true } });
	const { approvals } = await guest.booking.reopen.mutate({ id, revision, changes: proposal });
	expect(approvals.map(({ decision }) => decision)).toEqual(['Approved', 'NoResponse', 'NoResponse']);
});

test.each(SERVERS)('the present client works with %s', async (name) => {
	await withSaved(name, async (url) => playStory(present, await stageAt(url)));
});

test.each(NEWER_SERVERS)('the present client works with %s, also with what 0.2.0 added', async (name) => {
	await withSaved(name, async (url) => playAdditions(present, await stageAt(url)));
});

test('the present client and server agree on what 0.2.0 added', async () => {
	await playAdditions(present, await stageAt(house.url));
});

test.each(FIRST_SERVERS)('what %s does not know yet it refuses clearly', async (name) => {
	await withSaved(name, async (url) => {
		const stage = await stageAt(url);
		const reason = (call: Promise<unknown>) =>
			call.then(
				() => 'done',
				(error: unknown) => present.bookingError(error)?.reason,
			);
		expect(await reason(confirmed(stage, present, { comment: 'Gern!' }))).toBe('INVALID_INPUT');
		const { guest, booking } = await confirmed(stage, present, {}, 60);
		const { id, revision, endDate } = await guest.booking.get.query({ id: booking.id });
		const changes = { endDate: present.addDays(endDate, -1) };
		expect(await reason(guest.booking.edit.mutate({ id, revision, changes }))).toBe('NOT_ALLOWED_NOW');
		const { booking: other, deny } = await askedFor(stage, present, 80);
		const { startDate, endDate: lastDay } = other;
		expect(await reason(deny({ proposal: { startDate, endDate: lastDay } }))).toBe('INVALID_INPUT');
		expect(await reason(deny({}))).toBe('done');
		const viewer = present.createClient({ url, token: stage.calendarToken });
		const email = 'anna@example.com';
		// A procedure that is not there.
		expect(await reason(viewer.house.shares.query({ year: 2027 }))).toBe('NOT_FOUND');
		expect(await reason(viewer.watch.add.mutate({ startDate, endDate: lastDay, email }))).toBe('NOT_FOUND');
		expect(await reason(guest.house.notes.query())).toBe('NOT_FOUND');
	});
});

/** Works with a saved server on the house's database. */
async function withSaved(name: string, work: (url: string) => Promise<void>): Promise<void> {
	const folder = unpack(name);
	writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
	const server = await startServerProcess(testEnvironment(house.databaseUrl), { program: join(folder, 'main.js') });
	try {
		await work(server.url);
		expect(server.errors).toEqual([]);
	} finally {
		await server.stop();
	}
}

/** A request, and the first approver's denial of it. */
async function askedFor(stage: Stage, { createClient, addDays }: ClientPackage, inDays: number) {
	const as = (token: string) => createClient({ url: stage.url, token });
	const { today } = await as(stage.calendarToken).house.info.query();
	const startDate = addDays(today, inDays);
	const { booking, bookingToken } = await as(stage.calendarToken).booking.create.mutate({
		firstName: 'Anna',
		email: 'anna@example.com',
		partySize: 2,
		affiliation: stage.approvers[0] ?? '',
		startDate,
		endDate: addDays(startDate, 2),
	});
	const approver = (name: string) => stage.personToken(`${name.toLowerCase()}@example.com`).then(as);
	return {
		guest: as(bookingToken),
		booking,
		approver,
		async deny(more: { proposal?: DayRange }) {
			const { approval } = await approver(stage.approvers[0] ?? '');
			return approval.deny.mutate({ bookingId: booking.id, round: 1, comment: 'Da streichen wir.', ...more });
		},
	};
}

/** A Confirmed booking; the first approver says something with the yes. */
async function confirmed(stage: Stage, client: ClientPackage, word: { comment?: string }, inDays = 40) {
	const { guest, booking, approver } = await askedFor(stage, client, inDays);
	for (const [index, name] of stage.approvers.entries()) {
		const { approval } = await approver(name);
		await approval.approve.mutate({ bookingId: booking.id, round: 1, ...(index === 0 && word) });
	}
	return { guest, booking };
}

function unpack(name: string): string {
	const folder = mkdtempSync(join(unpacked, name));
	execFileSync('tar', ['xzf', join(saved, name)], { cwd: folder });
	return folder;
}

const stageAt = async (url: string): Promise<Stage> => ({
	url,
	calendarToken: await house.link.calendar(),
	personToken: house.link.person,
	actionToken: (approver, bookingId, action) => house.link.action(approver as PartyName, bookingId, action),
	approvers: PARTIES,
});
