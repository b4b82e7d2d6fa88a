import { expect, test } from 'vitest';
import type { Asked, BookingCall, History, Stay, StoredStay } from './history.ts';
import { gapsIn, judge } from './judge.ts';
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
const LIFE: Stay[] = [];
for (const asked of [CREATE, size(1, 3), yes('Ingeborg'), yes('Cornelia'), yes('Angelika')])
	LIFE.push(play(LIFE.at(-1), asked).stay as Stay);
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
	expect([...judge(goodHistory(), MOST_PENDING), ...gapsIn(goodHistory())]).toEqual([]);
});

const first = <T>([one]: T[]): T => one as T;
const set: (target: object | undefined, changes: object) => unknown = Object.assign;
const called = ({ bookingCalls }: Open, outcome: string) =>
	first(bookingCalls.filter((one) => one.outcome === outcome));
const asGet = (h: Open, seen: Stay, begin: number) =>
	h.bookingCalls.push({ ...first(h.bookingCalls), asked: { what: 'get' }, seen, begin, end: begin + 10 });
const event = (name: string, type: string) => ({ name, type, from: null, to: null });

const FREE = { details: { conflicts: [{ firstName: 'Gast x', status: 'Pending', ...DAYS }] } };

/** What is wrong, what the judge says of it, and how a good history gets it. */
const BAD: [what: string, said: RegExp, change: (history: Open) => unknown][] = [
	['a stay that was promised and is gone', /promised and is not/, (h) => h.stays.pop()],
	['a change that was promised and is gone', /revision 4 was promised/, (h) => set(first(h.stays), at(3))],
	['a stay that was refused and is there', /though nobody was told/, (h) => set(first(h.stays), { name: B })],
	['a stay that nobody asked for', /nobody asked/, (h) => h.stays.push({ ...first(h.stays), name: 'Gast x' })],
	['one revision for two', /revision 2 was given to two/, (h) => h.bookingCalls.push(h.bookingCalls[2] as BookingCall)],
	['half of a change', /no order of its calls/, (h) => set(first(h.stays), { status: 'Pending' })],
	['a change that nobody asked for', /no order/, (h) => set(called(h, 'LOST'), { asked: { what: 'get' } })],
	[
		'an answer with what it never was',
		/never was/,
		(h) => set(called(h, 'already-done'), { seen: { ...at(3), partySize: 9 } }),
	],
	['a read behind an acknowledged write', /revision 4, at the wrong time/, (h) => asGet(h, at(4), 32_000)],
	['a read behind another', /revision 4, at the wrong/, (h) => [asGet(h, END, 20_010), asGet(h, at(4), 20_030)]],
	['an answer from the future', /at the wrong time/, (h) => set(called(h, 'already-done'), { seen: END })],
	['a decision done twice', /two calls/, (h) => set(called(h, 'already-done'), { outcome: 'done' })],
	['a refusal for no reason', /no state of it/, (h) => set(called(h, 'NOT_ALLOWED_NOW'), { outcome: 'NOT_FOUND' })],
	['a wrong revision', /revision 1, at/, (h) => set(called(h, 'STALE_REVISION'), { details: { revision: 1 } })],
	['days refused for nobody', /nobody in the way/, (h) => set(called(h, 'DATES_TAKEN'), { details: {} })],
	['days refused without naming who has them', /others, and not of Gast a/, (h) => set(called(h, 'DATES_TAKEN'), FREE)],
	['days refused for whom they are free of', /was not in the way/, (h) => set(called(h, 'DATES_TAKEN'), FREE)],
	['a calendar without a stay', /does not show Gast a/, (h) => set(first(h.calendarCalls), { entries: [] })],
	['an old calendar', /as it was not then/, (h) => set(first(shown(h)), { partySize: 2 })],
	['a calendar with a day twice', /on one day/, (h) => shown(h).push({ ...first(shown(h)), name: B })],
	[
		'a day held twice for a moment',
		/Gast b got days of Gast a/,
		(h) => {
			h.stays.push({ ...first(h.stays), name: B });
			h.events.splice(1, 0, event(B, 'Submitted'), event(B, 'Canceled'));
		},
	],
	[
		'an address with too many Pending stays',
		/Pending stays of one address/,
		(h) => {
			for (const name of ['c', 'd', 'e', 'f']) {
				h.stays.push({ ...first(h.stays), name });
				h.events.push(event(name, 'Submitted'));
			}
		},
	],
	['a mail too many', /due were/, (h) => first(h.stays).mails.push('Submitted')],
	['a mail that was lost', /9 accepted/, (h) => set(h.mails, { accepted: 9 })],
	['a mail that was doubled', /doubled: 1/, (h) => set(h.mails, { doubled: 1 })],
	['a watch told twice', /told of 2 times/, (h) => h.watches.push({ isAnswered: true, told: 2, watching: 0 })],
	['a watch that is gone', /told of 0 times/, (h) => h.watches.push({ isAnswered: true, told: 0, watching: 0 })],
	['INTERNAL', /answered INTERNAL/, (h) => set(first(h.calendarCalls), { outcome: 'INTERNAL' })],
	['an answer without a reason', /answered HTTP 502/, (h) => set(called(h, 'UNAVAILABLE'), { outcome: 'HTTP 502' })],
	[
		'a call that fails for nothing',
		/UNAVAILABLE without/,
		(h) => set(called(h, 'UNAVAILABLE'), { begin: 900, end: 910 }),
	],
	['a call that fails elsewhere', /LOST without a fault/, (h) => set(first(h.acts), { servers: ['first'] })],
	['a call that hangs', /took 20000 ms/, (h) => set(called(h, 'LOST'), { end: 40_000 })],
	[
		'a server that stays away',
		/reads were good again after Infinity/,
		(h) => {
			h.bookingCalls = h.bookingCalls.filter(({ server, begin }) => server === 'first' || begin < 27_000);
		},
	],
	[
		'a server that comes back late',
		/writes were good again after 18/,
		(h) => {
			for (const call of h.bookingCalls)
				if (call.outcome === 'NOT_ALLOWED_NOW') set(call, { begin: 45_000, end: 45_100 });
		},
	],
	['streams that come back late', /streams were good again/, (h) => set(first(h.acts), { heardAt: 45_000 })],
	['/ready that lies', /says ok under a fault/, (h) => set(h.looks[1], { says: ['ok'] })],
	['/ready that stays worried', /ready were good again/, (h) => set(h.looks[2], { says: ['writes'] })],
	['/ready that is worried for nothing', /without a fault/, (h) => set(h.looks[0], { says: ['jobs'] })],
	['/ready that is slow', /took 6000 ms/, (h) => set(h.looks[0], { end: 7_000 })],
	['a fault during which nobody asked /ready', /Nobody asked/, (h) => set(first(h.acts), { begin: 22_000 })],
	['a deaf stream', /deaf/, (h) => h.deaf.push('deaf')],
	['an error in a log', /error/, (h) => h.errors.push('error')],
	['a history in which nothing is refused', /No call came to DATES_TAKEN/, (h) => h.bookingCalls.splice(1, 1)],
];
const shown = (h: Open) => first(h.calendarCalls).entries ?? [];

test.each(BAD)('%s is found', (_, said, change) => {
	const history = goodHistory();
	change(history);
	expect([...judge(history, MOST_PENDING), ...gapsIn(history)].join('\n')).toMatch(said);
});
