/** Clock times of the house, correct on both days of a time change. */
import type { Day } from '@betzenstein/shared';
import { Temporal } from 'temporal-polyfill';

const zoned = (instant: Date, timeZone: string): Temporal.ZonedDateTime =>
	Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);

const toDate = (time: Temporal.ZonedDateTime): Date => new Date(time.epochMilliseconds);
const dayOf = (time: Temporal.ZonedDateTime): Day => time.toPlainDate().toString() as Day;

const NINE = Temporal.PlainTime.from('09:00');

/** The last 09:00 that has passed, and its day. */
export function lastNine(now: Date, timeZone: string): { at: Date; day: Day } {
	const local = zoned(now, timeZone);
	const today = local.withPlainTime(NINE);
	const last =
		Temporal.ZonedDateTime.compare(today, local) <= 0 ? today : local.subtract({ days: 1 }).withPlainTime(NINE);
	return { at: toDate(last), day: dayOf(last) };
}

/** The last Sunday whose 09:00 has passed, and its ISO week: `2027-W12`. */
export function lastSundayNine(now: Date, timeZone: string): { day: Day; week: string } {
	const local = zoned(now, timeZone);
	const sunday = local.subtract({ days: local.dayOfWeek % 7 }).withPlainTime(NINE);
	const last = Temporal.ZonedDateTime.compare(sunday, local) <= 0 ? sunday : sunday.subtract({ weeks: 1 });
	return {
		day: dayOf(last),
		week: `${last.yearOfWeek}-W${String(last.weekOfYear).padStart(2, '0')}`,
	};
}

/** The instant at which `day` begins in `timeZone`; not always 24 hours after the one before. */
export function startOf(day: Day, timeZone: string): Date {
	return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}
