/** Writes what the rules decided: state, timeline and outbox, in the caller's transaction. */
import type { BookingStatus } from '@betzenstein/shared';
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { approval, booking, event } from '../../db/schema/index.ts';
import type { NewEvent } from '../../domain/booking.ts';
import type { Change } from '../../domain/decide.ts';
import { type EventFacts, factsOf } from '../../domain/mail.ts';
import { recordMails } from '../../outbox/record.ts';
import type { Services } from '../services.ts';

interface Saving {
	change: Change;
	now: Date;
	/** Who did it; null for a job or the operator's tool. */
	personId: string | null;
	/** The status before; null for a new booking. */
	was: BookingStatus | null;
	/** Only for a new booking: how it was asked for, and whether this is the requester's first. */
	created?: { calendarGeneration: number | null; isFirst: boolean };
}

/** Everything that one change means, or nothing of it. */
export async function saveChange(tx: Tx, services: Services, { change, now, personId: actorId, was, created }: Saving): Promise<void> {
	const { approvals, ...state } = change.booking;
	if (created) await tx.insert(booking).values({ ...state, calendarGeneration: created.calendarGeneration });
	else await tx.update(booking).set(state).where(eq(booking.id, state.id));

	await tx
		.insert(approval)
		.values(approvals.map(({ party, decision, comment, decidedAt }) => ({ bookingId: state.id, party, decision, comment, decidedAt })))
		.onConflictDoUpdate({
			target: [approval.bookingId, approval.party],
			set: { decision: sql`excluded.decision`, comment: sql`excluded.comment`, decidedAt: sql`excluded.decided_at` },
		});

	if (change.events.length > 0)
		await tx.insert(event).values(
			change.events.map((happened) => ({
				...eventRow(happened),
				bookingId: state.id,
				at: now,
				personId: happened.actor === 'system' ? null : actorId,
			})),
		);
	const facts = factsOf(change.booking, { ...causeOf(change), was, at: now.toISOString() });
	await recordMails(
		tx,
		services,
		change.notices.map(({ kind, personId, roles }) => ({
			kind,
			personId,
			bookingId: state.id,
			round: state.round,
			facts: { roles: [...roles], personalLink: created?.isFirst === true && personId === state.requesterId, booking: facts },
		})),
	);
}

function eventRow({ type, actor, party, via, comment, from, to }: NewEvent) {
	return {
		type,
		actor,
		via,
		...(party !== undefined && { party }),
		...(comment !== undefined && { comment }),
		...(from && { fromStart: from.startDate, fromEnd: from.endDate }),
		...(to && { toStart: to.startDate, toEnd: to.endDate }),
	};
}

/** What happened: the first event is the cause, what follows from it comes after. */
function causeOf({ events: [cause] }: Change): Pick<EventFacts, 'by' | 'comment' | 'from'> {
	return { by: cause?.party ?? null, comment: cause?.comment ?? null, from: cause?.from ?? null };
}
