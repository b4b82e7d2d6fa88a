/** Races of decisions and repetitions (BR-003, BR-012, BR-024). */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { PARTIES } from '@betzenstein/testing/house/environment';
import { approve, askFor, create, days, deny, times } from './calls.ts';
import type { Race } from './race.ts';
import { tally } from './raceHouse.ts';

const threeApprovals: Race = {
	name: 'three approvals',
	async play(house) {
		const { booking } = await house.one(create(house, askFor(days(0))));
		const answers = await house.atOnce(PARTIES.map((party) => approve(house, party, booking)));
		return {
			answers,
			check([stored]) {
				assert.deepEqual(tally(answers), { 'approve done': 3 });
				assert.equal(stored?.status, 'Confirmed');
				assert.deepEqual([stored.events[0], stored.events[4]], ['Submitted', 'Confirmed']);
				assert.deepEqual(stored.events.slice(1, 4).sort(), [
					'Approved Angelika',
					'Approved Cornelia',
					'Approved Ingeborg',
				]);
			},
		};
	},
};

const sameApproval: Race = {
	name: 'one approval, sent 8 times',
	async play(house) {
		const { booking } = await house.one(create(house, askFor(days(0))));
		const answers = await house.atOnce(times(8, () => approve(house, 'Ingeborg', booking)));
		return {
			answers,
			check([stored]) {
				assert.deepEqual(tally(answers), { 'approve done': 1, 'approve already-done': 7 });
				assert.deepEqual(stored?.events, ['Submitted', 'Approved Ingeborg']);
				assert.equal(
					new Set(answers.map(({ value }) => JSON.stringify(value?.decidedBy))).size,
					1,
					'all name the one decision',
				);
			},
		};
	},
};

const approveAgainstDeny: Race = {
	name: 'last approval against deny, 4 times each',
	async play(house) {
		const { booking } = await house.one(create(house, askFor(days(0))));
		for (const party of ['Ingeborg', 'Cornelia'] as const) await house.one(approve(house, party, booking));
		const answers = await house.atOnce(
			times(8, (index) => (index % 4 < 2 ? approve(house, 'Angelika', booking) : deny(house, 'Cornelia', booking))),
		);
		return {
			answers,
			check([stored]) {
				const ends = {
					Confirmed: { 'approve done': 1, 'approve already-done': 3, 'deny CONFIRMED_NEEDS_ACKNOWLEDGEMENT': 4 },
					Denied: { 'deny done': 1, 'deny already-done': 3, 'approve already-done': 4 },
				};
				assert.ok(stored?.status === 'Confirmed' || stored?.status === 'Denied');
				assert.deepEqual(tally(answers), ends[stored.status]);
				const before = ['Submitted', 'Approved Ingeborg', 'Approved Cornelia'];
				assert.deepEqual(stored.events, [
					...before,
					...(stored.status === 'Confirmed' ? ['Approved Angelika', 'Confirmed'] : ['Denied Cornelia']),
				]);
				const decisions = new Set(answers.flatMap(({ value }) => (value ? [JSON.stringify(value.decidedBy)] : [])));
				assert.equal(decisions.size, 1, 'all name the one decision');
			},
		};
	},
};

const sameRequestKey: Race = {
	name: 'one requestKey, sent 16 times',
	async play(house) {
		const ask = { ...askFor(days(0)), requestKey: randomUUID() };
		const answers = await house.atOnce(times(16, () => create(house, ask)));
		return {
			answers,
			check(stored) {
				assert.deepEqual(tally(answers), { 'create ok': 16 });
				assert.deepEqual(
					stored.map(({ id }) => id),
					[...new Set(answers.map(({ value }) => value?.booking.id))],
					'one booking',
				);
				assert.equal(new Set(answers.map(({ value }) => value?.bookingToken)).size, 1, 'one token');
			},
		};
	},
};

const sameRevision: Race = {
	name: '8 edits of one revision',
	async play(house) {
		const { booking, bookingToken } = await house.one(create(house, askFor(days(0))));
		const answers = await house.atOnce(
			times(8, (index) => ({
				what: 'edit',
				token: bookingToken,
				send: (client) =>
					client.booking.edit.mutate({ id: booking.id, revision: 1, changes: { partySize: 3 + index } }),
			})),
		);
		return {
			answers,
			check([stored]) {
				assert.deepEqual(tally(answers), { 'edit ok': 1, 'edit STALE_REVISION': 7 });
				const kept = answers.find(({ value }) => value)?.value;
				assert.deepEqual(
					[stored?.partySize, stored?.revision],
					[kept?.partySize, 2],
					'the one edit that was answered is kept',
				);
			},
		};
	},
};

const notesAtOnce: Race = {
	name: '8 edits of the notes, of one revision',
	async play(house) {
		const token = house.approvers['Cornelia'] ?? '';
		const { revision } = await house.one({ what: 'notes', token, send: ({ house: { notes } }) => notes.query() });
		const answers = await house.atOnce(
			times(8, (index) => ({
				what: 'set notes',
				token: house.approvers[PARTIES[index % PARTIES.length] as (typeof PARTIES)[number]] ?? '',
				// Another text each time: to write what stands there already changes nothing, and is answered so.
				send: ({ house: { setNotes } }) => setNotes.mutate({ text: `Haken ${index} von Brett ${revision}`, revision }),
			})),
		);
		const [kept] = await house.sql`select text, revision from notes`;
		return {
			answers,
			check() {
				assert.deepEqual(tally(answers), { 'set notes ok': 1, 'set notes STALE_REVISION': 7 });
				const { text } = answers.find(({ value }) => value)?.value ?? {};
				assert.deepEqual({ ...kept }, { text, revision: revision + 1 }, 'what was answered is kept');
			},
		};
	},
};

const oneAddress: Race = {
	name: '12 creates of one address',
	async play(house) {
		const { firstName, email } = askFor(days(0));
		const answers = await house.atOnce(
			times(12, (index) => create(house, { ...askFor(days(index)), firstName, email })),
		);
		return {
			answers,
			check(stored) {
				assert.deepEqual(tally(answers), { 'create ok': 5, 'create TOO_MANY_PENDING': 7 });
				assert.equal(stored.length, 5);
			},
		};
	},
};

export const DECISION_RACES: readonly Race[] = [
	threeApprovals,
	sameApproval,
	approveAgainstDeny,
	sameRequestKey,
	sameRevision,
	notesAtOnce,
	oneAddress,
];
