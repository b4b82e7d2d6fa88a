/** What an approver is shown beside a booking (domain.md, What approvers see). */
import type { BookingStatus } from './booking.ts';
import type { DayRange } from './day.ts';
import type { Holiday, Share } from './house.ts';
import type { Open } from './open.ts';

/** A stay is near a booking if at most so many free days lie between the two. */
export const NEAR_DAYS = 30;

/** The stay before or after a booking. */
export interface Neighbour extends DayRange {
	/** UUID of its booking. */
	bookingId: string;
	/** Pending or Confirmed: others hold no days (BR-002). */
	status: Open<BookingStatus>;
	/** Its requester's first name (BR-019). */
	firstName: string;
	/** How many free days lie between the two, 0..30. */
	freeDays: number;
}

/** What an approver is shown beside a booking on which they can still decide. */
export interface BookingContext {
	/** The last stay before it; null if none is near, with at most 30 free days between. */
	before: Neighbour | null;
	/** The first stay after it; null likewise. */
	after: Neighbour | null;
	/** The public holidays among its days, sorted by date. */
	holidays: Holiday[];
	/** The year in which it starts. */
	year: number;
	/** What its party has of that year, the booking itself included once it is Confirmed. */
	share: Share;
}
