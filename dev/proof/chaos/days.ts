/** Whose the days were: in calendars, in refusals, and in what is stored. */
import { isDeepStrictEqual } from 'node:util';
import { type Conflict, type DayRange, overlaps } from '@betzenstein/shared';
import type { BookingCall, CalendarCall, Entry, History, Stay, StoredEvent, Times } from './history.ts';
import { mayBeMissingIn, possibleIn, type Version } from './lifeline.ts';
import { holdsDays, play } from './rules.ts';

/** By name: how each stay was; empty for one that never was, nothing for one that cannot be explained. */
export type Lives = Map<string, readonly Version[] | undefined>;

/** Who is named as being in the way was, and whoever surely was is named (BR-002). */
export function conflictComplaints({ name, asked, outcome, details, begin, end }: BookingCall, lives: Lives): string[] {
	if (outcome !== 'DATES_TAKEN') return [];
	const what = `${name}: ${asked.what} at ${Math.round(begin)} was told of`;
	const { conflicts = [] } = details ?? {};
	if (conflicts.length === 0) return [`${what} nobody in the way`];
	const wanted = possibleIn(lives.get(name) ?? [], { begin, end }).flatMap(({ stay }) => play(stay, asked).wants ?? []);
	if (asked.what === 'create') wanted.push(asked);
	const isInTheWay = (stay: DayRange) => wanted.some((days) => overlaps(days, stay));
	const others = [...lives].filter(([other]) => other !== name);
	const unnamed = others.flatMap(([other, versions = []]) =>
		asked.what === 'create' &&
		isSurelyThere(versions, { begin, end }, isInTheWay) &&
		!conflicts.some(({ firstName }) => firstName === other)
			? `${what} others, and not of ${other}`
			: [],
	);
	const wrong = conflicts.flatMap((conflict) =>
		isInTheWay(conflict) &&
		others.some(
			([other, versions]) =>
				versions === undefined ||
				possibleIn(versions, { begin, end }).some(({ stay }) => holdsDays(stay) && isNamed(conflict, other, stay)),
		)
			? []
			: `${what} ${JSON.stringify(conflict)}, which was not in the way`,
	);
	return [...wrong, ...unnamed];
}

/** To the holder of a booking's link only by its days. */
const isNamed = ({ firstName, status, startDate, endDate }: Conflict, name: string, stay: Stay): boolean =>
	startDate === stay.startDate &&
	endDate === stay.endDate &&
	(firstName === undefined || (firstName === name && status === stay.status));

/** Whether it held its days, such days, all through this call. */
const isSurelyThere = (versions: readonly Version[], during: Times, isMeant = (_: DayRange) => true): boolean =>
	versions.length > 0 &&
	!mayBeMissingIn(versions, during) &&
	possibleIn(versions, during).every(({ stay }) => holdsDays(stay) && isMeant(stay));

/** A calendar shows a moment of the house: no day twice, nobody as they never were, everybody who surely was there. */
export function calendarComplaints({ entries, begin, end, server }: CalendarCall, lives: Lives): string[] {
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
		if (isSurelyThere(versions, { begin, end }) && !entries.some((entry) => entry.name === name))
			complaints.push(`${what} does not show ${name}`);
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
export function daysTwice({ events, stays }: History, mostPending: number): string[] {
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
