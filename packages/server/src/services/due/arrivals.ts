/** The mail before arrival: the notes of the house for those who come soon. */
import { addDays } from '@betzenstein/shared';
import type { Reading } from '../../db/client.ts';
import { happensNow } from '../../db/occasion.ts';
import type { Services } from '../../deps.ts';
import type { LoadedBooking } from '../../domain/view.ts';
import { recordMails } from '../../outbox/record.ts';
import { loadBookings } from '../booking/load.ts';
import { lastNine } from '../houseTime.ts';
import { currentNotes } from '../notes.ts';
import { standing } from './reminders.ts';
import { whenDue } from './whenDue.ts';

const DAYS_AHEAD = 3;

/**
 * Mails the notes to the requester of each Confirmed stay that begins within 3 days, once per round and from 09:00 on
 * (domain.md, Who is told). So who is confirmed later than that gets them at once, and so do all who come soon when the
 * first notes are written.
 */
export function sendNotesBeforeArrival(services: Services): Promise<void> {
	const staysDue = async ({ sql, now, today }: Reading): Promise<{ id: string; round: number }[]> => {
		if (lastNine(now, services.house.timeZone).day !== today) return [];
		return sql`
			select b.id, b.round from booking b, notes n
			where n.text <> '' and b.status = 'Confirmed' and b.start_date between ${today} and ${addDays(today, DAYS_AHEAD)}
				and not exists (select from occasion where key = 'arrival/' || b.id || '/' || b.round)
			order by b.start_date`;
	};
	return whenDue(services, staysDue, async (unit, stays) => {
		const { tx, sql, now } = unit;
		const { text } = await currentNotes(sql);
		for (const { id, round } of stays) {
			if (!(await happensNow(tx, `arrival/${id}/${round}`, now))) continue;
			const [{ state }] = (await loadBookings(sql, [id])) as [LoadedBooking];
			recordMails(unit, services, [
				{
					kind: 'BeforeArrival',
					personId: state.requesterId,
					bookingId: id,
					round,
					facts: { roles: ['requester'], personalLink: false, booking: standing(state, now), notes: text },
				},
			]);
		}
	});
}
