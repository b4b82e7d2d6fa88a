/** What a fault excuses, how soon all is good again after it, and what `/ready` says meanwhile. */
import type { Act, BookingCall, CalendarCall, History, Look, Times } from './history.ts';

/** What the servers may take to be as good as before, once a fault is over. */
export const RECOVERY_MS = 15_000;
/** What `/ready` may take to answer, and to notice. */
const READY_MS = 5_000;

/** Whatever was asked. */
type AnyCall = BookingCall | CalendarCall;

/** Reasons that the players' calls can have; whatever else comes is wrong. */
const REASONS = [
	...['ok', 'done', 'already-done', 'outdated', 'DATES_TAKEN', 'TOO_MANY_PENDING'],
	...['STALE_REVISION', 'NOT_ALLOWED_NOW', 'NOT_FOUND'],
];
const isGood = ({ outcome }: AnyCall): boolean => REASONS.includes(outcome);

/** Every answer has a known reason, and only near a fault there is none, or it is `UNAVAILABLE`. */
export function answerComplaints({
	bookingCalls,
	calendarCalls,
	acts,
}: Pick<History, 'bookingCalls' | 'calendarCalls' | 'acts'>): string[] {
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

export function recoveryComplaints(act: Act, history: History): string[] {
	const took = { ...recoveryOf(act, history), streams: act.heardAt - act.end };
	return Object.entries(took).flatMap(([what, ms]) =>
		ms <= RECOVERY_MS ? [] : `After ${act.fault} ${what} were good again after ${Math.round(ms)} ms`,
	);
}

/** `/ready` answers in time, says `ok` when nothing is wrong, and says what is missing once it had time to notice. */
export function readyComplaints({ looks, acts }: History): string[] {
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

/** Whether an answer that came then, and is a second old at most, was found out under this fault. */
const mustKnow = (act: Act, { end }: Times): boolean =>
	act.misses !== undefined && end >= act.begin + READY_MS && end <= act.end;

/** The servers whose `/ready` has not yet had to know of this fault. */
export const untested = (act: Act, looks: readonly Look[]): string[] =>
	act.misses === undefined
		? []
		: act.servers.filter((server) => !looks.some((look) => look.server === server && mustKnow(act, look)));
