/** The life of one booking: in which order its calls must have happened, going by what they were answered. */
import { isDeepStrictEqual } from 'node:util';
import type { BookingCall, Stay, StoredStay, Times } from './history.ts';
import { play, type Verdict } from './rules.ts';

/** How a booking was between two changes. */
export interface Version {
	stay: Stay;
	/** It was made at a moment between these. */
	madeAfter: number;
	madeBefore: number;
	/** The mails that this change caused. */
	mails: readonly string[];
}

export interface Lifeline {
	/** By revision, from 1. */
	versions: readonly Version[];
	complaints: readonly string[];
}

/** Whether it is known what came of it: nobody can know when no answer came, or when it was lost on the way. */
const isDecided = ({ outcome }: BookingCall): boolean => outcome !== 'LOST' && outcome !== 'UNAVAILABLE';

/** The revision that it has made, if it was answered with one. */
function madeBy({ asked, outcome, seen }: BookingCall): number | undefined {
	if (!seen || (outcome !== 'ok' && outcome !== 'done')) return undefined;
	if (asked.what === 'get' || asked.what === 'create') return undefined;
	return 'revision' in asked && asked.revision === seen.revision ? undefined : seen.revision;
}

/**
 * The life that explains what is stored in the end: each change by a call that was answered so, or, where that is
 * unknown, by one of the others. Each explains at most one. Empty if there is none.
 */
export function lifelineOf(name: string, calls: readonly BookingCall[], stored: StoredStay | undefined): Lifeline {
	const complaints: string[] = [];
	const creates = calls.filter(({ asked }) => asked.what === 'create');
	const isPromised = creates.some(({ outcome }) => outcome === 'ok');
	if (!stored) return { versions: [], complaints: isPromised ? [`${name} was promised and is not there`] : [] };
	const [create] = creates;
	if (!create || creates.every((call) => isDecided(call) && call.outcome !== 'ok'))
		return { versions: [], complaints: [`${name} is there though nobody was told so`] };

	const made = new Map<number, BookingCall>();
	for (const call of calls) {
		const revision = madeBy(call);
		if (revision === undefined) continue;
		if (made.has(revision)) complaints.push(`${name}: revision ${revision} was given to two calls`);
		if (revision > stored.revision) complaints.push(`${name}: revision ${revision} was promised and is not there`);
		made.set(revision, call);
	}
	if (complaints.length > 0) return { versions: [], complaints };

	const unknown = calls.filter((call) => !isDecided(call));
	const first: Version = {
		stay: play(undefined, create.asked).stay as Stay,
		madeAfter: Math.min(...creates.map(({ begin }) => begin)),
		madeBefore: Math.min(...creates.map((call) => (call.outcome === 'ok' ? call.end : Number.POSITIVE_INFINITY))),
		mails: play(undefined, create.asked).mails ?? [],
	};

	/** The versions from this one to the last, or nothing if no call leads there. */
	function live(before: Version, unused: readonly BookingCall[]): Version[] | undefined {
		if (before.stay.revision === stored?.revision) return isSame(before.stay, stored) ? [before] : undefined;
		const answered = made.get(before.stay.revision + 1);
		for (const call of answered ? [answered] : unused) {
			const { stay, mails = [], outcome }: Verdict = play(before.stay, call.asked);
			if (!stay || (answered && (outcome !== call.outcome || !call.seen || !isSame(stay, call.seen)))) continue;
			const after = {
				stay,
				mails,
				madeAfter: Math.max(call.begin, before.madeAfter),
				madeBefore: answered ? call.end : Number.POSITIVE_INFINITY,
			};
			const rest = live(
				after,
				unused.filter((one) => one !== call),
			);
			if (rest) return [before, ...rest];
		}
		return undefined;
	}

	const versions = live(first, unknown);
	if (!versions) return { versions: [], complaints: [`${name}: no order of its calls explains what they came to`] };
	return { versions: closedFromBehind(versions), complaints };
}

/** A change must have been made when a later one was. */
function closedFromBehind(versions: readonly Version[]): Version[] {
	let bound = Number.POSITIVE_INFINITY;
	return versions
		.toReversed()
		.map((version) => {
			bound = Math.min(bound, version.madeBefore);
			return { ...version, madeBefore: bound };
		})
		.toReversed();
}

export function isSame(a: Stay, b: Stay): boolean {
	const bare = ({ status, startDate, endDate, partySize, round, revision, events, proposal }: Stay) =>
		[status, startDate, endDate, partySize, round, revision, events, proposal] as const;
	return isDeepStrictEqual(bare(a), bare(b));
}

/** How it may have been at some moment of this call. */
export function possibleIn(versions: readonly Version[], { begin, end }: Times): Version[] {
	return versions.filter(
		({ madeAfter }, index) =>
			madeAfter <= end && (versions[index + 1]?.madeBefore ?? Number.POSITIVE_INFINITY) >= begin,
	);
}

/** Whether there may have been nothing of it yet at some moment of this call. */
export const mayBeMissingIn = ([first]: readonly Version[], { begin }: Pick<Times, 'begin'>): boolean =>
	!first || first.madeBefore >= begin;

/** What is wrong with the answers to these calls, given its life. */
export function contradictions(name: string, versions: readonly Version[], calls: readonly BookingCall[]): string[] {
	const complaints: string[] = [];
	/** The newest revision that somebody had been told by then. */
	const toldBefore = (moment: number) =>
		calls.reduce((newest, call) => (call.end < moment ? Math.max(newest, revisionIn(call) ?? 0) : newest), 0);

	for (const call of calls.filter(isDecided)) {
		const { asked, outcome, seen } = call;
		const what = `${name}: ${asked.what} at ${Math.round(call.begin)} was answered ${outcome}`;
		const revision = revisionIn(call);
		const possible = possibleIn(versions, call).filter(({ stay }) => stay.revision >= toldBefore(call.begin));
		if (revision !== undefined) {
			const version = versions[revision - 1];
			if (!version || (seen && !isSame(version.stay, seen))) complaints.push(`${what} with what it never was`);
			else if (!possible.includes(version)) complaints.push(`${what} as at revision ${revision}, at the wrong time`);
		}
		if (madeBy(call) !== undefined || asked.what === 'create') continue;
		const fits = possible.some(({ stay }) => {
			const verdict = play(stay, asked);
			const isExpected =
				verdict.outcome === outcome ||
				(verdict.wants !== undefined && (outcome === 'DATES_TAKEN' || outcome === 'TOO_MANY_PENDING'));
			return isExpected && (revision === undefined || stay.revision === revision);
		});
		if (!fits) complaints.push(`${what}, which no state of it explains`);
	}
	return complaints;
}

const revisionIn = ({ seen, details }: BookingCall): number | undefined => seen?.revision ?? details?.revision;
