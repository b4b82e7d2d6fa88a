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

const PATHS: ProcedurePath[] = [
	'booking.create',
	'booking.create',
	'booking.edit',
	'booking.cancel',
	'booking.reopen',
	'booking.get',
	'booking.mine',
	'approval.approve',
	'approval.approve',
	'approval.deny',
	'approval.history',
	'approval.outstanding',
	'action.preview',
	'action.perform',
	'watch.add',
	'watch.mine',
	'calendar.range',
	'house.shares',
];

export const randomCall = (people: readonly string[], names: readonly string[]): fc.Arbitrary<RandomCall> =>
	fc.record({
		who: fc.constantFrom(...people),
		path: fc.constantFrom(...PATHS),
		name: fc.constantFrom(...names),
		start: fc.nat(40),
		length: fc.integer({ min: -1, max: 9 }),
		isCurrent: fc.boolean(),
		flag: fc.boolean(),
		comment: fc.constantFrom(undefined, 'Umbau', ' ', 'www.x.de'),
	});

/** What it is called with in this house, which keeps what it knows of the booking. */
export function inputOf({ path, name, start, length, isCurrent, flag, comment }: RandomCall, house: House): unknown {
	const startDate = addDays('2027-09-01', start);
	const range = { startDate, endDate: addDays(startDate, length) };
	const id = idOf(house, name);
	const { revision, round } = house.known.get(id) ?? { revision: 1, round: 1 };
	const email = `${name.replace(' ', '-')}@example.com`;
	const said = comment === undefined ? {} : { comment };
	switch (path) {
		case 'booking.create':
			return { ...stay('2027-09-01'), ...range, confirmLongStay: flag, ...(isCurrent ? { email } : { email: undefined }) };
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
			return { bookingId: id, round: isCurrent ? round : 1, ...said };
		case 'approval.deny':
			return { bookingId: id, round, acknowledgeConfirmed: flag, ...said, ...(isCurrent && { proposal: range }) };
		case 'action.perform':
			return { acknowledgeConfirmed: flag, ...said };
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
