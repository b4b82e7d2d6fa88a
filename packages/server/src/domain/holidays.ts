/**
 * Public holidays, from `feiertagejs`. Mariä Himmelfahrt is shown for all of Bavaria, though not every commune there
 * observes it. Other countries would need `date-holidays`, which takes 40 MB of memory and names many days in English.
 */
import type { Day, Holiday } from '@betzenstein/shared';
import { getHolidays } from 'feiertagejs';

type Region = Parameters<typeof getHolidays>[1];
const REGIONS = 'BW BY BE BB HB HE HH MV NI NW RP SL SN ST SH TH'.split(' ');
/** For a house whose calendar shows no holidays. */
const NOWHERE = 'none';

/** Is this a German state whose holidays are known, as ISO 3166-2 (`DE-BY`), or `none`? */
export const isHolidayRegion = (code: string): boolean =>
	code === NOWHERE || (code.startsWith('DE-') && REGIONS.includes(code.slice(3)));

/** The holidays from `from` to `to`, both included. */
export function holidaysBetween(from: Day, to: Day, region: string): Holiday[] {
	if (region === NOWHERE) return [];
	const holidays: Holiday[] = [];
	for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++)
		holidays.push(...holidaysOf(year, region));
	return holidays.filter(({ date }) => from <= date && date <= to);
}

/** By year and region: computing a year takes longer than reading the stays in it. */
const years = new Map<string, Holiday[]>();
/** More than anybody looks at; a house has one region. */
const MOST_YEARS = 100;

function holidaysOf(year: number, region: string): Holiday[] {
	const key = `${year} ${region}`;
	const known = years.get(key);
	if (known) return known;
	const reckoned = getHolidays(year, region.slice(3) as Region).map((holiday) => ({
		date: holiday.dateString as Day,
		name: holiday.translate('de') ?? holiday.name,
	}));
	if (years.size >= MOST_YEARS) years.clear();
	years.set(key, reckoned);
	return reckoned;
}
