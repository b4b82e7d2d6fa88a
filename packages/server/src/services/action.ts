/** Mailed action links: showing what one would do, and doing it. */
import { type ActionPreview, type ActionResult, type PerformActionInput, refusal } from '@betzenstein/shared';
import type { Services } from '../deps.ts';
import { actionStanding, datesAtRound } from '../domain/action.ts';
import { rolesIn, seenBy } from '../domain/booking.ts';
import type { ActionHolder } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import { applyCommand, decisionOf } from './booking/change.ts';
import { loadBooking, loadProposed } from './booking/load.ts';
import { viewInContext, viewOf } from './booking/view.ts';
import { writeAs } from './writeAs.ts';

/**
 * What the link would do. Changes nothing, so a mail scanner does no harm.
 * @throws RefusedError `LINK_ENDED` when somebody else decides for the party now
 */
export function previewAction(services: Services, holder: ActionHolder): Promise<ActionPreview> {
	return services.db.read(async ({ sql, today }) => {
		const loaded = await loadBooking(sql, holder.bookingId, true);
		const standing = actionStanding(loaded?.state, holder, today);
		if (!standing) throw new RefusedError(refusal('LINK_ENDED'));
		const { state, decidedBy } = standing;
		if (!loaded || state === 'canceled') return { action: holder.action, state, booking: null };
		const booking = viewInContext(services, loaded, rolesIn(loaded.state, holder), today);
		const shown = datesAtRound(booking, booking.timeline, holder.round);
		const isSame = shown.startDate === booking.startDate && shown.endDate === booking.endDate;
		return {
			action: holder.action,
			state,
			booking,
			...(decidedBy && { decidedBy }),
			...(!isSame && { previous: shown }),
		};
	});
}

/**
 * Decides if there is still something to decide, and otherwise says how things are.
 * @throws RefusedError `LINK_ENDED`, `CONFIRMED_NEEDS_ACKNOWLEDGEMENT`, those of the days proposed, `COMMENT_REQUIRED`
 */
export function performAction(
	services: Services,
	holder: ActionHolder,
	input: PerformActionInput,
	isRepeat: boolean,
): Promise<ActionResult> {
	return writeAs(
		services,
		holder,
		(sql) => Promise.all([loadBooking(sql, holder.bookingId), loadProposed(sql, holder.bookingId, input.proposal)]),
		async (unit, [loaded, proposal]) => {
			const standing = actionStanding(loaded?.state, holder, unit.today);
			if (!standing) throw new RefusedError(refusal('LINK_ENDED'));
			const { state } = standing;
			if (!loaded || state === 'canceled') return { outcome: 'canceled', booking: null };
			const roles = rolesIn(loaded.state, holder);
			if (state === 'past' || state === 'outdated')
				return { outcome: state, booking: viewOf(loaded, roles, unit.today) };
			const { action, round } = holder;
			const command =
				action === 'approve'
					? { type: action, round, isRepeat, comment: input.comment }
					: { type: action, round, isRepeat, ...input, proposal };
			const seen = seenBy(loaded.state, holder);
			const { verdict, after } = await applyCommand(services, unit, holder, loaded, seen, command);
			return decisionOf({ verdict, booking: viewOf(after, roles, unit.today) });
		},
	);
}
