import { addDays, type BookingStatus, type Day, type DayRange, overlaps, totalDays } from '@betzenstein/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsDays } from './booking.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { anotherWatch, checkWatch, freedDays, type Holding, watchesFulfilled } from './watch.ts';

/** `10-14` is the 10th to the 14th of May. */
function range(text: string): DayRange {
	const [first = '', last = first] = text.split('-');
	return { startDate: `2027-05-${first}` as Day, endDate: `2027-05-${last}` as Day };
}
const shown = ({ startDate, endDate }: DayRange) => `${startDate.slice(8)}-${endDate.slice(8)}`;

/** `Pending 10-14`. */
function holding(text: string): Holding {
	const [status, days = ''] = text.split(' ');
	return { status: status as BookingStatus, ...range(days) };
}

const TODAY: Day = '2027-05-01';

describe('the days that a change of a booking frees', () => {
	test.each<[string, string | null, string, string[]]>([
		['a request', null, 'Pending 10-14', []],
		['an approval', 'Pending 10-14', 'Pending 10-14', []],
		['the last approval', 'Pending 10-14', 'Confirmed 10-14', []],
		['a denial', 'Pending 10-14', 'Denied 10-14', ['10-14']],
		['a denial after all had approved', 'Confirmed 10-14', 'Denied 10-14', ['10-14']],
		['a cancellation, an expiry, being forgotten, the operator', 'Pending 10-14', 'Canceled 10-14', ['10-14']],
		['a cancellation of a confirmed stay', 'Confirmed 10-14', 'Canceled 10-14', ['10-14']],
		['a cancellation of what was denied', 'Denied 10-14', 'Canceled 10-14', []],
		['a reopening', 'Denied 10-14', 'Pending 10-14', []],
		['a reopening on other days', 'Denied 10-14', 'Pending 20-24', []],
		['leaving earlier', 'Confirmed 10-14', 'Confirmed 10-12', ['13-14']],
		['coming later', 'Confirmed 10-14', 'Confirmed 12-14', ['10-11']],
		['both', 'Confirmed 10-14', 'Confirmed 12-13', ['10-11', '14-14']],
		['staying longer', 'Pending 10-14', 'Pending 09-16', []],
		['moving a little', 'Pending 10-14', 'Pending 12-16', ['10-11']],
		['moving a little the other way', 'Pending 10-14', 'Pending 08-12', ['13-14']],
		['moving away', 'Pending 10-14', 'Pending 15-19', ['10-14']],
	])('%s: from %s to %s', (_, before, after, freed) => {
		expect(freedDays(before === null ? null : holding(before), holding(after)).map(shown)).toEqual(freed);
	});
});

describe('who is told', () => {
	test.each<[string, string[], string[], string, boolean]>([
		['these very days', ['10-14'], [], '10-14', true],
		['some of them', ['10-14'], [], '11-12', true],
		['them and free days around', ['10-14'], [], '08-16', true],
		['a day of them and free days', ['10-14'], [], '14-18', true],
		['days before them', ['10-14'], [], '06-09', false],
		['days after them', ['10-14'], [], '15-18', false],
		['days of which others hold one', ['10-14'], ['15-16'], '10-15', false],
		['days just before those that others hold', ['10-14'], ['15-16'], '10-14', true],
		['days at both ends of a stay that got shorter', ['10-11', '14-14'], ['12-13'], '10-14', false],
		['days at one end of it', ['10-11', '14-14'], ['12-13'], '14-15', true],
		['days that begin today', ['01-02'], [], '01-02', true],
	])('who watches %s (freed %s, held %s, watched %s): %s', (_, freed, held, watched, isTold) => {
		const told = watchesFulfilled([range(watched)], { freed: freed.map(range), held: held.map(range), today: TODAY });
		expect(told.map(shown)).toEqual(isTold ? [watched] : []);
	});

	test('nobody whose first day is over, though their other days are free', () => {
		const freed: DayRange[] = [{ startDate: '2027-04-28', endDate: '2027-05-05' }];
		const watched: DayRange[] = [{ startDate: '2027-04-30', endDate: '2027-05-03' }];
		expect(watchesFulfilled(watched, { freed, held: [], today: TODAY })).toEqual([]);
		expect(watchesFulfilled(watched, { freed, held: [], today: '2027-04-30' })).toEqual(watched);
	});
});

describe('any number of changes to any bookings', () => {
	const days = fc
		.record({ offset: fc.integer({ min: 0, max: 12 }), count: fc.integer({ min: 1, max: 5 }) })
		.map(({ offset, count }) => ({ startDate: addDays(TODAY, offset), endDate: addDays(TODAY, offset + count - 1) }));
	const status = fc.constantFrom<BookingStatus>('Pending', 'Confirmed', 'Denied', 'Canceled');
	const change = fc.record({ booking: fc.integer({ min: 0, max: 3 }), status, days });

	test('tell each watcher once, when all of their days are free and were not all before; never else', () => {
		let told = 0;
		let kept = 0;
		fc.assert(
			fc.property(fc.array(change, { maxLength: 20 }), fc.array(days, { maxLength: 6 }), (changes, watched) => {
				const house: (Holding | null)[] = [null, null, null, null];
				const held = () => house.filter((one) => one !== null && holdsDays(one.status)) as Holding[];
				const isFree = (one: DayRange) => !held().some((stay) => overlaps(stay, one));
				let watches = watched.map((one, id) => ({ id, ...one }));
				for (const { booking, ...after } of changes) {
					const next = { status: after.status, ...after.days };
					// Two bookings never hold the same day (BR-002).
					const others = held().filter((stay) => stay !== house[booking]);
					if (holdsDays(next.status) && others.some((stay) => overlaps(stay, next))) continue;
					const wasFree = new Map(watches.map((watch) => [watch.id, isFree(watch)]));
					const before = house[booking] ?? null;
					house[booking] = next;
					const fulfilled = watchesFulfilled(watches, { freed: freedDays(before, next), held: held(), today: TODAY });
					// The definition: what was not free before and is now. Stated without the days that were freed.
					expect(fulfilled.map(({ id }) => id)).toEqual(
						watches.filter((watch) => isFree(watch) && !wasFree.get(watch.id)).map(({ id }) => id),
					);
					told += fulfilled.length;
					watches = watches.filter((watch) => !fulfilled.includes(watch));
				}
				kept += watches.length;
			}),
			{ numRuns: 500 },
		);
		// Both happen often enough to mean something.
		expect(Math.min(told, kept)).toBeGreaterThan(100);
	});

	test('free the days that were held and are no more, and no other', () => {
		fc.assert(
			fc.property(status, days, status, days, (was, from, is, to) => {
				const [before, after] = [
					{ status: was, ...from },
					{ status: is, ...to },
				];
				const freed = freedDays(before, after);
				for (let offset = 0; offset < 20; offset++) {
					const day = { startDate: addDays(TODAY, offset), endDate: addDays(TODAY, offset) };
					const isHeldBy = (one: Holding) => holdsDays(one.status) && overlaps(one, day);
					expect(freed.some((one) => overlaps(one, day))).toBe(isHeldBy(before) && !isHeldBy(after));
				}
				expect(freed.every((one) => totalDays(one) > 0)).toBe(true);
			}),
		);
	});
});

describe('what may be watched', () => {
	const circumstances = { now: new Date(`${TODAY}T10:00:00Z`), today: TODAY, limits: DEFAULT_LIMITS };

	test.each<[string, Day, Day, string | undefined]>([
		['days from today on', TODAY, '2027-05-02', undefined],
		['60 days, and nobody asks whether that is meant', TODAY, '2027-06-29', undefined],
		['61 days', TODAY, '2027-06-30', 'STAY_TOO_LONG'],
		['days that began yesterday', '2027-04-30', '2027-05-02', 'IN_THE_PAST'],
		['the last day at which a stay may begin', '2028-11-01', '2028-11-05', undefined],
		['a day later', '2028-11-02', '2028-11-05', 'TOO_FAR_AHEAD'],
		['days that end before they begin', '2027-05-05', '2027-05-04', 'END_BEFORE_START'],
	])('%s: %s to %s', (_, startDate, endDate, reason) => {
		expect(checkWatch({ startDate, endDate }, circumstances)?.reason).toBe(reason);
	});

	test('five ranges at a time, of which the same days again are none', () => {
		const own = ['01', '02', '03', '04', '05'].map(range);
		expect(anotherWatch(range('06'), own.slice(1), circumstances)).toEqual({});
		expect(anotherWatch(range('03'), own, circumstances)).toEqual({ same: own[2] });
		expect(anotherWatch(range('03-04'), own, circumstances).refused).toEqual({
			reason: 'TOO_MANY_PENDING',
			details: { max: 5, of: 'watches' },
		});
	});
});
