/**
 * "Who is told" (domain.md) as a table: what is done through the API against the mails that the database then holds.
 */

import { randomUUID } from 'node:crypto';
import { addDays, type Booking, type DayRange } from '@betzenstein/shared';
import { emailOf, type PartyName } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendNotesBeforeArrival } from '../src/services/due/arrivals.ts';
import { expireBookings } from '../src/services/due/expire.ts';
import { sendDigests, sendReminders } from '../src/services/due/reminders.ts';
import { answerLinkRequests } from '../src/services/links.ts';

/** Who asks, and with which link. */
const REQUESTERS = {
	guest: { name: 'Anna', withOwnLink: false },
	'approver, by form': { name: 'Ingeborg', withOwnLink: false },
	'approver, own link': { name: 'Ingeborg', withOwnLink: true },
} as const;
type RequesterKind = keyof typeof REQUESTERS;

const TODAY = '2027-03-01';
let house: House;
beforeAll(async () => {
	house = await openHouse({ today: TODAY, env: { LIMIT_PENDING: '100', LIMIT_SUBMISSIONS_PER_DAY: '100' } });
});
afterAll(() => house.close());

let nextDay = addDays(TODAY, 30);
function freeDays() {
	const startDate = nextDay;
	nextDay = addDays(nextDay, 8);
	return { startDate, endDate: addDays(startDate, 4) };
}

/** A booking of this kind of requester, and what may happen to it. */
async function ask(kind: RequesterKind, days = freeDays()) {
	const { name, withOwnLink } = REQUESTERS[kind];
	const person = await house.as.person(emailOf(name));
	const asking = withOwnLink ? person : house.as.viewer;
	let { booking } = await asking.booking.create(
		request({ requestKey: randomUUID(), firstName: name, email: emailOf(name), ...days }),
	);
	const { personId } = await house.person(emailOf(name));
	// Who asked by form acts with the link to that booking, which gives no approval (BR-015).
	const requester = withOwnLink
		? person
		: house.as.caller({ kind: 'booking', personId, generation: 1, bookingId: booking.id });
	const then = async (change: Promise<Booking | { booking: Booking | null }>) => {
		const answer = await change;
		booking = 'status' in answer ? answer : (answer.booking ?? booking);
	};
	const current = () => ({ id: booking.id, revision: booking.revision });
	return {
		id: booking.id,
		approve: async (party: PartyName) =>
			then((await house.as.approver(party)).approval.approve({ bookingId: booking.id, round: booking.round })),
		deny: async (party: PartyName, proposal?: DayRange) =>
			then(
				(await house.as.approver(party)).approval.deny({
					bookingId: booking.id,
					round: booking.round,
					comment: 'Nein',
					acknowledgeConfirmed: true,
					proposal,
				}),
			),
		shrink: () => then(requester.booking.edit({ ...current(), changes: { endDate: addDays(days.endDate, -1) } })),
		move: () => then(requester.booking.edit({ ...current(), changes: { endDate: addDays(days.endDate, 1) } })),
		rename: () => then(requester.booking.edit({ ...current(), changes: { firstName: 'Nora', partySize: 2 } })),
		editStale: () =>
			requester.booking
				.edit({ ...current(), revision: booking.revision + 1, changes: { partySize: 9 } })
				.catch(() => {}),
		reopen: () => then(requester.booking.reopen(current())),
		reopenAsProposed: async () => {
			const { startDate, endDate } = booking.proposal ?? {};
			await then(requester.booking.reopen({ ...current(), changes: { startDate, endDate } }));
		},
		cancel: () => then(requester.booking.cancel({ id: booking.id, comment: 'Krank' })),
	};
}
type Asked = Awaited<ReturnType<typeof ask>>;

const confirm = async (asked: Asked) => {
	for (const party of ['Ingeborg', 'Cornelia', 'Angelika'] as const) await asked.approve(party);
};

/** The mails that this makes: kind, first letter of whom, and as what. Twice the same would stand here twice. */
async function toldBy(happening: () => Promise<unknown>): Promise<string[]> {
	const before = (await house.sql`select id from mail`).map((row) => row['id'] as string);
	await happening();
	const rows =
		await house.sql`select m.kind, coalesce(p.email, m.address) as email, m.facts -> 'roles' as roles from mail m join person p on p.id = m.person_id
		where m.id <> all(${before}) order by 1, 2`;
	return rows.map(
		({ kind, email, roles }) => `${kind}: ${email.split('@')[0]}${roles.length > 0 ? ` as ${roles.join('+')}` : ''}`,
	);
}

const approvers = (...names: string[]) => names.map((name) => `${name} as approver`);
const all = approvers('angelika', 'cornelia', 'ingeborg');
const guestAndAll = ['angelika as approver', 'anna as requester', 'cornelia as approver', 'ingeborg as approver'];
const both = ['angelika as approver', 'cornelia as approver', 'ingeborg as requester+approver'];
const everybody: Record<RequesterKind, string[]> = {
	guest: guestAndAll,
	'approver, by form': both,
	'approver, own link': both,
};
const onlyRequester: Record<RequesterKind, string[]> = {
	guest: ['anna as requester'],
	'approver, by form': ['ingeborg as requester'],
	'approver, own link': ['ingeborg as requester'],
};
const nobody: Record<RequesterKind, string[]> = { guest: [], 'approver, by form': [], 'approver, own link': [] };
/** Every approver, but the one whose approval the own link gave with the same act (BR-015). */
const askedAnew: Record<RequesterKind, string[]> = {
	guest: all,
	'approver, by form': all,
	'approver, own link': approvers('angelika', 'cornelia'),
};

/** The same, and Angelika’s was given with her proposal. */
const askedAnewButAngelika = Object.fromEntries(
	Object.entries(askedAnew).map(([kind, asked]) => [kind, asked.filter((who) => !who.startsWith('angelika'))]),
) as typeof askedAnew;

const KINDS = Object.keys(REQUESTERS) as RequesterKind[];

describe.each(KINDS)('requester: %s', (kind) => {
	/** Days that nobody else asks for. */
	const soon = addDays(TODAY, 10 + KINDS.indexOf(kind));
	const then = { startDate: soon, endDate: soon };

	test('submitted', async () => {
		const requesterToo =
			kind === 'approver, own link' ? [...approvers('angelika', 'cornelia'), 'ingeborg as requester'] : everybody[kind];
		expect(await toldBy(() => ask(kind))).toEqual(requesterToo.map((who) => `Submitted: ${who}`));
	});

	test('repeated with its key, asked for taken days, or asked for wrongly: nobody', async () => {
		const days = freeDays();
		const input = request({ requestKey: randomUUID(), ...days });
		await house.as.viewer.booking.create(input);
		const told = await toldBy(async () => {
			await house.as.viewer.booking.create(input);
			await ask(kind, days).catch(() => {});
			await ask(kind, { startDate: days.endDate, endDate: days.startDate }).catch(() => {});
		});
		expect(told).toEqual([]);
	});

	test.each<
		[
			string,
			(asked: Asked) => Promise<unknown>,
			(asked: Asked) => Promise<unknown>,
			string,
			Record<RequesterKind, string[]>,
		]
	>([
		['approved, not the last', async () => {}, (asked) => asked.approve('Cornelia'), 'Approved', onlyRequester],
		[
			'the last approved',
			async (asked) => {
				await asked.approve('Ingeborg');
				await asked.approve('Cornelia');
			},
			(asked) => asked.approve('Angelika'),
			'Confirmed',
			everybody,
		],
		['approved once more', (asked) => asked.approve('Cornelia'), (asked) => asked.approve('Cornelia'), '', nobody],
		['denied', async () => {}, (asked) => asked.deny('Cornelia'), 'Denied', everybody],
		['denied once more', (asked) => asked.deny('Cornelia'), (asked) => asked.deny('Angelika'), '', nobody],
		['denied when Confirmed', confirm, (asked) => asked.deny('Ingeborg'), 'Denied', everybody],
		['dates shrunk', async () => {}, (asked) => asked.shrink(), 'DatesShrunk', onlyRequester],
		['a Confirmed stay shortened', confirm, (asked) => asked.shrink(), 'DatesShrunk', everybody],
		['dates moved outside', (asked) => asked.approve('Cornelia'), (asked) => asked.move(), 'DatesMoved', askedAnew],
		['name and number changed', async () => {}, (asked) => asked.rename(), '', nobody],
		['changed on an older state', async () => {}, (asked) => asked.editStale(), '', nobody],
		['reopened', (asked) => asked.deny('Angelika'), (asked) => asked.reopen(), 'Reopened', askedAnew],
		['denied, with other days', async () => {}, (asked) => asked.deny('Cornelia', then), 'Denied', everybody],
		[
			'reopened for the days that were proposed',
			(asked) => asked.deny('Angelika', then),
			(asked) => asked.reopenAsProposed(),
			'Reopened',
			askedAnewButAngelika,
		],
		['canceled from Pending', async () => {}, (asked) => asked.cancel(), 'Canceled', everybody],
		['canceled from Confirmed', confirm, (asked) => asked.cancel(), 'Canceled', everybody],
		['canceled from Denied', (asked) => asked.deny('Angelika'), (asked) => asked.cancel(), 'Canceled', onlyRequester],
		['canceled once more', (asked) => asked.cancel(), (asked) => asked.cancel(), '', nobody],
	])('%s', async (_, before, happening, mailed, expected) => {
		const asked = await ask(kind);
		await before(asked);
		expect(await toldBy(() => happening(asked))).toEqual(expected[kind].map((who) => `${mailed}: ${who}`));
	});
});

describe('links', () => {
	test('recovery, rotation and forgetting: that person, approvers only of the stays that end', async () => {
		const recovery = async () => {
			await house.as.stranger.access.requestLink({ email: 'anna@example.com' });
			await house.as.stranger.access.requestLink({ email: 'nobody@example.com' });
			await answerLinkRequests(house.services);
		};
		expect(await toldBy(recovery)).toEqual(['LinkRecovery: anna']);
		expect(await toldBy(async () => (await house.as.person('anna@example.com')).access.rotateLink())).toEqual([
			'LinkRotated: anna',
		]);
		await house.as.viewer.booking.create(request({ email: 'karl@example.com', ...freeDays() }));
		expect(
			await toldBy(async () => (await house.as.person('karl@example.com')).access.forgetMe({ confirm: true })),
		).toEqual([...all.map((who) => `Canceled: ${who}`), 'Forgotten: karl']);
	});
});

// A house of its own, which is empty: these look at every booking.
describe.each(KINDS)('by the clock, requester: %s', (kind) => {
	let empty: House;
	beforeAll(async () => {
		const shared = house;
		empty = await openHouse({ today: '2027-05-30' });
		house = empty;
		return async () => {
			house = shared;
			await empty.close();
		};
	});

	const waitsFor = kind === 'approver, own link' ? approvers('angelika') : approvers('angelika', 'ingeborg');

	test('before arrival: the requester, once, and nobody if there are no notes', async () => {
		const asked = await ask(kind, { startDate: '2027-06-03', endDate: '2027-06-04' });
		await confirm(asked);
		house.travelTo('2027-05-31T07:00:00Z');
		expect(await toldBy(() => sendNotesBeforeArrival(house.services))).toEqual([]);
		await (await house.as.approver('Cornelia')).house.setNotes({ text: 'Der Schlüssel hängt.', revision: 1 });
		const mailed = onlyRequester[kind].map((who) => `BeforeArrival: ${who}`);
		expect(await toldBy(() => sendNotesBeforeArrival(house.services))).toEqual(mailed);
		expect(await toldBy(() => sendNotesBeforeArrival(house.services))).toEqual([]);
	});

	test('days that became free: whoever watches them, once, whoever frees them and however', async () => {
		const days: DayRange = { startDate: '2027-07-01', endDate: '2027-07-03' };
		const asked = await ask(kind, days);
		await house.as.viewer.watch.add({ ...days, email: 'typed@example.com' });
		for (const email of ['karl@example.com', emailOf('Ingeborg')]) await (await house.as.person(email)).watch.add(days);
		const watchers = ['ingeborg', 'karl', 'typed'].map((who) => `DaysFree: ${who}`);
		expect(await toldBy(() => asked.deny('Cornelia'))).toEqual([
			...everybody[kind].map((who) => `Denied: ${who}`),
			...watchers,
		]);
		expect(await toldBy(asked.reopen)).not.toContain(watchers[0]);
		expect((await toldBy(asked.cancel)).filter((mail) => mail.startsWith('DaysFree'))).toEqual([]);
	});

	test('digest, reminder and expiry: those who have not answered, and nobody', async () => {
		const asked = await ask(kind, { startDate: '2027-06-10', endDate: '2027-06-12' });
		await asked.approve('Cornelia');
		house.travelTo('2027-06-06T07:00:00Z');
		expect(await toldBy(() => sendDigests(house.services))).toEqual(waitsFor.map((who) => `Digest: ${who}`));
		expect(await toldBy(() => sendDigests(house.services))).toEqual([]);
		expect(await toldBy(() => sendReminders(house.services))).toEqual(waitsFor.map((who) => `Reminder: ${who}`));
		expect(await toldBy(() => sendReminders(house.services))).toEqual([]);
		// The server stood still for days over the night in which it was due.
		house.travelTo('2027-06-20T03:00:00Z');
		expect(await toldBy(() => expireBookings(house.services))).toEqual([]);
		expect((await house.sql`select status from booking where id = ${asked.id}`)[0]?.['status']).toBe('Canceled');
	});
});
