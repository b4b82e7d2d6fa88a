/**
 * One release apart, both ways: the clients saved at releases with the present server, the present client with the
 * servers saved.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as present from '@betzenstein/client';
import { PARTIES, type PartyName, testEnvironment } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse } from '@betzenstein/testing/house/inProcess';
import { startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { clientFolder } from './package.ts';
import { type ClientPackage, playStory, type Stage } from './story.ts';

const saved = join(clientFolder, 'compat');
const CLIENTS = readdirSync(saved).filter((name) => /^\d[\d.]*\.tgz$/.test(name));
const SERVERS = readdirSync(saved).filter((name) => name.startsWith('server-'));

const unpacked = mkdtempSync(join(tmpdir(), 'betzenstein-compat-'));
afterAll(() => rmSync(unpacked, { recursive: true }));

/** Saved servers go by the real clock, so the others do too. */
let house: HttpHouse;
beforeEach(async () => {
	house = await openHttpHouse({ today: present.today() });
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

test.each(SERVERS)('the present client works with %s', async (name) => {
	const folder = unpack(name);
	writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
	const server = await startServerProcess(testEnvironment(house.databaseUrl), { program: join(folder, 'main.js') });
	try {
		await playStory(present, await stageAt(server.url));
		expect(server.errors).toEqual([]);
	} finally {
		await server.stop();
	}
});

function unpack(name: string): string {
	const folder = join(unpacked, name);
	mkdirSync(folder);
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
