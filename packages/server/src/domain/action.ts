/** What a mailed action link comes to. It never fails: whatever happened since it was sent, it has an answer. */
import type { ActionState, Day, DayRange, DecidedBy, EventType } from '@betzenstein/shared';
import { type BookingState, isPast, rolesIn } from './booking.ts';
import type { ActionHolder } from './caller.ts';
import { standingDecision } from './decide.ts';

export interface ActionStanding {
	state: ActionState;
	decidedBy?: DecidedBy;
}

/** What the link would do now; the order is that in which decisions are refused (domain.md, States). Undefined if its holder no longer decides for a party of this booking. */
export function actionStanding(booking: BookingState | undefined, holder: ActionHolder, today: Day): ActionStanding | undefined {
	// Deleted, a year after it was canceled or once it was over.
	if (!booking) return { state: 'canceled' };
	const { approver } = rolesIn(booking, holder);
	if (approver === undefined) return undefined;
	if (booking.status === 'Canceled') return { state: 'canceled' };
	if (isPast(booking, today)) return { state: 'past' };
	if (holder.round !== booking.round) return { state: 'outdated' };
	const decidedBy = standingDecision(booking, holder.action, approver);
	return decidedBy ? { state: 'already-done', decidedBy } : { state: 'open' };
}

/** A timeline entry as far as dates go. */
export interface DatedEvent {
	type: EventType;
	from?: DayRange | undefined;
}

const STARTS_ROUND: ReadonlySet<EventType> = new Set(['Submitted', 'DatesMoved', 'Reopened']);

/** The dates that a round began with, which its mails showed: the current ones, with every later change undone. */
export function datesAtRound(current: DayRange, timeline: readonly DatedEvent[], round: number): DayRange {
	let dates = current;
	let roundsLeft = timeline.filter(({ type }) => STARTS_ROUND.has(type)).length;
	for (const { type, from } of timeline.toReversed()) {
		if (STARTS_ROUND.has(type) && roundsLeft-- === round) break;
		if (from) dates = from;
	}
	return dates;
}
