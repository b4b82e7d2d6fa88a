/** More than a month at a time: a calendar year, and a list of what comes. */
import { addMonths, type Day, daysOf, type HouseInfo, monthGrid, overlaps } from '@betzenstein/shared';
import type { JSX } from 'preact';
import { coming, type Schedule } from '../model/schedule.ts';
import { partyStyle } from '../parts/party.ts';
import { nobodyText } from '../text/calendarWords.ts';
import { monthName } from '../text/words.ts';
import type { LinkOf } from './MonthView.tsx';
import { Free, Stay, StayList } from './StayList.tsx';

interface OverviewProps {
	schedule: Schedule;
	house: HouseInfo;
	linkOf: LinkOf;
}

/** Twelve small months, each with its stays in words. */
export function YearView(props: OverviewProps & { year: number; open: (month: Day) => void }): JSX.Element {
	const months = Array.from({ length: 12 }, (_, index) => addMonths(`${props.year}-01-01`, index));
	return (
		<div class="year">
			{months.map((month) => (
				<MonthOfYear key={month} month={month} {...props} />
			))}
		</div>
	);
}

type MonthOfYearProps = OverviewProps & { month: Day; open: (month: Day) => void };

function MonthOfYear({ month, schedule, house, linkOf, open }: MonthOfYearProps): JSX.Element {
	const days = daysOf(month);
	const stays = schedule.entries.filter((entry) => overlaps(entry, days));
	return (
		<section>
			<h3>
				<button type="button" onClick={() => open(month)}>
					{monthName(month)}
				</button>
			</h3>
			<table aria-hidden="true">
				<tbody>
					{monthGrid(month, house.today, schedule.entries, schedule.holidays).map((week) => (
						<tr key={week[0]?.day}>
							{week.map(({ day, number, isInMonth, isToday, holiday, entry }) => (
								<td
									key={day}
									class={[
										isInMonth && day < house.today && 'past',
										isToday && 'today',
										holiday && 'holiday',
										isInMonth && entry && `held ${entry.detail === 'full' ? entry.status : ''}`,
									]
										.filter(Boolean)
										.join(' ')}
									style={isInMonth && entry?.detail === 'full' ? partyStyle(entry.affiliation, house) : undefined}
								>
									{isInMonth && <span class="number">{number}</span>}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
			<StayList entries={stays} none={nobodyText(days, house.today)} house={house} linkOf={linkOf} />
		</section>
	);
}

/** Everything from today on, and what is free in between. */
export function ComingView({ schedule, house, linkOf }: OverviewProps): JSX.Element {
	const months = coming(schedule, house.today);
	return (
		<>
			{months.map(({ month, lines }) => (
				<section key={month} class="coming">
					<h3>{monthName(month)}</h3>
					<ul class="stays">
						{lines.map((line) =>
							'free' in line ? (
								<Free key={line.free.startDate} days={line.free} />
							) : (
								<Stay key={line.entry.startDate} entry={line.entry} house={house} linkOf={linkOf} />
							),
						)}
					</ul>
				</section>
			))}
			<p>{months.length === 0 ? 'Es ist alles frei.' : 'Danach ist alles frei.'}</p>
		</>
	);
}
