/** The checks on a stay's days, for new bookings and for changed ones. */
import { addMonths, type Day, type DayRange, type Refusal, refusal, totalDays } from '@betzenstein/shared';
import type { BookingHolder, Person, Viewer } from './caller.ts';
import type { Limits } from './limits.ts';
import type { Circumstances, InTheWay } from './verdict.ts';

/**
 * BR-026, BR-027 and the like. Only days that change must be today or later (BR-014); `keepsBegun`: those that are over
 * must stay as well, so that the start does not change.
 */
export function checkStay(
	stay: DayRange,
	changed: { start: boolean; end: boolean; keepsBegun?: boolean },
	confirmLongStay: boolean | undefined,
	{ today, limits }: Circumstances,
): Refusal | undefined {
	if (stay.endDate < stay.startDate) return refusal('END_BEFORE_START');
	if ((changed.start && (stay.startDate < today || changed.keepsBegun)) || (changed.end && stay.endDate < today))
		return refusal('IN_THE_PAST');
	const latestStart = latestStartOn(today, limits);
	if (changed.start && stay.startDate > latestStart) return refusal('TOO_FAR_AHEAD', { latestStart });
	const length = totalDays(stay);
	if (length > limits.maxStayDays) return refusal('STAY_TOO_LONG', { maxDays: limits.maxStayDays });
	if (length > limits.longStayDays && !confirmLongStay) return refusal('LONG_STAY_UNCONFIRMED', { totalDays: length });
	return undefined;
}

/** BR-026: the latest first day of a stay that is asked for today. */
export const latestStartOn = (today: Day, limits: Limits): Day => addMonths(today, limits.horizonMonths);

/** BR-012: how many Pending bookings an address may have. */
export const checkPending = (pending: number, limits: Limits): Refusal | undefined =>
	pending >= limits.pending ? refusal('TOO_MANY_PENDING', { max: limits.pending }) : undefined;

/** BR-002: no day may be held by another booking. Names are only for those who may see the calendar. */
export function checkDays(caller: Viewer | Person | BookingHolder, inTheWay: readonly InTheWay[]): Refusal | undefined {
	if (inTheWay.length === 0) return undefined;
	const named = caller.kind !== 'booking';
	return refusal('DATES_TAKEN', {
		conflicts: inTheWay.map(({ firstName, status, startDate, endDate }) => ({
			...(named && { firstName, status }),
			startDate,
			endDate,
		})),
	});
}
