/** Calls by chance, most of which make sense. */
import fc from 'fast-check';
import { addDays, type Booking, type CreatedBooking } from '../src/index.ts';
import type { ProcedurePath } from '../src/testing.ts';
import { idOf, stay } from './houseStory.ts';
import type { House } from './twoHouses.ts';

export interface RandomCall {
	who: string;
	path: ProcedurePath;
	/** The booking that it is about, or that a request is kept as. */
	name: string;
	start: number;
	length: number;
	isCurrent: boolean;
	flag: boolean;
	comment: string | undefined;
}

const APPROVERS = ['Ingeborg', 'Cornelia', 'Angelika'];
const REQUESTER = ['the link to a booking'];

/** Who calls what; whoever may not has been sent away by then. What happens more often stands there more often. */
const CALLS: [ProcedurePath, string[]][] = [
	['booking.create', ['viewer', 'viewer', 'viewer', 'Ingeborg']],
	['booking.edit', REQUESTER],
	['booking.edit', REQUESTER],
	['booking.cancel', REQUESTER],
	['booking.reopen', REQUESTER],
	['booking.reopen', REQUESTER],
	['booking.get', [...APPROVERS, ...REQUESTER]],
	['booking.mine', ['Anna', 'Ingeborg']],
	['approval.approve', APPROVERS],
	['approval.approve', APPROVERS],
	['approval.approve', APPROVERS],
	['approval.deny', APPROVERS],
	['approval.history', APPROVERS],
	['approval.outstanding', APPROVERS],
	['watch.add', ['viewer', 'Anna', 'Bert']],
	['watch.mine', ['Anna', 'Bert']],
	['calendar.range', ['viewer']],
	['house.shares', ['viewer']],
];

export const randomCall: fc.Arbitrary<RandomCall> = fc.constantFrom(...CALLS).chain(([path, people]) =>
	fc.record({
		path: fc.constant(path),
		who: fc.constantFrom(...people),
		name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
		start: fc.nat(60),
		length: fc.integer({ min: -1, max: 8 }),
		isCurrent: fc.nat(5).map((one) => one > 0),
		flag: fc.boolean(),
		comment: fc.constantFrom(undefined, 'Umbau', 'Umbau', ' ', 'www.x.de'),
	}),
);

/** What it is called with in this house, which keeps what it knows of the booking. */
export function inputOf(
	{ who, path, name, start, length, isCurrent, flag, comment }: RandomCall,
	house: House,
): unknown {
	const startDate = addDays('2027-09-01', start);
	const range = { startDate, endDate: addDays(startDate, length) };
	const id = idOf(house, name);
	const { revision, round } = house.known.get(id) ?? { revision: 1, round: 1 };
	const email = `${name}@example.com`;
	const said = comment === undefined ? {} : { comment };
	switch (path) {
		case 'booking.create':
			return { ...stay('2027-09-01'), ...range, confirmLongStay: flag, email: who === 'viewer' ? email : undefined };
		case 'booking.edit':
		case 'booking.reopen':
			return {
				id,
				revision: isCurrent ? revision : revision + 1,
				changes: flag ? range : { firstName: 'Neu', affiliation: 'Cornelia' },
				confirmLongStay: true,
			};
		case 'booking.get':
			return { id };
		case 'booking.cancel':
			return { id, ...said };
		case 'approval.approve':
			return { bookingId: id, round: isCurrent ? round : round + 1, ...said };
		case 'approval.deny':
			return { bookingId: id, round, acknowledgeConfirmed: flag, ...said, ...(isCurrent && { proposal: range }) };
		case 'watch.add':
			return { ...range, ...(isCurrent && { email }) };
		case 'calendar.range':
			return { from: startDate, to: range.endDate };
		case 'house.shares':
			return { year: 2027 };
		default:
			return flag ? { limit: 3 } : undefined;
	}
}

/** Keeps what an answer says of a booking, and a new one under this name. */
export function note(house: House, name: string, answer: unknown): unknown {
	const { booking, bookingToken } = answer as Partial<CreatedBooking>;
	const shown = booking ?? (answer as Partial<Booking>);
	if (shown.id && shown.revision) house.known.set(shown.id, shown as Booking);
	if (booking && bookingToken) house.created.set(name, { booking, bookingToken });
	return answer;
}
