/** What is answered to a command on a booking. */
import type { Booking, CancelResult, Decision } from '@betzenstein/shared';
import type { BookingState } from './booking.ts';
import type { Change, NoChange } from './verdict.ts';
import type { LoadedBooking } from './view.ts';

/** The verdict on a command, and the booking as this caller sees it afterwards. */
export interface CommandResult {
	verdict: Change | NoChange;
	booking: Booking;
	state: BookingState;
}

/** The booking once it has changed so, as it would be loaded again. */
export const afterChange = (before: LoadedBooking, { booking, events, notices }: Change): LoadedBooking => ({
	state: booking,
	events: [...before.events, ...events],
	// A new round sends new mails that ask.
	mailFailedFor: booking.round === before.state.round ? before.mailFailedFor : new Set(),
	// A new mail may reach the requester this time.
	requesterMailFailed: before.requesterMailFailed && !notices.some(({ roles }) => roles.includes('requester')),
});

/** What a decision on a booking comes to; a repeated one, what it came to the first time. */
export function decisionOf({ verdict, booking }: Pick<CommandResult, 'verdict' | 'booking'>): Decision {
	const said = verdict.kind === 'changed' ? 'done' : verdict.outcome;
	const outcome = said === 'repeated' ? 'done' : said === 'same' ? 'already-done' : said;
	return { outcome, booking, ...(verdict.decidedBy && { decidedBy: verdict.decidedBy }) };
}

/** What a cancellation comes to; a repeated one likewise. Whoever gets a mail has the name that the caller knows. */
export function cancelResultOf({ verdict, booking, state }: CommandResult): CancelResult {
	const isDone = verdict.kind === 'changed' || verdict.outcome === 'repeated';
	const willBeTold = (verdict.notices ?? []).map(
		({ personId }) => state.approvals.find((approval) => approval.personId === personId)?.party ?? state.firstName,
	);
	return { outcome: isDone ? 'done' : 'already-done', booking, willBeTold };
}
