/** A block outlives the forgetting of the address: nobody gets rid of it by waiting, and nobody is told of it. */

import { addDays } from '@betzenstein/shared';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { dump } from '@betzenstein/testing/house/tables';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../src/config.ts';
import type { Services } from '../src/deps.ts';
import { claimMails } from '../src/outbox/claim.ts';
import { createServices } from '../src/server.ts';
import { syncApprovers } from '../src/services/approvers.ts';
import { forgetOldThings } from '../src/services/due/retention.ts';
import { forgetPerson } from '../src/services/forget.ts';
import { answerLinkRequests } from '../src/services/links.ts';
import { OperatorError, replaceApprover, setBlocked } from '../src/services/operator.ts';

const ANNA = 'anna@example.com';
const KARL = 'karl@example.com';
const OLD_KEY = `test:${Buffer.alloc(32, 'test key').toString('base64')}`;
const NEW_KEY = `new:${Buffer.alloc(32, 'new key').toString('base64')}`;

let house: HttpHouse;
beforeEach(async () => {
	house = await openHttpHouse();
});
afterEach(() => house.close());

const isKnown = async (email: string) => (await house.sql`select from person where email = ${email}`).length > 0;
const isBlocked = async (email: string) =>
	(await house.sql`select from person where email = ${email} and blocked_at is not null`).length > 0;

/** Blocks an address at ten, and lets a year pass without it. */
async function blockAndForget(email: string): Promise<void> {
	await house.person(email);
	await setBlocked(house.services, email, true);
	house.travelTo('2028-03-02');
	await forgetOldThings(house.services);
	expect(await isKnown(email)).toBe(false);
}

let day = 0;
async function ask(email: string) {
	const startDate = addDays('2028-05-01', day++);
	return house.call('booking.create', {
		token: await house.link.calendar(),
		input: request({ email, startDate, endDate: startDate }),
		headers: { 'x-request-id': 'the-same' },
	});
}

/** To whom mails would be sent now. */
async function reached(): Promise<(string | null)[]> {
	const mails = await claimMails(house.services.db, { persons: 100, each: 100, leaseSeconds: 0, now: house.now() });
	return mails.map(({ address }) => address);
}

test('who asks again with a forgotten address that was blocked is mailed nothing, and their links are dead', async () => {
	await blockAndForget(ANNA);
	const { value } = await ask(ANNA);
	expect(value.booking.status).toBe('Pending');
	expect((await house.call('access.whoAmI', { token: value.bookingToken })).outcome).toBe('LINK_ENDED');
	expect((await house.call('access.whoAmI', { token: await house.link.person(ANNA) })).outcome).toBe('LINK_ENDED');
	await house.call('access.requestLink', { input: { email: ANNA } });
	await answerLinkRequests(house.services);
	await ask(KARL);
	expect(await reached()).toContain(KARL);
	expect(await reached()).not.toContain(ANNA);
});

test('who asks is answered as anybody whom the house does not know', async () => {
	await blockAndForget(ANNA);
	const [blocked, unknown] = [await ask(ANNA), await ask(KARL)];
	const alike = ({ status, text, headers }: typeof blocked) => [
		status,
		text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|eyJ[^"\\]*|2028-05-\d\d/g, '…'),
		[...headers].filter(([name]) => name !== 'date'),
	];
	expect(alike(blocked)).toEqual(alike(unknown));
});

test('what is kept of the address is a digest that nobody can make without a key', async () => {
	await blockAndForget(ANNA);
	const stored = JSON.stringify(await dump(house.sql));
	expect(stored).not.toContain('anna@');
	expect(await house.sql`select digest, blocked_at as "blockedAt" from blocked_address`).toEqual([
		{ digest: expect.stringMatching(/^[0-9a-f]{64}$/), blockedAt: new Date('2027-03-01T10:00:00Z') },
	]);
});

test('nothing is kept of an address that was not blocked', async () => {
	await house.person(ANNA);
	house.travelTo('2028-03-02');
	await forgetOldThings(house.services);
	expect(await isKnown(ANNA)).toBe(false);
	expect(await house.sql`select from blocked_address`).toEqual([]);
	await ask(ANNA);
	expect(await reached()).toContain(ANNA);
});

/** The same house with other keys. */
async function withKeys(keys: string, work: (services: Services) => Promise<unknown>): Promise<void> {
	const services = await createServices(loadConfig(testEnvironment(house.databaseUrl, { LINK_KEYS: keys })), {
		clock: house.now,
	});
	try {
		await work(services);
	} finally {
		await services.db.close();
	}
}

describe('it is found', () => {
	test.each([
		['in the form', async () => void (await ask(ANNA))],
		[
			'under APPROVERS',
			({ db, ...services }: Services) =>
				syncApprovers({ db, ...services }, [{ name: 'Anna', color: '#C1DBE3', email: ANNA }]),
		],
	])('wherever a person is made: %s', async (_, make) => {
		await blockAndForget(ANNA);
		await make(house.services);
		expect(await isBlocked(ANNA)).toBe(true);
	});

	test('when an approver is replaced: the operator is told', async () => {
		await blockAndForget(ANNA);
		await expect(replaceApprover(house.services, 'Cornelia', ANNA)).rejects.toThrow('That address is blocked.');
		await house.person(KARL);
		await setBlocked(house.services, KARL, true);
		await expect(replaceApprover(house.services, 'Cornelia', KARL)).rejects.toThrow('That address is blocked.');
		expect(await isKnown(ANNA)).toBe(false);
	});

	test('after the keys were changed, as long as the old one is among them', async () => {
		await blockAndForget(ANNA);
		await withKeys(`${NEW_KEY},${OLD_KEY}`, async (services) => {
			await syncApprovers(services, [{ name: 'Anna', color: '#C1DBE3', email: ANNA }]);
			expect(await isBlocked(ANNA)).toBe(true);
		});
	});

	test('by the newest key where the address was forgotten after the change', async () => {
		await house.person(ANNA);
		await setBlocked(house.services, ANNA, true);
		house.travelTo('2028-03-02');
		await withKeys(`${NEW_KEY},${OLD_KEY}`, forgetOldThings);
		await withKeys(NEW_KEY, (services) => syncApprovers(services, [{ name: 'Anna', color: '#C1DBE3', email: ANNA }]));
		expect(await isBlocked(ANNA)).toBe(true);
	});
});

describe('the operator takes it back', () => {
	test('while the address is forgotten', async () => {
		await blockAndForget(ANNA);
		await setBlocked(house.services, ` ${ANNA.toUpperCase()} `, false);
		expect(await house.sql`select from blocked_address`).toEqual([]);
		await ask(ANNA);
		expect(await reached()).toContain(ANNA);
	});

	test('after it has come back, for good', async () => {
		await blockAndForget(ANNA);
		const { value } = await ask(ANNA);
		await setBlocked(house.services, ANNA, false);
		expect((await house.call('access.whoAmI', { token: value.bookingToken })).outcome).toBe('ok');
		expect(await house.sql`select from blocked_address`).toEqual([]);
	});

	test('and is told when there is neither such an address nor such a block', async () => {
		await expect(setBlocked(house.services, ANNA, false)).rejects.toThrow(OperatorError);
		await expect(setBlocked(house.services, ANNA, true)).rejects.toThrow(OperatorError);
	});
});

test('a block that comes while somebody is being forgotten is not lost', async () => {
	const anna = await house.person(ANNA);
	const block = await house.sql.reserve();
	await block`begin`;
	await block`update person set blocked_at = ${house.now()} where email = ${ANNA}`;
	const forgotten = forgetPerson(house.services, anna);
	// Its links were looked at before; now it waits for the row.
	await vi.waitUntil(
		async () =>
			(await house.sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
				.length > 0,
	);
	await block`commit`;
	block.release();
	await forgotten;
	expect(await isKnown(ANNA)).toBe(false);
	await ask(ANNA);
	expect(await isBlocked(ANNA)).toBe(true);
});
