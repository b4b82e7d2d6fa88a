import { expect, test } from 'vitest';
import type { Asked, BookingCall, History, Stay, StoredStay } from './history.ts';
import { judge } from './judge.ts';
import { play } from './rules.ts';

const MOST_PENDING = 3;
const [A, B] = ['Gast a', 'Gast b'];
const DAYS = { startDate: '2027-05-01', endDate: '2027-05-03' } as const;
const CREATE: Asked = { what: 'create', ...DAYS, partySize: 2 };
const yes = (by: string): Asked => ({ what: 'approve', by, round: 1 });
const size = (revision: number, partySize: number): Asked => ({ what: 'edit', revision, changes: { partySize } });

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? Mutable<E>[] : T[K] };
type Open = Mutable<Omit<History, 'bookingCalls' | 'calendarCalls'>> & {
	bookingCalls: Mutable<BookingCall>[];
	calendarCalls: Mutable<History['calendarCalls'][number]>[];
};

/** How A is at each revision, from 1. */
const LIFE: Stay[] = [CREATE, size(1, 3), yes('Ingeborg'), yes('Cornelia'), yes('Angelika')].reduce(
	(life: Stay[], asked) => [...life, play(life.at(-1), asked).stay as Stay],
	[],
);
const at = (revision: number): Stay => LIFE[revision - 1] as Stay;
const END = at(5);

/** Somebody asks for days, changes it, and gets it; somebody else does not; then a fault. One server after the other. */
function goodHistory(): Open {
	let time = 0;
	const call = (name: string, asked: Asked, outcome: string, more: Partial<BookingCall> = {}) => {
		time += 100;
		const server = time % 200 === 0 ? 'first' : 'second';
		return { name, asked, outcome, server, begin: time, end: time + 50, ...more };
	};
	const conflicts = [{ firstName: A, status: 'Pending' as const, ...DAYS }];
	const bookingCalls = [
		call(A, CREATE, 'ok', { seen: at(1) }),
		call(B, CREATE, 'DATES_TAKEN', { details: { conflicts } }),
		call(A, size(1, 3), 'ok', { seen: at(2) }),
		call(A, size(1, 4), 'STALE_REVISION', { details: { revision: 2 } }),
		call(A, yes('Ingeborg'), 'done', { seen: at(3) }),
		call(A, yes('Ingeborg'), 'already-done', { seen: at(3) }),
		call(A, yes('Cornelia'), 'done', { seen: at(4) }),
		call(A, { what: 'get' }, 'ok', { seen: at(4) }),
		// The only one that gets no answer: it has happened nevertheless.
		call(A, yes('Angelika'), 'LOST', { begin: 20_000, end: 20_050 }),
		...['first', 'second'].flatMap((server) => [
			call(A, { what: 'get' }, 'ok', { seen: END, server, begin: 30_000, end: 30_100 }),
			call(A, { what: 'cancel' }, 'UNAVAILABLE', { server, begin: 26_000, end: 26_100 }),
			call(A, size(1, 4), 'NOT_ALLOWED_NOW', { server, begin: 30_000, end: 30_100 }),
		]),
	];
	const { startDate, endDate, status, partySize } = END;
	const entry = { name: A, startDate, endDate, status, partySize };
	const looks = ['first', 'second'].flatMap((server) => [
		{ server, begin: 1_000, end: 1_010, says: ['ok'] },
		{ server, begin: 26_000, end: 26_010, says: ['writes'] },
		{ server, begin: 31_000, end: 31_010, says: ['ok'] },
	]);
	const mails = [...Array(4).fill('Submitted'), ...Array(2).fill('Approved'), ...Array(4).fill('Confirmed')].toSorted();
	return {
		bookingCalls,
		calendarCalls: [{ server: 'first', begin: 31_000, end: 31_050, outcome: 'ok', entries: [entry] }],
		acts: [
			{ fault: 'a fault', servers: ['first', 'second'], begin: 20_000, end: 27_000, misses: 'writes', heardAt: 27_500 },
		],
		looks,
		stays: [{ ...END, name: A, email: 'a@example.com', mails } as Mutable<StoredStay>],
		events: END.events.map((event) => ({ name: A, type: event.split(' ')[0] ?? '', from: null, to: null })),
		watches: [{ isAnswered: true, told: 0, watching: 1 }],
		mails: { committed: 10, accepted: 10, lost: 0, doubled: 0, unfounded: 0, overtaken: 0 },
		deaf: [],
		errors: [],
	};
}

test('a good history is good, though one call got no answer and has happened, and others got none and have not', () => {
	expect(judge(goodHistory(), MOST_PENDING)).toEqual([]);
});

const callOf = ({ bookingCalls }: Open, outcome: string): Mutable<BookingCall> =>
	bookingCalls.find((call) => call.outcome === outcome) as Mutable<BookingCall>;
const first = <T>([one]: T[]): T => one as T;

test.each<[what: string, complaint: RegExp, change: (history: Open) => unknown]>([
	['a stay that was promised and is gone', /promised and is not there/, (h) => h.stays.splice(0)],
	['a change that was promised and is gone', /revision 4 was promised/, (h) => Object.assign(first(h.stays), at(3))],
	['a stay that was refused and is there', /though nobody was told/, (h) => Object.assign(first(h.stays), { name: B })],
	['a stay that nobody asked for', /nobody asked/, (h) => h.stays.push({ ...first(h.stays), name: 'Gast x' })],
	[
		'one revision for two changes',
		/revision 2 was given to two calls/,
		(h) => h.bookingCalls.push({ ...(h.bookingCalls[2] as BookingCall), asked: size(1, 4) }),
	],
	['half of a change', /no order of its calls/, (h) => Object.assign(first(h.stays), { status: 'Pending' })],
	[
		'a change that nobody asked for',
		/no order of its calls/,
		(h) => h.bookingCalls.splice(h.bookingCalls.indexOf(callOf(h, 'LOST')), 1),
	],
	[
		'an answer with what it never was',
		/what it never was/,
		(h) => {
			callOf(h, 'already-done').seen = { ...at(3), partySize: 9 };
		},
	],
	[
		'a read behind an acknowledged write',
		/revision 4, at the wrong time/,
		(h) => h.bookingCalls.push({ ...(h.bookingCalls[7] as BookingCall), begin: 32_000, end: 32_010 }),
	],
	[
		'a read behind what somebody has read',
		/revision 4, at the wrong time/,
		(h) => {
			// Both while the last approval is under way.
			const get = h.bookingCalls[7] as BookingCall;
			h.bookingCalls.push({ ...get, seen: END, begin: 20_010, end: 20_020 }, { ...get, begin: 20_030, end: 20_040 });
		},
	],
	[
		'an answer from the future',
		/at the wrong time/,
		(h) => {
			callOf(h, 'already-done').seen = END;
		},
	],
	[
		'a decision done twice',
		/no state of it explains|two calls/,
		(h) => {
			callOf(h, 'already-done').outcome = 'done';
		},
	],
	[
		'a refusal without its reason in the stay',
		/no state of it explains/,
		(h) => {
			callOf(h, 'NOT_ALLOWED_NOW').outcome = 'NOT_FOUND';
		},
	],
	[
		'a stale revision that it never had',
		/revision 1, at the wrong time/,
		(h) => {
			callOf(h, 'STALE_REVISION').details = { revision: 1 };
		},
	],
	[
		'days refused for nobody',
		/nobody in the way/,
		(h) => {
			callOf(h, 'DATES_TAKEN').details = { conflicts: [] };
		},
	],
	[
		'days refused for somebody who was not there',
		/was not in the way/,
		(h) => {
			callOf(h, 'DATES_TAKEN').details = { conflicts: [{ firstName: 'Gast x', status: 'Pending', ...DAYS }] };
		},
	],
	['a calendar without an acknowledged stay', /does not show Gast a/, (h) => first(h.calendarCalls).entries?.pop()],
	[
		'a calendar with an old state',
		/as it was not then/,
		(h) => Object.assign(first(first(h.calendarCalls).entries ?? []) ?? {}, { partySize: 2 }),
	],
	[
		'a calendar with two stays on one day',
		/on one day/,
		(h) => {
			const { entries = [] } = first(h.calendarCalls);
			first(h.calendarCalls).entries = [...entries, { ...(entries[0] as (typeof entries)[number]), name: B }];
		},
	],
	[
		'a day that was held twice for a moment',
		/Gast b got days of Gast a by Submitted/,
		(h) => {
			h.stays.push({ ...first(h.stays), name: B });
			h.events.splice(1, 0, { name: B, type: 'Submitted', from: null, to: null });
			h.events.splice(2, 0, { name: B, type: 'Canceled', from: null, to: null });
		},
	],
	[
		'an address with too many Pending stays',
		/Pending stays of one address/,
		(h) => {
			for (const day of ['05', '06', '07', '08'] as const) {
				const days = { startDate: `2027-05-${day}`, endDate: `2027-05-${day}` } as const;
				h.stays.push({ ...first(h.stays), ...days, name: day });
				h.events.push({ name: day, type: 'Submitted', from: null, to: null });
			}
		},
	],
	['a mail too many', /due were/, (h) => first(h.stays).mails.push('Submitted')],
	['a mail that was lost', /9 accepted/, (h) => Object.assign(h.mails, { accepted: 9 })],
	['a mail that was doubled', /doubled: 1/, (h) => Object.assign(h.mails, { doubled: 1 })],
	['a watch that was told twice', /told of 2 times/, (h) => h.watches.push({ isAnswered: true, told: 2, watching: 0 })],
	['a watch that is gone', /told of 0 times/, (h) => h.watches.push({ isAnswered: true, told: 0, watching: 0 })],
	['INTERNAL', /answered INTERNAL/, (h) => Object.assign(first(h.calendarCalls), { outcome: 'INTERNAL' })],
	[
		'an answer without a reason',
		/answered HTTP 502/,
		(h) => Object.assign(callOf(h, 'UNAVAILABLE'), { outcome: 'HTTP 502' }),
	],
	[
		'a call that fails without a fault',
		/UNAVAILABLE without a fault/,
		(h) => {
			Object.assign(callOf(h, 'UNAVAILABLE'), { begin: 900, end: 910 });
		},
	],
	[
		'a call that fails at the other server',
		/LOST without a fault/,
		(h) => {
			const { server } = callOf(h, 'LOST');
			Object.assign(first(h.acts), { servers: ['first', 'second'].filter((one) => one !== server) });
		},
	],
	['a call that hangs', /took 20000 ms/, (h) => Object.assign(callOf(h, 'LOST'), { end: 40_000 })],
	[
		'a server that does not come back',
		/reads were good again after Infinity/,
		(h) => {
			h.bookingCalls = h.bookingCalls.filter(({ server, begin }) => server === 'first' || begin < 27_000);
			h.calendarCalls = h.calendarCalls.filter(({ server }) => server === 'first');
		},
	],
	[
		'a server that comes back late',
		/writes were good again after/,
		(h) => {
			for (const call of h.bookingCalls.filter(({ outcome }) => outcome === 'NOT_ALLOWED_NOW'))
				Object.assign(call, { begin: 45_000, end: 45_100 });
		},
	],
	['streams that come back late', /streams were good again/, (h) => Object.assign(first(h.acts), { heardAt: 45_000 })],
	['/ready that lies', /says ok under a fault/, (h) => Object.assign(h.looks[1] ?? {}, { says: ['ok'] })],
	[
		'/ready that does not know when it is over',
		/ready were good again/,
		(h) => Object.assign(h.looks[2] ?? {}, { says: ['writes'] }),
	],
	['/ready that is worried for nothing', /without a fault/, (h) => Object.assign(h.looks[0] ?? {}, { says: ['jobs'] })],
	['/ready that is slow', /took 6000 ms/, (h) => Object.assign(h.looks[0] ?? {}, { end: 7_000 })],
	[
		'a fault during which nobody asked /ready',
		/Nobody asked/,
		(h) => {
			h.looks = h.looks.filter(({ begin }) => begin !== 26_000);
		},
	],
	['a deaf stream', /deaf/, (h) => h.deaf.push('deaf')],
	['an error in a log', /error/, (h) => h.errors.push('error')],
	['a history in which nothing is refused', /No call came to DATES_TAKEN/, (h) => h.bookingCalls.splice(1, 1)],
])('%s is found', (_, complaint, change) => {
	const history = goodHistory();
	change(history);
	const complaints = judge(history, MOST_PENDING);
	expect(complaints.join('\n')).toMatch(complaint);
	// Nothing else is blamed for it than what it makes impossible.
	expect(complaints.length).toBeLessThan(12);
});
