/** What a mailed action link would do. It has an answer, whatever has happened since it was sent. */
import type {
	ActionPreview,
	ActionResult,
	Day,
	DayRange,
	EventType,
	Open,
	PerformActionInput,
} from '@betzenstein/shared';
import { type ApprovalCommand, type ApprovalStanding, approvalStanding } from './approval.ts';
import { type BookingState, rolesIn } from './booking.ts';
import type { ActionHolder } from './caller.ts';
import type { House } from './house.ts';
import { type LoadedBooking, viewInContext, viewOf } from './view.ts';

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

/** What the link's page shows. */
export function previewOf(
	house: Pick<House, 'holidayRegion'>,
	loaded: LoadedBooking | undefined,
	{ state, decidedBy }: ApprovalStanding,
	holder: ActionHolder,
	today: Day,
): ActionPreview {
	const { action } = holder;
	if (!loaded || state === 'canceled') return { action, state, booking: null };
	const booking = viewInContext(house, loaded, rolesIn(loaded.state, holder), today);
	const shown = datesAtRound(booking, booking.timeline, holder.round);
	const isSame = shown.startDate === booking.startDate && shown.endDate === booking.endDate;
	return { action, state, booking, ...(decidedBy && { decidedBy }), ...(!isSame && { previous: shown }) };
}

/** What is answered if the link decides nothing any more. */
export function endedAction(
	loaded: LoadedBooking | undefined,
	{ state }: ApprovalStanding,
	holder: ActionHolder,
	today: Day,
): ActionResult | undefined {
	if (!loaded || state === 'canceled') return { outcome: 'canceled', booking: null };
	if (state !== 'past' && state !== 'outdated') return undefined;
	return { outcome: state, booking: viewOf(loaded, rolesIn(loaded.state, holder), today) };
}

/** What performing the link's action comes to. */
export const actionCommand = (
	{ action, round }: ActionHolder,
	input: PerformActionInput,
	proposal: (DayRange & { isTaken: boolean }) | undefined,
	isRepeat: boolean,
): ApprovalCommand =>
	action === 'approve'
		? { type: action, round, isRepeat, comment: input.comment }
		: { type: action, round, isRepeat, ...input, proposal };

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
