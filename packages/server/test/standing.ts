/** Bookings that stand in a status, made by the procedures themselves, and what the tables hold of them. */
import type { Booking, BookingStatus, CreateBookingInput } from '@betzenstein/shared';
import { PARTIES } from '@betzenstein/testing/house/environment';
import { type House, request } from '@betzenstein/testing/house/inProcess';
import type { BookingHolder, Caller } from '../src/domain/caller.ts';

export interface Standing {
	booking: Booking;
	bookingToken: string;
	/** Holds the link to this booking. */
	holder: BookingHolder;
}

interface Wanted {
	/** What differs from `request()`. */
	changes?: Partial<CreateBookingInput>;
	/** Who asks; the form with the calendar link unless given. */
	by?: Caller;
}

/** A booking that was asked for, and then approved by all, denied by Cornelia, or canceled by its requester. */
export async function bookingIn(house: House, status: BookingStatus, { changes, by }: Wanted = {}): Promise<Standing> {
	const asker = by ? house.as.caller(by) : house.as.viewer;
	const { booking, bookingToken } = await asker.booking.create(request(changes));
	const [row] = await house.sql<{ requester_id: string }[]>`select requester_id from booking where id = ${booking.id}`;
	const holder: BookingHolder = {
		kind: 'booking',
		personId: row?.requester_id ?? '',
		generation: 1,
		bookingId: booking.id,
	};
	const decision = { bookingId: booking.id, round: booking.round };
	if (status === 'Confirmed') {
		for (const name of PARTIES) await (await house.as.approver(name)).approval.approve(decision);
	}
	if (status === 'Denied')
		await (await house.as.approver('Cornelia')).approval.deny({ ...decision, comment: 'Handwerker' });
	if (status === 'Canceled') await house.as.caller(holder).booking.cancel({ id: booking.id });
	const now = await house.as.caller(holder).booking.get({ id: booking.id });
	if (now.status !== status) throw new Error(`Wanted a ${status} booking, got a ${now.status} one`);
	return { booking: now, bookingToken, holder };
}

/** Everything that a change could have written. */
export async function rowsOf({ sql }: House) {
	return {
		bookings: await sql`select * from booking order by id`,
		approvals: await sql`select * from approval order by booking_id, party`,
		events: await sql`select * from event order by sequence`,
		mails: await sql`select * from mail order by id`,
	};
}

/** As if nobody had ever asked. */
export async function clearBookings({ sql }: House): Promise<void> {
	await sql`delete from booking`;
}
