/** What lies around a booking, for approvers who decide on it (domain.md, What approvers see). */
import {
	type BookingContext,
	type BookingStatus,
	type Day,
	type DayRange,
	NEAR_DAYS,
	type Neighbour,
	totalDays,
} from '@betzenstein/shared';
import { isPast } from './booking.ts';
import { holidaysBetween } from './holidays.ts';
import { sharesOfYear } from './shares.ts';

/** A booking that holds its days (BR-002). */
export interface Stay extends DayRange {
	id: string;
	status: BookingStatus;
	firstName: string;
	affiliation: string;
}

/** The booking that they lie around; a new one is not among the stays yet. */
export type Midst = DayRange & Pick<Stay, 'id' | 'affiliation'>;

/**
 * @param around the stays near the booking, and the Confirmed ones of its party in the year in which it starts, in any
 * order; others do no harm
 */
export function contextOf(booking: Midst, around: readonly Stay[], today: Day, region: string): BookingContext {
	const { startDate, endDate, affiliation } = booking;
	// A past request that nobody answered was never a stay.
	const others = around.filter(
		(stay) => stay.id !== booking.id && (stay.status === 'Confirmed' || !isPast(stay, today)),
	);
	const before = others.map((stay) => neighbour(stay, freeDaysBetween(stay, booking)));
	const after = others.map((stay) => neighbour(stay, freeDaysBetween(booking, stay)));
	const year = Number(startDate.slice(0, 4));
	const confirmed = around.filter((stay) => stay.status === 'Confirmed' && stay.affiliation === affiliation);
	const [share = { party: affiliation, days: 0, stays: 0 }] = sharesOfYear(year, [affiliation], confirmed);
	return {
		before: nearest(before),
		after: nearest(after),
		holidays: holidaysBetween(startDate, endDate, region),
		year,
		share,
	};
}

/** Negative if the second does not begin after the end of the first. */
const freeDaysBetween = (first: DayRange, second: DayRange): number =>
	totalDays({ startDate: first.endDate, endDate: second.startDate }) - 2;

const neighbour = ({ id, status, startDate, endDate, firstName }: Stay, freeDays: number): Neighbour => ({
	bookingId: id,
	status,
	startDate,
	endDate,
	firstName,
	freeDays,
});

const nearest = (candidates: Neighbour[]): Neighbour | null =>
	candidates
		.filter(({ freeDays }) => freeDays >= 0 && freeDays <= NEAR_DAYS)
		.sort((a, b) => a.freeDays - b.freeDays)[0] ?? null;
