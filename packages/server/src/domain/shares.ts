/** Who has had how much of the house in a year (domain.md, Fair shares). */
import { type DayRange, intersection, type Share, totalDays } from '@betzenstein/shared';

/** A Confirmed stay, as far as it counts. */
export interface CountedStay extends DayRange {
	/** The party that it belongs to. */
	affiliation: string;
}

/** The first and the last day of a year. */
export const daysOfYear = (year: number): DayRange => ({ startDate: `${year}-01-01`, endDate: `${year}-12-31` });

/** Each party's days and stays in that year: the given ones first and in any case, then any others that have stays. */
export function sharesOfYear(year: number, parties: readonly string[], stays: readonly CountedStay[]): Share[] {
	const shares = new Map(parties.map((party) => [party, { party, days: 0, stays: 0 }]));
	for (const stay of stays) {
		const inYear = intersection(stay, daysOfYear(year));
		if (!inYear) continue;
		const { days, stays: count } = shares.get(stay.affiliation) ?? { days: 0, stays: 0 };
		const share = { party: stay.affiliation, days: days + totalDays(inYear), stays: count + 1 };
		shares.set(stay.affiliation, share);
	}
	return [...shares.values()];
}
