/**
 * Mailed action links: looking changes nothing, acting acts once, and whatever happened since the mail, there is an
 * answer.
 */
import type { Booking, Day, DayRange } from '@betzenstein/shared';
import { PROCEDURES } from '@betzenstein/testing/house/calls';
import { PARTIES, type PartyName } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { stored } from '@betzenstein/testing/house/tables';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { replaceApprover } from '../src/services/operator.ts';

const TODAY = '2027-03-01';
const days = (startDate: Day, endDate: Day): DayRange => ({ startDate, endDate });
const MAILED = days('2027-05-01', '2027-05-05');

let house: HttpHouse;
beforeAll(async () => {
	house = await openHttpHouse();
});
afterAll(() => house.close());

let booking: Booking;
beforeEach(async () => {
	await house.sql`truncate booking cascade`;
	house.travelTo(TODAY);
	booking = (await house.as.viewer.booking.create(request(MAILED))).booking;
});

const requester = () => house.as.person('anna@example.com');
const approve = async (party: PartyName, round = 1) =>
	(await house.as.approver(party)).approval.approve({ bookingId: booking.id, round });
const deny = async (party: PartyName, round = 1) =>
	(await house.as.approver(party)).approval.deny({
		bookingId: booking.id,
		round,
		comment: 'Da wird gestrichen.',
		acknowledgeConfirmed: true,
	});
const revision = async () => (await (await requester()).booking.get({ id: booking.id })).revision;
const edit = async (changes: DayRange) =>
	(await requester()).booking.edit({ id: booking.id, revision: await revision(), changes });
const reopen = async (changes?: DayRange) =>
	(await requester()).booking.reopen({ id: booking.id, revision: await revision(), changes });
const confirm = async () => {
	for (const party of PARTIES) await approve(party);
};

type State = 'open' | 'already-done' | 'outdated' | 'past' | 'canceled';

interface Case {
	/** Since the mail. */
	since: string;
	happens(): Promise<unknown>;
	/** Cornelia's, of the first round unless named. */
	action: 'approve' | 'deny';
	round?: number;
	state: State;
	/** Whose decision stands. */
	by?: [PartyName, 'Approved' | 'Denied'];
	/** What the mail showed, where it is something else now. */
	previous?: DayRange;
}

const CASES: Case[] = [
	{ since: 'nothing', happens: async () => {}, action: 'approve', state: 'open' },
	{ since: 'nothing', happens: async () => {}, action: 'deny', state: 'open' },
	{ since: 'another approved', happens: () => approve('Ingeborg'), action: 'approve', state: 'open' },
	{
		since: 'she approved',
		happens: () => approve('Cornelia'),
		action: 'approve',
		state: 'already-done',
		by: ['Cornelia', 'Approved'],
	},
	{ since: 'she approved', happens: () => approve('Cornelia'), action: 'deny', state: 'open' },
	{
		since: 'everybody approved',
		happens: confirm,
		action: 'approve',
		state: 'already-done',
		by: ['Cornelia', 'Approved'],
	},
	{ since: 'everybody approved', happens: confirm, action: 'deny', state: 'open' },
	{
		since: 'she denied',
		happens: () => deny('Cornelia'),
		action: 'deny',
		state: 'already-done',
		by: ['Cornelia', 'Denied'],
	},
	{
		since: 'she denied',
		happens: () => deny('Cornelia'),
		action: 'approve',
		state: 'already-done',
		by: ['Cornelia', 'Denied'],
	},
	{
		since: 'another denied',
		happens: () => deny('Angelika'),
		action: 'approve',
		state: 'already-done',
		by: ['Angelika', 'Denied'],
	},
	{
		since: 'another denied',
		happens: () => deny('Angelika'),
		action: 'deny',
		state: 'already-done',
		by: ['Angelika', 'Denied'],
	},
	{
		since: 'she approved, then another denied',
		happens: async () => {
			await approve('Cornelia');
			await deny('Angelika');
		},
		action: 'approve',
		state: 'already-done',
		by: ['Angelika', 'Denied'],
	},
	{
		since: 'the dates shrank inside the round',
		happens: () => edit(days('2027-05-02', '2027-05-04')),
		action: 'approve',
		state: 'open',
		previous: MAILED,
	},
	{
		since: 'the dates moved',
		happens: () => edit(days('2027-05-03', '2027-05-08')),
		action: 'approve',
		state: 'outdated',
		previous: MAILED,
	},
	{
		since: 'the dates shrank and then moved',
		happens: async () => {
			await edit(days('2027-05-02', '2027-05-04'));
			await edit(days('2027-06-01', '2027-06-02'));
		},
		action: 'deny',
		state: 'outdated',
		previous: MAILED,
	},
	{
		since: 'the dates moved away and back',
		happens: async () => {
			await edit(days('2027-06-01', '2027-06-02'));
			await edit(MAILED);
		},
		action: 'approve',
		state: 'outdated',
	},
	{
		since: 'the dates moved on from those of the second round',
		happens: async () => {
			await edit(days('2027-06-01', '2027-06-05'));
			await edit(days('2027-06-02', '2027-06-03'));
			await edit(days('2027-07-01', '2027-07-02'));
		},
		action: 'approve',
		round: 2,
		state: 'outdated',
		previous: days('2027-06-01', '2027-06-05'),
	},
	{
		since: 'it was denied and reopened with other dates',
		happens: async () => {
			await deny('Cornelia');
			await reopen(days('2027-06-10', '2027-06-12'));
		},
		action: 'approve',
		state: 'outdated',
		previous: MAILED,
	},
	{
		since: 'it was denied and reopened with the same dates',
		happens: async () => {
			await deny('Cornelia');
			await reopen();
		},
		action: 'approve',
		state: 'outdated',
	},
	{
		since: 'it was reopened; the mail is of the new round',
		happens: async () => {
			await deny('Cornelia');
			await reopen(days('2027-06-10', '2027-06-12'));
		},
		action: 'approve',
		round: 2,
		state: 'open',
	},
	{
		since: 'its last day passed',
		happens: async () => {
			await confirm();
			house.travelTo('2027-05-06');
		},
		action: 'deny',
		state: 'past',
	},
	{
		since: 'the dates moved, and the new ones passed',
		happens: async () => {
			await edit(days('2027-05-03', '2027-05-08'));
			house.travelTo('2027-05-09');
		},
		action: 'approve',
		state: 'past',
		previous: MAILED,
	},
	{ since: 'its last day came', happens: async () => house.travelTo('2027-05-05'), action: 'approve', state: 'open' },
	{
		since: 'it was canceled',
		happens: async () => (await requester()).booking.cancel({ id: booking.id }),
		action: 'approve',
		state: 'canceled',
	},
	{
		since: 'she denied, and it was canceled',
		happens: async () => {
			await deny('Cornelia');
			await (await requester()).booking.cancel({ id: booking.id });
		},
		action: 'deny',
		state: 'canceled',
	},
	{
		since: 'it was canceled, and its last day passed',
		happens: async () => {
			await (await requester()).booking.cancel({ id: booking.id });
			house.travelTo('2027-06-01');
		},
		action: 'approve',
		state: 'canceled',
	},
	{ since: 'it was deleted', happens: () => house.sql`delete from booking`, action: 'deny', state: 'canceled' },
];

const timeline = async () => (await (await requester()).booking.get({ id: booking.id })).timeline;
const mails = async () => {
	const rows = await house.sql<
		{ kind: string; email: string }[]
	>`select kind, email from mail join person on person.id = person_id
		where booking_id = ${booking.id} order by kind::text, email`;
	return rows.map(({ kind, email }) => `${kind} ${email}`);
};

describe.each(CASES)(
	'a link to $action: since the mail, $since',
	({ happens, action, round = 1, state, by, previous }) => {
		let token: string;
		let before: Awaited<ReturnType<typeof stored>>;
		beforeEach(async () => {
			token = await house.link.action('Cornelia', booking.id, action, round);
			await happens();
			before = await stored(house.sql);
		});

		test(`preview says ${state} and changes nothing`, async () => {
			const { value } = await house.call('action.preview', { token });
			const { booking: shown, decidedBy, ...rest } = value;
			expect(rest).toEqual({ action, state, ...(previous && { previous }) });
			expect(decidedBy && [decidedBy.party, decidedBy.decision]).toEqual(by);
			if (state === 'canceled') expect(shown).toBeNull();
			else expect(shown).toMatchObject({ id: booking.id, availableActions: state === 'open' ? [action] : [] });
			expect(await stored(house.sql)).toEqual(before);
		});

		test(`perform answers ${state === 'open' ? 'done, once, and already-done from then on' : `${state} and changes nothing`}`, async () => {
			const input = action === 'deny' ? { comment: 'Wir brauchen das Haus.', acknowledgeConfirmed: true } : {};
			const { value } = await house.call('action.perform', { input, token });
			if (state !== 'open') {
				expect(value.outcome).toBe(state);
				expect(value.decidedBy && [value.decidedBy.party, value.decidedBy.decision]).toEqual(by);
				expect(await stored(house.sql)).toEqual(before);
				return;
			}
			const decision = action === 'approve' ? 'Approved' : 'Denied';
			expect([value.outcome, value.decidedBy]).toEqual(['done', { party: 'Cornelia', decision, at: house.now() }]);
			expect((await timeline()).at(-1)).toMatchObject({
				type: decision,
				actor: { kind: 'approver', name: 'Cornelia' },
				via: 'action',
			});

			const after = await stored(house.sql);
			expect(after).not.toEqual(before);
			const again = await house.call('action.perform', { input, token });
			expect([again.value.outcome, again.value.decidedBy]).toEqual(['already-done', value.decidedBy]);
			expect((await house.call('action.preview', { token })).value.state).toBe('already-done');
			expect(await stored(house.sql)).toEqual(after);
		});
	},
);

describe('acting', () => {
	test('approves with one event and one mail, however often and at once it is done', async () => {
		const token = await house.link.action('Cornelia', booking.id, 'approve');
		const submitted = await mails();
		const answers = await Promise.all(
			Array.from({ length: 6 }, () => house.call('action.perform', { input: {}, token })),
		);
		expect(answers.map(({ value }) => value.outcome).toSorted()).toEqual([...Array(5).fill('already-done'), 'done']);
		expect((await timeline()).map(({ type, via }) => `${type} ${via}`)).toEqual([
			'Submitted calendar',
			'Approved action',
		]);
		expect(await mails()).toEqual(['Approved anna@example.com', ...submitted]);
	});

	test('denies with one event and one mail to each', async () => {
		const token = await house.link.action('Cornelia', booking.id, 'deny');
		const perform = () => house.call('action.perform', { input: { comment: 'Wir brauchen das Haus.' }, token });
		const answers = await Promise.all([perform(), perform(), perform()]);
		expect(answers.map(({ value }) => value.outcome).toSorted()).toEqual(['already-done', 'already-done', 'done']);
		expect((await timeline()).slice(1)).toMatchObject([
			{ type: 'Denied', comment: 'Wir brauchen das Haus.', via: 'action' },
		]);
		expect((await mails()).filter((mail) => mail.startsWith('Denied'))).toEqual([
			'Denied angelika@example.com',
			'Denied anna@example.com',
			'Denied cornelia@example.com',
			'Denied ingeborg@example.com',
		]);
	});

	test('confirms when it is the last approval', async () => {
		await approve('Ingeborg');
		await approve('Angelika');
		const token = await house.link.action('Cornelia', booking.id, 'approve');
		const { value } = await house.call('action.perform', { input: {}, token });
		expect([value.outcome, value.booking.status]).toEqual(['done', 'Confirmed']);
	});

	test.each([
		['without a comment', 'Pending', { comment: undefined }, 'COMMENT_REQUIRED'],
		['with a blank comment', 'Pending', { comment: ' \n ' }, 'COMMENT_REQUIRED'],
		['a Confirmed booking without saying so', 'Confirmed', { comment: 'Nein.' }, 'CONFIRMED_NEEDS_ACKNOWLEDGEMENT'],
		['with a link in the comment', 'Pending', { comment: 'siehe https://example.com' }, 'INVALID_INPUT'],
	])('to deny %s is refused and changes nothing', async (_, status, input, reason) => {
		if (status === 'Confirmed') await confirm();
		const before = await stored(house.sql);
		const token = await house.link.action('Cornelia', booking.id, 'deny');
		expect((await house.call('action.perform', { input, token })).outcome).toBe(reason);
		expect(await stored(house.sql)).toEqual(before);
	});

	test('approves with a word, which the requester reads in the mail, on the booking and on the timeline', async () => {
		const token = await house.link.action('Cornelia', booking.id, 'approve');
		const perform = (comment: string) => house.call('action.perform', { input: { comment }, token });
		expect((await perform('siehe https://example.com')).outcome).toBe('INVALID_INPUT');
		expect((await perform(' Gern!\n')).value.outcome).toBe('done');
		expect((await perform('Und noch etwas.')).value.outcome).toBe('already-done');
		expect((await timeline()).slice(1)).toMatchObject([{ type: 'Approved', comment: 'Gern!', via: 'action' }]);
		const [approval] =
			await house.sql`select comment from approval where booking_id = ${booking.id} and party = 'Cornelia'`;
		expect(approval).toEqual({ comment: 'Gern!' });
		const [mail] =
			await house.sql`select facts -> 'booking' ->> 'comment' as comment from mail where kind = 'Approved'`;
		expect(mail).toEqual({ comment: 'Gern!' });
	});

	test('a blank comment is none: the approval counts without a word', async () => {
		const token = await house.link.action('Cornelia', booking.id, 'approve');
		expect((await house.call('action.perform', { input: { comment: ' \n ' }, token })).value.outcome).toBe('done');
		expect((await timeline()).at(-1)).not.toHaveProperty('comment');
	});

	test('a link says to do what it is for, whatever is sent along', async () => {
		const token = await house.link.action('Cornelia', booking.id, 'approve');
		const { value } = await house.call('action.perform', {
			input: { comment: 'Nein!', acknowledgeConfirmed: true },
			token,
		});
		expect(value.decidedBy).toMatchObject({ party: 'Cornelia', decision: 'Approved' });
		expect((await timeline()).at(-1)).toMatchObject({ type: 'Approved', comment: 'Nein!' });
	});
});

test('when somebody else decides for the party now, the old links have ended and the new ones act', async () => {
	const old = await house.link.action('Cornelia', booking.id, 'approve');
	await replaceApprover(house.services, 'Cornelia', 'corinna@example.com');
	const before = await stored(house.sql);
	for (const path of ['action.preview', 'action.perform'])
		expect((await house.call(path, { token: old })).outcome).toBe('LINK_ENDED');
	expect(await stored(house.sql)).toEqual(before);

	const { personId } = await house.person('corinna@example.com');
	const token = await house.link.sign({
		kind: 'action',
		personId,
		bookingId: booking.id,
		action: 'approve',
		round: 1,
		generation: 1,
	});
	expect((await house.call('action.preview', { token })).value.state).toBe('open');
	expect((await house.call('action.perform', { input: {}, token })).value).toMatchObject({
		outcome: 'done',
		decidedBy: { party: 'Cornelia' },
	});
	await replaceApprover(house.services, 'Cornelia', 'cornelia@example.com');
});

describe('mail scanners open links', () => {
	const INPUTS: Record<string, () => unknown> = {
		'calendar.range': () => ({ from: '2027-05-01', to: '2027-05-31' }),
		'booking.create': () => request({ startDate: '2027-06-01', endDate: '2027-06-02' }),
		'booking.get': () => ({ id: booking.id }),
		'booking.edit': () => ({ id: booking.id, revision: 1, changes: { partySize: 7 } }),
		'booking.cancel': () => ({ id: booking.id }),
		'booking.reopen': () => ({ id: booking.id, revision: 1 }),
		'approval.approve': () => ({ bookingId: booking.id, round: 1 }),
		'approval.deny': () => ({ bookingId: booking.id, round: 1, comment: 'Nein.' }),
		'action.perform': () => ({ comment: 'Nein.', acknowledgeConfirmed: true }),
		'access.requestLink': () => ({ email: 'anna@example.com' }),
		'access.forgetMe': () => ({ confirm: true }),
	};
	const LINKS: Record<string, () => Promise<string>> = {
		calendar: () => house.link.calendar(),
		personal: () => house.link.person('anna@example.com'),
		'an approver’s': () => house.link.approver('Cornelia'),
		booking: () => house.link.booking(booking.id),
		approve: () => house.link.action('Cornelia', booking.id, 'approve'),
		deny: () => house.link.action('Cornelia', booking.id, 'deny'),
	};

	test.each(Object.keys(LINKS))('GET and HEAD of every address with the %s link change nothing', async (kind) => {
		const token = (await LINKS[kind]?.()) ?? '';
		const before = await stored(house.sql);
		const pages = ['/', '/a', '/b', '/p', '/c', `/a?token=${token}`, '/ready', '/metrics', '/webhooks/resend', '/trpc'];
		const calls = PROCEDURES.flatMap(({ path }) => {
			const input = JSON.stringify({ json: INPUTS[path]?.() });
			return [
				`/trpc/${path}?input=${encodeURIComponent(input)}`,
				`/trpc/${path}?batch=1&input=${encodeURIComponent(`{"0":${input}}`)}`,
				`/trpc/${path}?token=${token}`,
			];
		});
		const statuses: Record<string, Set<number>> = { GET: new Set(), HEAD: new Set() };
		for (const address of [...pages, ...calls]) {
			for (const method of ['GET', 'HEAD']) {
				const response = await fetch(`${house.url}${address}`, {
					method,
					headers: { authorization: `Bearer ${token}` },
				});
				// A stream would go on for an hour.
				const isStream = response.headers.get('content-type') === 'text/event-stream';
				await (isStream ? response.body?.cancel() : response.arrayBuffer());
				statuses[method]?.add(response.status);
			}
		}
		expect(await stored(house.sql)).toEqual(before);
		// Reads were answered, writes refused for their method.
		expect([...(statuses['GET'] ?? [])]).toEqual(expect.arrayContaining([200, 405]));
		expect([...(statuses['HEAD'] ?? [])].filter((status) => status >= 500)).toEqual([]);
	});
});
