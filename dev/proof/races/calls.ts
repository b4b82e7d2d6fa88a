/** What is called in the races. */
import type { Booking, CreateBookingInput, CreatedBooking, Decision } from '@betzenstein/client';
import { addDays, type DayRange, dayIn } from '@betzenstein/shared';
import { PARTIES, type PartyName } from '@betzenstein/testing/house/environment';
import type { Call, RaceHouse } from './raceHouse.ts';

/** `count` days, the first of them `offset` days after one that is always far enough ahead and never too far. */
export function days(offset: number, count = 1): DayRange {
	const startDate = addDays(dayIn('Europe/Berlin', new Date()), 30 + offset);
	return { startDate, endDate: addDays(startDate, count - 1) };
}

let guests = 0;
/**
 * Somebody new, since an address may ask only so often; with a name of their own, so that a refusal can be held to it.
 */
export function askFor(range: DayRange): CreateBookingInput & { email: string } {
	const letters = [...(guests++).toString(26)]
		.map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
		.join('');
	return {
		firstName: `Gast ${letters}`,
		email: `${letters}@example.com`,
		...range,
		partySize: 2,
		affiliation: PARTIES[0],
	};
}

export const times = <T>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index));

export const create = (house: RaceHouse, input: CreateBookingInput): Call<CreatedBooking> => ({
	what: 'create',
	token: house.calendarToken,
	send: (client) => client.booking.create.mutate(input),
});

export const approve = (house: RaceHouse, party: PartyName, { id: bookingId, round }: Booking): Call<Decision> => ({
	what: 'approve',
	token: house.approvers[party] ?? '',
	send: (client) => client.approval.approve.mutate({ bookingId, round }),
});

export const deny = (
	house: RaceHouse,
	party: PartyName,
	{ id: bookingId, round }: Booking,
	proposal?: DayRange,
): Call<Decision> => ({
	what: 'deny',
	token: house.approvers[party] ?? '',
	send: (client) => client.approval.deny.mutate({ bookingId, round, comment: 'Da streichen wir das Haus.', proposal }),
});
