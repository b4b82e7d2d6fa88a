/** Races for the same days (BR-002, BR-029). */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Conflict } from '@betzenstein/client';
import { type Day, type DayRange, overlaps } from '@betzenstein/shared';
import { PARTIES } from '@betzenstein/testing/house/environment';
import { approve, askFor, create, days, deny, times } from './calls.ts';
import type { Race } from './race.ts';
import { type Answer, type Call, tally } from './raceHouse.ts';
import type { StoredBooking } from './stored.ts';

const oneDay: Race = {
	name: '64 creates on one day',
	async play(house) {
		const answers = await house.atOnce(times(64, () => create(house, askFor(days(0)))));
		return {
			answers,
			check(stored) {
				assert.deepEqual(tally(answers), { 'create ok': 1, 'create DATES_TAKEN': 63 });
				assert.equal(stored.length, 1);
				assertOneWins(answers, stored[0]);
			},
		};
	},
};

const randomRanges: Race = {
	name: '64 creates of 1-5 days in 30',
	async play(house) {
		const random = (below: number) => Math.floor(Math.random() * below);
		const asks = times(64, () => {
			const count = 1 + random(5);
			return askFor(days(random(31 - count), count));
		});
		const answers = await house.atOnce(asks.map((ask) => create(house, ask)));
		return {
			answers,
			check(stored) {
				const { 'create ok': won = 0, 'create DATES_TAKEN': lost = 0 } = tally(answers);
				assert.deepEqual([won + lost, won], [64, stored.length], 'everybody wins or loses, and who won is stored');
				const holders = new Map(stored.map((booking) => [booking.firstName, booking]));
				for (const [index, answer] of answers.entries()) {
					const conflicts = conflictsOf(answer);
					assert.equal(conflicts.length === 0, answer.label === 'create ok');
					for (const conflict of conflicts) {
						const holder = holders.get(conflict.firstName ?? '');
						assert.ok(holder && overlaps(holder, asks[index] as DayRange), 'only who is in the way is named');
						assert.deepEqual(conflict, conflictWith(holder));
					}
				}
			},
		};
	},
};

const extendAgainstCreate: Race = {
	name: 'extend against 8 creates',
	async play(house) {
		const { booking, bookingToken } = await house.one(create(house, askFor(days(0, 3))));
		const wanted = days(3, 2);
		const extend: Call<unknown> = {
			what: 'extend',
			token: bookingToken,
			send: (client) =>
				client.booking.edit.mutate({ id: booking.id, revision: 1, changes: { endDate: wanted.endDate } }),
		};
		const answers = await house.atOnce([extend, ...times(8, () => create(house, askFor(wanted)))]);
		return {
			answers,
			check(stored) {
				assertOneWins(answers, holderOf(stored, wanted.endDate));
				const moved = answers.some(({ label }) => label === 'extend ok');
				const own = stored.find(({ id }) => id === booking.id);
				assert.deepEqual(own?.events, moved ? ['Submitted', 'DatesMoved'] : ['Submitted']);
				assert.deepEqual([own.round, own.revision, stored.length], moved ? [2, 2, 1] : [1, 1, 2]);
			},
		};
	},
};

const reopenAgainstCreate: Race = {
	name: 'reopen against 8 creates',
	async play(house) {
		const wanted = days(0, 2);
		const { booking, bookingToken } = await house.one(create(house, askFor(wanted)));
		await house.one(deny(house, 'Cornelia', booking));
		const reopen: Call<unknown> = {
			what: 'reopen',
			token: bookingToken,
			send: (client) => client.booking.reopen.mutate({ id: booking.id, revision: 2 }),
		};
		const answers = await house.atOnce([reopen, ...times(8, () => create(house, askFor(wanted)))]);
		return {
			answers,
			check(stored) {
				assertOneWins(answers, holderOf(stored, wanted.startDate));
				const reopened = answers.some(({ label }) => label === 'reopen ok');
				const own = stored.find(({ id }) => id === booking.id);
				assert.deepEqual(own?.events, ['Submitted', 'Denied Cornelia', ...(reopened ? ['Reopened'] : [])]);
				assert.deepEqual([own.status, own.round, stored.length], reopened ? ['Pending', 2, 1] : ['Denied', 1, 2]);
			},
		};
	},
};

const acceptAgainstCreate: Race = {
	name: 'a proposal accepted against 8 creates',
	async play(house) {
		const [first, proposed] = [days(0, 2), days(4, 2)];
		const { booking, bookingToken } = await house.one(create(house, askFor(first)));
		await house.one(deny(house, 'Cornelia', booking, proposed));
		const accept: Call<unknown> = {
			what: 'accept',
			token: bookingToken,
			send: (client) => client.booking.reopen.mutate({ id: booking.id, revision: 2, changes: proposed }),
		};
		// Either of the days is enough to be too late.
		const creates = times(8, (index) => create(house, askFor(days(4 + (index % 2)))));
		const answers = await house.atOnce([accept, ...creates]);
		return {
			answers,
			check(stored) {
				const accepted = answers.some(({ label }) => label === 'accept ok');
				const own = stored.find(({ id }) => id === booking.id);
				const happened = ['Submitted', 'Denied Cornelia', ...(accepted ? ['Reopened', 'Approved Cornelia'] : [])];
				assert.deepEqual(own?.events, happened);
				assert.deepEqual([own?.status, own?.round], accepted ? ['Pending', 2] : ['Denied', 1]);
				const holders = stored.filter(({ status }) => status !== 'Denied');
				// One stay on both days, or one on each.
				assert.equal(holders.length, accepted ? 1 : 2);
				for (const answer of answers.filter(({ value }) => !value)) {
					const named = answer.label.startsWith('create');
					const possible = holders.map((holder) => conflictWith(holder, named));
					assert.ok(conflictsOf(answer).length > 0, `${answer.label} is told why`);
					for (const conflict of conflictsOf(answer))
						assert.ok(
							possible.some((holder) => isDeepStrictEqual(conflict, holder)),
							`${answer.label} names only who is in the way: ${JSON.stringify(conflict)}`,
						);
				}
			},
		};
	},
};

const shortenAgainstCreate: Race = {
	name: 'shorten against 8 creates',
	async play(house) {
		const { booking, bookingToken } = await house.one(create(house, askFor(days(0, 3))));
		for (const party of PARTIES) await house.one(approve(house, party, booking));
		const [kept, freed] = [days(0, 2), days(2)];
		const shorten: Call<unknown> = {
			what: 'shorten',
			token: bookingToken,
			send: (client) => client.booking.edit.mutate({ id: booking.id, revision: 4, changes: { endDate: kept.endDate } }),
		};
		const answers = await house.atOnce([
			...times(4, () => create(house, askFor(freed))),
			shorten,
			...times(4, () => create(house, askFor(freed))),
		]);
		return {
			answers,
			check(stored) {
				const { 'create ok': won = 0, 'create DATES_TAKEN': lost = 0, ...others } = tally(answers);
				assert.deepEqual([others, won + lost], [{ 'shorten ok': 1 }, 8]);
				const own = stored.find(({ id }) => id === booking.id);
				assert.deepEqual([own?.status, own?.endDate, own?.round, own?.revision], ['Confirmed', kept.endDate, 1, 5]);
				assert.equal(own?.events.at(-1), 'DatesShrunk');
				// Who came before the day was free is told of the whole stay, who came after its new holder of that one.
				const winner = holderOf(stored, freed.startDate);
				assert.deepEqual([won, stored.length], winner ? [1, 2] : [0, 1]);
				const inTheWay = [{ ...own, endDate: days(0, 3).endDate } as StoredBooking, ...(winner ? [winner] : [])];
				for (const [conflict, ...more] of answers.map(conflictsOf).filter(({ length }) => length > 0)) {
					assert.deepEqual(more, []);
					assert.ok(
						inTheWay.some((holder) => isDeepStrictEqual(conflict, conflictWith(holder))),
						`only who is in the way is named: ${JSON.stringify(conflict)}`,
					);
				}
			},
		};
	},
};

/** How the one who got the days must be named: to the holder of a booking link only by dates. */
const conflictWith = ({ firstName, status, startDate, endDate }: StoredBooking, named = true): Conflict =>
	named ? { firstName, status, startDate, endDate } : { startDate, endDate };

const conflictsOf = ({ refused }: Answer): Conflict[] =>
	refused?.reason === 'DATES_TAKEN' ? refused.details.conflicts : [];

function assertOneWins(answers: Answer[], winner: StoredBooking | undefined): void {
	assert.ok(winner, 'somebody has the day');
	assert.equal(answers.filter(({ value }) => value).length, 1, `exactly one wins: ${JSON.stringify(tally(answers))}`);
	for (const answer of answers.filter(({ value }) => !value)) {
		assert.deepEqual(
			conflictsOf(answer),
			[conflictWith(winner, answer.label.startsWith('create'))],
			`${answer.label} names the winner`,
		);
	}
}

const holderOf = (stored: StoredBooking[], day: Day): StoredBooking | undefined =>
	stored.find(({ status, ...range }) => status !== 'Denied' && overlaps(range, { startDate: day, endDate: day }));

export const DATE_RACES: readonly Race[] = [
	oneDay,
	randomRanges,
	extendAgainstCreate,
	shortenAgainstCreate,
	reopenAgainstCreate,
	acceptAgainstCreate,
];
