/** Whether a history may be: everything that is wrong with it, in a sentence each. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { calendarComplaints, conflictComplaints, daysTwice, type Lives } from './days.ts';
import type { History } from './history.ts';
import { contradictions, lifelineOf } from './lifeline.ts';
import { answerComplaints, readyComplaints, recoveryComplaints, untested } from './recovery.ts';

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
			untested(act, looks).map((server) => `Nobody asked /ready of ${server} late enough under ${act.fault}`),
		),
	];
}
