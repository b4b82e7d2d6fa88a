/** What is kept of a house, in arrays, and what its rules ask of them. */
import { type BookingState, holdsDays } from '@betzenstein/server/domain/booking';
import type { Caller, Person } from '@betzenstein/server/domain/caller';
import type { House } from '@betzenstein/server/domain/house';
import type { Circumstances, InTheWay, NoticeKind } from '@betzenstein/server/domain/verdict';
import type { LoadedBooking } from '@betzenstein/server/domain/view';
import { type Day, type DayRange, dayIn, overlaps, type Watch } from '@betzenstein/shared';

/** A mail that a house would send. */
export interface FakeMail {
	/** Why it is sent: what happened to a booking, or that watched days are free. */
	kind: NoticeKind | 'DaysFree';
	/** Whose address it goes to. */
	to: string;
	/** The booking that it is about; null if days are free. */
	bookingId: string | null;
	/** The tokens of its links, by what they are for. */
	tokens: {
		/** The personal link, in a requester's first mail. */
		person?: string;
		/** Opens the booking, for its requester. */
		booking?: string;
		/** Approves it, for whoever is asked. */
		approve?: string;
		/** Denies it, for whoever is asked. */
		deny?: string;
		/** Ends what its reader watches. */
		watch?: string;
	};
}

export interface Rows {
	house: House;
	now: Date;
	/** In the order of the house's parties, and then as they came. */
	people: Person[];
	bookings: Map<string, LoadedBooking>;
	watches: (Watch & { personId: string })[];
	/** By the key that a request came with. */
	requests: Map<string, { content: string; bookingId: string; createdAt: Date }>;
	mails: FakeMail[];
	/** Whoever has been given a token, by that token. */
	holders: Map<string, Caller>;
	ids: number;
}

export function openRows(house: House, now: Date): Rows {
	const rows: Rows = {
		house,
		now,
		people: [],
		bookings: new Map(),
		watches: [],
		requests: new Map(),
		mails: [],
		holders: new Map(),
		ids: 0,
	};
	for (const { name } of house.parties)
		rows.people.push({ ...newPerson(rows, `${name.toLowerCase()}@example.com`), approverOf: name });
	return rows;
}

/** Ids count up, so that they are the same in each run of a test. */
export const newId = (rows: Rows): string => `00000000-0000-4000-8000-${String(++rows.ids).padStart(12, '0')}`;

/** Somebody with this address, who is not added yet. */
export const newPerson = (rows: Rows, email: string): Person => ({
	kind: 'person',
	personId: newId(rows),
	generation: 1,
	email,
	via: 'person',
});

/** The person with this address, who is added if unknown. */
export function personWith(rows: Rows, email: string): Person {
	const known = rows.people.find((person) => person.email === email);
	if (known) return known;
	const person = newPerson(rows, email);
	rows.people.push(person);
	return person;
}

export const todayIn = ({ house, now }: Rows): Day => dayIn(house.timeZone, now);

export const circumstancesIn = (rows: Rows): Circumstances => ({
	now: rows.now,
	today: todayIn(rows),
	limits: rows.house.limits,
});

/** A booking as it is now: whether the days that a denial proposes are taken changes with the others. */
export function bookingIn(rows: Rows, id: string): LoadedBooking | undefined {
	const found = rows.bookings.get(id);
	if (!found) return undefined;
	const { status, proposal } = found.state;
	return {
		...found,
		state: { ...found.state, proposal: proposal && { ...proposal, isTaken: isTaken(rows, proposal, id) } },
		around: holdsDays(status) ? staysIn(rows) : null,
	};
}

export const bookingsIn = (rows: Rows): LoadedBooking[] =>
	[...rows.bookings.keys()].flatMap((id) => bookingIn(rows, id) ?? []);

/** The bookings that hold days, soonest first. */
export const staysIn = ({ bookings }: Rows): BookingState[] =>
	[...bookings.values()]
		.map(({ state }) => state)
		.filter(({ status }) => holdsDays(status))
		.sort((a, b) => (a.startDate < b.startDate ? -1 : 1));

/**
 * The bookings that hold a day of the range; one that ends before it starts is its first day.
 * @param but one that is not meant
 */
export function inTheWay(rows: Rows, { startDate, endDate }: DayRange, but?: string): InTheWay[] {
	const wanted = { startDate, endDate: endDate < startDate ? startDate : endDate };
	return staysIn(rows).filter((stay) => stay.id !== but && overlaps(stay, wanted));
}

export const isTaken = (rows: Rows, range: DayRange, but: string): boolean => inTheWay(rows, range, but).length > 0;

/** How many Pending bookings somebody has. */
export const pendingOf = ({ bookings }: Rows, personId: string): number =>
	[...bookings.values()].filter(({ state }) => state.requesterId === personId && state.status === 'Pending').length;

/** The watches that have not ended, soonest first. */
export const watchesOf = (rows: Rows, personId: string): Watch[] =>
	rows.watches
		.filter((watch) => watch.personId === personId && watch.startDate >= todayIn(rows))
		.map(({ id, startDate, endDate, createdAt }) => ({ id, startDate, endDate, createdAt }))
		.sort((a, b) => (`${a.startDate} ${a.endDate}` < `${b.startDate} ${b.endDate}` ? -1 : 1));
