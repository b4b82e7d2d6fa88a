/** Mailed action links: look first, then act. */
import { type ActionPreview, type ActionResult, type PerformActionInput, refusal } from '@betzenstein/shared';
import { type ActionStanding, actionStanding, datesAtRound } from '../domain/action.ts';
import type { ActionHolder } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import { applyCommand } from './booking/change.ts';
import { type LoadedBooking, loadBookings } from './booking/load.ts';
import { viewOf } from './booking/view.ts';
import { present, type Services } from './services.ts';

/** What the link would do; changes nothing, so a mail scanner may call it. @throws RefusedError `LINK_ENDED` when somebody else decides for the party now */
export function previewAction(services: Services, holder: ActionHolder): Promise<ActionPreview> {
	return services.db.read(async (tx) => {
		const { today } = present(services);
		const [loaded] = await loadBookings(tx, [holder.bookingId]);
		const { state, decidedBy } = standingOf(services, loaded, holder);
		if (!loaded || state === 'canceled') return { action: holder.action, state, booking: null };
		const booking = viewOf(loaded, holder, today);
		const shown = datesAtRound(booking, booking.timeline, holder.round);
		const isSame = shown.startDate === booking.startDate && shown.endDate === booking.endDate;
		return { action: holder.action, state, booking, ...(decidedBy && { decidedBy }), ...(!isSame && { previous: shown }) };
	});
}

/** Decides if there is still something to decide, and says how things are otherwise. @throws RefusedError `LINK_ENDED`, `CONFIRMED_NEEDS_ACKNOWLEDGEMENT`, `COMMENT_REQUIRED` */
export function performAction(services: Services, holder: ActionHolder, input: PerformActionInput): Promise<ActionResult> {
	return services.db.write(async (tx) => {
		const [loaded] = await loadBookings(tx, [holder.bookingId]);
		const { state, decidedBy } = standingOf(services, loaded, holder);
		if (!loaded || state === 'canceled') return { outcome: 'canceled', booking: null };
		if (state !== 'open') {
			return { outcome: state, booking: viewOf(loaded, holder, present(services).today), ...(decidedBy && { decidedBy }) };
		}
		const { round } = holder;
		const command = holder.action === 'approve' ? { type: 'approve' as const, round } : { type: 'deny' as const, round, ...input };
		const { verdict, booking } = await applyCommand({ services, tx, caller: holder, loaded, command });
		return { outcome: 'done', booking, ...(verdict.decidedBy && { decidedBy: verdict.decidedBy }) };
	});
}

function standingOf(services: Services, loaded: LoadedBooking | undefined, holder: ActionHolder): ActionStanding {
	const standing = actionStanding(loaded?.state, holder, present(services).today);
	if (!standing) throw new RefusedError(refusal('LINK_ENDED'));
	return standing;
}
