/** The house as configured, and what anybody may know about it. */
import { dayIn, type HouseInfo, PARTY_SIZE_MAX, type Party, TEXT_MAX } from '@betzenstein/shared';
import type { Limits } from './limits.ts';
import { latestStartOn } from './stay.ts';

/** The house as configured. */
export interface House {
	name: string;
	/** IANA name. */
	timeZone: string;
	/** ISO 3166-2, or `none`. */
	holidayRegion: string;
	publicAvailability: boolean;
	/** Does anybody read replies to mails? */
	replies: boolean;
	/** In the order of `APPROVERS`. */
	parties: readonly Party[];
	limits: Limits;
}

/** What a form and a calendar need to know of it. */
export function houseInfo({ name, timeZone, parties, limits, holidayRegion }: House, now: Date): HouseInfo {
	const today = dayIn(timeZone, now);
	return {
		name,
		timeZone,
		today,
		parties: [...parties],
		limits: {
			maxPartySize: PARTY_SIZE_MAX,
			maxDescription: TEXT_MAX,
			longStayDays: limits.longStayDays,
			maxStayDays: limits.maxStayDays,
			horizonMonths: limits.horizonMonths,
			latestStart: latestStartOn(today, limits),
		},
		holidayRegion,
	};
}
