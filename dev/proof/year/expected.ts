/**
 * The house as it should be, and the mails that are due. With what happens in it (`happenings.ts`, `byTheClock.ts`) these
 * are the rules of docs/domain.md once more, written from its text. Of the product's code they use the arithmetic of days,
 * and nothing that decides.
 */
import { type BookingStatus, type Day, type DayRange, overlaps } from '@betzenstein/shared';

export type Kind =
	| 'MadeApprover'
	| 'Submitted'
	| 'Approved'
	| 'Confirmed'
	| 'Denied'
	| 'DatesShrunk'
	| 'DatesMoved'
	| 'Reopened'
	| 'Canceled'
	| 'LinkRecovered'
	| 'LinkRotated'
	| 'Forgotten'
	| 'DaysFree'
	| 'Reminder'
	| 'BeforeArrival'
	| 'Digest';

/** A booking as it should be. */
export interface Stay extends DayRange {
	id: string;
	/** Whoever asked; null once they are forgotten. */
	by: string | null;
	firstName: string;
	status: BookingStatus;
	round: number;
	/** Who has answered in this round, by party. */
	answers: Map<string, 'yes' | 'no'>;
	/** The other days that its denial proposes, and who does. */
	proposal?: (DayRange & { by: string }) | undefined;
	submittedOn: Day;
	/** Day and time at which this round's approvers were asked; sorts like time. */
	askedAt: string;
	canceledOn?: Day;
	/** The round in which those who have not answered were reminded, and that in which the notes were mailed. */
	reminded?: number;
	notesMailed?: number;
}

/** A mail that has to arrive. */
export interface Due {
	/** What it is due to: within one cause there is no order. */
	cause: number;
	kind: Kind;
	to: string;
	as: 'requester' | 'approver';
	/** The bookings it is about, as they are then; one, none, or a digest's; or the days that are free. */
	about: (DayRange & { id?: string; round?: number })[];
	/** What approvers wrote, and days that they propose: it must hold all of it. */
	says: readonly string[];
	/** Does it bring the personal link? */
	bringsLink: boolean;
	/** Must it hold a calendar file? */
	hasFile: boolean;
}

/** The house as it should be. Times are the house's own. */
export interface Expected {
	today: Day;
	/** `09:00`. */
	time: string;
	parties: readonly string[];
	stays: Map<string, Stay>;
	/** Whose address is stored, and the day on which they last asked, or a booking of theirs was deleted. */
	known: Map<string, Day>;
	notes: string;
	/** Days that somebody watches. */
	watches: (DayRange & { by: string })[];
	/** Who has asked for their link since the clock last moved. */
	linksAskedFor: string[];
	/** When somebody was last forgotten. */
	forgotOn?: Day;
	due: Due[];
	causes: number;
	/** How often things happened that are no mail of their own. */
	silent: Record<
		'days proposed asked for' | 'expired' | 'canceled deleted' | 'denied deleted' | 'addresses deleted',
		number
	>;
}

export function beginExpected(parties: readonly string[], today: Day, time: string): Expected {
	const house: Expected = {
		today,
		time,
		parties,
		stays: new Map(),
		known: new Map(parties.map((name) => [name, today])),
		notes: '',
		watches: [],
		linksAskedFor: [],
		due: [],
		causes: 0,
		silent: {
			'days proposed asked for': 0,
			expired: 0,
			'canceled deleted': 0,
			'denied deleted': 0,
			'addresses deleted': 0,
		},
	};
	tell(house, { kind: 'MadeApprover', to: parties, bringsLink: () => true });
	return house;
}

interface News {
	kind: Kind;
	/** Nobody twice, and nobody who is forgotten. */
	to: readonly (string | null)[];
	about?: readonly Stay[];
	days?: readonly DayRange[];
	says?: readonly (string | undefined)[];
	bringsLink?: (name: string) => boolean;
	hasFile?: boolean;
}

/** One person with two roles gets one mail. */
export function tell(
	house: Expected,
	{ kind, to, about = [], days = [], says = [], bringsLink, hasFile = false }: News,
): void {
	for (const name of new Set(to)) {
		if (name === null) continue;
		house.due.push({
			cause: house.causes,
			kind,
			to: name,
			says: says.filter((text) => text !== undefined),
			hasFile,
			as: kind !== 'Digest' && about.some(({ by }) => by === name) ? 'requester' : roleOf(house, name),
			about: [
				...about.map(({ id, round, startDate, endDate }) => ({ id, round, startDate, endDate })),
				...days.map(({ startDate, endDate }) => ({ startDate, endDate })),
			],
			bringsLink: bringsLink?.(name) ?? false,
		});
	}
}

const roleOf = ({ parties }: Expected, name: string) => (parties.includes(name) ? 'approver' : 'requester');

export const holds = ({ status }: Stay): boolean => status === 'Pending' || status === 'Confirmed';
export const outstanding = ({ parties }: Expected, { answers }: Stay): string[] =>
	parties.filter((party) => !answers.has(party));
export const staysOf = ({ stays }: Expected, name: string): Stay[] =>
	[...stays.values()].filter(({ by }) => by === name);

/** BR-002: is a day of these held by another booking? */
export const isTaken = ({ stays }: Expected, days: DayRange, but?: Stay): boolean =>
	[...stays.values()].some((stay) => stay !== but && holds(stay) && overlaps(stay, days));

/** The stays that a calendar has to show. */
export const shownStays = ({ stays, today }: Expected): Stay[] =>
	[...stays.values()].filter(
		({ status, endDate }) => status === 'Confirmed' || (status === 'Pending' && endDate >= today),
	);
