/** Whether a history may be: everything that is wrong with it, in a sentence each. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { type Conflict, type DayRange, overlaps } from '@betzenstein/shared';
import type { Act, BookingCall, CalendarCall, Entry, History, Stay, StoredEvent } from './history.ts';
import { contradictions, lifelineOf, mayBeMissingIn, possibleIn, type Version } from './lifeline.ts';
import { holdsDays, play } from './rules.ts';

/** What the servers may take to be as good as before, once a fault is over. */
export const RECOVERY_MS = 15_000;
/** What `/ready` may take to answer, and to notice. */
const READY_MS = 5_000;

/** Empty for stays that never were. */
type Lives = Map<string, readonly Version[] | undefined>;
interface Times {
	begin: number;
	end: number;
}
/** Whatever was asked. */
type AnyCall = BookingCall | CalendarCall;

/** @param mostPending how many Pending stays an address may have (BR-012) */
export function judge(history: History, mostPending: number): string[] {
	const lives: Lives = new Map();
	const complaints: string[] = [];
	const byName = Map.groupBy(history.bookingCalls, ({ name }) => name);
	for (const { name } of history.stays) if (!byName.has(name)) complaints.push(`${name} is there, and nobody asked`);
	for (const [name, calls] of byName) {
		const stored = history.stays.find((stay) => stay.name === name);
		const life = lifelineOf(name, calls, stored);
		complaints.push(...life.complaints);
		// Of one that cannot be explained nothing more is known.
		lives.set(name, life.complaints.length > 0 ? undefined : life.versions);
		if (life.versions.length === 0) continue;
		complaints.push(...contradictions(name, life.versions, calls));
		const due = life.versions.flatMap(({ mails }) => mails).toSorted();
		if (!isDeepStrictEqual(due, stored?.mails)) complaints.push(`${name}: mails ${stored?.mails}; due were ${due}`);
	}
	return [
		...complaints,
		...history.bookingCalls.flatMap((call) => conflictComplaints(call, lives)),
		...history.calendarCalls.flatMap((call) => calendarComplaints(call, lives)),
		...daysTwice(history, mostPending),
		...watchComplaints(history),
		...mailComplaints(history),
		...answerComplaints(history),
		...history.acts.flatMap((act) => recoveryComplaints(act, history)),
		...readyComplaints(history),
		...history.deaf,
		...history.errors,
	];
}

/** Who is named as being in the way was, and whoever surely was is named (BR-002). */
function conflictComplaints({ name, asked, outcome, details, begin, end }: BookingCall, lives: Lives): string[] {
	if (outcome !== 'DATES_TAKEN') return [];
	const what = `${name}: ${asked.what} at ${Math.round(begin)} was told of`;
	const { conflicts = [] } = details ?? {};
	if (conflicts.length === 0) return [`${what} nobody in the way`];
	const wanted = possibleIn(lives.get(name) ?? [], { begin, end }).flatMap(({ stay }) => play(stay, asked).wants ?? []);
	if (asked.what === 'create') wanted.push(asked);
	const isInTheWay = (stay: DayRange) => wanted.some((days) => overlaps(days, stay));
	const others = [...lives].filter(([other]) => other !== name);
	return conflicts.flatMap((conflict) =>
		isInTheWay(conflict) &&
		others.some(
			([other, versions]) =>
				versions === undefined ||
				possibleIn(versions, { begin, end }).some(({ stay }) => holdsDays(stay) && isNamed(conflict, other, stay)),
		)
			? []
			: `${what} ${JSON.stringify(conflict)}, which was not in the way`,
	);
}

/** To the holder of a booking's link only by its days. */
const isNamed = ({ firstName, status, startDate, endDate }: Conflict, name: string, stay: Stay): boolean =>
	startDate === stay.startDate &&
	endDate === stay.endDate &&
	(firstName === undefined || (firstName === name && status === stay.status));

/** A calendar shows a moment of the house: no day twice, nobody as they never were, everybody who surely was there. */
function calendarComplaints({ entries, begin, end, server }: CalendarCall, lives: Lives): string[] {
	if (!entries) return [];
	const what = `The calendar of ${server} at ${Math.round(begin)}`;
	const complaints: string[] = [];
	const sorted = entries.toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1));
	for (const [index, entry] of sorted.entries()) {
		const after = sorted[index + 1];
		if (after && overlaps(entry, after)) complaints.push(`${what} shows ${entry.name} and ${after.name} on one day`);
		if (lives.has(entry.name) && !lives.get(entry.name)) continue;
		const possible = possibleIn(lives.get(entry.name) ?? [], { begin, end });
		if (!possible.some(({ stay }) => holdsDays(stay) && isDeepStrictEqual(entryOf(entry.name, stay), entry)))
			complaints.push(`${what} shows ${JSON.stringify(entry)}, as it was not then`);
	}
	for (const [name, versions = []] of lives) {
		const isSure =
			versions.length > 0 &&
			!mayBeMissingIn(versions, { begin }) &&
			possibleIn(versions, { begin, end }).every(({ stay }) => holdsDays(stay));
		if (isSure && !entries.some((entry) => entry.name === name)) complaints.push(`${what} does not show ${name}`);
	}
	return complaints;
}

const entryOf = (name: string, { startDate, endDate, status, partySize }: Stay): Entry => ({
	name,
	startDate,
	endDate,
	status,
	partySize,
});

/** Plays all events once more: no day is ever held twice, and no address has more Pending stays than it may. */
function daysTwice({ events, stays }: History, mostPending: number): string[] {
	const complaints: string[] = [];
	const held = new Map<string, { days: DayRange; isPending: boolean }>();
	const emails = new Map(stays.map(({ name, email }) => [name, email]));
	for (const [index, { name, type, to }] of events.entries()) {
		if (['Denied', 'Canceled', 'Expired'].includes(type)) held.delete(name);
		if (type === 'Confirmed') held.set(name, { days: daysAt(events, index, stays), isPending: false });
		const isMoved = to !== null && held.has(name);
		if (type !== 'Submitted' && type !== 'Reopened' && !isMoved) continue;
		const days = daysAt(events, index, stays);
		for (const [other, { days: theirs }] of held)
			if (other !== name && overlaps(days, theirs)) complaints.push(`${name} got days of ${other} by ${type}`);
		held.set(name, { days, isPending: held.get(name)?.isPending ?? true });
		const own = [...held].filter(([one, { isPending }]) => isPending && emails.get(one) === emails.get(name));
		if (own.length > mostPending) complaints.push(`${name} is one of ${own.length} Pending stays of one address`);
	}
	return complaints;
}

/** The days of the stay after this event: to where it last moved, or from where it moves next, or where it is. */
function daysAt(events: readonly StoredEvent[], index: number, stays: History['stays']): DayRange {
	const { name } = events[index] as StoredEvent;
	const moves = (part: readonly StoredEvent[]) => part.filter((event) => event.name === name && event.to);
	const before = moves(events.slice(0, index + 1)).at(-1)?.to;
	return before ?? moves(events.slice(index + 1))[0]?.from ?? (stays.find((stay) => stay.name === name) as DayRange);
}

function watchComplaints({ watches }: History): string[] {
	return watches.flatMap(({ isAnswered, told, watching }, index) =>
		told + watching === 1 || (!isAnswered && told + watching === 0)
			? []
			: `Watch ${index} was told of ${told} times, and ${watching} go on`,
	);
}

function mailComplaints({ mails: { committed, accepted, ...wrong } }: History): string[] {
	return [
		...(accepted === committed ? [] : [`${committed} mails were committed and ${accepted} accepted`]),
		...Object.entries(wrong).flatMap(([what, count]) => (count > 0 ? `Mails ${what}: ${count}` : [])),
	];
}

/** Reasons that the players' calls can have; whatever else comes is wrong. */
const REASONS = [
	...['ok', 'done', 'already-done', 'outdated', 'DATES_TAKEN', 'TOO_MANY_PENDING'],
	...['STALE_REVISION', 'NOT_ALLOWED_NOW', 'NOT_FOUND'],
];
const isGood = ({ outcome }: AnyCall): boolean => REASONS.includes(outcome);

/** Every answer has a known reason, and only near a fault there is none, or it is `UNAVAILABLE`. */
function answerComplaints({ bookingCalls, calendarCalls, acts }: History): string[] {
	return [...bookingCalls, ...calendarCalls].flatMap((call) => {
		const { outcome, begin, end, server } = call;
		const isNearFault = acts.some((act) => act.servers.includes(server) && isNear(act, call));
		const what = `A call of ${server} at ${Math.round(begin)}`;
		if (end - begin > RECOVERY_MS) return `${what} took ${Math.round(end - begin)} ms until it was ${outcome}`;
		if (isGood(call)) return [];
		if (outcome !== 'LOST' && outcome !== 'UNAVAILABLE') return `${what} was answered ${outcome}`;
		return isNearFault ? [] : `${what} was ${outcome} without a fault`;
	});
}

/** What can be told before all is over. */
type Heard = Pick<History, 'bookingCalls' | 'calendarCalls' | 'looks'>;

/** When each server was first good again after a fault, for reads and for writes, in milliseconds; infinite if never. */
export function recoveryOf({ end }: Pick<Act, 'end'>, { bookingCalls, calendarCalls, looks }: Heard) {
	const calls = [
		...bookingCalls.map((call) => ({ ...call, kind: call.asked.what === 'get' ? 'reads' : 'writes' })),
		...calendarCalls.map((call) => ({ ...call, kind: 'reads' })),
	].filter((call) => call.begin >= end && isGood(call));
	const good = looks.filter(({ begin, says }) => begin >= end && says[0] === 'ok');
	const servers = [...new Set(looks.map(({ server }) => server))];
	const first = (found: { server: string; end: number }[]) =>
		Math.max(
			...servers.map((server) => Math.min(...found.flatMap((one) => (one.server === server ? one.end : []))) - end),
		);
	return {
		reads: first(calls.filter(({ kind }) => kind === 'reads')),
		writes: first(calls.filter(({ kind }) => kind === 'writes')),
		ready: first(good),
	};
}

function recoveryComplaints(act: Act, history: History): string[] {
	const took = { ...recoveryOf(act, history), streams: act.heardAt - act.end };
	return Object.entries(took).flatMap(([what, ms]) =>
		ms <= RECOVERY_MS ? [] : `After ${act.fault} ${what} were good again after ${Math.round(ms)} ms`,
	);
}

/** `/ready` answers in time, says `ok` when nothing is wrong, and says what is missing once it had time to notice. */
function readyComplaints({ looks, acts }: History): string[] {
	return looks.flatMap(({ server, begin, end, says }) => {
		const what = `/ready of ${server} at ${Math.round(begin)}`;
		const near = acts.filter((act) => act.servers.includes(server) && isNear(act, { begin, end }));
		if (says.length > 0 && end - begin > READY_MS) return `${what} took ${Math.round(end - begin)} ms`;
		if (near.length === 0) return says[0] === 'ok' ? [] : `${what} says ${says} without a fault`;
		return near.flatMap((act) =>
			mustKnow(act, { begin, end }) && !says.includes(act.misses ?? '') && !says.includes('database')
				? `${what} says ${says} under ${act.fault}`
				: [],
		);
	});
}

const isNear = (act: Act, { begin, end }: Times): boolean => begin <= act.end + RECOVERY_MS && end >= act.begin;

const mustKnow = (act: Act, { begin, end }: Times): boolean =>
	act.misses !== undefined && begin >= act.begin + READY_MS && end <= act.end;

/** What is missing in a history that could show something. */
export function gapsIn({ bookingCalls, calendarCalls, looks, acts, mails }: History): string[] {
	const outcomes = new Set(bookingCalls.map(({ outcome }) => outcome));
	return [
		...['ok', 'done', 'already-done', 'DATES_TAKEN', 'STALE_REVISION'].flatMap((outcome) =>
			outcomes.has(outcome) ? [] : `No call came to ${outcome}`,
		),
		...(calendarCalls.some(({ entries }) => entries?.length) ? [] : ['Nobody saw a calendar']),
		...(mails.committed > 0 ? [] : ['There were no mails']),
		...acts.flatMap((act) =>
			act.misses === undefined || looks.some((look) => mustKnow(act, look))
				? []
				: `Nobody asked /ready late enough under ${act.fault}`,
		),
	];
}
