/** Reads the days of the house. */
import type { Client } from '@betzenstein/client';
import type { CalendarRange, Day, HouseInfo } from '@betzenstein/shared';
import { ahead } from './api.ts';
import { joined, type Schedule, yearAt, yearsToRead } from './model/schedule.ts';

/** Years that have been asked for, by their first day. */
export type Years = ReadonlyMap<Day, Promise<CalendarRange>>;

/** Asks for the years that will be needed, if this device's clock is not far wrong. */
export function yearsAround(client: Client): Years {
	const now = new Date().getFullYear();
	// From summer on, days of the year after next can be asked for.
	const years = [now - 1, now, now + 1, now + 2].map(yearAt);
	return new Map(years.map((year) => [year.from, ahead(client.calendar.range.query(year))]));
}

/** Everything that can be leafed to. @param early what has been asked for already */
export async function readSchedule(client: Client, house: HouseInfo, early?: Years): Promise<Schedule> {
	const ranges = yearsToRead(house).map((year) => early?.get(year.from) ?? client.calendar.range.query(year));
	return joined(await Promise.all(ranges));
}
