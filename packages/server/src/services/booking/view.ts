/** From a booking to what one caller may see of it. */
import { type Booking, type Day, type TimelineEvent, totalDays } from '@betzenstein/shared';
import { type Asker, availableActions, isPast, rolesIn } from '../../domain/booking.ts';
import type { LoadedBooking } from './load.ts';

/** The booking as its requester and approvers see it, with what `caller` may do. Whether they may see it is not asked here. */
export function viewOf(loaded: LoadedBooking, caller: Asker, today: Day): Booking {
	const { state, events, mailFailedFor } = loaded;
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
		timeline: events.map((event) => timelineEvent(event, state.firstName)),
		availableActions: availableActions(state, rolesIn(state, caller), today),
	};
}

function timelineEvent(event: LoadedBooking['events'][number], requesterName: string): TimelineEvent {
	const { fromStart, fromEnd, toStart, toEnd } = event;
	return {
		at: event.at,
		actor: { kind: event.actor, name: event.actor === 'requester' ? requesterName : (event.party ?? 'System') },
		type: event.type,
		via: event.via,
		...(event.comment !== null && { comment: event.comment }),
		...(fromStart !== null && fromEnd !== null && { from: { startDate: fromStart, endDate: fromEnd } }),
		...(toStart !== null && toEnd !== null && { to: { startDate: toStart, endDate: toEnd } }),
	};
}
