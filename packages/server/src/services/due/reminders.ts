/** Mails to approvers who have not answered: everything that waits, on Sundays, and what starts soon. */

import { addDays, type Day, outstanding } from '@betzenstein/shared';
import { and, eq, gte, inArray, lte, type SQL, sql } from 'drizzle-orm';
import type { Fragment } from 'postgres';
import type { Reading, Sql, Unit } from '../../db/client.ts';
import { happensNow } from '../../db/occasion.ts';
import { booking, event, occasion } from '../../db/schema/index.ts';
import type { Services } from '../../deps.ts';
import type { BookingState } from '../../domain/booking.ts';
import { contextOf } from '../../domain/context.ts';
import { type AskedFacts, askedFacts, type BookingFacts, factsOf } from '../../domain/mail.ts';
import type { LoadedBooking } from '../../domain/view.ts';
import { type NewMail, recordMails } from '../../outbox/record.ts';
import { loadBookings } from '../booking/load.ts';
import { lastNine, lastSundayNine, startOf } from '../houseTime.ts';
import { whenDue } from './whenDue.ts';

const DIGEST_AGE_DAYS = 5;
const REMIND_DAYS_AHEAD = 7;

/**
 * BR-009: once a week, each approver gets the list of what they have not answered, unless it is empty. Somebody who
 * decides for several parties gets one list, also for a party that has left `APPROVERS` while bookings wait for it.
 */
export function sendDigests(services: Services): Promise<void> {
	const sundayAt = (now: Date) => lastSundayNine(now, services.house.timeZone);
	const approversDue = ({ sql, now }: Reading) =>
		sql<{ party: string; personId: string }[]>`
			select name as party, person_id as "personId"
			from (select distinct on (person_id) * from approver order by person_id, active desc, created_at desc) as holder
			where not exists (select from occasion where key = 'digest/' || name || '/' || ${sundayAt(now).week})
			order by position`;
	return whenDue(services, approversDue, async (unit, approvers) => {
		const { tx, sql, now, today } = unit;
		const sunday = sundayAt(now);
		// Counted back from that Sunday, even if it is later now; the day of submission is day 0.
		const submittedBefore = startOf(addDays(sunday.day, 1 - DIGEST_AGE_DAYS), services.house.timeZone);
		for (const { party, personId } of approvers) {
			if (!(await happensNow(tx, `digest/${party}/${sunday.week}`, now))) continue;
			const loaded = await loadWaiting(
				sql,
				sql`p.person_id = ${personId} and b.created_at < ${submittedBefore}`,
				today,
			);
			const waiting = loaded.map(({ state }) => standing(state, now, askedFacts(state, today)));
			if (waiting.length === 0) continue;
			recordMails(unit, services, [
				{ kind: 'Digest', personId, facts: { roles: ['approver'], personalLink: false, booking: null, waiting } },
			]);
		}
	});
}

/**
 * For a Pending booking that starts within 7 days: reminds those who have not answered, at 09:00 and once per round
 * (domain.md, Who is told).
 */
export function sendReminders(services: Services): Promise<void> {
	const bookingsDue = async ({ tx, now, today }: Reading) => {
		const nine = lastNine(now, services.house.timeZone);
		// Until nine nothing is due: what yesterday's reminders missed waits for today's.
		if (nine.day !== today) return [];
		return (
			tx
				.select({ id: booking.id, round: booking.round })
				.from(booking)
				.innerJoin(
					event,
					and(eq(event.bookingId, booking.id), inArray(event.type, ['Submitted', 'DatesMoved', 'Reopened'])),
				)
				.where(
					and(
						eq(booking.status, 'Pending'),
						gte(booking.startDate, today),
						lte(booking.startDate, addDays(today, REMIND_DAYS_AHEAD)),
						hasNotHappened(sql`'reminder/' || ${booking.id} || '/' || ${booking.round}`),
					),
				)
				.groupBy(booking.id, booking.round)
				// Somebody who was asked after nine is not reminded on the same day.
				.having(sql`max(${event.at}) < ${nine.at.toISOString()}::timestamptz`)
		);
	};
	return whenDue(services, bookingsDue, async (unit, bookings) => {
		const { sql, tx, now } = unit;
		for (const { id, round } of bookings) {
			if (!(await happensNow(tx, `reminder/${id}/${round}`, now))) continue;
			const [loaded] = (await loadBookings(sql, [id], true)) as [LoadedBooking];
			const open = outstanding(loaded.state.approvals).map(({ personId }) => personId);
			// One mail for each person, even if they decide for several parties.
			recordMails(
				unit,
				services,
				[...new Set(open)].map((personId) => reminder(unit, services, loaded, personId)),
			);
		}
	});
}

/** Asks a person who has taken over a party for the answers that it owes, soonest start first. */
export async function remindOfParty(
	unit: Unit,
	services: Services,
	{ name, personId }: { name: string; personId: string },
): Promise<void> {
	const { sql, today } = unit;
	const waiting = await loadWaiting(sql, sql`p.name = ${name}`, today, true);
	recordMails(
		unit,
		services,
		waiting.map((loaded) => reminder(unit, services, loaded, personId)),
	);
}

/** Pending bookings that wait for one of the parties that `which` selects (as `p`), soonest start first. */
async function loadWaiting(sql: Sql, which: Fragment, today: Day, withAround = false): Promise<LoadedBooking[]> {
	const rows = await sql<{ id: string }[]>`
		select distinct b.id, b.start_date from booking b join approval a on a.booking_id = b.id join approver p on p.name = a.party
		where b.status = 'Pending' and b.end_date >= ${today} and a.decision = 'NoResponse' and ${which} order by b.start_date`;
	return loadBookings(
		sql,
		rows.map(({ id }) => id),
		withAround,
	);
}

const hasNotHappened = (key: SQL) => sql`not exists (select 1 from ${occasion} where ${occasion.key} = ${key})`;

/** A booking as it is, for a mail about no event. */
export const standing = (state: BookingState, now: Date, asked?: AskedFacts): BookingFacts =>
	factsOf(state, {
		was: state.status,
		by: null,
		comment: null,
		from: null,
		at: now.toISOString(),
		...(asked && { asked }),
	});

function reminder(
	{ now, today }: Unit,
	{ house }: Services,
	{ state, around }: LoadedBooking,
	personId: string,
): NewMail {
	const asked = askedFacts(state, today, contextOf(state, around ?? [], today, house.holidayRegion));
	return {
		kind: 'Reminder',
		personId,
		bookingId: state.id,
		round: state.round,
		facts: { roles: ['approver'], personalLink: false, booking: standing(state, now, asked) },
	};
}
