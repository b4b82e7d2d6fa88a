/** What is typed into the form of a stay, and what follows from it. */
import {
	type Booking,
	type BookingChanges,
	contains,
	type Day,
	type DayRange,
	type HouseLimits,
	isDay,
	totalDays,
} from '@betzenstein/shared';

/** The days of a stay as their fields have them: empty while none is chosen. */
export interface TypedDates {
	startDate: Day | '';
	endDate: Day | '';
}

/** The fields of a stay as they are typed. */
export interface StayDraft extends TypedDates {
	firstName: string;
	partySize: number;
	affiliation: string;
	description: string;
}

/** A booking as its form shows it. */
export function draftOf(booking: Booking): StayDraft {
	const { firstName, startDate, endDate, partySize, affiliation, description } = booking;
	return { firstName, startDate, endDate, partySize, affiliation, description: description ?? '' };
}

/** What the form starts with when a denied booking's days are asked for again: those that were proposed instead, if any. */
export function proposedDraftOf(booking: Booking): StayDraft {
	const { startDate, endDate } = booking.proposal ?? booking;
	return { ...draftOf(booking), startDate, endDate };
}

const KEYS = [
	'firstName',
	'startDate',
	'endDate',
	'partySize',
	'affiliation',
	'description',
] as const satisfies (keyof StayDraft)[];

/** Only what was changed, so that an untouched field does not undo what somebody else has changed meanwhile. */
export function changesBetween(base: StayDraft, typed: StayDraft): BookingChanges {
	return Object.fromEntries(KEYS.filter((key) => typed[key] !== base[key]).map((key) => [key, typed[key]]));
}

/** Carries over what was typed from an outdated booking to the current one: only the fields that were touched. */
export function rebase(base: StayDraft, typed: StayDraft, fresh: StayDraft): StayDraft {
	return { ...fresh, ...changesBetween(base, typed) } as StayDraft;
}

/** Do they make a stay? */
export const isChosen = (dates: TypedDates): dates is DayRange =>
	isDay(dates.startDate) && isDay(dates.endDate) && dates.startDate <= dates.endDate;

/** How many days are chosen, both ends included; undefined while they do not make a stay. */
export const lengthInDays = (dates: TypedDates): number | undefined => (isChosen(dates) ? totalDays(dates) : undefined);

/** Must these days be confirmed as a long stay (BR-027)? */
export const isLong = (dates: TypedDates, limits: HouseLimits): boolean =>
	(lengthInDays(dates) ?? 0) > limits.longStayDays;

/** What new days do to the approvals (BR-005); undefined while they are the same or do not make a stay. */
export function effectOf(dates: TypedDates, current: DayRange): 'approvals-stay' | 'asked-again' | undefined {
	const isSame = dates.startDate === current.startDate && dates.endDate === current.endDate;
	if (isSame || !isChosen(dates)) return undefined;
	return contains(current, dates) ? 'approvals-stay' : 'asked-again';
}

/** The parties to choose from. A booking keeps one that has left the house; a new request cannot name it. */
export const partyChoices = (parties: readonly string[], kept?: string): string[] => [
	...parties,
	...(kept === undefined || parties.includes(kept) ? [] : [kept]),
];

/** The days that the date fields offer. A stay that has begun keeps its first day. */
export function dateBounds(today: Day, latestStart: Day, current?: DayRange): { earliest: Day; latestStart: Day } {
	return { earliest: current && current.startDate < today ? current.startDate : today, latestStart };
}

/** What the date fields offer when days of a Confirmed stay are given up; no other start once it has begun. */
export function shorterBounds(today: Day, { startDate, endDate }: DayRange) {
	const hasBegun = startDate < today;
	return {
		start: hasBegun ? undefined : { min: startDate, max: endDate },
		end: { min: hasBegun ? today : startDate, max: endDate },
	};
}

/** Which of these days lie outside the stay; one that is not chosen yet does not. */
export const daysNotIn = (stay: DayRange, dates: TypedDates): (keyof DayRange)[] =>
	(['startDate', 'endDate'] as const).filter(
		(key) => dates[key] !== '' && (dates[key] < stay.startDate || dates[key] > stay.endDate),
	);
