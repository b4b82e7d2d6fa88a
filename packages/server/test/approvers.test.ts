/** Approvers change while bookings run: whoever decides for a party, one or more, is asked, told and heard once. */

import { randomUUID } from 'node:crypto';
import type { Day, DayRange } from '@betzenstein/shared';
import { emailOf, type PartyName, testEnvironment } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { refusalIn } from '@betzenstein/testing/house/refusals';
import { dump, stored } from '@betzenstein/testing/house/tables';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../src/config.ts';
import type { Services } from '../src/deps.ts';
import { createLog } from '../src/log.ts';
import { createServices, startServer } from '../src/server.ts';
import type { ConfiguredApprover } from '../src/services/approvers.ts';
import { syncApprovers } from '../src/services/approvers.ts';
import { sendDigests, sendReminders } from '../src/services/due/reminders.ts';
import { OperatorError, replaceApprover } from '../src/services/operator.ts';
import { createInnerContext } from '../src/trpc/context.ts';
import { createCaller } from '../src/trpc/root.ts';

const NEW = 'neu@example.com';

let house: HttpHouse;
beforeEach(async () => {
	house = await openHttpHouse();
});
afterEach(() => house.close());

const configOf = (name: string, email = emailOf(name)): ConfiguredApprover => ({ name, color: '#C1DBE3', email });
/** A start with these under `APPROVERS`. */
const start = (...approvers: ConfiguredApprover[]) => syncApprovers(house.services, approvers);
const startWith = (...names: PartyName[]) => start(...names.map((name) => configOf(name)));

const ask = async (startDate: Day, email = 'anna@example.com') =>
	(await house.as.viewer.booking.create(request({ email, startDate, endDate: startDate }))).booking.id;
const approve = async (name: PartyName, bookingId: string) =>
	(await house.as.approver(name)).approval.approve({ bookingId, round: 1 });

/** Mails of this kind, as `address bookings`; a digest's in its order. */
async function mails(kind: string): Promise<string[]> {
	const rows = await house.sql<{ email: string; about: string | null }[]>`select p.email, coalesce(m.booking_id::text,
			(select string_agg(w ->> 'id', ',') from jsonb_array_elements(m.facts -> 'waiting') w)) as about
		from mail m join person p on p.id = m.person_id where m.kind = ${kind} order by p.email, m.sequence`;
	return rows.map(({ email, about }) => [email, about].filter(Boolean).join(' '));
}
const forgetMails = () => house.sql`delete from mail`;

/** What stands in the database: `Confirmed: Ingeborg Approved, …`. */
async function answers(bookingId: string): Promise<string> {
	const [row] = await house.sql<[{ status: string; answers: string }]>`select status,
		(select string_agg(party || ' ' || decision, ', ' order by position) from approval join approver on name = party where booking_id = b.id) as answers
		from booking b where id = ${bookingId}`;
	return `${row.status}: ${row.answers}`;
}

describe('a party that has left APPROVERS, with a booking still open', () => {
	let open: string;
	beforeEach(async () => {
		open = await ask('2027-05-01');
		await startWith('Ingeborg', 'Cornelia');
	});

	test('may be given to an approver who remains, whose one yes then answers for both', async () => {
		await approve('Ingeborg', open);
		await replaceApprover(house.services, 'Angelika', emailOf('Cornelia'));
		const cornelia = await house.as.approver('Cornelia');
		expect((await cornelia.approval.outstanding({})).items.map(({ id }) => id)).toEqual([open]);
		const { booking } = await approve('Cornelia', open);
		expect(booking.status).toBe('Confirmed');
		expect(await answers(open)).toBe('Confirmed: Ingeborg Approved, Cornelia Approved, Angelika Approved');
		expect((await cornelia.approval.outstanding({})).items).toEqual([]);
		expect((await cornelia.approval.history({})).items.map(({ id }) => id)).toEqual([open]);
	});

	test.each([
		['nothing before', async () => {}, 'Pending: Ingeborg NoResponse, Cornelia Approved, Angelika Approved'],
		[
			'her own yes before',
			() => approve('Cornelia', open),
			'Pending: Ingeborg NoResponse, Cornelia Approved, Angelika Approved',
		],
		[
			'the yes of all others before',
			async () => {
				await approve('Ingeborg', open);
				await approve('Cornelia', open);
			},
			'Confirmed: Ingeborg Approved, Cornelia Approved, Angelika Approved',
		],
	])('is answered by the links in her mails too: %s', async (_, before, expected) => {
		await before();
		await replaceApprover(house.services, 'Angelika', emailOf('Cornelia'));
		const token = await house.link.action('Cornelia', open, 'approve');
		expect((await house.call('action.preview', { token })).value.state).toBe('open');
		const performed = () => house.call('action.perform', { token });
		expect((await performed()).value.outcome).toBe('done');
		expect(await answers(open)).toBe(expected);
		expect((await performed()).value.outcome).toBe('already-done');
	});

	test('is denied once by who answers for both, before and after the last yes', async () => {
		await replaceApprover(house.services, 'Angelika', emailOf('Cornelia'));
		const token = await house.link.action('Cornelia', open, 'deny');
		await house.call('action.perform', { token, input: { comment: 'Nein' } });
		expect(await answers(open)).toBe('Denied: Ingeborg NoResponse, Cornelia Denied, Angelika NoResponse');
		const anna = await house.as.person('anna@example.com');
		await anna.booking.reopen({ id: open, revision: 2 });
		const cornelia = (await house.as.approver('Cornelia')).approval;
		await cornelia.approve({ bookingId: open, round: 2 });
		await (await house.as.approver('Ingeborg')).approval.approve({ bookingId: open, round: 2 });
		await cornelia.deny({ bookingId: open, round: 2, comment: 'Doch nicht', acknowledgeConfirmed: true });
		expect(await answers(open)).toBe('Denied: Ingeborg Approved, Cornelia Denied, Angelika Approved');
	});

	test('is approved for both when she moves her own request with her own link (BR-015)', async () => {
		const hers = await ask('2027-05-03', emailOf('Cornelia'));
		await startWith('Ingeborg', 'Cornelia', 'Angelika');
		const asked = await ask('2027-05-05', emailOf('Cornelia'));
		await startWith('Ingeborg', 'Cornelia');
		await replaceApprover(house.services, 'Angelika', emailOf('Cornelia'));
		const cornelia = await house.as.approver('Cornelia');
		const changes: DayRange = { startDate: '2027-06-01', endDate: '2027-06-01' };
		await cornelia.booking.edit({ id: asked, revision: 1, changes });
		expect(await answers(asked)).toBe('Pending: Ingeborg NoResponse, Cornelia Approved, Angelika Approved');
		expect(await answers(hers)).toBe('Pending: Ingeborg NoResponse, Cornelia NoResponse');
	});

	test.each([
		['an approver who remains', emailOf('Cornelia')],
		['somebody new', NEW],
	])(
		'taken over by %s: they are asked for what is open, and not told that they decide from now on',
		async (_, email) => {
			await startWith('Ingeborg', 'Cornelia', 'Angelika');
			const answered = await ask('2027-05-03');
			await approve('Angelika', answered);
			const denied = await ask('2027-05-05');
			await (await house.as.approver('Ingeborg')).approval.deny({ bookingId: denied, round: 1, comment: 'Nein' });
			await ask('2027-03-02');
			const second = await ask('2027-05-07');
			await startWith('Ingeborg', 'Cornelia');
			await ask('2027-05-09');
			house.travelTo('2027-03-04');
			await forgetMails();

			await replaceApprover(house.services, 'Angelika', email);
			expect(await mails('MadeApprover')).toEqual([]);
			expect(await mails('Reminder')).toEqual([`${email} ${open}`, `${email} ${second}`]);
			const { personId, generation } = await house.person(email);
			const token = await house.link.sign({
				kind: 'action',
				personId,
				generation,
				bookingId: second,
				action: 'approve',
				round: 1,
			});
			expect((await house.call('action.perform', { token })).value.outcome).toBe('done');
			expect(await answers(second)).toContain('Angelika Approved');
		},
	);

	test('comes back: its holder is told that they decide from now on', async () => {
		await replaceApprover(house.services, 'Angelika', NEW);
		await forgetMails();
		await start(configOf('Ingeborg'), configOf('Cornelia'), configOf('Angelika', NEW));
		expect(await mails('MadeApprover')).toEqual([NEW]);
	});

	test('two active parties are never one person’s', async () => {
		await expect(replaceApprover(house.services, 'Ingeborg', emailOf('Cornelia'))).rejects.toThrow(
			'already decides for Cornelia',
		);
		await replaceApprover(house.services, 'Angelika', emailOf('Cornelia'));
		await expect(replaceApprover(house.services, 'Ingeborg', emailOf('Cornelia'))).rejects.toThrow(
			'already decides for Cornelia',
		);
	});
});

describe('who has not answered is reminded and digested once', () => {
	let open: string;
	/** On the Sunday after, with the booking to begin within the week. */
	async function sundayAfter(): Promise<void> {
		house.travelTo('2027-03-14T08:00:00Z');
		await forgetMails();
		for (const _ of [1, 2]) {
			await sendReminders(house.services);
			await sendDigests(house.services);
		}
	}
	beforeEach(async () => {
		open = await ask('2027-03-18');
		await startWith('Ingeborg', 'Cornelia');
	});

	test('whatever parties they have', async () => {
		await replaceApprover(house.services, 'Angelika', emailOf('Cornelia'));
		await sundayAfter();
		const both = [`${emailOf('Cornelia')} ${open}`, `${emailOf('Ingeborg')} ${open}`];
		expect(await mails('Reminder')).toEqual(both);
		expect(await mails('Digest')).toEqual(both);
	});

	test('also when only the party that has left has not', async () => {
		await approve('Cornelia', open);
		await replaceApprover(house.services, 'Angelika', emailOf('Cornelia'));
		await sundayAfter();
		const both = [`${emailOf('Cornelia')} ${open}`, `${emailOf('Ingeborg')} ${open}`];
		expect(await mails('Reminder')).toEqual(both);
		expect(await mails('Digest')).toEqual(both);
	});

	test('whose party has left, as long as bookings wait for it', async () => {
		await approve('Ingeborg', open);
		await approve('Cornelia', open);
		await sundayAfter();
		expect(await mails('Reminder')).toEqual([`${emailOf('Angelika')} ${open}`]);
		expect(await mails('Digest')).toEqual([`${emailOf('Angelika')} ${open}`]);
		await approve('Angelika', open);
		house.travelTo('2027-03-21T08:00:00Z');
		await forgetMails();
		await sendDigests(house.services);
		expect(await mails('Digest')).toEqual([]);
	});
});

test.each([
	'',
	'not-an-address',
	'Neu <neu@example.com>',
	'neu@example',
	'neu@exa mple.com',
	`${'x'.repeat(250)}@example.com`,
])('no party is given to %j, which is no address', async (email) => {
	const before = await stored(house.sql);
	const refused = replaceApprover(house.services, 'Cornelia', email);
	await expect(refused).rejects.toThrow(OperatorError);
	await expect(refused).rejects.toThrow('That is not an address.');
	expect(await stored(house.sql)).toEqual(before);
});

describe('the operator gives a party to somebody else, and a start', () => {
	const before = () => start(configOf('Ingeborg'), configOf('Cornelia'), configOf('Angelika'));
	const holders = async () => {
		const rows =
			await house.sql`select name, email from approver join person on person.id = person_id where active order by position`;
		return Object.fromEntries(rows.map(({ name, email }) => [name, email]));
	};
	beforeEach(async () => {
		await replaceApprover(house.services, 'Cornelia', NEW);
		await forgetMails();
	});

	test('with APPROVERS as they were keeps that, mails nobody, and says of which party', async () => {
		for (const _ of [1, 2]) expect(await before()).toEqual(['Cornelia']);
		expect(await holders()).toEqual({ Ingeborg: emailOf('Ingeborg'), Cornelia: NEW, Angelika: emailOf('Angelika') });
		expect(await mails('MadeApprover')).toEqual([]);
	});

	test('that changes colours and order keeps it too', async () => {
		const colored = { ...configOf('Cornelia'), color: '#000000' };
		expect(await start(configOf('Angelika'), colored, configOf('Ingeborg'))).toEqual(['Cornelia']);
		expect(await holders()).toEqual({ Angelika: emailOf('Angelika'), Cornelia: NEW, Ingeborg: emailOf('Ingeborg') });
		expect(await house.sql`select color from approver where name = 'Cornelia'`).toEqual([{ color: '#000000' }]);
	});

	test('with the new address in APPROVERS too has nothing to say', async () => {
		expect(await start(configOf('Ingeborg'), configOf('Cornelia', NEW), configOf('Angelika'))).toEqual([]);
		expect((await holders())['Cornelia']).toBe(NEW);
		expect(await mails('MadeApprover')).toEqual([]);
	});

	test('with another address in APPROVERS, or with the old one put back, does what they say', async () => {
		expect(await start(configOf('Ingeborg'), configOf('Cornelia', 'dritte@example.com'), configOf('Angelika'))).toEqual(
			[],
		);
		expect((await holders())['Cornelia']).toBe('dritte@example.com');
		expect(await before()).toEqual([]);
		expect((await holders())['Cornelia']).toBe(emailOf('Cornelia'));
		expect(await mails('MadeApprover')).toEqual([emailOf('Cornelia'), 'dritte@example.com']);
	});

	test('without the party, and then with it again, does what APPROVERS say', async () => {
		await startWith('Ingeborg', 'Angelika');
		expect(await before()).toEqual([]);
		expect((await holders())['Cornelia']).toBe(emailOf('Cornelia'));
	});

	test('after the party was given back has nothing to say', async () => {
		await replaceApprover(house.services, 'Cornelia', emailOf('Cornelia'));
		expect(await before()).toEqual([]);
	});

	test('after it was given on keeps the last', async () => {
		await replaceApprover(house.services, 'Cornelia', 'dritte@example.com');
		expect(await before()).toEqual(['Cornelia']);
		expect((await holders())['Cornelia']).toBe('dritte@example.com');
	});

	test('with the new address under another name gives it to that one alone', async () => {
		expect(await start(configOf('Ingeborg', NEW), configOf('Cornelia'), configOf('Angelika'))).toEqual([]);
		expect(await holders()).toEqual({ Ingeborg: NEW, Cornelia: emailOf('Cornelia'), Angelika: emailOf('Angelika') });
	});

	test('keeps it when the one before was forgotten, and no link key is the same', async () => {
		await (await house.as.approver('Cornelia')).access.forgetMe({ confirm: true });
		await forgetMails();
		const other = `other:${Buffer.alloc(32, 'other').toString('base64')}`;
		const env = testEnvironment(house.databaseUrl, { LINK_KEYS: other });
		const services = await createServices(loadConfig(env), { clock: house.now });
		expect(await syncApprovers(services, house.config.approvers)).toEqual(['Cornelia']);
		await services.db.close();
		expect(JSON.stringify(await dump(house.sql))).not.toContain(emailOf('Cornelia'));
	});

	test('warns of it by the name of the party, without an address', async () => {
		const log = createLog('silent');
		const warned = vi.spyOn(log, 'warn');
		const env = testEnvironment(house.databaseUrl, { HOST: '127.0.0.1', PORT: '0' });
		const server = await startServer(loadConfig(env), log);
		await server.ready;
		await server.stop();
		expect(warned.mock.calls).toContainEqual([{ party: 'Cornelia' }, expect.stringContaining('APPROVERS')]);
		expect(JSON.stringify(warned.mock.calls)).not.toContain('@');
	});
});

describe('a booking that belongs to a party which has left APPROVERS', () => {
	const CONTENT = { partySize: 5, description: 'Mit Hund' };
	let services: Services;
	let anna: ReturnType<typeof createCaller>;
	let id: string;
	beforeEach(async () => {
		id = (await house.as.viewer.booking.create(request({ affiliation: 'Angelika' }))).booking.id;
		const APPROVERS = JSON.stringify([configOf('Ingeborg'), configOf('Cornelia')]);
		const config = loadConfig(testEnvironment(house.databaseUrl, { APPROVERS }));
		services = await createServices(config, { clock: house.now });
		await syncApprovers(services, config.approvers);
		anna = createCaller(createInnerContext(services, await house.person('anna@example.com'), 'test'));
	});
	afterEach(() => services.db.close());
	const unknown = {
		reason: 'INVALID_INPUT',
		details: { fields: [{ path: 'changes.affiliation', issue: 'unknown_party' }] },
	};

	test.each([{}, { affiliation: 'Angelika' }])('can be edited: %o with other changes', async (affiliation) => {
		const edited = await anna.booking.edit({ id, revision: 1, changes: { ...CONTENT, ...affiliation } });
		expect(edited).toMatchObject({ ...CONTENT, affiliation: 'Angelika', revision: 2 });
	});

	test.each([{}, { affiliation: 'Angelika' }])('can be reopened: %o with other changes', async (affiliation) => {
		await (await house.as.approver('Ingeborg')).approval.deny({ bookingId: id, round: 1, comment: 'Nein' });
		const reopened = await anna.booking.reopen({ id, revision: 2, changes: { ...CONTENT, ...affiliation } });
		expect(reopened).toMatchObject({ ...CONTENT, status: 'Pending', affiliation: 'Angelika' });
	});

	test('can go to a party that is there, and not back', async () => {
		expect(await refusalIn(anna.booking.edit({ id, revision: 1, changes: { affiliation: 'Otto' } }))).toEqual(unknown);
		await anna.booking.edit({ id, revision: 1, changes: { affiliation: 'Cornelia' } });
		expect(await refusalIn(anna.booking.edit({ id, revision: 2, changes: { affiliation: 'Angelika' } }))).toEqual(
			unknown,
		);
	});

	test('tells nobody else that it is there', async () => {
		const karl = createCaller(createInnerContext(services, await house.person('karl@example.com'), 'test'));
		for (const wanted of [id, randomUUID()]) {
			expect(
				await refusalIn(karl.booking.edit({ id: wanted, revision: 1, changes: { affiliation: 'Angelika' } })),
			).toEqual(unknown);
		}
	});
});
