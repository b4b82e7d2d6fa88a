/** Mailed action links: showing what one would do, and doing it. */
import { type ActionPreview, type ActionResult, type PerformActionInput, refusal } from '@betzenstein/shared';
import type { Services } from '../deps.ts';
import { actionCommand, actionStanding, endedAction, previewOf } from '../domain/action.ts';
import { decisionOf } from '../domain/answer.ts';
import { rolesIn, seenBy } from '../domain/booking.ts';
import type { ActionHolder } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import { viewOf } from '../domain/view.ts';
import { applyCommand } from './booking/change.ts';
import { loadBooking, loadProposed } from './booking/load.ts';
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
		return previewOf(services.house, loaded, standing, holder, today);
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
			const ended = endedAction(loaded, standing, holder, unit.today);
			if (ended) return ended;
			const seen = seenBy(loaded?.state, holder);
			const command = actionCommand(holder, input, proposal, isRepeat);
			const { verdict, after } = await applyCommand(services, unit, holder, loaded, seen, command);
			return decisionOf({ verdict, booking: viewOf(after, rolesIn(after.state, holder), unit.today) });
		},
	);
}
