import type { Shares } from '@betzenstein/shared';
import type { Services } from '../deps.ts';
import { type CountedStay, daysOfYear, sharesOfYear } from '../domain/shares.ts';

/** The Confirmed days and stays of a year, by party. */
export function sharesOf({ db, house }: Services, year: number): Promise<Shares> {
	const { startDate, endDate } = daysOfYear(year);
	return db.read(async ({ sql }) => {
		const stays = await sql<CountedStay[]>`
			select affiliation, start_date as "startDate", end_date as "endDate" from booking
			where status = 'Confirmed' and daterange(start_date, end_date, '[]') && daterange(${startDate}, ${endDate}, '[]')
			order by affiliation`;
		const parties = house.parties.map(({ name }) => name);
		return { year, parties: sharesOfYear(year, parties, stays) };
	});
}
