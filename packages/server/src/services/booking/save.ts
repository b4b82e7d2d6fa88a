/** Writes what the rules decided: state, timeline and outbox, sent with the caller's commit. */
import type { Unit } from '../../db/client.ts';
import type { Services } from '../../deps.ts';
import type { BookingEvent, BookingState } from '../../domain/booking.ts';
import { contextOf, type Stay } from '../../domain/context.ts';
import { askedFacts, type EventFacts, factsOf } from '../../domain/mail.ts';
import { asks, type Change } from '../../domain/verdict.ts';
import { recordMails } from '../../outbox/record.ts';
import { tellWatchers } from '../watches.ts';

interface Saving {
	change: Change;
	/** The booking before; null for a new one. */
	before: BookingState | null;
	/** Only for a new booking: how it was asked for, and whether this is the requester's first. */
	created?: { calendarGeneration: number | null; isFirst: boolean };
	/** The stays around it, if approvers may be asked. */
	around?: readonly Stay[];
}

/**
 * Writes everything that belongs to one change, or nothing of it. Every change of a booking comes through here, so this is
 * where those are told who watch days that it frees.
 */
export async function saveChange(
	unit: Unit,
	services: Services,
	{ change, before, created, around }: Saving,
): Promise<void> {
	const { sql, now, today } = unit;
	const { booking, events } = change;
	const {
		id,
		requesterId,
		status,
		startDate,
		endDate,
		firstName,
		partySize,
		affiliation,
		description,
		round,
		revision,
	} = booking;
	unit.send(
		created
			? sql`insert into booking (id, requester_id, status, start_date, end_date, first_name, party_size, affiliation, description,
					round, revision, created_at, last_activity_at, calendar_generation)
				values (${id}, ${requesterId}, ${status}, ${startDate}, ${endDate}, ${firstName}, ${partySize}, ${affiliation}, ${description},
					${round}, ${revision}, ${booking.createdAt}, ${booking.lastActivityAt}, ${created.calendarGeneration})`
			: sql`update booking set status = ${status}, start_date = ${startDate}, end_date = ${endDate}, first_name = ${firstName},
					party_size = ${partySize}, affiliation = ${affiliation}, description = ${description}, round = ${round},
					revision = ${revision}, last_activity_at = ${booking.lastActivityAt}
				where id = ${id}`,
	);
	const answers = sql`jsonb_to_recordset(${sql.json(answersOf(change))})
		as r(party text, decision approval_decision, comment text, "decidedAt" timestamptz)`;
	unit.send(
		created
			? sql`insert into approval (booking_id, party, decision, comment, decided_at)
				select ${id}, r.party, r.decision, r.comment, r."decidedAt" from ${answers}`
			: sql`update approval a set decision = r.decision, comment = r.comment, decided_at = r."decidedAt" from ${answers}
				where a.booking_id = ${id} and a.party = r.party
					and (a.decision, a.comment, a.decided_at) is distinct from (r.decision, r.comment, r."decidedAt")`,
	);
	if (events.length > 0) {
		unit.send(sql`insert into event (booking_id, at, type, actor, party, person_id, via, comment,
				from_start, from_end, to_start, to_end, proposal_start, proposal_end)
			select ${id}, r.at, r.type, r.actor, r.party, r."personId", r.via, r.comment,
				r."fromStart", r."fromEnd", r."toStart", r."toEnd", r."proposalStart", r."proposalEnd"
			from jsonb_to_recordset(${sql.json(events.map((event) => eventRow(event, booking)))})
				as r(at timestamptz, type event_type, actor actor_kind, party text, "personId" uuid, via via, comment text,
					"fromStart" date, "fromEnd" date, "toStart" date, "toEnd" date, "proposalStart" date, "proposalEnd" date)`);
	}
	const facts = factsOf(booking, { ...causeOf(change), was: before?.status ?? null, at: now.toISOString() });
	const asked = around && askedFacts(booking, today, contextOf(booking, around, today, services.house.holidayRegion));
	recordMails(
		unit,
		services,
		change.notices.map((notice) => ({
			kind: notice.kind,
			personId: notice.personId,
			bookingId: id,
			round,
			facts: {
				roles: [...notice.roles],
				personalLink: created?.isFirst === true && notice.personId === requesterId,
				// What lies around it is only for those who are asked.
				booking: asked && asks(notice) ? { ...facts, asked } : facts,
			},
		})),
	);
	await tellWatchers(unit, services, { before, after: booking });
}

const answersOf = ({ booking }: Change) =>
	booking.approvals.map(({ party, decision, comment, decidedAt }) => ({
		party,
		decision,
		comment,
		decidedAt: decidedAt?.toISOString() ?? null,
	}));

const eventRow = (event: BookingEvent, booking: BookingState) => {
	const { at, type, actor, party, via, comment, from, to, proposal } = event;
	return {
		at: at.toISOString(),
		type,
		actor,
		party: party ?? null,
		personId: personBehind(event, booking),
		via,
		comment: comment ?? null,
		fromStart: from?.startDate ?? null,
		fromEnd: from?.endDate ?? null,
		toStart: to?.startDate ?? null,
		toEnd: to?.endDate ?? null,
		proposalStart: proposal?.startDate ?? null,
		proposalEnd: proposal?.endDate ?? null,
	};
};

/** Whose doing it is; nobody's if the server or the operator's tool did it. */
function personBehind({ actor, party }: BookingEvent, { requesterId, approvals }: BookingState): string | null {
	if (actor === 'requester') return requesterId;
	return approvals.find((approval) => approval.party === party)?.personId ?? null;
}

/** What happened, by the first event; the others follow from it. */
function causeOf({ events: [cause] }: Change): Omit<EventFacts, 'was' | 'at'> {
	const { party, comment, from, proposal } = cause ?? {};
	return { by: party ?? null, comment: comment ?? null, from: from ?? null, proposal };
}
