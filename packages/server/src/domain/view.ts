/** From a booking to what one caller may see of it. */
import { type Booking, type Day, type Proposal, type TimelineEvent, totalDays } from '@betzenstein/shared';
import {
	availableActions,
	type BookingEvent,
	type BookingState,
	isPast,
	type ProposalState,
	type Roles,
} from './booking.ts';
import { contextOf, type Stay } from './context.ts';

/** A booking with its history. The rules look at `state` only; a caller is shown everything. */
export interface LoadedBooking {
	state: BookingState;
	/** Oldest first. */
	events: readonly BookingEvent[];
	/** The parties for whom the mail that asks them in this round finally failed. */
	mailFailedFor: ReadonlySet<string>;
	/** Did the newest mail that told the requester finally fail? */
	requesterMailFailed: boolean;
	/** The stays around it, where they were asked for and it holds days itself. */
	around?: readonly Stay[] | null;
}

/**
 * The booking as its requester and approvers see it, with what somebody in these roles may do. Whether the caller may
 * see it must have been checked before.
 */
export function viewOf(
	{ state, events, mailFailedFor, requesterMailFailed }: LoadedBooking,
	roles: Roles,
	today: Day,
): Booking {
	return {
		id: state.id,
		status: state.status,
		startDate: state.startDate,
		endDate: state.endDate,
		totalDays: totalDays(state),
		partySize: state.partySize,
		firstName: state.firstName,
		affiliation: state.affiliation,
		description: state.description,
		round: state.round,
		revision: state.revision,
		createdAt: state.createdAt,
		lastActivityAt: state.lastActivityAt,
		isPast: isPast(state, today),
		approvals: state.approvals.map(({ party, decision, comment, decidedAt }) => ({
			party,
			decision,
			comment,
			decidedAt,
			mailFailed: mailFailedFor.has(party),
		})),
		requesterMailFailed: requesterMailFailed && roles.parties.length > 0,
		timeline: events.map((event) => timelineEvent(event, state.firstName)),
		proposal: state.proposal && proposalOn(today, state.proposal),
		availableActions: availableActions(state, roles, today),
	};
}

/** The same for an answer to a query: with what lies around it, for an approver who can still decide on it. */
export function viewInContext(
	{ holidayRegion }: { holidayRegion: string },
	loaded: LoadedBooking,
	roles: Roles,
	today: Day,
): Booking {
	const booking = viewOf(loaded, roles, today);
	const canDecide = booking.availableActions.some((action) => action === 'approve' || action === 'deny');
	if (!loaded.around || !canDecide) return booking;
	return { ...booking, context: contextOf(loaded.state, loaded.around, today, holidayRegion) };
}

const proposalOn = (today: Day, { isTaken, ...proposal }: ProposalState): Proposal => ({
	...proposal,
	isFree: !isTaken && proposal.startDate >= today,
});

function timelineEvent(
	{ at, type, actor, party, via, comment, from, to, proposal }: BookingEvent,
	requesterName: string,
): TimelineEvent {
	return {
		at,
		actor: { kind: actor, name: actor === 'requester' ? requesterName : (party ?? 'System') },
		type,
		via,
		...(comment !== undefined && { comment }),
		...(from && { from }),
		...(to && { to }),
		...(proposal && { proposal }),
	};
}
