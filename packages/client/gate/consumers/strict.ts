/** Types as a stranger's strict project meets them in the packed client; `tsc` is the test. No DOM, no React. */
import {
	type Booking,
	bookingError,
	type Client,
	type CreatedBooking,
	createClient,
	type Decision,
	fieldErrors,
	monthGrid,
	type Open,
	type Reason,
	type RouterInputs,
	type RouterOutputs,
	today,
} from '@betzenstein/client';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Equal<A, B>): void => {};

// Exported and inferred: a project that emits declarations can name what comes back.
export const client = createClient({
	url: 'http://localhost',
	token: async () => undefined,
	headers: { a: 'b' },
	fetch,
});
export const read = () => client.booking.get.query({ id: '' });
export const ask = (input: RouterInputs['booking']['create']) => client.booking.create.mutate(input);
export const outcome = client.approval.approve.mutate({ bookingId: '', round: 1 });

export async function calls(house: Client): Promise<void> {
	const booking = await house.booking.get.query({ id: '' });
	same<typeof booking, Booking>(true);
	same<Awaited<typeof outcome>, Decision>(true);
	same<RouterOutputs['booking']['create'], CreatedBooking>(true);
	same<Booking['createdAt'], Date>(true);
	await house.booking.mine.query();
	await house.action.perform.mutate();
	await house.access.whoAmI.query(undefined, { signal: AbortSignal.timeout(10) });
	// @ts-expect-error no output holds an address
	booking.email;
	// @ts-expect-error a day is a string
	await house.calendar.range.query({ from: new Date(), to: '2027-01-01' });
	// @ts-expect-error but not any string
	await house.calendar.range.query({ from: '31.12.2026', to: '2027-01-01' });
	// @ts-expect-error no such procedure
	await house.booking.remove.mutate({ id: '' });
	// @ts-expect-error no such word, although the union is open
	booking.status === 'Rejected';
}

export function problems(error: unknown): string {
	const refused = bookingError(error);
	if (!refused) return fieldErrors(error)['firstName'] ?? 'no refusal';
	same<typeof refused.reason, Open<Reason>>(true);
	if (refused.reason === 'DATES_TAKEN') return refused.details.conflicts.map(({ startDate }) => startDate).join();
	// @ts-expect-error the details of another reason
	return refused.details.conflicts;
}

export const weeks = monthGrid('2027-05-01', today('Europe/Berlin'));
