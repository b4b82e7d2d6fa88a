/** The house: its settings and its calendar, as callers see them (contract.md). */
import type { BookingStatus } from './booking.ts';
import type { Day, DayRange } from './day.ts';
import type { Open } from './open.ts';

/** An approver as a party: a name and a colour. */
export interface Party {
	/** The approver's name. */
	name: string;
	/** `#RRGGBB`. */
	color: string;
}

/** The limits a form needs to know. */
export interface HouseLimits {
	/** Most people in one booking (BR-017). */
	maxPartySize: number;
	/** Most characters in a description or comment (BR-020). */
	maxDescription: number;
	/** The longest stay in days that needs no confirmation (BR-027). */
	longStayDays: number;
	/** The longest stay in days. */
	maxStayDays: number;
	/** How many calendar months ahead a stay may start (BR-026). */
	horizonMonths: number;
	/** The latest first day that can be asked for today (BR-026). */
	latestStart: Day;
}

/** Output of `house.info`. */
export interface HouseInfo {
	/** The house's name, as mails and pages show it. */
	name: string;
	/** IANA name, e.g. `Europe/Berlin`; days begin and end in it. */
	timeZone: string;
	/** Today in that time zone. */
	today: Day;
	/** The approvers, in the house's order. */
	parties: Party[];
	/** Limits that a form can check before it is sent. */
	limits: HouseLimits;
	/** ISO 3166-2, e.g. `DE-BY`; `none` if the calendar shows no holidays. */
	holidayRegion: string;
}

/** A stay in full, for holders of the calendar link or a personal link. */
export interface FullEntry extends DayRange {
	/** Tells it from a `BusyEntry`. */
	detail: 'full';
	/** UUID of the booking. */
	bookingId: string;
	/** Days from start to end, both included (BR-001). */
	totalDays: number;
	/** Pending or Confirmed: others hold no days (BR-002). */
	status: Open<BookingStatus>;
	/** The requester's first name (BR-019). */
	firstName: string;
	/** How many people come, 1..10 (BR-017). */
	partySize: number;
	/** The party it belongs to: an approver's name, for the colour. */
	affiliation: string;
}

/** Days that are taken, adjoining stays merged; all that a stranger may see (`PUBLIC_AVAILABILITY`). */
export interface BusyEntry extends DayRange {
	/** Tells it from a `FullEntry`. */
	detail: 'busy';
}

/** A stay in the calendar, discriminated by `detail`. */
export type CalendarEntry = FullEntry | BusyEntry;

/** A public holiday; shown, blocks nothing. */
export interface Holiday {
	/** The day it falls on, `YYYY-MM-DD`. */
	date: Day;
	/** Its German name. */
	name: string;
}

/** Input of `calendar.range`: both days inclusive, at most 400 of them. */
export interface CalendarRangeInput {
	/** First day, inclusive. */
	from: Day;
	/** Last day, inclusive; at most 399 days after `from`. */
	to: Day;
}

/** Output of `calendar.range`. */
export interface CalendarRange {
	/** First day, inclusive, as asked for. */
	from: Day;
	/** Last day, inclusive, as asked for. */
	to: Day;
	/** Every stay that shares a day with the range, sorted by start. */
	entries: CalendarEntry[];
	/** The public holidays in the range, sorted by date. */
	holidays: Holiday[];
}

/** Input of `house.shares`. */
export interface SharesInput {
	/** A calendar year, e.g. 2027. */
	year: number;
}

/** How much of a year the house was, or will be, one party's. */
export interface Share {
	/** The party's name. */
	party: string;
	/** Confirmed days in that year; of a stay over New Year those that fall in it. */
	days: number;
	/** Confirmed stays with a day in that year; one over New Year counts in both. */
	stays: number;
}

/** Output of `house.shares`. */
export interface Shares {
	/** As asked for. */
	year: number;
	/**
	 * The house's parties in its order, also those without a day; then those that have left it and still have days in that
	 * year.
	 */
	parties: Share[];
}

/** The notes of the house: what one has to know there. Output of `house.notes` and `house.setNotes`. */
export interface HouseNotes {
	/** Plain text with line breaks, at most 4,000 characters; may hold links. Empty if nobody has written any. */
	text: string;
	/** Grows with every change; `house.setNotes` wants it back. */
	revision: number;
	/** When they were last changed; null if never. */
	updatedAt: Date | null;
	/** The party whose approver changed them last; null if nobody has. */
	updatedBy: string | null;
}

/** Input of `house.setNotes`. */
export interface SetNotesInput {
	/** All of the text, at most 4,000 characters; may hold links. Empty: there are no notes. */
	text: string;
	/** The revision that the caller saw; refused with `STALE_REVISION` unless it is the current one. */
	revision: number;
}

/** Input of `live.changes`. */
export interface ChangesInput {
	/** The id of the last event that has arrived; tRPC's client sends it by itself when it comes back. */
	lastEventId?: string | undefined;
}

/** An event of `live.changes`. */
export interface Change {
	/** Another one than before: something the caller may see has changed. Says nothing of what. */
	version: number;
}
