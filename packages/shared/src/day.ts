/**
 * Calendar days. A day is a `YYYY-MM-DD` string, from the wire to the database (BR-001): it has no hour and no time
 * zone, so the arithmetic runs on UTC midnights of the built-in `Date`, where every day has 24 hours.
 */

/** A calendar day, `YYYY-MM-DD`. Days compare as strings; `isDay` tells whether a text is one. */
export type Day = `${number}-${number}-${number}`;

/** A stay: both days belong to it (BR-001). */
export interface DayRange {
	/** First day, inclusive. */
	startDate: Day;
	/** Last day, inclusive. */
	endDate: Day;
}

const DAY_MS = 86_400_000;
const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

const toMs = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const fromMs = (ms: number): Day => new Date(ms).toISOString().slice(0, 10) as Day;

/** Is this a day that exists? `2027-02-29` does not. */
export function isDay(text: string): text is Day {
	// The year 0000 exists in JavaScript only; PostgreSQL refuses it.
	if (!SHAPE.test(text) || text < '0001') return false;
	const ms = toMs(text as Day);
	return !Number.isNaN(ms) && fromMs(ms) === text;
}

/** The day `count` days later (earlier if negative). */
export function addDays(day: Day, count: number): Day {
	return fromMs(toMs(day) + count * DAY_MS);
}

/** The same day of the month `count` calendar months later, or that month's last day if it is shorter (BR-026). */
export function addMonths(day: Day, count: number): Day {
	const date = new Date(toMs(day));
	const wanted = date.getUTCDate();
	date.setUTCDate(1);
	date.setUTCMonth(date.getUTCMonth() + count);
	const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
	date.setUTCDate(Math.min(wanted, lastOfMonth));
	return fromMs(date.getTime());
}

/** How many days a stay has, the last one included (BR-001). Negative or 0 when the end is before the start. */
export function totalDays(range: DayRange): number {
	return (toMs(range.endDate) - toMs(range.startDate)) / DAY_MS + 1;
}

/** Do two stays share a day (BR-002)? */
export function overlaps(a: DayRange, b: DayRange): boolean {
	return a.startDate <= b.endDate && b.startDate <= a.endDate;
}

/** Does every day of `inner` belong to `outer`? */
export function contains(outer: DayRange, inner: DayRange): boolean {
	return outer.startDate <= inner.startDate && inner.endDate <= outer.endDate;
}

/** The days that two stays share, if any. */
export function intersection(a: DayRange, b: DayRange): DayRange | undefined {
	const startDate = a.startDate > b.startDate ? a.startDate : b.startDate;
	const endDate = a.endDate < b.endDate ? a.endDate : b.endDate;
	return startDate <= endDate ? { startDate, endDate } : undefined;
}

/** Overlapping or adjoining stays become one; the result is sorted. */
export function mergeRanges(ranges: readonly DayRange[]): DayRange[] {
	const merged: DayRange[] = [];
	for (const range of [...ranges].sort((a, b) => (a.startDate < b.startDate ? -1 : 1))) {
		const last = merged.at(-1);
		if (last && range.startDate <= addDays(last.endDate, 1)) {
			if (range.endDate > last.endDate) last.endDate = range.endDate;
		} else {
			merged.push({ startDate: range.startDate, endDate: range.endDate });
		}
	}
	return merged;
}

/** Each zone's format, with the day of the minute that was asked for last: no day begins within a minute. */
const zones = new Map<string, { format: Intl.DateTimeFormat; minute: number; day: Day }>();

/** The calendar day that `instant` falls on in `timeZone` (IANA name), right on both days of a time change. */
export function dayIn(timeZone: string, instant: Date): Day {
	let zone = zones.get(timeZone);
	if (!zone) {
		// sv-SE writes ISO dates. Making a format is costly, so each zone keeps one.
		const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
		zone = { format, minute: Number.NaN, day: fromMs(0) };
		zones.set(timeZone, zone);
	}
	const minute = Math.floor(instant.getTime() / 60_000);
	if (minute !== zone.minute) Object.assign(zone, { minute, day: zone.format.format(instant) as Day });
	return zone.day;
}

/**
 * A stay as the family reads it (BR-011): `01.–05.08.2025`, `28.07.–12.08.2025`, `30.12.2025–02.01.2026`, `05.08.2025`.
 */
export function formatRange({ startDate, endDate }: DayRange): string {
	const [startYear, startMonth, startDay] = startDate.split('-');
	const [endYear, endMonth, endDay] = endDate.split('-');
	const end = `${endDay}.${endMonth}.${endYear}`;
	if (startDate === endDate) return end;
	if (startYear !== endYear) return `${startDay}.${startMonth}.${startYear}–${end}`;
	return startMonth === endMonth ? `${startDay}.–${end}` : `${startDay}.${startMonth}.–${end}`;
}
