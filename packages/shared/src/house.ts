/** The house: its settings and its calendar, as callers see them (contract.md). */
import type { BookingStatus } from './booking.ts';
import type { Day, DayRange } from './day.ts';

/** An approver as a party: a name and a colour. */
export interface Party {
	name: string;
	/** `#RRGGBB`. */
	color: string;
}

/** The limits a form needs to know. */
export interface HouseLimits {
	/** People, BR-017. */
	maxPartySize: number;
	/** Characters of a description or comment, BR-020. */
	maxDescription: number;
	/** The longest stay in days that needs no confirmation, BR-027. */
	longStayDays: number;
	/** The longest stay in days. */
	maxStayDays: number;
	/** Calendar months, BR-026. */
	horizonMonths: number;
	/** The latest day a new booking can start today, BR-026. */
	latestStart: Day;
}

/** Output of `house.info`. */
export interface HouseInfo {
	name: string;
	/** IANA name. */
	timeZone: string;
	/** Today in that time zone. */
	today: Day;
	parties: Party[];
	limits: HouseLimits;
	/** ISO 3166-2, e.g. `DE-BY`. */
	holidayRegion: string;
}

/** A stay in full, for holders of the calendar link or a personal link. */
export interface FullEntry extends DayRange {
	detail: 'full';
	bookingId: string;
	totalDays: number;
	status: BookingStatus;
	firstName: string;
	partySize: number;
	affiliation: string;
}

/** Days that are taken, adjoining stays merged; all that a stranger may see (`PUBLIC_AVAILABILITY`). */
export interface BusyEntry extends DayRange {
	detail: 'busy';
}

export type CalendarEntry = FullEntry | BusyEntry;

/** A public holiday; shown, blocks nothing. */
export interface Holiday {
	date: Day;
	/** German. */
	name: string;
}

/** Input of `calendar.range`: both days inclusive, at most 400 of them. */
export interface CalendarRangeInput {
	from: Day;
	to: Day;
}

/** Output of `calendar.range`. */
export interface CalendarRange {
	from: Day;
	to: Day;
	/** By start; every stay that shares a day with the range. */
	entries: CalendarEntry[];
	holidays: Holiday[];
}
