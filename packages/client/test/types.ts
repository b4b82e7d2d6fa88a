/**
 * Types as a caller meets them: `tsc` is the test. A line marked @ts-expect-error fails the check when it compiles, so
 * a renamed procedure, a lost field or a widened union breaks it.
 */
import type {
	Booking,
	CalendarEntry,
	CreateBookingInput,
	CreatedBooking,
	Day,
	Decision,
	Open,
	Reason,
	Refusal,
} from '@betzenstein/shared';
import { bookingError, type Client, isDay, type RouterInputs, type RouterOutputs } from '../src/index.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Equal<A, B>): void => {};

export async function calls(client: Client): Promise<void> {
	const request: CreateBookingInput = {
		firstName: 'Anna',
		startDate: '2027-05-01',
		endDate: '2027-05-02',
		partySize: 2,
		affiliation: 'Ingeborg',
	};
	await client.booking.create.mutate(request);
	// @ts-expect-error a misspelt field
	await client.booking.create.mutate({ ...request, partysize: 2 });
	// @ts-expect-error a wrong type
	await client.booking.create.mutate({ ...request, partySize: '2' });
	// @ts-expect-error a missing field
	await client.booking.create.mutate({ firstName: 'Anna' });
	// @ts-expect-error a day is a string, never a Date (BR-001)
	await client.booking.create.mutate({ ...request, startDate: new Date() });
	// @ts-expect-error a query is not a mutation
	await client.booking.get.mutate({ id: '' });
	// @ts-expect-error no such procedure
	await client.booking.remove.mutate({ id: '' });

	const booking = await client.booking.get.query({ id: '' });
	same<typeof booking, Booking>(true);
	// @ts-expect-error no output holds an address
	booking.email;
	// @ts-expect-error no such word, although the union is open
	booking.status === 'Rejected';
}

same<RouterOutputs['booking']['create'], CreatedBooking>(true);
same<RouterOutputs['approval']['deny'], Decision>(true);
same<RouterOutputs['calendar']['range']['entries'][number], CalendarEntry>(true);
same<Booking['createdAt'], Date>(true);
same<RouterInputs['approval']['approve'], { bookingId: string; round: number; comment?: string | undefined }>(true);

export function narrows(error: unknown): string {
	const refused = bookingError(error);
	if (!refused) return 'no refusal';
	same<typeof refused.reason, Open<Reason>>(true);
	switch (refused.reason) {
		case 'DATES_TAKEN':
			return refused.details.conflicts.map(({ startDate }) => startDate).join();
		case 'TOO_FAR_AHEAD':
			return refused.details.latestStart;
		case 'RATE_LIMITED':
			// @ts-expect-error the details of another reason
			return refused.details.conflicts;
		default:
			return refused.message;
	}
}

export const exhaustive = ({ reason }: Refusal): Reason => reason;

// @ts-expect-error an open union: a newer server may have another word
export const withoutDefault = ({ status }: Booking): string => {
	switch (status) {
		case 'Pending':
		case 'Confirmed':
		case 'Denied':
		case 'Canceled':
			return status;
	}
};

export const days: Day[] = [
	'2027-05-01',
	// @ts-expect-error not how days are written
	'31.12.2027',
	// @ts-expect-error
	'tomorrow',
];
export const typed = (text: string): Day | undefined => (isDay(text) ? text : undefined);
// @ts-expect-error any text
export const untyped = (text: string): Day => text;
