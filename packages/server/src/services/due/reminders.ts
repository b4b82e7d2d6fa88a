/** Approvers who have not answered are told again: all that waits on Sundays, and what starts soon. */
import { addDays } from '@betzenstein/shared';
import { and, asc, eq, gte, inArray, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { Reading, Unit } from '../../db/client.ts';
import { happensNow } from '../../db/occasion.ts';
import { approval, approver, booking, event, occasion } from '../../db/schema/index.ts';
import type { Services } from '../../deps.ts';
import { type BookingFacts, factsOf } from '../../domain/mail.ts';
import { recordMails } from '../../outbox/record.ts';
import { type LoadedBooking, loadBookings } from '../booking/load.ts';
import { lastNine, lastSundayNine, startOf } from '../houseTime.ts';

const DIGEST_AGE_DAYS = 5;
const REMIND_DAYS_AHEAD = 7;

/** BR-009: once a week, each approver gets what they have not answered; nothing when there is nothing. */
export function sendDigests(services: Services): Promise<void> {
	const sundayAt = (now: Date) => lastSundayNine(now, services.house.timeZone);
	const approversDue = ({ tx, now }: Reading) =>
		tx
			.select({ name: approver.name, personId: approver.personId })
			.from(approver)
			.where(and(eq(approver.active, true), hasNotHappened(sql`'digest/' || ${approver.name} || '/' || ${sundayAt(now).week}::text`)))
			.orderBy(asc(approver.position));
	return whenDue(services, approversDue, async (unit, approvers) => {
		const { tx, now, today } = unit;
		const sunday = sundayAt(now);
		// As of that Sunday, however late it is now; the day of submission is day 0.
		const submittedBefore = startOf(addDays(sunday.day, 1 - DIGEST_AGE_DAYS), services.house.timeZone);
		for (const { name, personId } of approvers) {
			if (!(await happensNow(tx, `digest/${name}/${sunday.week}`, now))) continue;
			const rows = await tx
				.select({ id: booking.id })
				.from(booking)
				.innerJoin(approval, and(eq(approval.bookingId, booking.id), eq(approval.party, name), eq(approval.decision, 'NoResponse')))
				.where(and(eq(booking.status, 'Pending'), gte(booking.endDate, today), lt(booking.createdAt, submittedBefore)))
				.orderBy(asc(booking.startDate));
			const waiting = (
				await loadBookings(
					unit.sql,
					rows.map(({ id }) => id),
				)
			).map((loaded) => standing(loaded, now));
			if (waiting.length === 0) continue;
			recordMails(unit, services, [
				{ kind: 'Digest', personId, facts: { roles: ['approver'], personalLink: false, booking: null, waiting } },
			]);
		}
	});
}

/** Ours: a Pending booking that starts within 7 days reminds, at 09:00 and once per round, those who have not answered. */
export function sendReminders(services: Services): Promise<void> {
	const bookingsDue = async ({ tx, now, today }: Reading) => {
		const nine = lastNine(now, services.house.timeZone);
		// Before nine, yesterday's reminders were the last; what they missed is today's.
		if (nine.day !== today) return [];
		return (
			tx
				.select({ id: booking.id, round: booking.round })
				.from(booking)
				.innerJoin(event, and(eq(event.bookingId, booking.id), inArray(event.type, ['Submitted', 'DatesMoved', 'Reopened'])))
				.where(
					and(
						eq(booking.status, 'Pending'),
						gte(booking.startDate, today),
						lte(booking.startDate, addDays(today, REMIND_DAYS_AHEAD)),
						hasNotHappened(sql`'reminder/' || ${booking.id} || '/' || ${booking.round}`),
					),
				)
				.groupBy(booking.id, booking.round)
				// Who was asked after nine is not reminded the same day.
				.having(sql`max(${event.at}) < ${nine.at.toISOString()}::timestamptz`)
		);
	};
	return whenDue(services, bookingsDue, async (unit, bookings) => {
		const { tx, now } = unit;
		for (const { id, round } of bookings) {
			if (!(await happensNow(tx, `reminder/${id}/${round}`, now))) continue;
			const [loaded] = (await loadBookings(unit.sql, [id])) as [LoadedBooking];
			const open = loaded.state.approvals.filter(({ decision }) => decision === 'NoResponse');
			const facts = standing(loaded, now);
			recordMails(
				unit,
				services,
				open.map(({ personId }) => ({
					kind: 'Reminder',
					personId,
					bookingId: id,
					round,
					facts: { roles: ['approver'], personalLink: false, booking: facts },
				})),
			);
		}
	});
}

/**
 * Under the house's lock: else a mail could tell of a booking that somebody is just taking back, and come after the mail that
 * says so. It is asked every minute, so the lock is taken only when something is due.
 */
async function whenDue<T>({ db }: Services, due: (reading: Reading) => Promise<T[]>, work: (unit: Unit, due: T[]) => Promise<void>) {
	if ((await db.read(due)).length > 0) await db.write(async (unit) => work(unit, await due(unit)));
}

const hasNotHappened = (key: SQL) => sql`not exists (select 1 from ${occasion} where ${occasion.key} = ${key})`;

/** A booking as it stands: nothing has just happened to it. */
const standing = ({ state }: LoadedBooking, now: Date): BookingFacts =>
	factsOf(state, { was: state.status, by: null, comment: null, from: null, at: now.toISOString() });
