/** What a mailed action link would do. It has an answer, whatever has happened since it was sent. */
import type { Day, DayRange, EventType, Open } from '@betzenstein/shared';
import { type ApprovalStanding, approvalStanding } from './approval.ts';
import { type BookingState, rolesIn } from './booking.ts';
import type { ActionHolder } from './caller.ts';

/** How things are for the link's holder; undefined if they no longer decide for a party of this booking. */
export function actionStanding(
	booking: BookingState | undefined,
	holder: ActionHolder,
	today: Day,
): ApprovalStanding | undefined {
	// Deleted, a year after it was canceled or once it was over.
	if (!booking) return { state: 'canceled' };
	const { parties } = rolesIn(booking, holder);
	return parties.length === 0 ? undefined : approvalStanding(booking, holder, parties, today);
}

/** The part of a timeline entry that says which dates changed. */
export interface DatedEvent {
	type: Open<EventType>;
	from?: DayRange | undefined;
}

const STARTS_ROUND: ReadonlySet<Open<EventType>> = new Set(['Submitted', 'DatesMoved', 'Reopened']);

/** The dates that a round began with and its mails showed: the current ones, with every later change undone. */
export function datesAtRound(current: DayRange, timeline: readonly DatedEvent[], round: number): DayRange {
	let dates = current;
	let roundsLeft = timeline.filter(({ type }) => STARTS_ROUND.has(type)).length;
	for (const { type, from } of timeline.toReversed()) {
		if (STARTS_ROUND.has(type) && roundsLeft-- === round) break;
		if (from) dates = from;
	}
	return dates;
}
