/** Watching days (domain.md, Watching days): what may be watched, which days a change frees, and who is then told. */
import {
	addDays,
	type BookingStatus,
	type Day,
	type DayRange,
	overlaps,
	type Refusal,
	refusal,
} from '@betzenstein/shared';
import { holdsDays } from './booking.ts';
import { checkStay } from './stay.ts';
import type { Circumstances } from './verdict.ts';

/** The days of a watch follow the rules of a stay, since its mail offers to ask for them; however long, none confirms. */
export const checkWatch = (days: DayRange, circumstances: Circumstances): Refusal | undefined =>
	checkStay(days, { start: true, end: true }, true, circumstances);

/**
 * The watch of these days among those that the address has already; or what is against one more.
 * @param own those that have not ended
 */
export function anotherWatch<W extends DayRange>(
	days: DayRange,
	own: readonly W[],
	{ limits }: Circumstances,
): { same?: W; refused?: Refusal } {
	const same = own.find(({ startDate, endDate }) => startDate === days.startDate && endDate === days.endDate);
	if (same) return { same };
	return own.length < limits.watches
		? {}
		: { refused: refusal('TOO_MANY_PENDING', { max: limits.watches, of: 'watches' }) };
}

/** A booking as far as it keeps others from its days (BR-002). */
export type Holding = DayRange & { status: BookingStatus };

/**
 * The days that a booking held before a change and holds no more: in full when it is denied, canceled or expires, at its
 * ends when it gets shorter or moves. At most two ranges, the earlier one first.
 */
export function freedDays(before: Holding | null, after: Holding): DayRange[] {
	if (!before || !holdsDays(before.status)) return [];
	const { startDate, endDate } = before;
	if (!holdsDays(after.status) || !overlaps(before, after)) return [{ startDate, endDate }];
	return [
		{ startDate, endDate: addDays(after.startDate, -1) },
		{ startDate: addDays(after.endDate, 1), endDate },
	].filter((range) => range.startDate <= range.endDate);
}

/**
 * The watches that come true now: one of their days has just been freed, none of them is held by anybody any more, and
 * their first day is not over.
 * @param held what is held now, at least of the days watched
 */
export const watchesFulfilled = <W extends DayRange>(
	watches: readonly W[],
	{ freed, held, today }: { freed: readonly DayRange[]; held: readonly DayRange[]; today: Day },
): W[] =>
	watches.filter(
		(watch) =>
			watch.startDate >= today &&
			freed.some((range) => overlaps(range, watch)) &&
			!held.some((range) => overlaps(range, watch)),
	);
